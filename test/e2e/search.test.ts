import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { RegistryPlugin } from '../../src/registry/registry.ts';
import { capabilityFacets, facetsOf } from '../../src/site/capability-groups.ts';
import { tagsOfPlugin } from '../../src/site/catalog.ts';
import { withPage } from './kept-pages.ts';
import { describeSearch, desktop, eventually, says, status } from './search-pages.ts';
import { hostile, own, registry } from './search-registry.ts';
import { base } from './search-site.ts';
import { axeViolations } from './site.ts';

describeSearch('the search in Chromium', (pages) => {
  const { visit } = pages;
  const names = (page: Page) =>
    page
      .locator('.search-list h3 a')
      .evaluateAll((links) =>
        links.map((link) => decodeURIComponent(link.getAttribute('href')?.split('/').at(-2) ?? '')),
      );
  async function search(page: Page, query: string): Promise<void> {
    await page.fill('#q', query);
    await says(page, `for “${query}”`);
  }
  const searchOf = (page: Page) => new URL(page.url()).search;

  test('shows results while one types, and what stood there when nothing is asked', async () => {
    await visit('', async (page) => {
      expect(await page.locator('[data-search-default]').isVisible()).toBe(true);
      await page.locator('#q').pressSequentially('network-log', { delay: 20 });
      await says(page, /^\d+ plugins? for “network-log”/);
      expect((await names(page))[0]).toBe('network-logger');
      expect(await page.locator('.search-list article').first().innerText()).toContain(
        'See every request a page makes',
      );
      expect(await page.locator('[data-search-default]').isVisible()).toBe(false);
      await page.fill('#q', '');
      await eventually(() => page.locator('[data-search-default]').isVisible()).toBe(true);
      expect(await page.locator('.search-results').isVisible()).toBe(false);
      expect(searchOf(page)).toBe('');
    });
  });

  test.each([
    ['netwroklogger', 'network-logger'],
    ['plugin findr', 'plugin-finder'],
    ['lighthuose', 'performance-analyzer'],
  ])('finds what was mistyped: %s', async (query, name) => {
    await visit('', async (page) => {
      await search(page, query);
      expect((await names(page))[0]).toBe(name);
    });
  });

  test('shows the components that answer under their plugin, linked to their place on its page', async () => {
    await visit('', async (page) => {
      await search(page, 'inspect-network');
      const component = page.locator('.search-list > li').first().locator('li a').first();
      expect(await component.innerText()).toBe('inspect-network');
      expect(await component.getAttribute('href')).toBe(
        `${base}plugins/network-logger/#skill-network-logger-inspect-network`,
      );
      await component.click();
      await page.waitForURL(/\/plugins\/network-logger\/#skill-/);
    });
  });

  test('shows what only a README says, and where that is', async () => {
    await visit('', async (page) => {
      await search(page, 'quokka');
      expect(await names(page)).toEqual(['plugin-finder']);
      const said = page.locator('.search-list article').first().getByRole('link', { name: 'README' });
      expect(await said.getAttribute('href')).toBe(`${base}plugins/plugin-finder/#readme`);
    });
  });

  test('shows names at once where the engine is slow, and names alone where it is missing', async () => {
    pages.site.broken.add('engine.js');
    try {
      await withPage(
        pages.browser,
        { viewport: desktop },
        async (page) => {
          await page.goto(pages.site.address);
          await page.fill('#q', 'network-logger');
          await says(page, '1 plugin by name');
          expect(await names(page)).toEqual(['network-logger']);
          expect(await page.locator('.search-note').innerText()).toContain('could not be loaded');
          pages.site.broken.clear();
          await page.getByRole('button', { name: 'Try again' }).click();
          await says(page, '1 plugin for “network-logger”');
          expect(await page.locator('.search-list article').first().innerText()).toContain(
            'See every request',
          );
        },
        { key: 'nothing in its cache' },
      );
    } finally {
      pages.site.broken.clear();
    }
  });

  test('narrows by facets with counts: one of a group, each of the groups', async () => {
    await visit('?q=reviewer', async (page) => {
      await says(page, /for “reviewer”/);
      const all = registry.plugins;
      const total = async () => Number((await status(page)).replace(/ .*/s, '').replace(',', ''));
      await page.fill('#q', '');
      await page.goto(`${pages.site.address}?sort=name`);
      await says(page, `${all.length} plugins`);
      const box = (value: string) => page.locator(`.search-filters input[value="${value}"]`);
      const number = async (value: string) =>
        Number(await box(value).locator('xpath=..').locator('.search-number').innerText());
      const inTesting = all.filter(({ category }) => category === 'testing').length;
      const inSecurity = all.filter(({ category }) => category === 'security').length;
      expect(await number('testing')).toBe(inTesting);
      await box('testing').check();
      await says(page, `${inTesting} plugins`);
      expect(await number('security')).toBe(inSecurity);
      await box('security').check();
      await says(page, `${inTesting + inSecurity} plugins`);
      const withHook = all.filter(
        ({ category, components }) =>
          (category === 'testing' || category === 'security') &&
          components.some(({ kind }) => kind === 'hook'),
      ).length;
      expect(await number('hook')).toBe(withHook);
      await box('hook').check();
      await says(page, `${withHook} plugin`);
      expect(await total()).toBe(withHook);
      expect(searchOf(page)).toBe('?category=testing&category=security&kind=hook&sort=name');
      expect(await page.locator('.search-chips button').allInnerTexts()).toEqual([
        'Category: Testing ×',
        'Category: Security ×',
        'Component: Hooks ×',
        'Clear filters',
      ]);
      await page.getByRole('button', { name: 'Remove the filter Category: Security' }).click();
      await eventually(() => searchOf(page)).toBe('?category=testing&kind=hook&sort=name');
      await page.getByRole('button', { name: 'Clear filters' }).first().click();
      await says(page, `${all.length} plugins`);
      expect(await box('testing').isChecked()).toBe(false);
    });
  });

  test('loads authors and tags when they are opened, and narrows by them', async () => {
    await visit('?sort=name', async (page) => {
      await says(page, `${registry.plugins.length} plugins`);
      await page.locator('.search-filters summary', { hasText: 'Tag' }).click();
      const tag = page.locator('.search-filters input[value="aws"]');
      await tag.waitFor();
      expect(await tag.count()).toBe(1);
      await tag.check();
      const tagged = registry.plugins.filter((plugin) => tagsOfPlugin(plugin).includes('aws')).length;
      await says(page, `${tagged} plugins`);
    });
    await visit('?author=Plugin+Marketplace', async (page) => {
      await says(page, `${own.plugins.length} plugins`);
      expect((await names(page)).sort()).toEqual(own.plugins.map(({ name }) => name).sort());
    });
  });

  test('shows every capability that there is, and last that there is none', async () => {
    await visit('?sort=name', async (page) => {
      await says(page, 'plugins');
      const shown = await page
        .getByRole('list', { name: 'What it can do' })
        .locator('label bdi')
        .allInnerTexts();
      expect(shown.at(-1)).toBe('Text only');
      const facets = new Set(registry.plugins.flatMap(facetsOf));
      const titles = capabilityFacets.filter(({ id }) => facets.has(id)).map(({ title }) => title);
      expect(titles.length).toBeGreaterThan(6);
      expect([...shown].sort()).toEqual([...titles].sort());
    });
  });

  test.each([
    ['name', (a: RegistryPlugin, b: RegistryPlugin) => (a.name < b.name ? -1 : 1)],
    ['newest', (a: RegistryPlugin, b: RegistryPlugin) => ((a.created ?? '') > (b.created ?? '') ? -1 : 1)],
    ['updated', (a: RegistryPlugin, b: RegistryPlugin) => ((a.updated ?? '') > (b.updated ?? '') ? -1 : 1)],
  ])('sorts by %s', async (sort, order) => {
    await visit('?category=development', async (page) => {
      await says(page, 'plugins');
      await page.selectOption('#search-sort', sort);
      await eventually(() => searchOf(page)).toContain(`sort=${sort}`);
      const expected = registry.plugins.filter(({ category }) => category === 'development');
      expected.sort((a, b) => {
        const key = sort === 'name' ? 'name' : sort === 'newest' ? 'created' : 'updated';
        return a[key] === b[key] ? (a.name < b.name ? -1 : 1) : order(a, b);
      });
      await eventually(() => names(page)).toEqual(expected.slice(0, 10).map(({ name }) => name));
    });
  });

  test('keeps the query, facets, sort, page and place over reload, Back and in a shared address', async () => {
    await visit('', async (page) => {
      await search(page, 'aws');
      await page
        .locator('.search-filters input[value="MIT"]')
        .evaluate((box: HTMLInputElement) => box.click());
      await eventually(() => searchOf(page)).toBe('?q=aws&licence=MIT');
      await page.goto(`${pages.site.address}?sort=name`);
      await says(page, 'page 1 of');
      await page.getByRole('link', { name: 'Next page' }).click();
      await says(page, 'page 2 of');
      expect(searchOf(page)).toBe('?sort=name&page=2');
      const second = await names(page);
      expect(await page.locator(':focus').getAttribute('data-key')).toBe(`result ${second[0]}`);
      expect(second).toEqual(registry.plugins.slice(10, 20).map(({ name }) => name));
      await page.evaluate('scrollTo(0, 400)');
      await eventually(() => page.evaluate('history.state?.scroll')).toBe(400);
      await page
        .locator('.search-list h3 a')
        .nth(5)
        .evaluate((link: HTMLAnchorElement) => link.click());
      await page.waitForURL(/\/plugins\//);
      await page.goBack();
      await says(page, 'page 2 of');
      expect(await names(page)).toEqual(second);
      await eventually(() => page.evaluate('Math.round(scrollY)')).toBe(400);
      await page.reload();
      await says(page, 'page 2 of');
      await eventually(() => page.evaluate('Math.round(scrollY)')).toBe(400);
      await page.goBack();
      await says(page, 'page 1 of');
      expect(await names(page)).toEqual(registry.plugins.slice(0, 10).map(({ name }) => name));
      await page.goForward();
      await says(page, 'page 2 of');
    });
    await visit('?q=aws&licence=MIT&sort=name', async (page) => {
      await says(page, 'for “aws”');
      expect(await page.inputValue('#q')).toBe('aws');
      expect(await page.inputValue('#search-sort')).toBe('name');
      expect(await page.locator('.search-filters input[value="MIT"]').isChecked()).toBe(true);
    });
    await visit('?sort=name&page=9999', async (page) => {
      await says(page, 'page 30 of 30');
      const steps = page.getByRole('navigation', { name: 'Pages of results' }).locator('> *');
      expect(await steps.allInnerTexts()).toEqual(['Previous', '1', '…', '29', '30']);
      expect(searchOf(page)).toBe('?sort=name&page=30');
    });
  });

  test('Back from the first letter leads to the first page as it was', async () => {
    await visit('', async (page) => {
      await search(page, 'aws');
      await eventually(() => searchOf(page)).toBe('?q=aws');
      await page.goBack();
      await eventually(() => page.locator('[data-search-default]').isVisible()).toBe(true);
      expect(await page.inputValue('#q')).toBe('');
    });
  });

  describe('before the address says what was typed', () => {
    /** Types on, and does something at once, so that no time passes in between. */
    const typeAnd = (page: Page, text: string, then: string) =>
      page.evaluate(`(() => {
        const field = document.querySelector('#q');
        field.value = ${JSON.stringify(text)};
        field.dispatchEvent(new Event('input', { bubbles: true }));
        ${then};
      })()`);

    test('Back after Enter leads past the whole word', async () => {
      await visit('', async (page) => {
        await search(page, 'n');
        await typeAnd(page, 'network', 'field.form.requestSubmit()');
        expect(searchOf(page)).toBe('?q=network');
        await says(page, 'for “network”');
        await page.goBack();
        await eventually(() => page.locator('[data-search-default]').isVisible()).toBe(true);
        expect(await page.inputValue('#q')).toBe('');
        await page.goForward();
        await says(page, 'for “network”');
      });
    });

    test('Back after a filter leads to the whole word', async () => {
      await visit('?q=n', async (page) => {
        await says(page, 'for “n”');
        await typeAnd(
          page,
          'network',
          `document.querySelector('.search-filters input[value="MIT"]').click()`,
        );
        expect(searchOf(page)).toBe('?q=network&licence=MIT');
        await page.goBack();
        await says(page, 'for “network”');
        expect(searchOf(page)).toBe('?q=network');
        expect(await page.inputValue('#q')).toBe('network');
      });
    });

    test('Back leaves the entry that it leads to as it was', async () => {
      await visit('?q=network', async (page) => {
        await says(page, 'for “network”');
        await page
          .locator('.search-filters input[value="MIT"]')
          .evaluate((box: HTMLInputElement) => box.click());
        await eventually(() => searchOf(page)).toBe('?q=network&licence=MIT');
        await typeAnd(page, 'networks', 'history.back()');
        await eventually(() => page.inputValue('#q')).toBe('network');
        // A timer of the page that ends after the one with which the address waits for another letter.
        await page.evaluate('new Promise((done) => setTimeout(done, 400))');
        expect(searchOf(page)).toBe('?q=network');
        await says(page, 'for “network”');
      });
    });
  });

  test('answers nothing with the query, near names and ways on', async () => {
    await visit('?q=network-lxxxr&licence=no-such', async (page) => {
      await says(page, '0 plugins for “network-lxxxr”');
      const note = page.locator('.search-note');
      expect(await note.innerText()).toContain('Nothing was found for network-lxxxr with these filters.');
      expect(await note.getByRole('link', { name: 'network-logger' }).getAttribute('href')).toBe(
        `${base}plugins/network-logger/`,
      );
      expect(await note.getByRole('link', { name: 'Browse all plugins' }).getAttribute('href')).toBe(
        `${base}plugins/`,
      );
      expect(await note.getByRole('link', { name: /submit it/ }).getAttribute('href')).toBe(`${base}guide/`);
      await note.getByRole('button', { name: 'Clear filters' }).click();
      await eventually(() => searchOf(page)).toBe('?q=network-lxxxr');
    });
  });

  test('answers a query without words with nothing and ways on', async () => {
    await visit(`?q=${encodeURIComponent('🚀')}`, async (page) => {
      await says(page, '0 plugins for “🚀”');
      expect(await names(page)).toEqual([]);
      const note = page.locator('.search-note');
      expect(await note.innerText()).toContain('Nothing was found for 🚀.');
      expect(await note.getByRole('link', { name: 'Browse all plugins' }).count()).toBe(1);
    });
  });

  describe('from the keyboard alone', () => {
    test('/ and Ctrl K go to the field, the arrows through the results, Esc back, Enter opens', async () => {
      await visit('', async (page) => {
        for (const key of ['/', 'Control+k']) {
          await page.evaluate('document.activeElement.blur()');
          await page.keyboard.press(key);
          expect(await page.locator(':focus').getAttribute('id')).toBe('q');
        }
        expect(await page.inputValue('#q')).toBe('');
        await page.keyboard.type('aws');
        await says(page, 'for “aws”');
        const shown = await names(page);
        await page.keyboard.press('ArrowDown');
        await page.keyboard.press('ArrowDown');
        await page.keyboard.press('ArrowUp');
        expect(await page.locator(':focus').getAttribute('href')).toBe(`${base}plugins/${shown[0]}/`);
        await page.keyboard.press('Escape');
        expect(await page.locator(':focus').getAttribute('id')).toBe('q');
        await page.keyboard.press('ArrowDown');
        await page.keyboard.press('Enter');
        await page.waitForURL(`**/plugins/${shown[0]}/`);
      });
    });

    test('the focus stays on a filter that is chosen by it', async () => {
      await visit('?sort=name', async (page) => {
        await says(page, 'plugins');
        await page.locator('.search-filters input[value="testing"]').focus();
        await page.keyboard.press('Space');
        await eventually(() => searchOf(page)).toBe('?category=testing&sort=name');
        // The filters are drawn again with the results. A key that is pressed meanwhile is released over another element.
        const inTesting = registry.plugins.filter(({ category }) => category === 'testing').length;
        await says(page, new RegExp(`^${inTesting} plugins`));
        expect(await page.locator(':focus').getAttribute('value')).toBe('testing');
        await page.keyboard.press('Space');
        await eventually(() => searchOf(page)).toBe('?sort=name');
      });
    });

    test('the last of more values is where the keyboard goes on, and what was closed stays closed', async () => {
      await visit('?tag=aws', async (page) => {
        await says(page, 'plugins');
        const tags = page.locator('.search-filters details', { hasText: /^Tag/ });
        await eventually(() => tags.getAttribute('open')).toBe('');
        const more = page.getByRole('button', { name: 'Show more of Tag' });
        await more.waitFor();
        for (let press = 0; press < 40 && (await more.isVisible()); press++) await more.press('Enter');
        expect(await more.isVisible()).toBe(false);
        expect(await page.locator(':focus').getAttribute('data-key')).toMatch(/^value tag /);
        await tags.locator('summary').click();
        await page.fill('#q', 'cost');
        await says(page, 'for “cost”');
        expect(await tags.getAttribute('open')).toBeNull();
      });
    });

    test('keys mean themselves while one writes', async () => {
      await visit('plugins/some/', async (page) => {
        await page.locator('textarea').focus();
        await page.keyboard.type('a/b?c');
        expect(await page.inputValue('textarea')).toBe('a/b?c');
        expect(await page.locator('dialog[open]').count()).toBe(0);
      });
    });
  });

  test('works where the browser remembers nothing', async () => {
    const withoutStorage = `Object.defineProperty(globalThis, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })`;
    await withPage(
      pages.browser,
      {},
      async (page) => {
        const errors: string[] = [];
        page.on('pageerror', (error) => errors.push(String(error)));
        await page.goto(`${pages.site.address}plugins/some/`);
        await page.keyboard.press('?');
        await page.getByLabel(/Single keys/).uncheck();
        expect(errors).toEqual([]);
      },
      { key: 'without storage', prepare: (page) => page.addInitScript(withoutStorage) },
    );
  });

  test('works by touch', async () => {
    await visit(
      'plugins/some/',
      async (page) => {
        await page.locator('#q').tap();
        const dialog = page.getByRole('dialog', { name: 'Search plugins' });
        await dialog.waitFor();
        await page.locator('#quick-q').fill('network');
        await dialog.getByRole('link', { name: /Everything about/ }).tap();
        await says(page, 'for “network”');
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
        await page.locator('.search-filters > summary').tap();
        await page.locator('.search-filters label', { hasText: 'Testing' }).tap();
        await eventually(() => searchOf(page)).toBe('?q=network&category=testing');
        const small = await page
          .locator('.search-results :is(a, button, select, label, summary)')
          .evaluateAll((all) =>
            all
              .map((each) => ({ text: each.textContent, box: each.getBoundingClientRect() }))
              .filter(({ box }) => box.height > 0 && box.height < 24 && box.width < 24)
              .map(({ text }) => text),
          );
        expect(small).toEqual([]);
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
      },
      { viewport: { width: 390, height: 800 }, hasTouch: true, isMobile: true },
    );
  });

  test('without JavaScript the form is a form, and the first page is whole', async () => {
    await visit(
      'plugins/some/',
      async (page) => {
        await page.fill('#q', 'aws co');
        await page.keyboard.press('Enter');
        await page.waitForURL('**/?q=aws+co');
        expect(await page.locator('[data-search-default]').isVisible()).toBe(true);
      },
      { javaScriptEnabled: false },
    );
  });

  test('what plugins say stays text', async () => {
    const executed = (page: Page) => page.evaluate('globalThis.hacked');
    await visit(
      '?sort=name',
      async (page) => {
        await says(page, `${hostile.plugins.length} plugin`);
        await page.locator('.search-filters details').evaluateAll((all) => {
          for (const each of all) each.setAttribute('open', '');
        });
        await page.locator('.search-filters label', { hasText: '<script>' }).first().waitFor();
        await page.locator('.search-filters label', { hasText: '<script>' }).first().click();
        await page.locator('.search-chips', { hasText: '<script>' }).waitFor();
        await page.fill('#q', 'script');
        await says(page, 'for “script”');
        expect(await page.locator('.search-list').innerText()).toContain('<script>');
        expect(
          await page.locator('.search-results :is(script, img, iframe, svg, [onerror], [style])').count(),
        ).toBe(0);
        for (const href of await page
          .locator('.search-results a')
          .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? '')))
          expect(href).toMatch(/^\/some\/base\//);
        expect(await executed(page)).toBeUndefined();
      },
      { on: pages.bad },
    );
    await visit(
      `?q=${encodeURIComponent('"><img src=x onerror=globalThis.hacked=1>')}&tag=${encodeURIComponent('<script>globalThis.hacked=1</script>')}`,
      async (page) => {
        await says(page, '0 plugins');
        expect(await page.locator('img').count()).toBe(0);
        expect(await executed(page)).toBeUndefined();
      },
      { on: pages.bad },
    );
    await visit(
      'plugins/some/',
      async (page) => {
        await page.keyboard.press('/');
        await page.keyboard.type('hostile');
        await eventually(() => page.locator('dialog a').first().innerText()).toContain('<script>');
        expect(await page.locator('dialog :is(script, img)').count()).toBe(0);
        expect(await executed(page)).toBeUndefined();
      },
      { on: pages.bad },
    );
  });

  test('has no breach of WCAG 2.2 AA that a machine can find, light and dark', async () => {
    await withPage(pages.browser, { bypassCSP: true, viewport: desktop }, async (page) => {
      // A page of these tests has no landmarks but those of the search.
      const breaches = () => axeViolations(page, ['region']);
      await page.goto(`${pages.site.address}?q=network&category=debugging&licence=MIT`);
      await says(page, 'for “network”');
      expect(await breaches()).toEqual([]);
      await page.goto(`${pages.site.address}?q=zzzz&licence=MIT`);
      await says(page, '0 plugins');
      expect(await breaches()).toEqual([]);
      await page.goto(`${pages.site.address}plugins/some/`);
      await page.keyboard.press('/');
      await page.keyboard.type('network');
      await page.locator('dialog a').first().waitFor();
      expect(await breaches()).toEqual([]);
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      await page.evaluate('document.activeElement.blur()');
      await page.keyboard.press('?');
      await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
      expect(await breaches()).toEqual([]);
    });
  });
});
