import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

/** One page for each set of options: opening one in a new context costs four times what going to another address does. */
const kept = new WeakMap<Browser, Map<string, Page>>();

/**
 * Hands over a page that is as a new one: nothing is stored, nothing listens, and the next address is a new document.
 * A page whose test failed is closed. `prepare` is called once for a page that is new, and has to be the same function for the same `key`.
 */
export async function withPage(
  browser: Browser,
  options: BrowserContextOptions,
  use: (page: Page) => Promise<void>,
  { key = '', prepare }: { key?: string; prepare?: (page: Page) => Promise<unknown> } = {},
): Promise<void> {
  const pages = kept.get(browser) ?? new Map<string, Page>();
  kept.set(browser, pages);
  const id = JSON.stringify([options, key]);
  let page = pages.get(id);
  if (page === undefined) {
    const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
    // What a page waits for comes late on a busy machine.
    context.setDefaultTimeout(300_000);
    page = await context.newPage();
    await prepare?.(page);
    pages.set(id, page);
  }
  try {
    await use(page);
    for (const event of ['console', 'pageerror', 'request', 'response']) page.removeAllListeners(event);
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await forget(page);
  } catch (error) {
    pages.delete(id);
    await page.context().close();
    throw error;
  }
}

/** Closes all pages that are kept. */
export async function closePages(browser: Browser): Promise<void> {
  const pages = [...(kept.get(browser)?.values() ?? [])];
  kept.delete(browser);
  await Promise.all(pages.map((page) => page.context().close()));
}

/** Leaves the page, and what its site stored. */
async function forget(page: Page): Promise<void> {
  if (page.url().startsWith('http'))
    await page.evaluate('try { localStorage.clear(); sessionStorage.clear(); } catch {}');
  await page.goto('about:blank');
}
