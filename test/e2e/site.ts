import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import { createSiteServer } from '../../src/site/serve.ts';

export const root = join(import.meta.dirname, '..', '..');

/** A built site, served on loopback under the base path that it will have. */
export type Site = { server: Server; out: string; base: string; address(path?: string): string };

/** Builds a site by the command that people use. `options` are its own. */
export function build(out: string, options: readonly string[] = []): void {
  const built = spawnSync(process.execPath, ['scripts/build.ts', '--out', out, ...options], {
    cwd: root,
    encoding: 'utf8',
  });
  if (built.status !== 0) throw new Error(`The site was not built: ${built.stderr}`);
}

export async function serve(out: string, base: string): Promise<Site> {
  const server = createSiteServer(out, base);
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { server, out, base, address: (path = '') => origin + base + path };
}

/** Opens a page, hands it over, and expects that it complained of nothing and asked nobody else for anything. */
export async function visit(
  browser: Browser,
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
  } finally {
    await context.close();
  }
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * What axe finds on the page as it is, as `rule: markup`. The page's own policy lets no script in, so its context must bypass it.
 * @param without rules that are left out
 */
export async function axeViolations(page: Page, without: readonly string[] = []): Promise<string[]> {
  const rules = Object.fromEntries(without.map((rule) => [rule, { enabled: false }]));
  await page.evaluate(axe);
  const result = (await page.evaluate(
    `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], rules: ${JSON.stringify(rules)} })`,
  )) as { passes: unknown[]; violations: { id: string; nodes: { html: string }[] }[] };
  expect(result.passes.length).toBeGreaterThan(10);
  return result.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

/** Text as it is compared: a page shows what stands between backquotes as code, and breaks lines where it likes. */
export function squeeze(text: string): string {
  return text.replaceAll('`', '').replace(/\s+/g, ' ').trim();
}
