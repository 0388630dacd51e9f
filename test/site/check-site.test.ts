// A built site is broken on purpose, in every way that the check of it promises to see.
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { copyFileSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Registry, RegistryPlugin } from '../../src/registry/registry.ts';
import { checkSite } from '../../src/site/check/check-site.ts';
import { decodeNames, encodeNames } from '../../src/site/search/names-file.ts';
import { build, root } from '../e2e/build.ts';
import { builtSite } from '../e2e/site.ts';
import { temporaryFolder } from '../files.ts';
import { fixtureConfig } from '../fixture-marketplace.ts';

const temporary = temporaryFolder('check-site');
const out = join(temporary, 'dist');
let registry: Registry;

beforeAll(async () => {
  cpSync(await builtSite('full'), out, { recursive: true });
  registry = JSON.parse(readFileSync(join(out, 'registry.json'), 'utf8'));
});

type Change = (text: string) => string | undefined;

/** Changes some files while something is done; they are as they were afterwards. */
function whileChanged<T>(changes: Readonly<Record<string, Change>>, run: () => T): T {
  const before = Object.keys(changes).map((file) => ({ file, bytes: readFileSync(join(out, file)) }));
  for (const { file, bytes } of before) {
    const after = changes[file]?.(bytes.toString('utf8'));
    expect(after, `the change of ${file} changes something`).not.toBe(bytes.toString('utf8'));
    if (after === undefined) rmSync(join(out, file));
    else writeFileSync(join(out, file), after);
  }
  try {
    return run();
  } finally {
    for (const { file, bytes } of before) writeFileSync(join(out, file), bytes);
  }
}

/** The problems that a change of one file brings. */
function problemsOf(file: string, change: Change): string[] {
  return whileChanged({ [file]: change }, () => checkSite(out, registry).problems);
}

test('what was built is whole, and everything was looked at', () => {
  const { problems, looked } = checkSite(out, registry);
  expect(problems).toEqual([]);
  for (const [what, number] of Object.entries(looked)) expect(number, what).toBeGreaterThan(0);
  expect(looked.pages).toBeGreaterThan(100);
  expect(looked.links).toBeGreaterThan(1000);
});

const page = 'plugins/everything/index.html';

describe.each<[string, string, Change, RegExp]>([
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
    'registry.json: is not the registry that the site was built from.',
  ]);
});

const gone = () => undefined;
const feed = 'plugins/calm/feed';
const archive = 'archives/calm-1.0.0.zip';

test.each<[string, string, Change, RegExp[]]>([
  [
    'an entry of the API',
    'api/v1/plugins/calm.json',
    gone,
    [/calm\.json: is in api\/v1\/index\.json, and is not/],
  ],
  [
    'what an entry of the API says',
    'api/v1/plugins/calm.json',
    (text) => text.replace(/"digest":"\w+"/, `"digest":"${'0'.repeat(64)}"`),
    [
      /calm\.json: is not what api\/v1\/index\.json says/,
      /does not describe the files that the registry does/,
    ],
  ],
  ['a badge', 'api/v1/badges/calm.svg', (text) => text.replace('1.0.0', '9.9.9'), [/calm\.svg: is not what/]],
  [
    'a line of the index of the API',
    'api/v1/index.json',
    (text) => text.replace(/\{"path":"api\/v1\/badges\/calm\.svg".*\n/, ''),
    [/badges\/calm\.svg: is not in api\/v1\/index\.json/],
  ],
  [
    'the whole index of the API',
    'api/v1/index.json',
    gone,
    [/Nothing was looked at: there are no digests/, /does not count \d+ plugins/],
  ],
  [
    'what kind the index is',
    'api/v1/index.json',
    () => '{"files":[null,{"path":7}],"x":1}',
    [/does not count/],
  ],
  [
    'what kind an entry is',
    'api/v1/plugins/calm.json',
    () => '[[]]',
    [/calm\.json: does not describe the files/],
  ],
  [
    'what kind an archive is',
    'api/v1/plugins/calm.json',
    () => '{"archive":null}',
    [/api\/v1\/plugins\/calm/],
  ],
  [
    'what kind the marketplace is',
    'marketplace.json',
    () => '{"plugins":{}}',
    [/leaves out the plugin "calm"/],
  ],
  [
    'a schema',
    'schemas/registry.schema.json',
    gone,
    [/has the schema "schemas\/registry\.schema\.json", which is/],
  ],
  ['an archive', archive, gone, [/calm-1\.0\.0\.zip: is in api\/v1\/plugins\/calm\.json, and is not there/]],
  [
    'what an archive holds',
    archive,
    (text) => `${text} `,
    [/calm-1\.0\.0\.zip: is not what api\/v1\/plugins/],
  ],
  [
    'the checksum of an archive',
    `${archive}.sha256`,
    (text) => `0${text}`,
    [/\.sha256: is not what the registry/],
  ],
  [
    'the archive of a plugin in the marketplace',
    'marketplace.json',
    (text) => text.replace(/("name":"calm".*?"sha256":")\w+/, `$1${'0'.repeat(64)}`),
    [/marketplace\.json: has another archive of "calm"/],
  ],
  [
    'a name in the marketplace',
    'marketplace.json',
    (text) => text.replace('"name":"calm"', '"name":"storm"'),
    [/marketplace\.json: leaves out the plugin "calm"/, /lists "storm", which has no archive/],
  ],
  ['a feed', `${feed}.json`, gone, [/calm\/feed\.json: is not there/]],
  ['all of a feed', `${feed}.xml`, () => '', [/calm\/feed\.xml: is empty/]],
  [
    'the end of a feed',
    'feed.xml',
    (text) => text.replace('</feed>', ''),
    [/^feed\.xml: is not what the registry/m],
  ],
  ['what models are told', 'llms.txt', () => 'x', [/llms\.txt: is not what the registry makes of it/]],
  ['what crawlers are told', 'robots.txt', gone, [/robots\.txt: is not there/]],
  ['what browsers are told', 'opensearch.xml', () => '', [/opensearch\.xml: is empty/]],
  ['the sitemap', 'sitemap.xml', gone, [/there are no addresses in the sitemap/]],
  [
    'a description in the registry',
    'registry.json',
    (text) => text.replace('"description":"The plugin calm', '"description":"The plugin alm'),
    [/registry\.json: is not the registry that the site was built from/],
  ],
  [
    'the names of the search',
    'search/names.bin',
    gone,
    [/names\.bin: is not there, and the search needs it/, /there are no search index texts/],
  ],
  ['what the names of the search hold', 'search/names.bin', () => 'x', [/names\.bin: cannot be read/]],
])('is seen where %s is not as it was', (_, file, change, expected) => {
  const problems = problemsOf(file, change).join('\n');
  for (const one of expected) expect(problems).toMatch(one);
});

test('is seen where names of the search are another registry’s', () => {
  const names = decodeNames(gunzipSync(readFileSync(join(out, 'search/names.bin'))).toString());
  const other = { ...names, names: names.names.map((name) => (name === 'calm' ? 'calms' : name)) };
  const before = readFileSync(join(out, 'search/names.bin'));
  writeFileSync(join(out, 'search/names.bin'), gzipSync(encodeNames(other)));
  const { problems } = checkSite(out, registry);
  writeFileSync(join(out, 'search/names.bin'), before);
  expect(problems).toEqual([
    'search/names.bin: does not have the names of the registry.',
    expect.stringMatching(/^search\/text\/\w+\/calms: is not there, and the search needs it\.$/),
  ]);
});

test('is seen where the search says something else than the registry', () => {
  const other: Registry = {
    ...registry,
    plugins: registry.plugins.map((plugin) =>
      plugin.name === 'calm' ? { ...plugin, description: 'Another one.', license: 'X11' } : plugin,
    ),
  };
  const problems = checkSite(out, other).problems.join('\n');
  expect(problems).toMatch(
    /search\/\w+\/common\.bin: cannot be read\. It does not say what the registry says/,
  );
  expect(problems).toMatch(
    /search\/text\/\w+\/calm: cannot be read\. It does not say what the registry says/,
  );
});

test('what only the head of a page says, or a report that it proposes, is not said', () => {
  const gone = (text: string) =>
    text.replace(/<p class="lead"[^>]*>[\s\S]*?<\/p>/, '').replace(/<h1[\s\S]*?<\/h1>/, '<h1>x</h1>');
  const problems = problemsOf('plugins/calm/index.html', gone).join('\n');
  expect(problems).toMatch(/plugins\/calm\/.*description/);
});

test('is seen where any file that the search loads is gone or empty', () => {
  const files = readdirSync(join(out, 'search'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'names.bin')
    .map((entry) => relative(out, join(entry.parentPath, entry.name)).replaceAll(sep, '/'));
  expect(files.length).toBeGreaterThan(50);
  // Of those many that are alike, no more is told than a few.
  const kinds = files.filter((file) => !file.startsWith('search/text/') || file.endsWith('/calm'));
  // Without these the others are not looked for.
  const leading = kinds.filter((file) => /pagefind-entry\.json$|\.pf_meta$|readme\.bin$/.test(file));
  expect(leading).toHaveLength(3);
  const others = kinds.filter((file) => !leading.includes(file));
  for (const change of [gone, () => ''])
    for (const some of [...leading.map((file) => [file]), ...inGroups(others, 15)]) {
      const changes = Object.fromEntries(some.map((file) => [file, change]));
      const problems = whileChanged(changes, () => checkSite(out, registry).problems);
      for (const file of some)
        expect(
          problems.some((problem) => problem.startsWith(`${file}: `)),
          file,
        ).toBe(true);
    }
});

function inGroups<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, at) =>
    items.slice(at * size, (at + 1) * size),
  );
}

test('an archive of no plugin is seen', () => {
  const path = join(out, 'archives/stray-1.0.0.zip');
  writeFileSync(path, 'x');
  const { problems } = checkSite(out, registry);
  rmSync(path);
  expect(problems).toEqual(['archives/stray-1.0.0.zip: is the archive of no plugin.']);
});

describe('the command', () => {
  const check = (...args: string[]) => {
    const script = join(root, 'scripts/check-site.ts');
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, '--out', out, ...args], {
      encoding: 'utf8',
    });
    return { code: status, out: stdout, err: stderr };
  };

  test('says that all is well, or how many problems there are', () => {
    expect(check()).toMatchObject({ code: 0, out: expect.stringMatching(/^The built catalog is whole: /) });
    whileChanged({ 'robots.txt': gone }, () =>
      expect(check()).toEqual({
        code: 1,
        out: expect.stringMatching(/^The built catalog has 1 problem: looked at /),
        err: 'robots.txt: is not there.\n',
      }),
    );
  });

  test('says what to type where there is no such registry', () => {
    const { code, err } = check('--registry', 'nope.json');
    expect(code).toBe(2);
    expect(err).toMatch(/^There is no registry at ".*nope\.json"\. Write one with "npm run registry"/);
    expect(err).not.toContain('ENOENT');
  });
});

test('a marketplace that has no plugin yet is built whole', () => {
  const folder = join(temporary, 'new-marketplace');
  mkdirSync(join(folder, 'plugins'), { recursive: true });
  copyFileSync(fixtureConfig, join(folder, 'marketplace.config.json'));
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
