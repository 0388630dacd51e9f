import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import type { Registry } from '../../src/registry/registry.ts';
import { copyFixtureMarketplace, fixtureRegistry } from '../fixture-marketplace.ts';
import { hostileRegistry } from './hostile-registry.ts';
import { describeInChromium } from './in-chromium.ts';
import { makeMarketplace, testSite } from './marketplace.ts';
import { build, type Site, serve, visit } from './site.ts';

/** The registry of the fixture marketplace. */
const registry: Registry = fixtureRegistry();

/** Names of its plugins. */
export const pluginNames: readonly string[] = registry.plugins.map(({ name }) => name);

/** The catalog of the fixture marketplace, that of a marketplace with everything in it, and one whose registry is an attack. */
type SiteName = 'real' | 'full' | 'hostile';

/** What tests in a browser use. Sites that were not asked for are not there, and none is before the tests begin. */
export type Sites = Record<SiteName, Site> & {
  browser: Browser;
  registry: Registry;
  /** Opens a page as `visit`. */
  open(
    site: Site,
    path: string,
    look: (page: Page) => Promise<void>,
    options?: BrowserContextOptions,
  ): Promise<void>;
};

/** Tests that look at built sites in Chromium. */
export function describeSites(
  title: string,
  which: readonly SiteName[],
  tests: (sites: Sites) => void,
): void {
  const sites = {
    registry,
    open: (site, path, look, options = {}) => visit(sites.browser, site.address(path), look, options),
  } as Sites;

  const makers: Record<SiteName, (out: string, temporary: string) => string> = {
    real(out, temporary) {
      const folder = join(temporary, 'fixture');
      copyFixtureMarketplace(folder);
      build(out, ['--root', folder]);
      return registry.site;
    },
    full(out, temporary) {
      const folder = join(temporary, 'marketplace');
      makeMarketplace(folder);
      build(out, ['--root', folder]);
      return testSite;
    },
    hostile(out, temporary) {
      const attack = join(temporary, 'hostile.json');
      writeFileSync(attack, JSON.stringify(hostileRegistry(registry)));
      build(out, ['--registry', attack, '--pages-only']);
      return registry.site;
    },
  };

  describeInChromium(title, (start) => {
    let temporary: string;

    beforeAll(async () => {
      temporary = mkdtempSync(join(tmpdir(), 'catalog-'));
      for (const name of which) {
        const out = join(temporary, name);
        sites[name] = await serve(out, new URL(makers[name](out, temporary)).pathname);
      }
      sites.browser = await start();
    });

    afterAll(async () => {
      await sites.browser?.close();
      for (const name of which) sites[name]?.server.close();
      rmSync(temporary, { recursive: true, force: true });
    });

    tests(sites);
  });
}
