import type { Browser } from 'playwright-core';
import { afterAll, describe, expect, test } from 'vitest';
import { findChromium, launchChromium } from './browser.ts';
import { closePages } from './kept-pages.ts';

const advice = 'Install one (apt-get install chromium), or set CHROMIUM_PATH.';

/** The browser of this process, which all test files in it share. It ends with the process. */
let browser: Promise<Browser> | undefined;

/** Tests in a browser, which `start` gives. Where there is none they are left out, and in CI something fails instead. */
export function describeInChromium(title: string, tests: (start: () => Promise<Browser>) => void): void {
  const path = findChromium();
  if (path === undefined && process.env.CI)
    test('a browser to drive', () => {
      expect.fail(`No Chromium was found. ${advice}`);
    });
  const name = path === undefined ? `${title} (left out, because no Chromium was found. ${advice})` : title;
  describe.skipIf(path === undefined)(name, () => {
    tests(() => {
      browser ??= launch(path ?? '');
      return browser;
    });
    afterAll(async () => {
      if (browser !== undefined) await closePages(await browser);
    });
  });
}

function launch(path: string): Promise<Browser> {
  const launched = launchChromium(path);
  process.once('SIGTERM', async () => {
    await (await launched).close();
    process.exit();
  });
  return launched;
}
