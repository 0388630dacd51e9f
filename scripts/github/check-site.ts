// Looks at the built site before it is published: what links nowhere, is empty or is missing stops it.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { marketplaceFile } from '../../src/registry/marketplace.ts';
import type { Registry } from '../../src/registry/registry.ts';
import { registryFile } from '../../src/registry/serialize.ts';
import { command, configHere, root, say } from './context.ts';

/** What GitHub Pages takes: https://docs.github.com/en/pages/getting-started-with-github-pages/github-pages-limits */
const largestSite = 1_000_000_000;
/** Problems that are told one by one. */
const mostTold = 50;
/** Whether a file is there, of those that were asked about. */
const known = new Map<string, boolean>();

await command(() => {
  const dist = join(root, 'dist');
  const base = new URL(configHere().site).pathname;
  const files = readdirSync(dist, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name));
  const problems: string[] = [];
  const inSite = (path: string) => path.slice(dist.length + 1).replaceAll('\\', '/');
  const looked = { pages: 0, links: 0, data: 0, plugins: 0 };
  let bytes = 0;
  for (const path of paths) {
    const size = statSync(path).size;
    bytes += size;
    if (size === 0) problems.push(`${inSite(path)} is empty.`);
    if (path.endsWith('.html')) {
      looked.pages++;
      for (const [, link = ''] of readFileSync(path, 'utf8').matchAll(/\s(?:href|src)="([^"]*)"/g)) {
        if (!link.startsWith(base)) continue;
        looked.links++;
        if (!leadsSomewhere(dist, link.slice(base.length)))
          problems.push(`${inSite(path)} links to ${JSON.stringify(link)}, which is not there.`);
      }
    } else if (path.endsWith('.json')) {
      looked.data++;
      if (isEmptyJson(readFileSync(path, 'utf8')))
        problems.push(`${inSite(path)} holds nothing, or is not JSON.`);
    }
  }
  const registry = JSON.parse(readFileSync(join(root, registryFile), 'utf8')) as Registry;
  for (const { name } of registry.plugins) {
    looked.plugins++;
    if (!paths.includes(join(dist, 'plugins', name, 'index.html')))
      problems.push(`The plugin ${JSON.stringify(name)} has no page.`);
  }
  for (const file of [registryFile, marketplaceFile.split('/').at(-1) ?? '', 'index.html'])
    if (!existsSync(join(dist, file))) problems.push(`There is no ${file}.`);
  if (bytes > largestSite) problems.push(`The site has ${bytes} bytes, and Pages takes ${largestSite}.`);
  for (const [what, amount] of Object.entries(looked))
    if (amount === 0 && !(what === 'plugins' && registry.plugins.length === 0))
      problems.push(`There are no ${what} to look at.`);
  for (const problem of problems.slice(0, mostTold)) say(problem);
  say(
    `${files.length} files, ${bytes} bytes, ${looked.pages} pages, ${looked.links} links: ${problems.length} problems.`,
  );
  return problems.length === 0 ? 0 : 1;
});

function leadsSomewhere(dist: string, link: string): boolean {
  const path = decodeURIComponent(link.replace(/[?#].*$/, '').replaceAll('&amp;', '&'));
  const file = path === '' || path.endsWith('/') ? `${path}index.html` : path;
  let is = known.get(file);
  if (is === undefined) {
    is = existsSync(join(dist, file));
    known.set(file, is);
  }
  return is;
}

function isEmptyJson(text: string): boolean {
  try {
    const value = JSON.parse(text) as unknown;
    return value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0);
  } catch {
    return true;
  }
}
