import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { describeInChromium } from './in-chromium.ts';
import { type SearchSite, serveSearch } from './search-site.ts';
import { builtSite, visit } from './site.ts';

/** Looks until it is as expected. */
export const eventually = <T>(look: () => T | Promise<T>) => expect.poll(look);

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
type SearchPages = {
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

/** The window in which the results and the filters are beside each other. */
export const desktop = { width: 1280, height: 900 };

/** Tests of the search in Chromium. */
export function describeSearch(title: string, tests: (pages: SearchPages) => void): void {
  describeInChromium(title, (start) => {
    const pages = {
      visit: (path, look, { on = pages.site, ...options } = {}) =>
        visit(pages.browser, on.address + path, look, { viewport: desktop, ...options }),
    } as SearchPages;

    beforeAll(async () => {
      pages.site = await serveSearch(await builtSite('search'));
      pages.bad = await serveSearch(await builtSite('hostile-search'));
      pages.browser = await start();
    });

    afterAll(() => {
      pages.site?.close();
      pages.bad?.close();
    });

    tests(pages);
  });
}
