import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { openOutput } from '../../src/registry/output-folder.ts';
import type { Registry } from '../../src/registry/registry.ts';
import { buildSearch } from '../../src/site/search/build-search.ts';
import { grown } from '../../src/site/search/quality/catalog.ts';
import { readmeWords } from '../../src/site/search/readme-words.ts';
import { fixtureRegistry } from '../fixture-marketplace.ts';
import { hostileRegistry } from './hostile-registry.ts';
import { describeInChromium } from './in-chromium.ts';
import { type SearchSite, serveSearch } from './search-site.ts';

/** The registry of the fixture marketplace. */
export const own: Registry = fixtureRegistry();
/** The plugins of the fixture marketplace among generated ones. */
export const registry: Registry = grown(own, 300);
/** One whose every string is an attack. */
export const hostile: Registry = hostileRegistry(own);

/** Looks until it is as expected. */
export const eventually = <T>(look: () => T | Promise<T>) => expect.poll(look, { timeout: 15_000 });

/** What the results say of themselves; empty where there are none. */
export function status(page: Page): Promise<string> {
  return page
    .locator('.search-results [role=status]')
    .innerText()
    .catch(() => '');
}

/** Waits until the results say so. */
export async function says(page: Page, words: string | RegExp): Promise<void> {
  await eventually(() => status(page)).toMatch(words);
}

/** What tests of the search use. It is there once they begin. */
export type SearchPages = {
  browser: Browser;
  /** The search over `registry`, and over `hostile`. */
  site: SearchSite;
  bad: SearchSite;
  /** Opens a page, hands it over, and expects that it complained of nothing. */
  visit(
    path: string,
    look: (page: Page) => Promise<void>,
    options?: BrowserContextOptions & { on?: SearchSite },
  ): Promise<void>;
};

/** Tests of the search in Chromium. */
export function describeSearch(title: string, tests: (pages: SearchPages) => void): void {
  describeInChromium(title, (start) => {
    let temporary: string;
    const pages = {
      async visit(path, look, { on = pages.site, ...options } = {}) {
        const context = await pages.browser.newContext({
          viewport: { width: 1280, height: 900 },
          ...options,
        });
        try {
          const complaints: string[] = [];
          const page = await context.newPage();
          page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
          page.on('pageerror', (error) => complaints.push(String(error)));
          await page.goto(on.address + path);
          await look(page);
          expect(complaints).toEqual([]);
        } finally {
          await context.close();
        }
      },
    } as SearchPages;

    beforeAll(async () => {
      temporary = mkdtempSync(join(tmpdir(), 'search-'));
      const readmeOf = (name: string) =>
        name === 'plugin-finder' ? readmeWords('Ask the *quokka* first.') : '';
      await buildSearch(registry, openOutput(join(temporary, 'site')).put, undefined, readmeOf);
      await buildSearch(hostile, openOutput(join(temporary, 'hostile')).put);
      pages.site = await serveSearch(join(temporary, 'site'));
      pages.bad = await serveSearch(join(temporary, 'hostile'));
      pages.browser = await start();
    });

    afterAll(async () => {
      await pages.browser?.close();
      pages.site?.close();
      pages.bad?.close();
      rmSync(temporary, { recursive: true, force: true });
    });

    tests(pages);
  });
}
