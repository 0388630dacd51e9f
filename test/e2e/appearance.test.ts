import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { fixtureNames } from '../fixture-marketplace.ts';
import { describeSites } from './catalog-sites.ts';
import { withPage } from './kept-pages.ts';
import { axeViolations } from './site.ts';

/** A path of each type of page, on the marketplace with everything in it. */
const types = [
  '',
  'plugins/',
  'plugins/page/2/',
  'plugins/everything/',
  'plugins/old-one/',
  'plugins/calm/',
  'plugins/taken-back/',
  'plugins/hostile/',
  'plugins/long/',
  'plugins/long/brings/',
  'plugins/long/can-do/',
  'plugins/long/check/',
  'plugins/long/readme/',
  'plugins/long/files/',
  'plugins/long/versions/',
  'plugins/gone-for-good/',
  'categories/',
  'categories/testing/',
  'categories/empty/',
  'tags/',
  'tags/tests/',
  'authors/',
  'authors/test-author/',
  'components/',
  'components/skill/',
  'capabilities/',
  'capabilities/none/',
  'rules/',
  'rules/download-unpinned/',
  'guide/',
  'about/',
  'api/',
  'compare/',
  'compare/?everything&calm',
  '?q=calm',
  '404.html',
];

const phone = { width: 390, height: 844 };

describeSites('how the catalog looks, in Chromium', ['fixture', 'full', 'hostile'], (sites) => {
  const { open } = sites;
  test('the first stop of the keyboard leads to the content', async () => {
    await open(sites.full, '', async (page) => {
      await page.keyboard.press('Tab');
      expect(await page.locator(':focus').innerText()).toBe('Skip to content');
      await page.keyboard.press('Enter');
      expect(await page.locator(':focus').getAttribute('id')).toBe('content');
    });
  });

  test('an address whose end is no encoding is an address', async () => {
    for (const end of ['#%', '#100%', '#%E0%A4%A'])
      await open(sites.full, `plugins/calm/${end}`, async (page) => {
        expect(await page.locator('h1').innerText()).toBe('calm');
      });
  });

  test('what belongs together stands apart by the same space', async () => {
    const gap = async (page: Page, above: string, below: string) => {
      const [first, second] = [
        await page.locator(above).boundingBox(),
        await page.locator(below).first().boundingBox(),
      ];
      return (second?.y ?? 0) - (first?.y ?? 0) - (first?.height ?? 0);
    };
    await open(sites.full, '', async (page) => {
      expect(await gap(page, '#begin + p', '#begin ~ .code')).toBeGreaterThanOrEqual(8);
      const links = await page.locator('.site-footer li > *').evaluateAll((all) =>
        all.map((one) => {
          const range = document.createRange();
          range.selectNodeContents(one);
          const { left, right } = range.getBoundingClientRect();
          return { left, right };
        }),
      );
      expect(links.length).toBeGreaterThan(4);
      const gaps = links.slice(1).map(({ left }, index) => Math.round(left - (links[index]?.right ?? 0)));
      expect(new Set(gaps).size, String(gaps)).toBe(1);
    });
    await open(
      sites.full,
      'compare/',
      async (page) => {
        expect(await gap(page, '.intro', '.notice')).toBeGreaterThanOrEqual(8);
      },
      { javaScriptEnabled: false },
    );
  });

  test('a table of paths fits into a narrow window', async () => {
    for (const path of ['api/', 'guide/'])
      await open(
        sites.full,
        path,
        async (page) => {
          const tables = await page
            .locator('.article .scroll')
            .evaluateAll((all) => all.map((one) => one.scrollWidth - one.clientWidth));
          expect(tables.length, path).toBeGreaterThan(0);
          expect(Math.max(...tables), path).toBe(0);
        },
        { viewport: phone },
      );
  });

  test('every stop of the keyboard is seen', async () => {
    await open(sites.full, 'plugins/everything/', async (page) => {
      const stops = await page.locator('a:visible, button:visible, input:visible, summary:visible').count();
      expect(stops).toBeGreaterThan(30);
      const unseen: string[] = [];
      for (let stop = 0; stop < 40; stop++) {
        await page.keyboard.press('Tab');
        const found = (await page.evaluate(`(() => {
          const at = document.activeElement;
          const box = at.matches('input[type=radio]') ? at.nextElementSibling : at;
          const { outlineStyle, outlineWidth } = getComputedStyle(box);
          return at === document.body || (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) ? '' : at.outerHTML.slice(0, 100);
        })()`)) as string;
        if (found !== '') unseen.push(found);
      }
      expect(unseen).toEqual([]);
    });
  });

  test('nothing that is touched is smaller than 24 pixels, unless it stands in a line of text', async () => {
    for (const path of [
      '',
      'plugins/everything/',
      'plugins/long/',
      'plugins/long/brings/',
      'plugins/page/2/',
      'tags/',
      'compare/?everything&calm',
    ])
      await open(
        sites.full,
        path,
        async (page) => {
          const small =
            (await page.evaluate(`[...document.querySelectorAll('a, button, input, summary, label')].filter((one) => {
            if (one.matches('p a, .meta a, .card a, .tiles a, li > a:not(:only-child), dd a, td a, th a, .skip, .unseen, .unseen *, .ways input, .prose a, .releases a, .toc a') || !one.checkVisibility()) return false;
            const { width, height } = one.getBoundingClientRect();
            return width < 24 || height < 24;
          }).map((one) => one.outerHTML.slice(0, 120))`)) as string[];
          expect(small, path).toEqual([]);
        },
        { hasTouch: true, isMobile: true, viewport: phone },
      );
  });

  describe.each([
    ['full', types],
    ['fixture', ['', ...fixtureNames.map((name) => `plugins/${name}/`)]],
    ['hostile', ['', 'plugins/hostile/']],
  ] as const)('of the %s site', (name, paths) => {
    test.each(paths)(
      '/%s moves nothing while it loads, fits into every window, and has no breach of WCAG 2.2 AA that a machine can find',
      async (path) => {
        const options = { bypassCSP: true, viewport: phone };
        await withPage(sites.browser, options, async (page) => {
          await page.setViewportSize(phone);
          await page.goto(sites[name].address(path));
          await isWhole(page, path);
          if (path !== '404.html') expect(await layoutShift(page)).toBe(0);
          for (const width of [320, 390, 820, 1440]) {
            await page.setViewportSize({ width, height: 800 });
            expect(
              await page.evaluate('document.documentElement.scrollWidth'),
              `${width}`,
            ).toBeLessThanOrEqual(width);
          }
          await page.setViewportSize({ width: 820, height: 900 });
          const size = await sizeOf(page);
          await page.emulateMedia({ colorScheme: 'dark' });
          expect(await sizeOf(page), 'the dark scheme has the same layout').toEqual(size);
          await page.emulateMedia({ colorScheme: 'light' });
          await page.evaluate(`for (const one of document.querySelectorAll('details')) one.open = true`);
          expect(await axeViolations(page)).toEqual([]);
        });
      },
    );
  });
});

/** Waits for what scripts add to the page. */
async function isWhole(page: Page, path: string): Promise<void> {
  if (path.startsWith('compare/?')) await page.locator('table').waitFor();
  if (path.startsWith('?q=')) await page.locator('[data-search-results] a').first().waitFor();
}

/** How much of the page was moved since it was opened, by https://web.dev/articles/cls, once it is drawn. */
function layoutShift(page: Page): Promise<unknown> {
  return page.evaluate(`new Promise((done) => {
    let sum = 0;
    new PerformanceObserver((list) => { for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value; })
      .observe({ type: 'layout-shift', buffered: true });
    requestAnimationFrame(() => requestAnimationFrame(() => done(sum)));
  })`);
}

function sizeOf(page: Page): Promise<unknown> {
  return page.evaluate('[document.documentElement.scrollWidth, document.documentElement.scrollHeight]');
}
