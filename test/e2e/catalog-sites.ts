import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import type { Registry } from '../../src/registry/registry.ts';
import { describeInChromium } from './in-chromium.ts';
import { builtSite, type Site, serve, visit } from './site.ts';

/** The catalog of the fixture marketplace, that of a marketplace with everything in it, and one whose registry is an attack. */
type SiteName = 'fixture' | 'full' | 'hostile';

/** What tests in a browser use. Sites that were not asked for are not there, and none is before the tests begin. */
type Sites = Record<SiteName, Site> & {
  browser: Browser;
  /** What the fixture's site was built from. */
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
    open: (site, path, look, options = {}) => visit(sites.browser, site.address(path), look, options),
  } as Sites;

  describeInChromium(title, (start) => {
    beforeAll(async () => {
      for (const name of which) {
        const out = await builtSite(name);
        sites[name] = await serve(out, baseOf(out));
      }
      if (which.includes('fixture'))
        sites.registry = JSON.parse(readFileSync(join(sites.fixture.out, 'registry.json'), 'utf8'));
      sites.browser = await start();
    });

    afterAll(() => {
      for (const name of which) sites[name]?.server.close();
    });

    tests(sites);
  });
}

/** The base path that a built site has, as its pages say. */
function baseOf(out: string): string {
  return / data-base="([^"]+)"/.exec(readFileSync(join(out, '404.html'), 'utf8'))?.[1] ?? '/';
}
