import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Registry } from '../../src/registry/registry.ts';
import { fixtureNames } from '../fixture-marketplace.ts';
import { root } from './build.ts';
import { describeSites } from './catalog-sites.ts';
import { withPage } from './kept-pages.ts';
import { plainPlugins, testSite } from './marketplace.ts';
import { squeeze } from './site.ts';

describeSites('the catalog in Chromium', ['fixture', 'full'], (sites) => {
  const { open } = sites;
  describe('the plugins of a small marketplace', () => {
    test('there is something to show', () => {
      expect(sites.registry.plugins.length).toBeGreaterThan(0);
    });

    test('the list of all has every plugin, with a link that leads to its page', async () => {
      await open(sites.fixture, 'plugins/', async (page) => {
        const links = page.locator('main article h2 a');
        const shown = await links.evaluateAll((all) =>
          all.map((link) => [link.textContent, link.getAttribute('href')]),
        );
        expect(shown).toEqual(
          sites.registry.plugins
            .slice(0, 24)
            .map(({ name, displayName }) => [displayName ?? name, `${sites.fixture.base}plugins/${name}/`]),
        );
        await links.first().click();
        await page.waitForURL(sites.fixture.address(`plugins/${sites.registry.plugins[0]?.name}/`));
        expect(await page.locator('h1').count()).toBe(1);
      });
    });

    test.each(fixtureNames)('shows every component and capability of %s', async (name) => {
      const plugin = sites.registry.plugins.find((one) => one.name === name);
      if (plugin === undefined) return expect.fail(`"${name}" is not in the registry that was built.`);
      await open(sites.fixture, `plugins/${name}/`, async (page) => {
        const items = async (heading: string) => {
          const texts = await page
            .locator(`section[aria-labelledby="${heading}"] .items > li`)
            .allInnerTexts();
          return texts.map(squeeze);
        };
        const brought = await items('brings');
        expect(brought).toHaveLength(plugin.components.length);
        for (const { name: called, description, file, line } of plugin.components)
          expect(
            brought.some((text) =>
              [called, description ?? '', `${file}:${line}`].every((part) => text.includes(squeeze(part))),
            ),
            `component "${called}" of ${file}:${line}`,
          ).toBe(true);
        const able = await items('can-do');
        expect(able).toHaveLength(plugin.capabilities.length);
        for (const { summary, file, line } of plugin.capabilities)
          expect(
            able.some((text) => [summary, `${file}:${line}`].every((part) => text.includes(squeeze(part)))),
            `capability "${summary}" of ${file}:${line}`,
          ).toBe(true);
        const install = await page.locator('section[aria-labelledby="install"]').innerText();
        const line = `/plugin install ${name}@${sites.registry.name}`;
        if (plugin.check.status === 'ok') expect(install.split('\n')).toContain(line);
        else expect(install).not.toContain(line);
        expect(await page.locator('link[rel="canonical"]').getAttribute('href')).toBe(
          `${sites.registry.site}plugins/${name}/`,
        );
      });
    });
  });

  test('no page of another marketplace names the address, the repository or a plugin of this one', () => {
    const { site, repository } = JSON.parse(readFileSync(join(root, 'marketplace.config.json'), 'utf8'));
    const guide = readFileSync(join(root, 'docs', 'api.md'), 'utf8');
    const written = /^site=(\S+)$/m.exec(guide)?.[1] ?? '';
    expect(written).toMatch(/^https:/);
    const files = readdirSync(sites.full.out, { recursive: true, encoding: 'utf8' }).filter((file) =>
      /\.(?:html|json|xml|txt|js)$/.test(file),
    );
    expect(files.length).toBeGreaterThan(100);
    for (const file of files) {
      const text = readFileSync(join(sites.full.out, file), 'utf8');
      for (const ours of [new URL(site).host + new URL(site).pathname.slice(0, -1), repository, written])
        expect(text.includes(ours), `"${ours}" in ${file}`).toBe(false);
    }
    const examples = readFileSync(join(sites.full.out, 'api', 'index.html'), 'utf8');
    expect(examples).toContain(`site=${testSite.slice(0, -1)}\n`);
    const { plugins }: Registry = JSON.parse(readFileSync(join(sites.full.out, 'registry.json'), 'utf8'));
    expect(plugins.map(({ name }) => name)).toContain(/^plugin=(\S+)$/m.exec(examples)?.[1]);
  });

  test('no page offers two slash commands to be copied at once, which Claude Code would take for one', () => {
    const files = readdirSync(sites.full.out, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.html'),
    );
    const blocks = files.flatMap((file) =>
      [
        ...readFileSync(join(sites.full.out, file), 'utf8').matchAll(/<pre[^>]*><code[^>]*>(.*?)<\/code>/gs),
      ].map(([, code = '']) => code.replace(/<[^>]*>/g, '').trim()),
    );
    const commands = blocks.filter((block) => /^\/[a-z]/m.test(block));
    expect(commands.length).toBeGreaterThan(plainPlugins * 2);
    expect(commands.filter((block) => block.includes('\n'))).toEqual([]);
  });

  describe('browsing', () => {
    test('pages of a list lead from one to the next and hold every plugin once', async () => {
      await open(sites.full, '', async (page) => {
        await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Plugins' }).click();
        const seen: string[] = [];
        for (;;) {
          seen.push(...(await page.locator('main article h2').allInnerTexts()));
          const next = page.getByRole('link', { name: 'Next' });
          if ((await next.count()) === 0) break;
          await next.click();
          await page.waitForLoadState();
        }
        expect(seen).toHaveLength(plainPlugins + 6);
        expect(new Set(seen).size).toBe(seen.length);
      });
    });

    test('each way leads to shelves, and each shelf to its plugins', async () => {
      for (const [way, shelf, plugin] of [
        ['Categories', 'Development', 'Everything at once'],
        ['Tags', 'shared', 'calm'],
        ['Authors', 'Test Author', 'calm'],
        ['Components', 'Hooks', 'Everything at once'],
        ['Capabilities', 'Text only', 'calm'],
      ] as const)
        await open(
          sites.full,
          '',
          async (page) => {
            await page
              .getByRole('navigation', { name: 'Browse by' })
              .getByRole('link', { name: way })
              .click();
            await page.locator('main').getByRole('link', { name: shelf }).click();
            await page.locator('main').getByRole('link', { name: plugin, exact: true }).click();
            expect(await page.locator('h1').innerText()).toBe(plugin);
          },
          { javaScriptEnabled: false },
        );
    });

    test('a former plugin’s neighbour is proposed where there is no page', async () => {
      await withPage(sites.browser, {}, async (page) => {
        const paths: string[] = [];
        page.on('request', (request) => paths.push(new URL(request.url()).pathname));
        const response = await page.goto(sites.full.address('plugins/everyting/'));
        expect(response?.status()).toBe(404);
        await page.locator('[data-nearest] a').first().click();
        await page.waitForURL(sites.full.address('plugins/everything/'));
        expect(paths.filter((path) => path.endsWith('/names.bin'))).toHaveLength(1);
        expect(paths.filter((path) => path.endsWith('.json'))).toEqual([]);
        await page.goto(sites.full.address('everyting.html'));
        expect(await page.locator('[data-nearest] a').first().innerText()).toBe('everything');
      });
    });

    test('the search form of every page asks the first page, script or not', async () => {
      await open(
        sites.full,
        'rules/',
        async (page) => {
          await page.getByRole('searchbox').fill('calm');
          await page.keyboard.press('Enter');
          await page.waitForURL(sites.full.address('?q=calm'));
        },
        { javaScriptEnabled: false },
      );
    });
  });

  describe('searching the built site', () => {
    test('finds a plugin on the first page, and gives way to the rest again', async () => {
      await open(sites.full, '', async (page) => {
        await page.getByRole('searchbox').fill('everythng');
        await page.locator('[data-search-results] a', { hasText: 'Everything at once' }).first().waitFor();
        expect(await page.locator('[data-search-default]').isVisible()).toBe(false);
        await page.getByRole('searchbox').fill('');
        await page.locator('[data-search-default]').waitFor();
      });
    });

    test('opens from any page by a key, and leads to the plugin', async () => {
      await open(sites.full, 'rules/', async (page) => {
        await page.keyboard.press('/');
        await page.locator('dialog[open]').getByRole('searchbox').fill('calm');
        await page.locator('dialog[open] a', { hasText: 'calm' }).first().click();
        await page.waitForURL(sites.full.address('plugins/calm/'));
      });
    });

    test('restores what an address asks for', async () => {
      await open(sites.full, '?q=calm', async (page) => {
        await page.locator('[data-search-results] a', { hasText: 'calm' }).first().waitFor();
        expect(await page.getByRole('searchbox').inputValue()).toBe('calm');
      });
    });

    test('calls a category by its name where no plugin is in it', async () => {
      await open(sites.full, '?category=empty', async (page) => {
        await page.getByText('No plugin has all that is chosen.').waitFor();
        expect(await page.locator('.search-chips li').first().innerText()).toMatch(/^Category: Empty\b/);
      });
    });
  });

  test.each([
    ['tags/tests/', '?tag=tests'],
    ['tags/shared/', '?tag=shared'],
    ['authors/test-author/', '?author=Test+Author'],
    ['categories/development/', '?category=development'],
    ['capabilities/none/', '?can=none'],
  ])('the page %s and the search %s have the same plugins', async (path, query) => {
    let number = '';
    await open(sites.full, path, async (page) => {
      number = /\d+(?= plugins$)|\d+$/.exec(await page.locator('.intro .quiet').innerText())?.[0] ?? '';
    });
    expect(Number(number)).toBeGreaterThan(1);
    await open(sites.full, query, async (page) => {
      await page
        .locator('.search-count', { hasText: new RegExp(`^${number} plugins(?:, page|$)`) })
        .waitFor();
    });
  });

  test('a list, the search and the comparison say the same of how a plugin stands', async () => {
    for (const [name, words] of [
      ['taken-back', 'Withdrawn'],
      ['old-one', 'Deprecated'],
    ] as const) {
      await open(sites.full, 'categories/development/', async (page) => {
        const card = page.locator('article', { has: page.locator(`a[href$="/plugins/${name}/"]`) });
        expect(await card.locator('.status').innerText()).toBe(words);
      });
      await open(sites.full, `?q=${name}`, async (page) => {
        const result = page.locator('.search-list article').first();
        await result.locator('.status').waitFor();
        expect(await result.locator('h3').innerText()).toBe(name);
        expect(await result.locator('.status').allInnerTexts()).toEqual([words]);
      });
      await open(sites.full, `compare/?${name}`, async (page) => {
        expect(
          await page
            .getByRole('row', { name: /^Status/ })
            .locator('td')
            .innerText(),
        ).toBe(words);
      });
    }
  });
});
