// What the search says and does where something of it cannot be had: by the network, by the browser, or by the eye.
import { cpSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openOutput } from '../../src/registry/output-folder.ts';
import { buildSearch } from '../../src/site/search/build-search.ts';
import { describeInChromium } from './in-chromium.ts';
import { withPage } from './kept-pages.ts';
import { desktop, eventually, says, status } from './search-pages.ts';
import { registry } from './search-registry.ts';
import { base, type SearchSite, serveSearch } from './search-site.ts';
import { builtSite } from './site.ts';

const temporary = mkdtempSync(join(tmpdir(), 'search-failures-'));

describeInChromium('the search where something is missing', (start) => {
  let browser: Browser;
  let site: SearchSite;
  /** Parts of the addresses that do not answer, of the test that runs. */
  let missing: ReadonlySet<string> = new Set();

  beforeAll(async () => {
    cpSync(await builtSite('search'), temporary, { recursive: true });
    site = await serveSearch(temporary);
    browser = await start();
  });

  afterAll(() => {
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
  function visit(
    path: string,
    look: (page: Page) => Promise<void>,
    { without = new Set(), before = '', ...options }: Visit = {},
  ): Promise<void> {
    const prepare = async (page: Page) => {
      await page.addInitScript(before);
      await page
        .context()
        .route('**/*', (route) =>
          [...missing].some((part) => route.request().url().includes(part))
            ? route.abort()
            : route.continue(),
        );
    };
    return withPage(
      browser,
      { viewport: desktop, ...options },
      async (page) => {
        const errors: string[] = [];
        missing = without;
        page.on('pageerror', (error) => errors.push(String(error)));
        await page.goto(site.address + path);
        await look(page);
        expect(errors).toEqual([]);
      },
      { key: `failures ${before}`, prepare },
    );
  }

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
          expect(await status(page)).toMatch(
            file === 'names.bin' ? /^Nothing could be loaded$/ : /^\d+ plugins? by name$/,
          );
          await tryAgain(page);
          expect(await page.locator(':focus').count()).toBe(1);
        }
        await failed(page);
        without.clear();
        await tryAgain(page);
        await says(page, all);
      },
      { without },
    );
  });

  test('does not say that nothing was found where READMEs could not be asked', async () => {
    const without = new Set(['readme.bin']);
    await visit(
      '?q=quokka',
      async (page) => {
        await failed(page);
        without.clear();
        await tryAgain(page);
        await says(page, '1 plugin for “quokka”');
      },
      { without },
    );
  });

  test('without the script of the results the first page stays as it is, keeps the query, and says how to go on', async () => {
    const all = await whole('aws');
    const without = new Set(['client/results.ts']);
    await visit(
      '?q=aws&category=testing',
      async (page) => {
        const said = page.getByRole('alert');
        await eventually(() => said.innerText()).toBe(
          'The search could not be loaded. Press Enter or reload the page to try again, or browse all plugins.',
        );
        expect(await page.locator('[data-search-default]').isVisible()).toBe(true);
        expect(await page.locator('[data-search-results]').isVisible()).toBe(false);
        expect(await page.inputValue('#q')).toBe('aws');
        expect(await said.getByRole('link', { name: 'browse all plugins' }).getAttribute('href')).toBe(
          `${base}plugins/`,
        );
        // As it does where a browser does not ask again for a script that it could not load.
        await page.fill('#q', 'aws cost');
        await page.press('#q', 'Enter');
        await page.waitForURL('**/?q=aws+cost');
        await said.waitFor();
        without.clear();
        await page.fill('#q', 'aws');
        await page.press('#q', 'Enter');
        await says(page, all);
        expect(await said.count()).toBe(0);
      },
      { without },
    );
  });

  test('the page that is reloaded finds what was asked for', async () => {
    const without = new Set(['client/results.ts']);
    await visit(
      '?category=testing&sort=name',
      async (page) => {
        const reload = page.getByRole('alert').getByRole('link', { name: 'reload the page' });
        await reload.waitFor();
        without.clear();
        await reload.click();
        await says(page, /^\d+ plugins/);
        expect(new URL(page.url()).search).toBe('?category=testing&sort=name');
      },
      { without },
    );
  });

  test('a search that is only begun says it too, and begins when it can', async () => {
    const without = new Set(['client/results.ts']);
    await visit(
      '',
      async (page) => {
        await page.keyboard.press('/');
        await page.keyboard.type('aws');
        await page.getByRole('alert').waitFor();
        expect(await page.inputValue('#q')).toBe('aws');
        without.clear();
        await page.locator('#q').blur();
        await page.locator('#q').focus();
        await says(page, 'for “aws”');
        expect(await page.getByRole('alert').count()).toBe(0);
      },
      { without },
    );
  });

  test('without the script of the dialog the field in the header is a form, and says so', async () => {
    const without = new Set(['client/quick.ts']);
    await visit(
      'plugins/some/',
      async (page) => {
        await page.keyboard.press('/');
        const said = page.getByRole('alert');
        await eventually(() => said.innerText()).toContain('The search could not be loaded.');
        await page.keyboard.type('aws');
        expect(await page.inputValue('#q')).toBe('aws');
        expect(await said.count()).toBe(1);
        await page.keyboard.press('Enter');
        await page.waitForURL('**/?q=aws');
        await says(page, 'for “aws”');
      },
      { without },
    );
    without.add('client/quick.ts');
    await visit(
      'plugins/some/',
      async (page) => {
        await page.keyboard.press('/');
        await page.getByRole('alert').waitFor();
        without.clear();
        await page.keyboard.type('aws');
        await page.getByRole('dialog', { name: 'Search plugins' }).waitFor();
        await eventually(() => page.inputValue('#quick-q')).toBe('aws');
        expect(await page.getByRole('alert').count()).toBe(0);
      },
      { without },
    );
  });

  test.each(['client/quick-results.ts', 'common.bin'])(
    'without "%s" the dialog suggests names, says so, and finds everything once it can',
    async (file) => {
      const without = new Set([file]);
      await visit(
        'plugins/some/',
        async (page) => {
          await page.keyboard.press('/');
          const dialog = page.getByRole('dialog', { name: 'Search plugins' });
          const said = () => dialog.getByRole('status').innerText();
          await page.locator('#quick-q').fill('aws');
          await eventually(said).toMatch(/^\d+ plugins by name\. More could not be loaded\./);
          expect(await dialog.getByRole('link').count()).toBeGreaterThan(3);
          without.clear();
          await page.locator('#quick-q').fill('aws ');
          await eventually(said).toMatch(/^\d+ plugins$/);
        },
        { without },
      );
    },
  );

  test('a page that is open while another build is published goes on with that one', async () => {
    const other = mkdtempSync(join(tmpdir(), 'search-other-'));
    const current = join(temporary, 'search');
    const kept = join(other, 'kept');
    const fewer = { ...registry, plugins: registry.plugins.slice(0, 60) };
    await buildSearch(fewer, openOutput(other).put);
    try {
      await visit('?q=network', async (page) => {
        await says(page, 'for “network”');
        renameSync(current, kept);
        renameSync(join(other, 'search'), current);
        // Two queries at once: the second fails when the first has seen why already.
        let later = 0;
        await page.route('**/*.pf_index', async (route) => {
          await new Promise((done) => setTimeout(done, later++ * 700));
          await route.continue();
        });
        await page.locator('#q').evaluate((field: HTMLInputElement) => {
          for (const typed of ['forecast', 'balances']) {
            field.value = typed;
            field.dispatchEvent(new Event('input', { bubbles: true }));
          }
        });
        await says(page, 'for “balances”');
        const found = await status(page);
        await page.goto(`${site.address}?q=balances`);
        await says(page, 'for “balances”');
        expect(await status(page)).toBe(found);
      });
    } finally {
      rmSync(current, { recursive: true });
      renameSync(kept, current);
      rmSync(other, { recursive: true });
    }
  });

  test('without its script the list of keys says so', async () => {
    const without = new Set(['client/keys.ts']);
    await visit(
      'plugins/some/',
      async (page) => {
        await page.keyboard.press('?');
        await eventually(() => page.getByRole('alert').innerText()).toBe(
          'The list of keys could not be loaded. Reload the page to try again.',
        );
        const button = page.getByRole('button', { name: 'Keyboard' });
        await button.click();
        await button.locator('xpath=..').getByRole('alert').waitFor();
        without.clear();
        await page.keyboard.press('?');
        await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
      },
      { without },
    );
  });

  test.each([
    [
      'refuses its storage',
      `Object.defineProperty(globalThis, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });`,
    ],
    [
      'has no room',
      `Storage.prototype.setItem = () => { throw new DOMException('no', 'QuotaExceededError'); };`,
    ],
  ])('single keys stay off on the page where the browser %s', async (_, before) => {
    await visit(
      'plugins/some/',
      async (page) => {
        await page.keyboard.press('?');
        const keys = page.getByRole('dialog', { name: 'Keyboard' });
        await keys.getByLabel(/Single keys/).uncheck();
        await keys.getByRole('button', { name: 'Close' }).click();
        await page.evaluate('document.activeElement.blur()');
        await page.keyboard.press('?');
        await page.keyboard.press('/');
        // Takes as long to open as either of them would have.
        await page.getByRole('button', { name: 'Keyboard' }).click();
        await keys.waitFor();
        expect(await page.locator('dialog[open]').count()).toBe(1);
        expect(await page.evaluate('document.activeElement.id')).not.toBe('q');
        expect(await keys.getByLabel(/Single keys/).isChecked()).toBe(false);
        await keys.getByLabel(/Single keys/).check();
        await keys.getByRole('button', { name: 'Close' }).click();
        await page.keyboard.press('/');
        await page.getByRole('dialog', { name: 'Search plugins' }).waitFor();
      },
      { before },
    );
  });

  test.each(['light', 'dark'] as const)(
    'matched words can be read where the browser forces its colours: %s',
    async (colorScheme) => {
      /** The letters of the first match, and what is behind them: red, green, blue. */
      const colours = async (page: Page, mark: string): Promise<[number[], number[]]> => {
        await page.locator(mark).first().waitFor();
        return page
          .locator(mark)
          .first()
          .evaluate((element) => {
            const channels = (colour: string) => (colour.match(/[\d.]+/g) ?? []).map(Number);
            const isSeen = (colour: string) => (channels(colour)[3] ?? 1) > 0;
            let behind: Element | null = element;
            while (behind && !isSeen(getComputedStyle(behind).backgroundColor)) behind = behind.parentElement;
            const ground = behind ? getComputedStyle(behind).backgroundColor : '';
            return [channels(getComputedStyle(element).color).slice(0, 3), channels(ground).slice(0, 3)] as [
              number[],
              number[],
            ];
          });
      };
      await visit(
        '?q=network',
        async (page) => {
          await says(page, 'for “network”');
          expect(await page.evaluate('matchMedia("(forced-colors: active)").matches')).toBe(true);
          expect(contrast(...(await colours(page, '.search-results mark')))).toBeGreaterThanOrEqual(4.5);
          await page.goto(`${site.address}plugins/some/`);
          await page.keyboard.press('/');
          await page.keyboard.type('network');
          expect(contrast(...(await colours(page, '.search-suggestions mark')))).toBeGreaterThanOrEqual(4.5);
        },
        { forcedColors: 'active', colorScheme },
      );
    },
  );
});

/** https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(one: readonly number[], other: readonly number[]): number {
  expect([one.length, other.length]).toEqual([3, 3]);
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(channels: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = channels.map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
