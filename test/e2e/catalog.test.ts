import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Registry } from '../../src/registry/registry.ts';
import { findChromium, launchChromium } from './browser.ts';
import { hostileRegistry } from './hostile-registry.ts';
import {
  longServers,
  longSkills,
  longVersions,
  makeMarketplace,
  plainPlugins,
  testSite,
} from './marketplace.ts';
import { axeViolations, build, root, type Site, serve, squeeze, visit } from './site.ts';

const chromium = findChromium();
const temporary = mkdtempSync(join(tmpdir(), 'catalog-'));
const names: string[] = JSON.parse(readFileSync(join(root, 'registry.json'), 'utf8')).plugins.map(
  ({ name }: { name: string }) => name,
);

if (!chromium && process.env.CI)
  test('a browser to drive', () => {
    expect.fail('No Chromium was found. Install one (apt-get install chromium) or set CHROMIUM_PATH.');
  });
if (!chromium)
  console.warn(
    'The catalog is not tested in a browser: no Chromium was found. Install one or set CHROMIUM_PATH.',
  );

describe.skipIf(!chromium)('the catalog in Chromium', () => {
  let browser: Browser;
  /** The catalog of this repository, a marketplace with everything in it, and one whose registry is an attack. */
  let real: Site;
  let full: Site;
  let hostile: Site;
  let registry: Registry;

  const open = (site: Site, path: string, look: (page: Page) => Promise<void>, options = {}) =>
    visit(browser, site.address(path), look, options);

  beforeAll(async () => {
    const folder = join(temporary, 'marketplace');
    makeMarketplace(folder);
    build(join(temporary, 'real'));
    build(join(temporary, 'full'), ['--root', folder]);
    registry = JSON.parse(readFileSync(join(temporary, 'real', 'registry.json'), 'utf8'));
    const attack = join(temporary, 'hostile.json');
    writeFileSync(attack, JSON.stringify(hostileRegistry(registry)));
    build(join(temporary, 'hostile'), ['--registry', attack, '--pages-only']);
    const base = new URL(registry.site).pathname;
    real = await serve(join(temporary, 'real'), base);
    full = await serve(join(temporary, 'full'), new URL(testSite).pathname);
    hostile = await serve(join(temporary, 'hostile'), base);
    browser = await launchChromium(chromium ?? '');
  });

  afterAll(async () => {
    await browser?.close();
    for (const site of [real, full, hostile]) site?.server.close();
    rmSync(temporary, { recursive: true, force: true });
  });

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

  describe('this repository’s plugins', () => {
    test('there is something to show', () => {
      expect(registry.plugins.length).toBeGreaterThan(0);
    });

    test('the list of all has every plugin, with a link that leads to its page', async () => {
      await open(real, 'plugins/', async (page) => {
        const links = page.locator('main article h2 a');
        const shown = await links.evaluateAll((all) =>
          all.map((link) => [link.textContent, link.getAttribute('href')]),
        );
        expect(shown).toEqual(
          registry.plugins
            .slice(0, 24)
            .map(({ name, displayName }) => [displayName ?? name, `${real.base}plugins/${name}/`]),
        );
        await links.first().click();
        await page.waitForURL(real.address(`plugins/${registry.plugins[0]?.name}/`));
        expect(await page.locator('h1').count()).toBe(1);
      });
    });

    test.each(names)('shows every component and capability of %s', async (name) => {
      const plugin = registry.plugins.find((one) => one.name === name);
      if (plugin === undefined) return expect.fail(`"${name}" is not in the registry that was built.`);
      await open(real, `plugins/${name}/`, async (page) => {
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
        const line = `/plugin install ${name}@${registry.name}`;
        if (plugin.check.status === 'ok') expect(install.split('\n')).toContain(line);
        else expect(install).not.toContain(line);
        expect(await page.locator('link[rel="canonical"]').getAttribute('href')).toBe(
          `${registry.site}plugins/${name}/`,
        );
      });
    });
  });

  test('no page of another marketplace names the address, the repository or a plugin of this one', () => {
    const { site, repository } = JSON.parse(readFileSync(join(root, 'marketplace.config.json'), 'utf8'));
    const guide = readFileSync(join(root, 'docs', 'api.md'), 'utf8');
    const written = /^site=(\S+)$/m.exec(guide)?.[1] ?? '';
    expect(written).toMatch(/^https:/);
    const files = readdirSync(full.out, { recursive: true, encoding: 'utf8' }).filter((file) =>
      /\.(?:html|json|xml|txt|js)$/.test(file),
    );
    expect(files.length).toBeGreaterThan(100);
    for (const file of files) {
      const text = readFileSync(join(full.out, file), 'utf8');
      for (const ours of [new URL(site).host + new URL(site).pathname.slice(0, -1), repository, written])
        expect(text.includes(ours), `"${ours}" in ${file}`).toBe(false);
    }
    const examples = readFileSync(join(full.out, 'api', 'index.html'), 'utf8');
    expect(examples).toContain(`site=${testSite.slice(0, -1)}\n`);
    const { plugins }: Registry = JSON.parse(readFileSync(join(full.out, 'registry.json'), 'utf8'));
    expect(plugins.map(({ name }) => name)).toContain(/^plugin=(\S+)$/m.exec(examples)?.[1]);
  });

  test('no page offers two slash commands to be copied at once, which Claude Code would take for one', () => {
    const files = readdirSync(full.out, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.html'),
    );
    const blocks = files.flatMap((file) =>
      [...readFileSync(join(full.out, file), 'utf8').matchAll(/<pre[^>]*><code[^>]*>(.*?)<\/code>/gs)].map(
        ([, code = '']) => code.replace(/<[^>]*>/g, '').trim(),
      ),
    );
    const commands = blocks.filter((block) => /^\/[a-z]/m.test(block));
    expect(commands.length).toBeGreaterThan(plainPlugins * 2);
    expect(commands.filter((block) => block.includes('\n'))).toEqual([]);
  });

  describe('the page of a plugin', () => {
    const path = 'plugins/everything/';

    test('offers four ways of installing, chosen by mouse or arrow keys, script or not', async () => {
      for (const javaScriptEnabled of [true, false])
        await open(
          full,
          path,
          async (page) => {
            const shown = () => page.locator('.way:visible pre').allInnerTexts();
            expect(await shown()).toEqual([
              '/plugin marketplace add tests/marketplace',
              '/plugin install everything@test-marketplace',
            ]);
            expect(await page.getByRole('button', { name: /^Copy/ }).count()).toBe(javaScriptEnabled ? 2 : 0);
            await page.getByRole('radio', { name: 'Claude Code' }).focus();
            await page.keyboard.press('ArrowRight');
            expect(await shown()).toEqual([
              'claude plugin marketplace add tests/marketplace',
              'claude plugin install everything@test-marketplace',
            ]);
            const source = { source: 'github', repo: 'tests/marketplace' };
            const settings = {
              extraKnownMarketplaces: { 'test-marketplace': { source } },
              enabledPlugins: { 'everything@test-marketplace': true },
            };
            await page.getByText('Team', { exact: true }).click();
            expect(JSON.parse((await shown())[0] ?? '')).toEqual(settings);
            await page.getByText('Organisation', { exact: true }).click();
            expect(JSON.parse((await shown())[0] ?? '')).toEqual({
              strictKnownMarketplaces: [source],
              ...settings,
            });
            expect(await page.getByRole('button', { name: /^Copy/ }).count()).toBe(javaScriptEnabled ? 1 : 0);
          },
          { javaScriptEnabled },
        );
    });

    test('copies what is shown and says so', async () => {
      await open(
        full,
        path,
        async (page) => {
          const commands = [
            '/plugin marketplace add tests/marketplace',
            '/plugin install everything@test-marketplace',
          ];
          for (const [index, command] of commands.entries()) {
            const button = page.locator('.way:visible .copy').nth(index);
            await button.focus();
            await page.keyboard.press('Enter');
            await expect.poll(() => button.innerText()).toMatch(/^Copied/);
            expect(await page.locator('[data-status]').textContent()).toBe('Copied');
            expect(await page.evaluate('navigator.clipboard.readText()')).toBe(command);
          }
        },
        { permissions: ['clipboard-read', 'clipboard-write'] },
      );
    });

    test('tells its parts in the order in which they are asked for', async () => {
      await open(full, path, async (page) => {
        const ids = await page.locator('main section > h2').evaluateAll((all) => all.map(({ id }) => id));
        expect(ids).toEqual([
          'install',
          'brings',
          'can-do',
          'tokens',
          'check',
          'readme',
          'files',
          'versions',
          'dependencies',
          'similar',
        ]);
        expect(
          await page.locator('.contents a').evaluateAll((all) => all.map((a) => a.getAttribute('href'))),
        ).toEqual(ids.map((id) => `#${id}`));
      });
    });

    test('groups what it can do, and says where nothing runs by itself', async () => {
      await open(full, path, async (page) => {
        const groups = await page.locator('[aria-labelledby="can-do"] h3').allInnerTexts();
        expect(groups).toEqual([
          'Runs by itself',
          'Reaches the network',
          'Starts programs',
          'Downloads code',
          'Asks for secrets',
          'Pre-approves tools',
          'Changes your setup',
        ]);
        expect(await page.locator('[aria-labelledby="can-do"]').innerText()).not.toContain(
          'Nothing runs by itself',
        );
      });
      await open(full, 'plugins/calm/', async (page) => {
        expect(await page.locator('[aria-labelledby="can-do"]').innerText()).toContain(
          'Nothing runs by itself.',
        );
      });
    });

    test('gives each of two components of the same name a place', async () => {
      await open(full, `${path}#hook-posttooluse--2`, async (page) => {
        expect(await page.locator(':target').innerText()).toContain('PostToolUse for Write');
      });
    });

    test('links findings to their rules, and the rest to the commit', async () => {
      await open(full, path, async (page) => {
        const finding = page.locator('[aria-labelledby="check"] .items > li');
        expect(await finding.count()).toBe(1);
        expect(await finding.innerText()).toContain('npx some-server');
        const commit = /blob\/([0-9a-f]{40})\/plugins\/everything\//.exec(
          (await finding.locator('.source').getAttribute('href')) ?? '',
        )?.[1];
        expect(commit).toBeDefined();
        const hrefs = await page
          .locator('.source, #readme ~ .prose a[href*="github"], .files th a')
          .evaluateAll((all) => all.map((a) => a.getAttribute('href') ?? ''));
        expect(hrefs.length).toBeGreaterThan(10);
        expect(hrefs.filter((href) => !href.includes(`/${commit}/plugins/everything/`))).toEqual([]);
        await finding.getByRole('link', { name: 'download-unpinned' }).click();
        await page.waitForURL(full.address('rules/download-unpinned/'));
      });
    });

    test('lists files with their hashes, and versions with what changed', async () => {
      await open(full, path, async (page) => {
        await page.getByText('Names, sizes and SHA-256').click();
        const rows = await page.locator('.files tbody tr').allInnerTexts();
        expect(rows).toHaveLength(10);
        expect(rows.every((row) => /[0-9a-f]{64}$/.test(row.trim()))).toBe(true);
        const releases = await page.locator('.releases > li').allInnerTexts();
        expect(releases).toHaveLength(2);
        expect(releases[0]).toContain('1.1.0');
        expect(releases[0]).toContain('Raise everything to 1.1.0');
        expect(await page.getByRole('link', { name: 'What changed in 1.1.0' }).getAttribute('href')).toMatch(
          /^https:\/\/github\.com\/tests\/marketplace\/compare\/[0-9a-f]{40}\.\.\.[0-9a-f]{40}$/,
        );
        expect(await page.getByRole('link', { name: 'own changelog' }).count()).toBe(1);
      });
    });

    test('knows what it needs, what needs it, and what is like it', async () => {
      await open(full, path, async (page) => {
        await page.locator('#dependencies ~ .items').getByRole('link', { name: 'alpha-bravo' }).click();
        await page.waitForURL(full.address('plugins/alpha-bravo/'));
        expect(await page.locator('[aria-labelledby="dependencies"]').innerText()).toContain(
          'Needed by 1 plugin',
        );
        await page.getByRole('link', { name: 'everything', exact: true }).click();
        await page.waitForURL(full.address(path));
        const alike = await page.locator('[aria-labelledby="similar"] h3').allInnerTexts();
        expect(alike[0]).toBe('calm');
        expect(alike).not.toContain('old-one');
        expect(alike).not.toContain('taken-back');
      });
    });

    test('leads from each part that it has no room for to the whole of it, script or not', async () => {
      for (const [part, link, whole] of [
        ['brings', /^All \d+ components/, longSkills + longServers + 1],
        ['can-do', /^All \d+ that it can do/, longServers * 2],
        ['check', /^All \d+ that it says/, 26],
      ] as const)
        await open(
          full,
          'plugins/long/',
          async (page) => {
            const items = page.locator(`[aria-labelledby="${part}"] .items > li`);
            expect(await items.count(), part).toBeLessThan(whole);
            await page.locator(`[aria-labelledby="${part}"]`).getByRole('link', { name: link }).click();
            await page.waitForURL(full.address(`plugins/long/${part}/`));
            expect(await items.count(), part).toBe(whole);
            await page.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('link').last().click();
            await page.waitForURL(full.address('plugins/long/'));
          },
          { javaScriptEnabled: false },
        );
      await open(full, 'plugins/long/', async (page) => {
        await page.getByRole('link', { name: 'Names, sizes and SHA-256' }).click();
        await page.waitForURL(full.address('plugins/long/files/'));
        expect(await page.locator('.files tbody tr').count()).toBeGreaterThan(longSkills);
      });
      await open(full, 'plugins/long/', async (page) => {
        await page.getByRole('link', { name: /^All \d+ versions/ }).click();
        await page.waitForURL(full.address('plugins/long/versions/'));
        expect(await page.locator('.releases > li').count()).toBe(longVersions);
      });
    });

    test('leads to the places that moved with them', async () => {
      await open(
        full,
        'plugins/long/',
        async (page) => {
          await page.locator('.prose').getByRole('link', { name: 'The end' }).click();
          await page.waitForURL(full.address('plugins/long/readme/#readme-part-89'));
          expect(await page.locator(':target').innerText()).toBe('Part 89');
          await page.goto(full.address('plugins/long/'));
          const named = page.locator('.named a').first();
          const to = await named.getAttribute('href');
          await named.click();
          await page.waitForURL(full.address(`plugins/long/${to}`));
          expect(await page.locator(':target .name').count()).toBe(1);
        },
        { javaScriptEnabled: false },
      );
      for (const [moved, part] of [
        ['readme-part-89', 'readme'],
        ['skill-long-skill-69', 'brings'],
        ['skill-long-skill-11', 'brings'],
      ])
        await open(full, `plugins/long/#${moved}`, async (page) => {
          await page.waitForURL(full.address(`plugins/long/${part}/#${moved}`));
          expect(await page.locator(':target').count(), moved).toBe(1);
        });
    });

    test('says that it is deprecated, why, and what to use', async () => {
      await open(full, 'plugins/old-one/', async (page) => {
        const notice = page.locator('.notice').first();
        expect(squeeze(await notice.innerText())).toBe(
          'Deprecated since 2026-01-02: There is a better one. Use everything instead.',
        );
        await notice.getByRole('link').click();
        await page.waitForURL(full.address(path));
      });
    });

    test('says which versions were withdrawn, and offers none of them', async () => {
      await open(full, 'plugins/taken-back/', async (page) => {
        expect(squeeze(await page.locator('.notice').first().innerText())).toContain(
          'Version 1.0.0 was withdrawn on 2026-02-03: It lost files.',
        );
        expect(await page.locator('[aria-labelledby="install"]').innerText()).not.toContain(
          '/plugin install',
        );
        const versions = (await page.locator('.releases > li').allInnerTexts()).map(squeeze);
        expect(versions[0]).toContain('Withdrawn 2026-02-03: It lost files.');
        expect(versions.at(-1)).toContain('0.9.0 Withdrawn 2026-01-03: It never worked.');
      });
    });

    test('is found under a former name, and what is gone says so', async () => {
      await open(full, 'plugins/former-name/', async (page) => {
        await page.waitForURL(full.address(path));
      });
      await open(full, 'plugins/gone-for-good/', async (page) => {
        expect(await page.locator('h1').innerText()).toBe('gone-for-good was removed');
      });
      expect(readFileSync(join(full.out, 'sitemap.xml'), 'utf8')).not.toMatch(/former-name|gone-for-good/);
    });
  });

  describe('browsing', () => {
    test('pages of a list lead from one to the next and hold every plugin once', async () => {
      await open(full, '', async (page) => {
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
        ['Capabilities', 'Runs and reaches nothing', 'calm'],
      ] as const)
        await open(
          full,
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
      const context = await browser.newContext();
      const page = await context.newPage();
      const paths: string[] = [];
      page.on('request', (request) => paths.push(new URL(request.url()).pathname));
      const response = await page.goto(full.address('plugins/everyting/'));
      expect(response?.status()).toBe(404);
      await page.locator('[data-nearest] a').first().click();
      await page.waitForURL(full.address('plugins/everything/'));
      expect(paths.filter((path) => path.endsWith('/names.bin'))).toHaveLength(1);
      expect(paths.filter((path) => path.endsWith('.json'))).toEqual([]);
      await context.close();
    });

    test('the search form of every page asks the first page, script or not', async () => {
      await open(
        full,
        'rules/',
        async (page) => {
          await page.getByRole('searchbox').fill('calm');
          await page.keyboard.press('Enter');
          await page.waitForURL(full.address('?q=calm'));
        },
        { javaScriptEnabled: false },
      );
    });
  });

  describe('searching the built site', () => {
    test('finds a plugin on the first page, and gives way to the rest again', async () => {
      await open(full, '', async (page) => {
        await page.getByRole('searchbox').fill('everythng');
        await page.locator('[data-search-results] a', { hasText: 'Everything at once' }).first().waitFor();
        expect(await page.locator('[data-search-default]').isVisible()).toBe(false);
        await page.getByRole('searchbox').fill('');
        await page.locator('[data-search-default]').waitFor();
      });
    });

    test('opens from any page by a key, and leads to the plugin', async () => {
      await open(full, 'rules/', async (page) => {
        await page.keyboard.press('/');
        await page.locator('dialog[open]').getByRole('searchbox').fill('calm');
        await page.locator('dialog[open] a', { hasText: 'calm' }).first().click();
        await page.waitForURL(full.address('plugins/calm/'));
      });
    });

    test('restores what an address asks for', async () => {
      await open(full, '?q=calm', async (page) => {
        await page.locator('[data-search-results] a', { hasText: 'calm' }).first().waitFor();
        expect(await page.getByRole('searchbox').inputValue()).toBe('calm');
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
    await open(full, path, async (page) => {
      number = /\d+(?= plugins$)|\d+$/.exec(await page.locator('.intro .quiet').innerText())?.[0] ?? '';
    });
    expect(Number(number)).toBeGreaterThan(1);
    await open(full, query, async (page) => {
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
      await open(full, 'categories/development/', async (page) => {
        const card = page.locator('article', { has: page.locator(`a[href$="/plugins/${name}/"]`) });
        expect(await card.locator('.status').innerText()).toBe(words);
      });
      await open(full, `?q=${name}`, async (page) => {
        const result = page.locator('.search-list article').first();
        await result.locator('.status').waitFor();
        expect(await result.locator('h3').innerText()).toBe(name);
        expect(await result.locator('.status').allInnerTexts()).toEqual([words]);
      });
      await open(full, `compare/?${name}`, async (page) => {
        expect(
          await page
            .getByRole('row', { name: /^Status/ })
            .locator('td')
            .innerText(),
        ).toBe(words);
      });
    }
  });

  describe('comparing', () => {
    test('two plugins side by side, one more by name, and one taken away', async () => {
      await open(full, 'compare/?everything&calm', async (page) => {
        await page.locator('table').waitFor();
        expect(await page.locator('thead th a:first-child').allInnerTexts()).toEqual([
          'Everything at once',
          'calm',
        ]);
        await page.getByLabel('Add a plugin by its name').fill('old-one');
        await page.keyboard.press('Enter');
        await page.waitForURL(full.address('compare/?everything&calm&old-one'));
        await page.locator('table').waitFor();
        await page.getByRole('link', { name: 'Take away calm' }).click();
        await page.waitForURL(full.address('compare/?everything&old-one'));
        await page.locator('table').waitFor();
        expect(await page.locator('tbody tr').first().locator('td').count()).toBe(2);
      });
    });

    test('a name that there is not is said, with the nearest', async () => {
      await open(full, 'compare/', async (page) => {
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
        const context = await browser.newContext();
        try {
          const page = await context.newPage();
          const seen = { names: 0, paths: [] as string[] };
          const errors: string[] = [];
          page.on('pageerror', (error) => errors.push(String(error)));
          page.on('request', (request) => seen.paths.push(new URL(request.url()).pathname));
          await page.route('**/search/names.bin', (route) => answer(route, ++seen.names));
          await page.goto(full.address('compare/?calm'));
          await page.locator('table').waitFor();
          await look(page, seen);
          expect(errors).toEqual([]);
        } finally {
          await context.close();
        }
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
              .poll(
                async () => {
                  await page.keyboard.press('Enter');
                  return page.url();
                },
                { timeout: 15_000 },
              )
              .toBe(full.address('compare/?calm&everything'));
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
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(full.address('compare/?nobody&everything&calm&old-one'));
      await page.getByText('There is no plugin "nobody".').waitFor();
      await page.waitForURL(full.address('compare/?everything&calm&old-one'));
      await page.getByLabel('Add a plugin by its name').fill('alpha-bravo');
      await page.keyboard.press('Enter');
      await page.waitForURL(full.address('compare/?everything&calm&old-one&alpha-bravo'));
      await page.getByRole('link', { name: 'Take away calm' }).click();
      await page.waitForURL(full.address('compare/?everything&old-one&alpha-bravo'));
      await page.goto(full.address('compare/?everything&calm&old-one&alpha-bravo&bravo-carrot'));
      await page.getByText('the others were left out').waitFor();
      expect(await page.locator('thead th').count()).toBe(4);
      await context.close();
    });

    test('in a narrow window, the second is in view, and the rest is in reach of the keyboard', async () => {
      const options = { viewport: { width: 390, height: 844 } };
      const right = async (page: Page, column: number) => {
        const box = await page.locator('thead th').nth(column).boundingBox();
        return (box?.x ?? 999) + (box?.width ?? 999);
      };
      await open(
        full,
        'compare/?everything&long',
        async (page) => {
          await page.locator('table').waitFor();
          expect(await right(page, 1)).toBeLessThanOrEqual(390);
        },
        options,
      );
      await open(
        full,
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
        full,
        'compare/?everything&calm',
        async (page) => {
          expect(await page.locator('main').innerText()).toContain('needs JavaScript');
        },
        { javaScriptEnabled: false },
      );
    });
  });

  test('the first stop of the keyboard leads to the content', async () => {
    await open(full, '', async (page) => {
      await page.keyboard.press('Tab');
      expect(await page.locator(':focus').innerText()).toBe('Skip to content');
      await page.keyboard.press('Enter');
      expect(await page.locator(':focus').getAttribute('id')).toBe('content');
    });
  });

  test('an address whose end is no encoding is an address', async () => {
    for (const end of ['#%', '#100%', '#%E0%A4%A'])
      await open(full, `plugins/calm/${end}`, async (page) => {
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
    await open(full, '', async (page) => {
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
      full,
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
        full,
        path,
        async (page) => {
          const tables = await page
            .locator('.article .scroll')
            .evaluateAll((all) => all.map((one) => one.scrollWidth - one.clientWidth));
          expect(tables.length, path).toBeGreaterThan(0);
          expect(Math.max(...tables), path).toBe(0);
        },
        { viewport: { width: 390, height: 844 } },
      );
  });

  test('every stop of the keyboard is seen', async () => {
    await open(full, 'plugins/everything/', async (page) => {
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
        full,
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
        { hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } },
      );
  });

  test('nothing moves while a page loads', async () => {
    for (const path of types.filter((one) => !one.startsWith('404')))
      await open(
        full,
        path,
        async (page) => {
          await page.waitForLoadState('networkidle');
          const shift = await page.evaluate(`new Promise((done) => {
            let sum = 0;
            new PerformanceObserver((list) => { for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value; })
              .observe({ type: 'layout-shift', buffered: true });
            requestAnimationFrame(() => requestAnimationFrame(() => done(sum)));
          })`);
          expect(shift, path).toBe(0);
        },
        { viewport: { width: 390, height: 844 } },
      );
  });

  describe.each(['light', 'dark'] as const)('in the %s scheme', (colorScheme) => {
    const addresses = () => [
      ...types.map((path) => full.address(path)),
      ...names.map((name) => real.address(`plugins/${name}/`)),
      real.address(),
      hostile.address(),
      hostile.address('plugins/hostile/'),
    ];

    test.each([
      ...types.map((path) => `full ${path}`),
      'real ',
      ...names.map((name) => `real plugins/${name}/`),
      'hostile ',
      'hostile plugins/hostile/',
    ])('has no breach of WCAG 2.2 AA that a machine can find: %s', async (spec) => {
      const [which = '', path = ''] = spec.split(' ');
      const site = { full, real, hostile }[which] ?? full;
      const context = await browser.newContext({
        colorScheme,
        bypassCSP: true,
        viewport: { width: 820, height: 900 },
      });
      const page = await context.newPage();
      await page.goto(site.address(path));
      if (path.startsWith('compare/?')) await page.locator('table').waitFor();
      if (path.startsWith('?q=')) await page.locator('[data-search-results] a').first().waitFor();
      await page.evaluate(`for (const one of document.querySelectorAll('details')) one.open = true`);
      expect(await axeViolations(page)).toEqual([]);
      await context.close();
    });

    test.each([320, 390, 820, 1440])('nothing is wider than a window of %i pixels', async (width) => {
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 800 } });
      const page = await context.newPage();
      for (const url of addresses()) {
        await page.goto(url);
        expect(await page.evaluate('document.documentElement.scrollWidth'), url).toBeLessThanOrEqual(width);
      }
      await context.close();
    });
  });

  describe('hostile content', () => {
    test('no string of a registry becomes markup, script or an unsafe link', async () => {
      for (const path of [
        '',
        'plugins/',
        'plugins/hostile/',
        'plugins/hostile/can-do/',
        'authors/',
        'categories/other/',
      ])
        await open(hostile, path, async (page) => {
          expect(await page.evaluate('globalThis.hacked')).toBeUndefined();
          expect(
            await page
              .locator(
                'main :is(img, iframe, object, embed, svg, [onerror], [onload]), script:not([src]):not([type="application/ld+json"])',
              )
              .count(),
          ).toBe(0);
          const hrefs = await page
            .locator('a')
            .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
          expect(hrefs.length).toBeGreaterThan(3);
          for (const href of hrefs) expect(href).toMatch(/^(https:\/\/github\.com\/|\/|#|can-do\/)/);
        });
      await open(hostile, 'plugins/hostile/', async (page) => {
        expect(await page.locator('main').innerText()).toContain('<script>globalThis.hacked=1</script>');
        expect(await page.locator('main').innerText()).not.toContain('\u202e');
      });
    });

    test('no README does', async () => {
      await open(full, 'plugins/hostile/', async (page) => {
        expect(await page.evaluate('globalThis.hacked')).toBeUndefined();
        const readme = page.locator('#readme ~ .prose');
        expect(
          await readme
            .locator('img, svg, iframe, style, script, [style], [onload], [id="content"], .notice')
            .count(),
        ).toBe(0);
        expect(await page.locator('#content').count()).toBe(1);
        expect(await readme.innerText()).toContain('covers all');
        const hrefs = await readme
          .locator('a')
          .evaluateAll((all) => all.map((a) => a.getAttribute('href') ?? ''));
        expect(hrefs.length).toBeGreaterThan(3);
        for (const href of hrefs)
          expect(href).toMatch(
            /^(?:https:\/\/example\.org\/|https:\/\/tracker\.example\/pixel\.png|https:\/\/github\.com\/tests\/marketplace\/blob\/[0-9a-f]{40}\/plugins\/hostile\/)/,
          );
      });
    });

    test('the policy of the page lets no other script in', async () => {
      const context = await browser.newContext();
      const page = await context.newPage();
      const blocked: string[] = [];
      page.on('console', (message) => blocked.push(message.text()));
      await page.goto(full.address('plugins/hostile/'));
      await page.evaluate(`(() => {
        const script = document.createElement('script');
        script.textContent = 'globalThis.hacked = 1';
        document.body.append(script);
        document.body.insertAdjacentHTML('beforeend', '<img src="https://tracker.example/x.png" onerror="globalThis.hacked = 1"><p style="color: red">x</p>');
      })()`);
      await page.waitForTimeout(200);
      expect(await page.evaluate('globalThis.hacked')).toBeUndefined();
      expect(blocked.length).toBeGreaterThanOrEqual(3);
      await context.close();
    });
  });
});
