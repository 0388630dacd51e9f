// A built site is broken on purpose, in every way that the check of it promises to see.
import { randomBytes } from 'node:crypto';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Registry, RegistryPlugin } from '../../src/registry/registry.ts';
import { checkSite } from '../../src/site/check/check-site.ts';
import { makeMarketplace } from '../e2e/marketplace.ts';
import { build, root } from '../e2e/site.ts';

const temporary = mkdtempSync(join(tmpdir(), 'check-site-'));
const out = join(temporary, 'dist');
let registry: Registry;

beforeAll(() => {
  const folder = join(temporary, 'marketplace');
  makeMarketplace(folder);
  build(out, ['--root', folder]);
  registry = JSON.parse(readFileSync(join(out, 'registry.json'), 'utf8'));
});

afterAll(() => rmSync(temporary, { recursive: true, force: true }));

/** The problems that a change of one file brings; the file is as it was afterwards. */
function problemsOf(file: string, change: (text: string) => string | undefined): string[] {
  const path = join(out, file);
  const before = readFileSync(path);
  const after = change(before.toString('utf8'));
  expect(after, 'the change changes something').not.toBe(before.toString('utf8'));
  if (after === undefined) rmSync(path);
  else writeFileSync(path, after);
  try {
    return checkSite(out, registry).problems;
  } finally {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, before);
  }
}

test('what was built is whole, and everything was looked at', () => {
  const { problems, looked } = checkSite(out, registry);
  expect(problems).toEqual([]);
  for (const [what, number] of Object.entries(looked)) expect(number, what).toBeGreaterThan(0);
  expect(looked.pages).toBeGreaterThan(100);
  expect(looked.links).toBeGreaterThan(1000);
});

const page = 'plugins/everything/index.html';

describe.each<[string, string, (text: string) => string | undefined, RegExp]>([
  [
    'a page is gone',
    'categories/development/index.html',
    () => undefined,
    /links to "categories\/development\/index\.html", which is not there/,
  ],
  [
    'the page of a plugin is gone',
    'plugins/calm/index.html',
    () => undefined,
    /The plugin "calm" has no page/,
  ],
  ['a style is gone', 'assets/', () => undefined, /links to "assets\/.*\.css", which is not there/],
  [
    'a picture is gone',
    'plugins/calm/card.png',
    () => undefined,
    /links to "plugins\/calm\/card\.png", which is not there/,
  ],
  ['there is no page for a missing one', '404.html', () => undefined, /no page for a missing one/],
  [
    'a place is gone',
    page,
    (text) => text.replace('id="can-do"', 'id="elsewhere"'),
    /index\.html#can-do", and there is no such place/,
  ],
  [
    'a link leads out of the base path',
    page,
    (text) => text.replace('href="/some/base/guide/"', 'href="/guide/"'),
    /outside \/some\/base\/: \/guide\//,
  ],
  [
    'a link is no address of the web',
    page,
    (text) => text.replace('href="/some/base/guide/"', 'href="javascript:x"'),
    /no address of the web/,
  ],
  [
    'an id is there twice',
    page,
    (text) => text.replace('<h1>', '<h1 id="install">'),
    /the id "install" twice/,
  ],
  ['a title is empty', page, (text) => text.replace(/<title>[^<]*/, '<title>'), /has no title/],
  [
    'a description is empty',
    page,
    (text) => text.replace(/(<meta name="description" content=")[^"]*/, '$1'),
    /has no description/,
  ],
  [
    'a canonical address is gone',
    page,
    (text) => text.replace(/<link rel="canonical"[^>]*>/, ''),
    /has no canonical address/,
  ],
  [
    'a canonical address is another page’s',
    page,
    (text) => text.replace(/(rel="canonical" href="[^"]*)everything\//, '$1calm/'),
    /instead of its own/,
  ],
  [
    'a page has two first headings',
    page,
    (text) => text.replace('<h2', '<h1>x</h1><h2'),
    /2 headings of the first level/,
  ],
  [
    'a policy is gone',
    page,
    (text) => text.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/i, ''),
    /no content security policy/,
  ],
  [
    'a script stands in a page',
    page,
    (text) => text.replace('</body>', '<script>x()</script></body>'),
    /what its own policy blocks: <script>/,
  ],
  [
    'an element has a style of its own',
    page,
    (text) => text.replace('<h1>', '<h1 style="color:red">'),
    /what its own policy blocks: <h1 style/,
  ],
  [
    'an element listens',
    page,
    (text) => text.replace('<h1>', '<h1 onclick="x()">'),
    /what its own policy blocks: <h1 onclick/,
  ],
  ['data is empty', 'api/v1/plugins.json', () => '{}', /plugins\.json: is empty/],
  ['a list of data is empty', 'api/v1/removed.json', () => '[]', /removed\.json: is empty/],
  ['data is no JSON', 'api/v1/plugins.json', (text) => text.slice(0, -20), /is not JSON/],
  [
    'a page says another version',
    page,
    (text) => text.replaceAll('1.1.0', '9.9.9'),
    /does not say version \("1\.1\.0"\)/,
  ],
  [
    'a page leaves out a description',
    page,
    (text) => text.replaceAll('Goes, and says where to.', ''),
    /does not say components\[\]\.description/,
  ],
  [
    'the home page is another marketplace’s',
    'index.html',
    (text) => text.replaceAll('Test Marketplace', 'Other'),
    /does not say displayName/,
  ],
  [
    'the page of a plugin is too heavy',
    page,
    (text) => text.replace('</body>', `<p>${randomBytes(7_000).toString('base64')}</p></body>`),
    /plugins\/everything\/index\.html: weighs \d+ bytes with its style and script, and at most 14000 are allowed/,
  ],
  [
    'the page of a part is too heavy',
    'plugins/long/readme/index.html',
    (text) => text.replace('</body>', `<p>${randomBytes(160_000).toString('base64')}</p></body>`),
    /plugins\/long\/readme\/index\.html: weighs \d+ bytes/,
  ],
  [
    'what is left out of a page is not on that of the part either',
    'plugins/long/brings/index.html',
    (text) => text.replaceAll('skill-7', 'gone'),
    /plugins\/long\/index\.html: does not say components\[\]\./,
  ],
  [
    'a link leads to a place that moved',
    'plugins/long/readme/index.html',
    (text) => text.replace('id="readme-part-89"', 'id="elsewhere"'),
    /links to "plugins\/long\/readme\/index\.html#readme-part-89", and there is no such place/,
  ],
  [
    'the sitemap lists a page that hides',
    page,
    (text) => text.replace('</head>', '<meta name="robots" content="noindex"></head>'),
    /sitemap\.xml: lists "plugins\/everything\/index\.html", which is hidden/,
  ],
  [
    'the sitemap lists what is not there',
    'sitemap.xml',
    (text) => text.replace('plugins/calm/', 'plugins/gone/'),
    /sitemap\.xml: lists "plugins\/gone\/index\.html", which is not there/,
  ],
  [
    'the sitemap leaves a page out',
    'sitemap.xml',
    (text) => text.replace(/<url><loc>[^<]*plugins\/calm\/<\/loc>.*?<\/url>/, ''),
    /plugins\/calm\/index\.html: is not in the sitemap/,
  ],
])('%s', (_, file, change, expected) => {
  test('is seen', () => {
    const named = file.endsWith('/')
      ? `${file}${/assets\/(Page\.[\w-]+\.css)/.exec(readFileSync(join(out, page), 'utf8'))?.[1]}`
      : file;
    expect(problemsOf(named, change).join('\n')).toMatch(expected);
  });
});

test('a script that grew is seen', () => {
  const script = /assets\/[\w.-]+\.js/.exec(readFileSync(join(out, page), 'utf8'))?.[0] ?? '';
  const problems = problemsOf(script, (text) => `${text}/*${randomBytes(9_000).toString('base64')}*/`);
  expect(problems.join('\n')).toMatch(/bytes of script before a search/);
});

test('a style that makes pages of plugins too heavy is seen', () => {
  const style = /assets\/Page\.[\w-]+\.css/.exec(readFileSync(join(out, page), 'utf8'))?.[0] ?? '';
  const problems = problemsOf(style, (text) => `${text}/*${randomBytes(9_000).toString('base64')}*/`);
  expect(
    problems.filter((problem) => /plugins\/[\w-]+\/index\.html: weighs/.test(problem)).length,
  ).toBeGreaterThan(10);
});

test('a field that is shown nowhere is seen', () => {
  const plugins = registry.plugins.map((plugin) =>
    plugin.name === 'calm' ? ({ ...plugin, mood: { today: 'entirely serene' } } as RegistryPlugin) : plugin,
  );
  expect(checkSite(out, { ...registry, plugins }).problems).toEqual([
    'plugins/calm/index.html: does not say mood.today ("entirely serene").',
  ]);
});

test('a marketplace that has no plugin yet is built whole', () => {
  const folder = join(temporary, 'new-marketplace');
  mkdirSync(join(folder, 'plugins'), { recursive: true });
  copyFileSync(join(root, 'marketplace.config.json'), join(folder, 'marketplace.config.json'));
  const site = join(temporary, 'new-dist');
  build(site, ['--root', folder]);
  const own: Registry = JSON.parse(readFileSync(join(site, 'registry.json'), 'utf8'));
  expect(own.plugins).toEqual([]);
  expect(checkSite(site, own).problems).toEqual([]);
});

test('a site without anything to look at is not whole', () => {
  const empty = join(temporary, 'empty');
  mkdirSync(empty);
  const { problems } = checkSite(empty, { ...registry, plugins: [] });
  expect(problems.join('\n')).toMatch(/Nothing was looked at: there are no pages/);
  expect(problems.join('\n')).toMatch(/there are no links/);
});
