import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describeSites } from './catalog-sites.ts';
import { longServers, longSkills, longVersions } from './marketplace.ts';
import { squeeze } from './site.ts';

describeSites('the page of a plugin in Chromium', ['full'], (sites) => {
  const { open } = sites;
  const path = 'plugins/everything/';

  test('offers four ways of installing, chosen by mouse or arrow keys, script or not', async () => {
    for (const javaScriptEnabled of [true, false])
      await open(
        sites.full,
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
          await page.getByText('Organization', { exact: true }).click();
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
      sites.full,
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
    await open(sites.full, path, async (page) => {
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
    await open(sites.full, path, async (page) => {
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
        'Nothing starts by itself',
      );
    });
    await open(sites.full, 'plugins/calm/', async (page) => {
      expect(await page.locator('[aria-labelledby="can-do"]').innerText()).toContain(
        'Nothing runs: it is text only, for Claude to read.',
      );
    });
  });

  test('gives each of two components of the same name a place', async () => {
    await open(sites.full, `${path}#hook-posttooluse--2`, async (page) => {
      expect(await page.locator(':target').innerText()).toContain('PostToolUse for Write');
    });
  });

  test('links findings to their rules, and the rest to the commit', async () => {
    await open(sites.full, path, async (page) => {
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
      await page.waitForURL(sites.full.address('rules/download-unpinned/'));
    });
  });

  test('lists files with their hashes, and versions with what changed', async () => {
    await open(sites.full, path, async (page) => {
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
    await open(sites.full, path, async (page) => {
      await page.locator('#dependencies ~ .items').getByRole('link', { name: 'alpha-bravo' }).click();
      await page.waitForURL(sites.full.address('plugins/alpha-bravo/'));
      expect(await page.locator('[aria-labelledby="dependencies"]').innerText()).toContain(
        'Needed by 1 plugin',
      );
      await page.getByRole('link', { name: 'everything', exact: true }).click();
      await page.waitForURL(sites.full.address(path));
      const alike = await page.locator('[aria-labelledby="similar"] h3').allInnerTexts();
      expect(alike[0]).toBe('calm');
      expect(alike).not.toContain('old-one');
      expect(alike).not.toContain('taken-back');
    });
  });

  test('leads from each part that it has no room for to the whole of it, script or not', async () => {
    for (const [part, link, whole] of [
      ['brings', /^Show all \d+ components/, longSkills + longServers + 1],
      ['can-do', /^Show all \d+ capabilities/, longServers * 2],
      ['check', /^Show all \d+ findings/, 26],
    ] as const)
      await open(
        sites.full,
        'plugins/long/',
        async (page) => {
          const items = page.locator(`[aria-labelledby="${part}"] .items > li`);
          expect(await items.count(), part).toBeLessThan(whole);
          await page.locator(`[aria-labelledby="${part}"]`).getByRole('link', { name: link }).click();
          await page.waitForURL(sites.full.address(`plugins/long/${part}/`));
          expect(await items.count(), part).toBe(whole);
          await page.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('link').last().click();
          await page.waitForURL(sites.full.address('plugins/long/'));
        },
        { javaScriptEnabled: false },
      );
    await open(sites.full, 'plugins/long/', async (page) => {
      await page.getByRole('link', { name: 'Names, sizes and SHA-256' }).click();
      await page.waitForURL(sites.full.address('plugins/long/files/'));
      expect(await page.locator('.files tbody tr').count()).toBeGreaterThan(longSkills);
    });
    await open(sites.full, 'plugins/long/', async (page) => {
      await page.getByRole('link', { name: /^Show all \d+ versions/ }).click();
      await page.waitForURL(sites.full.address('plugins/long/versions/'));
      expect(await page.locator('.releases > li').count()).toBe(longVersions);
    });
  });

  test('leads to the places that moved with them', async () => {
    await open(
      sites.full,
      'plugins/long/',
      async (page) => {
        await page.locator('.prose').getByRole('link', { name: 'The end' }).click();
        await page.waitForURL(sites.full.address('plugins/long/readme/#readme-part-89'));
        expect(await page.locator(':target').innerText()).toBe('Part 89');
        await page.goto(sites.full.address('plugins/long/'));
        const named = page.locator('.named a').first();
        const to = await named.getAttribute('href');
        await named.click();
        await page.waitForURL(sites.full.address(`plugins/long/${to}`));
        expect(await page.locator(':target .name').count()).toBe(1);
      },
      { javaScriptEnabled: false },
    );
    for (const [moved, part] of [
      ['readme-part-89', 'readme'],
      ['skill-long-skill-69', 'brings'],
      ['skill-long-skill-11', 'brings'],
    ])
      await open(sites.full, `plugins/long/#${moved}`, async (page) => {
        await page.waitForURL(sites.full.address(`plugins/long/${part}/#${moved}`));
        expect(await page.locator(':target').count(), moved).toBe(1);
      });
  });

  test('says that it is deprecated, why, and what to use', async () => {
    await open(sites.full, 'plugins/old-one/', async (page) => {
      const notice = page.locator('.notice').first();
      expect(squeeze(await notice.innerText())).toBe(
        'Deprecated since 2026-01-02: There is a better one. Use everything instead.',
      );
      await notice.getByRole('link').click();
      await page.waitForURL(sites.full.address(path));
    });
  });

  test('says which versions were withdrawn, and offers none of them', async () => {
    await open(sites.full, 'plugins/taken-back/', async (page) => {
      expect(squeeze(await page.locator('.notice').first().innerText())).toContain(
        'Version 1.0.0 was withdrawn on 2026-02-03: It lost files.',
      );
      expect(await page.locator('[aria-labelledby="install"]').innerText()).not.toContain('/plugin install');
      const versions = (await page.locator('.releases > li').allInnerTexts()).map(squeeze);
      expect(versions[0]).toContain('Withdrawn 2026-02-03: It lost files.');
      expect(versions.at(-1)).toContain('0.9.0 Withdrawn 2026-01-03: It never worked.');
    });
  });

  test('is found under a former name, and what is gone says so', async () => {
    await open(sites.full, 'plugins/former-name/', async (page) => {
      await page.waitForURL(sites.full.address(path));
    });
    await open(sites.full, 'plugins/gone-for-good/', async (page) => {
      expect(await page.locator('h1').innerText()).toBe('gone-for-good was removed');
    });
    expect(readFileSync(join(sites.full.out, 'sitemap.xml'), 'utf8')).not.toMatch(
      /former-name|gone-for-good/,
    );
  });
});
