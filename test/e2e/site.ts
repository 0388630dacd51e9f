import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect, inject } from 'vitest';
import { createSiteServer } from '../../src/site/serve.ts';
import { withPage } from './kept-pages.ts';

/** A built site, served on loopback under the base path that it will have. */
export type Site = { server: Server; out: string; base: string; address(path?: string): string };

/** The folder of a site that all tests share, which is built where it was not yet. Tests that change it use a copy. */
export async function builtSite(name: string): Promise<string> {
  const response = await fetch(`${inject('builtSites')}/${name}`);
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return join(text, 'site');
}

export async function serve(out: string, base: string): Promise<Site> {
  const server = createSiteServer(out, base);
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { server, out, base, address: (path = '') => origin + base + path };
}

/** Opens a page, hands it over, and expects that it complained of nothing and asked nobody else for anything. */
export function visit(
  browser: Browser,
  url: string,
  look: (page: Page) => Promise<void>,
  options: BrowserContextOptions = {},
): Promise<void> {
  return withPage(browser, options, async (page) => {
    const complaints: string[] = [];
    const elsewhere: string[] = [];
    page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('request', (request) => {
      if (!request.url().startsWith('blob:') && new URL(request.url()).origin !== new URL(url).origin)
        elsewhere.push(request.url());
    });
    page.on('response', (response) => {
      if (response.status() >= 400 && response.url() !== url)
        complaints.push(`${response.status()} ${response.url()}`);
    });
    await page.goto(url, { waitUntil: 'load' });
    await look(page);
    expect(complaints).toEqual([]);
    expect(elsewhere).toEqual([]);
  });
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Rules whose outcome depends on colors. All others see the same page in either scheme. */
const colorRules = ['color-contrast', 'link-in-text-block'];

/**
 * What axe finds on the page as it is, in the light scheme and then in the dark one, as `rule: markup`. The page's own policy lets no script in, so
 * its context must bypass it.
 * @param without rules that are left out
 */
export async function axeViolations(page: Page, without: readonly string[] = []): Promise<string[]> {
  const rules = Object.fromEntries(without.map((rule) => [rule, { enabled: false }]));
  const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  await page.evaluate(axe);
  const run = async (options: object) => {
    const result = (await page.evaluate(
      `axe.run(${JSON.stringify({ ...options, resultTypes: ['violations'] })})`,
    )) as { passes: unknown[]; violations: { id: string; nodes: { html: string }[] }[] };
    return {
      passed: result.passes.length,
      violations: result.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
    };
  };
  const light = await run({ runOnly: standards, rules });
  expect(light.passed).toBeGreaterThan(10);
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await run({ runOnly: { type: 'rule', values: colorRules } });
  expect(dark.passed).toBeGreaterThan(0);
  await page.emulateMedia({ colorScheme: 'light' });
  return [...light.violations, ...dark.violations.map((violation) => `dark: ${violation}`)];
}

/** Text as it is compared: a page shows what stands between backquotes as code, and breaks lines where it likes. */
export function squeeze(text: string): string {
  return text.replaceAll('`', '').replace(/\s+/g, ' ').trim();
}
