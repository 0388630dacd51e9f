import type { Page, Route } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { describeSites } from './catalog-sites.ts';
import { withPage } from './kept-pages.ts';

describeSites('comparing in Chromium', ['full'], (sites) => {
  const { open } = sites;
  test('two plugins side by side, one more by name, and one taken away', async () => {
    await open(sites.full, 'compare/?everything&calm', async (page) => {
      await page.locator('table').waitFor();
      expect(await page.locator('thead th a:first-child').allInnerTexts()).toEqual([
        'Everything at once',
        'calm',
      ]);
      await page.getByLabel('Add a plugin by its name').fill('old-one');
      await page.keyboard.press('Enter');
      await page.waitForURL(sites.full.address('compare/?everything&calm&old-one'));
      await page.locator('table').waitFor();
      await page.getByRole('link', { name: 'Remove calm' }).click();
      await page.waitForURL(sites.full.address('compare/?everything&old-one'));
      await page.locator('table').waitFor();
      expect(await page.locator('tbody tr').first().locator('td').count()).toBe(2);
    });
  });

  test('one more by what it is called', async () => {
    await open(sites.full, 'compare/?calm', async (page) => {
      const field = page.getByLabel('Add a plugin by its name');
      await field.fill('everything at');
      await page.locator('datalist option[value="everything"]').waitFor({ state: 'attached' });
      await field.fill('Everything at once');
      await page.keyboard.press('Enter');
      await page.waitForURL(sites.full.address('compare/?calm&everything'));
    });
  });

  test('a name that there is not is said, with the nearest', async () => {
    await open(sites.full, 'compare/', async (page) => {
      await page.getByLabel('Add a plugin by its name').fill('clam');
      await page.keyboard.press('Enter');
      await page.getByText('Did you mean "calm"?').waitFor();
    });
  });

  describe('asks for the names of all plugins', () => {
    /** Opens the page, with what answers each request for the names, and hands it over with what is asked for and thrown. */
    async function adding(
      answer: (route: Route, time: number) => Promise<void>,
      look: (page: Page, seen: { names: number; paths: string[] }) => Promise<void>,
    ): Promise<void> {
      await withPage(sites.browser, {}, async (page) => {
        const seen = { names: 0, paths: [] as string[] };
        const errors: string[] = [];
        page.on('pageerror', (error) => errors.push(String(error)));
        page.on('request', (request) => seen.paths.push(new URL(request.url()).pathname));
        await page.route('**/search/names.bin', (route) => answer(route, ++seen.names));
        await page.goto(sites.full.address('compare/?calm'));
        await page.locator('table').waitFor();
        await look(page, seen);
        expect(errors).toEqual([]);
      });
    }
    const proposed = (page: Page) =>
      expect.poll(() =>
        page.locator('#names option').evaluateAll((all) => all.map((one) => one.getAttribute('value'))),
      );

    test('once, however fast one types, and for nothing else', async () => {
      let release = () => {};
      const released = new Promise<void>((done) => {
        release = done;
      });
      await adding(
        async (route) => {
          await released;
          await route.continue();
        },
        async (page, seen) => {
          await page.getByLabel('Add a plugin by its name').pressSequentially('everythng');
          release();
          await proposed(page).toContain('everything');
          expect(seen.names).toBe(1);
          expect(seen.paths.filter((path) => path.endsWith('plugins.json'))).toEqual([]);
        },
      );
    });

    test.each([
      ['without a network', (route: Route) => route.abort('internetdisconnected')],
      ['where the server has none', (route: Route) => route.fulfill({ status: 503, body: 'No.' })],
    ])('again where they could not be had, and says so: %s', async (_, fail) => {
      await adding(
        (route, time) => (time < 4 ? fail(route) : route.continue()),
        async (page, seen) => {
          const said = page.locator('[data-compare-status]');
          await page.getByLabel('Add a plugin by its name').fill('everything');
          await page.getByText('could not be loaded').waitFor();
          expect(await said.innerText()).toContain('Check your connection');
          expect(await said.innerText()).not.toContain('There is no plugin');
          await expect
            .poll(async () => {
              await page.keyboard.press('Enter');
              return page.url();
            })
            .toBe(sites.full.address('compare/?calm&everything'));
          expect(seen.names).toBe(4);
        },
      );
    });

    test('again with the next letter, and then says what it said before', async () => {
      await adding(
        (route, time) => (time === 1 ? route.abort() : route.continue()),
        async (page) => {
          const field = page.getByLabel('Add a plugin by its name');
          await field.fill('eve');
          await page.getByText('could not be loaded').waitFor();
          await field.fill('ever');
          await proposed(page).toContain('everything');
          expect(await page.locator('[data-compare-status]').innerText()).toBe(
            'Name another one to compare it with.',
          );
        },
      );
    });
  });

  test('a name that there is not is told, and takes no place', async () => {
    await withPage(sites.browser, {}, async (page) => {
      await page.goto(sites.full.address('compare/?nobody&everything&calm&old-one'));
      await page.getByText('There is no plugin "nobody".').waitFor();
      await page.waitForURL(sites.full.address('compare/?everything&calm&old-one'));
      await page.getByLabel('Add a plugin by its name').fill('alpha-bravo');
      await page.keyboard.press('Enter');
      await page.waitForURL(sites.full.address('compare/?everything&calm&old-one&alpha-bravo'));
      await page.getByRole('link', { name: 'Remove calm' }).click();
      await page.waitForURL(sites.full.address('compare/?everything&old-one&alpha-bravo'));
      await page.goto(sites.full.address('compare/?everything&calm&old-one&alpha-bravo&bravo-carrot'));
      await page.getByText('the others were left out').waitFor();
      expect(await page.locator('thead th').count()).toBe(4);
    });
  });

  test('in a narrow window, the second is in view, and the rest is in reach of the keyboard', async () => {
    const options = { viewport: { width: 390, height: 844 } };
    const right = async (page: Page, column: number) => {
      const box = await page.locator('thead th').nth(column).boundingBox();
      return (box?.x ?? 999) + (box?.width ?? 999);
    };
    await open(
      sites.full,
      'compare/?everything&long',
      async (page) => {
        await page.locator('table').waitFor();
        expect(await right(page, 1)).toBeLessThanOrEqual(390);
      },
      options,
    );
    await open(
      sites.full,
      'compare/?everything&long&calm&old-one',
      async (page) => {
        await page.locator('table').waitFor();
        // The third is cut in view, so that it is seen that there is more.
        expect(await right(page, 1)).toBeLessThan(365);
        expect(await right(page, 2)).toBeGreaterThan(390);
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
        await page.getByRole('group', { name: 'Comparison' }).focus();
        await page.keyboard.press('ArrowRight');
        await expect.poll(() => right(page, 0)).toBeLessThan(232);
      },
      options,
    );
  });

  test('says what it needs where there is no script', async () => {
    await open(
      sites.full,
      'compare/?everything&calm',
      async (page) => {
        expect(await page.locator('main').innerText()).toContain('needs JavaScript');
      },
      { javaScriptEnabled: false },
    );
  });
});
