// What the search says and does where something of it cannot be had: by the network, by the browser, or by the eye.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOutput } from '../../src/registry/output-folder.ts';
import type { Registry } from '../../src/registry/registry.ts';
import { buildSearch } from '../../src/site/search/build-search.ts';
import { grown } from '../../src/site/search/quality/catalog.ts';
import { findChromium, launchChromium } from './browser.ts';
import { type SearchSite, serveSearch } from './search-site.ts';

const root = join(import.meta.dirname, '..', '..');
const registry: Registry = grown(JSON.parse(readFileSync(join(root, 'registry.json'), 'utf8')), 300);
const chromium = findChromium();
const temporary = mkdtempSync(join(tmpdir(), 'search-failures-'));

if (!chromium && process.env.CI)
  test('a browser to drive', () => {
    expect.fail('No Chromium was found. Install one (apt-get install chromium) or set CHROMIUM_PATH.');
  });

describe.skipIf(!chromium)('the search where something is missing', () => {
  let browser: Browser;
  let site: SearchSite;

  beforeAll(async () => {
    await buildSearch(registry, openOutput(temporary).put);
    site = await serveSearch(temporary);
    browser = await launchChromium(chromium ?? '');
  });

  afterAll(async () => {
    await browser?.close();
    site?.close();
    rmSync(temporary, { recursive: true, force: true });
  });

  type Visit = BrowserContextOptions & {
    /** Parts of the addresses that do not answer, until the set is empty. */
    without?: Set<string>;
    /** A script that runs before those of the page. */
    before?: string;
  };

  /** Opens a page, hands it over, and expects that every error was dealt with. */
  async function visit(
    path: string,
    look: (page: Page) => Promise<void>,
    { without = new Set(), before = '', ...options }: Visit = {},
  ): Promise<void> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    try {
      const errors: string[] = [];
      await context.addInitScript(before);
      await context.route('**/*', (route) =>
        [...without].some((part) => route.request().url().includes(part)) ? route.abort() : route.continue(),
      );
      const page = await context.newPage();
      page.on('pageerror', (error) => errors.push(String(error)));
      await page.goto(site.address + path);
      await look(page);
      expect(errors).toEqual([]);
    } finally {
      await context.close();
    }
  }

  const eventually = <T>(look: () => T | Promise<T>) => expect.poll(look, { timeout: 15_000 });
  const status = (page: Page) =>
    page
      .locator('.search-results [role=status]')
      .innerText()
      .catch(() => '');
  /** Waits until the results say so. */
  const says = (page: Page, words: string | RegExp) => eventually(() => status(page)).toMatch(words);
  const note = (page: Page) => page.locator('.search-note').innerText();
  const failed = (page: Page) => eventually(() => note(page)).toContain('could not be loaded');
  /** Asks again, and waits until it is answered. */
  async function tryAgain(page: Page): Promise<void> {
    const button = await page.getByRole('button', { name: 'Try again' }).elementHandle();
    await button?.click();
    await eventually(() => button?.evaluate((each) => each.isConnected)).toBe(false);
  }

  /** How many plugins are found where everything can be had. */
  async function whole(query: string): Promise<string> {
    let said = '';
    await visit(`?q=${query}`, async (page) => {
      await says(page, `for “${query}”`);
      said = await status(page);
    });
    expect(Number.parseInt(said, 10)).toBeGreaterThan(10);
    return said;
  }

  test('a word that is typed while there is no network is answered in full when there is one', async () => {
    const all = await whole('balances');
    const without = new Set<string>();
    await visit(
      '?q=cache',
      async (page) => {
        await says(page, 'for “cache”');
        without.add('/search/');
        await page.fill('#q', 'balances');
        await failed(page);
        without.clear();
        await page.fill('#q', 'cache');
        await says(page, 'for “cache”');
        await page.fill('#q', 'balances');
        await says(page, all);
      },
      { without },
    );
  });

  test.each([
    'names.bin',
    'common.bin',
    'engine.js',
    'pagefind-entry.json',
    '.pf_meta',
    'wasm.',
    '.pf_index',
  ])('says that "%s" could not be loaded, and finds everything once it can', async (file) => {
    const all = await whole('aws');
    const without = new Set([file]);
    await visit(
      '?q=aws',
      async (page) => {
        for (let time = 0; time < 2; time++) {
          await failed(page);
          expect(await status(page)).toMatch(/^\d+ plugins? by name$/);
          await tryAgain(page);
        }
        await failed(page);
        without.clear();
        await tryAgain(page);
        await says(page, all);
      },
      { without },
    );
  });
});
