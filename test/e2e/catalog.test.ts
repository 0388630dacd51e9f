import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Registry } from '../../src/registry/registry.ts';
import { createSiteServer } from '../../src/site/serve.ts';
import { findChromium, launchChromium } from './browser.ts';
import { hostileRegistry } from './hostile-registry.ts';

const root = join(import.meta.dirname, '..', '..');
const registry: Registry = JSON.parse(readFileSync(join(root, 'registry.json'), 'utf8'));
const base = new URL(JSON.parse(readFileSync(join(root, 'marketplace.config.json'), 'utf8')).site).pathname;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const chromium = findChromium();
const temporary = mkdtempSync(join(tmpdir(), 'catalog-'));

/** The site built from a registry, served on loopback under the base path that it will have. */
async function serve(file: string, name: string): Promise<{ server: Server; address: string }> {
  const out = join(temporary, name);
  const built = spawnSync(process.execPath, ['scripts/build.ts', '--registry', file, '--out', out], {
    cwd: root,
    encoding: 'utf8',
  });
  if (built.status !== 0) throw new Error(`The site was not built: ${built.stderr}`);
  const server = createSiteServer(out, base);
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  return { server, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}${base}` };
}

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
  let site: Awaited<ReturnType<typeof serve>>;
  let hostile: Awaited<ReturnType<typeof serve>>;
  const address = (path = '') => site.address + path;
  const pages = ['', ...registry.plugins.map(({ name }) => `plugins/${name}/`)];

  beforeAll(async () => {
    const hostileFile = join(temporary, 'hostile.json');
    writeFileSync(hostileFile, JSON.stringify(hostileRegistry(registry)));
    site = await serve(join(root, 'registry.json'), 'site');
    hostile = await serve(hostileFile, 'hostile');
    browser = await launchChromium(chromium ?? '');
  });

  afterAll(async () => {
    await browser?.close();
    site?.server.close();
    hostile?.server.close();
    rmSync(temporary, { recursive: true, force: true });
  });

  /** Opens a page, hands it over, and expects that it complained of nothing and asked nobody else for anything. */
  async function visit(
    url: string,
    look: (page: Page) => Promise<void>,
    options: BrowserContextOptions = {},
  ): Promise<void> {
    const context = await browser.newContext(options);
    try {
      const complaints: string[] = [];
      const elsewhere: string[] = [];
      const page = await context.newPage();
      page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
      page.on('pageerror', (error) => complaints.push(String(error)));
      page.on('request', (request) => {
        if (new URL(request.url()).origin !== new URL(url).origin) elsewhere.push(request.url());
      });
      page.on('response', (response) => {
        if (response.status() >= 400 && response.url() !== url)
          complaints.push(`${response.status()} ${response.url()}`);
      });
      await page.goto(url, { waitUntil: 'load' });
      await look(page);
      expect(complaints).toEqual([]);
      expect(elsewhere).toEqual([]);
    } finally {
      await context.close();
    }
  }

  test('there is something to show', () => {
    expect(registry.plugins.length).toBeGreaterThan(0);
  });

  test('lists every plugin of the registry, with a link that leads to its page', async () => {
    await visit(address(), async (page) => {
      const links = page.locator('main article h3 a');
      const shown = await links.evaluateAll((all) =>
        all.map((link) => [link.textContent, link.getAttribute('href')]),
      );
      expect(shown).toEqual(
        registry.plugins.map(({ name, displayName }) => [displayName ?? name, `${base}plugins/${name}/`]),
      );
      await links.first().click();
      await page.waitForURL(address(`plugins/${registry.plugins[0]?.name}/`));
      expect(await page.locator('h1').count()).toBe(1);
    });
  });

  test.each(registry.plugins)('shows every component and capability of $name', async (plugin) => {
    await visit(address(`plugins/${plugin.name}/`), async (page) => {
      const items = async (heading: string) => {
        const texts = await page.locator(`section[aria-labelledby="${heading}"] .items > li`).allInnerTexts();
        return texts.map(squeeze);
      };
      const brought = await items('brings');
      expect(brought).toHaveLength(plugin.components.length);
      for (const { name, description, file, line } of plugin.components)
        expect(
          brought.some((text) =>
            [name, description ?? '', `${file}:${line}`].every((part) => text.includes(squeeze(part))),
          ),
          `component "${name}" of ${file}:${line}`,
        ).toBe(true);
      const able = await items('can-do');
      expect(able).toHaveLength(plugin.capabilities.length);
      for (const { summary, detail, file, line } of plugin.capabilities)
        expect(
          able.some((text) =>
            [summary, detail, `${file}:${line}`].every((part) => text.includes(squeeze(part))),
          ),
          `capability "${summary}" of ${file}:${line}`,
        ).toBe(true);
      const install = await page.locator('section[aria-labelledby="install"]').innerText();
      const line = `/plugin install ${plugin.name}@${registry.name}`;
      if (plugin.check.status === 'ok') expect(install.split('\n')).toContain(line);
      else expect(install).not.toContain(line);
      expect(await page.locator('link[rel="canonical"]').getAttribute('href')).toBe(
        `${registry.site}plugins/${plugin.name}/`,
      );
    });
  });

  test('every link within the site leads to a page, and to the part of it that it names', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const seen = new Set<string>();
    const parts = new Map<string, Set<string>>();
    for (const path of pages) {
      await page.goto(address(path));
      const hrefs = await page
        .locator('a')
        .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
      expect(hrefs.every((href) => /^(https?:\/\/|\/|#)/.test(href))).toBe(true);
      for (const href of hrefs) {
        const url = new URL(href, address(path));
        if (url.origin === new URL(address()).origin) seen.add(url.href);
      }
      const ids = await page.locator('[id]').evaluateAll((all) => all.map(({ id }) => id));
      expect(new Set(ids).size, `ids of ${path}`).toBe(ids.length);
      parts.set(address(path), new Set(ids));
    }
    expect(seen.size).toBeGreaterThanOrEqual(pages.length);
    for (const href of seen) {
      const url = new URL(href);
      const part = url.hash.slice(1);
      url.hash = '';
      expect((await page.request.get(url.href)).status(), href).toBe(200);
      if (part) expect(parts.get(url.href)?.has(part), href).toBe(true);
    }
    await context.close();
  });

  test('works without JavaScript', async () => {
    await visit(
      address(),
      async (page) => {
        expect(await page.locator('main article').count()).toBe(registry.plugins.length);
        expect(await page.locator('script').count()).toBe(0);
      },
      { javaScriptEnabled: false },
    );
  });

  test('says so where there is no page, and leads back', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const response = await page.goto(address('plugins/no-such-plugin/'));
    expect(response?.status()).toBe(404);
    await page.getByRole('link', { name: 'See all plugins' }).click();
    await page.waitForURL(address());
    await context.close();
  });

  test('can be used from the keyboard: the first stop leads to the content', async () => {
    await visit(address(), async (page) => {
      await page.keyboard.press('Tab');
      expect(await page.locator(':focus').innerText()).toBe('Skip to content');
      await page.keyboard.press('Enter');
      expect(await page.locator(':focus').getAttribute('id')).toBe('content');
    });
  });

  describe.each(['light', 'dark'] as const)('in the %s scheme', (colorScheme) => {
    test.each([...pages, '404.html'])(
      'has no breach of WCAG 2.2 AA that a machine can find: /%s',
      async (path) => {
        // The page's own policy lets no script in, so that the checker is handed over past it.
        const context = await browser.newContext({ colorScheme, bypassCSP: true });
        const page = await context.newPage();
        await page.goto(address(path));
        await page.evaluate(axe);
        const result = (await page.evaluate(
          `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })`,
        )) as { passes: unknown[]; violations: { id: string; nodes: { html: string }[] }[] };
        expect(result.passes.length).toBeGreaterThan(10);
        expect(result.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
        await context.close();
      },
    );

    test.each([320, 390, 1440])('nothing is wider than a window of %i pixels', async (width) => {
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 800 } });
      const page = await context.newPage();
      for (const url of [...pages.map(address), hostile.address, `${hostile.address}plugins/hostile/`]) {
        await page.goto(url);
        expect(await page.evaluate('document.documentElement.scrollWidth'), url).toBeLessThanOrEqual(width);
      }
      await context.close();
    });
  });

  test('no string of a plugin becomes markup, script or an unsafe link', async () => {
    for (const path of ['', 'plugins/hostile/'])
      await visit(hostile.address + path, async (page) => {
        expect(await page.evaluate('globalThis.hacked')).toBeUndefined();
        expect(
          await page.locator('script, img, iframe, object, embed, form, svg, [onerror], [onload]').count(),
        ).toBe(0);
        const hrefs = await page
          .locator('a')
          .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
        expect(hrefs.length).toBeGreaterThan(3);
        for (const href of hrefs) expect(href).toMatch(/^(https:\/\/github\.com\/|\/|#)/);
        expect(await page.locator('main').innerText()).toContain('<script>globalThis.hacked=1</script>');
      });
  });
});

/** Text as it is compared: a page shows what stands between backquotes as code, and breaks lines where it likes. */
function squeeze(text: string): string {
  return text.replaceAll('`', '').replace(/\s+/g, ' ').trim();
}
