import type { Browser } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { findChromium, launchChromium } from './browser.ts';

const advice = 'Install one (apt-get install chromium), or set CHROMIUM_PATH.';

/** Tests in a browser, which `start` starts. Where there is none they are left out, and in CI something fails instead. */
export function describeInChromium(title: string, tests: (start: () => Promise<Browser>) => void): void {
  const path = findChromium();
  if (path === undefined && process.env.CI)
    test('a browser to drive', () => {
      expect.fail(`No Chromium was found. ${advice}`);
    });
  const name = path === undefined ? `${title} (left out, because no Chromium was found. ${advice})` : title;
  describe.skipIf(path === undefined)(name, () => tests(() => launchChromium(path ?? '')));
}
