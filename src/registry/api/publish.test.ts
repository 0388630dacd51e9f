import { hash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aPlugin, aRegistry, hostilePlugin } from '../../../test/registries.ts';
import { defaultPolicy, type MarketplaceConfig } from '../../check/policy.ts';
import { rules } from '../../check/rules.ts';
import { type FileSystem, type MemoryFile, memoryFileSystem } from '../../plugin/file-system.ts';
import { capabilityKinds } from '../../plugin/plugin.ts';
import { buildRegistry } from '../build.ts';
import { openOutput } from '../output-folder.ts';
import type { Registry, RegistryPlugin } from '../registry.ts';
import { dependentsOf, listFiles, newestDate, removedPlugins } from './api.ts';
import { archiveCache } from './archive-cache.ts';
import { type Published, publish, publishedFiles } from './publish.ts';
import { apiFolder } from './published-file.ts';
import { schemaFiles } from './published-schemas.ts';
import { capabilityFlags, flagsOf } from './summary.ts';

const prose = 'It reads the files that you name, counts what is in them and says so in a table. '.repeat(8);
const license = readFileSync(join(import.meta.dirname, '..', '..', '..', 'LICENSE'), 'utf8');
const plugin = (
  name: string,
  more: Record<string, unknown> = {},
  files: Record<string, MemoryFile> = {},
) => ({
  '.claude-plugin/plugin.json': JSON.stringify({
    name,
    version: '1.2.3',
    description: 'Counts what is in files and says so.',
    author: { name: 'Ann' },
    license: 'MIT',
    keywords: ['counting'],
    ...more,
  }),
  'README.md': `# ${name}\n\n${prose}\n`,
  LICENSE: license,
  'listing.json': JSON.stringify({ category: 'testing', tags: ['count'] }),
  'skills/count/SKILL.md':
    '---\nname: count\ndescription: Counts what is in files. Use when somebody asks how many.\n---\n\nCount.\n',
  ...files,
});

const plugins: Record<string, Record<string, MemoryFile>> = {
  abacus: plugin(
    'abacus',
    { dependencies: ['measure'] },
    {
      'hooks/hooks.json': JSON.stringify({
        hooks: {
          Stop: [{ hooks: [{ type: 'command', command: '"${CLAUDE_PLUGIN_ROOT}/scripts/stop.sh"' }] }],
        },
      }),
      'scripts/stop.sh': { text: '#!/bin/sh\nexit 0\n', executable: true },
      'skills/more/SKILL.md':
        '---\nname: more\ndescription: Counts <b>more</b> & "more". Use when somebody asks how many more.\n---\n\nMore.\n',
    },
  ),
  broken: { 'README.md': '# Broken\n' },
  linked: plugin('linked', {}, { 'docs/readme.md': { link: '../README.md' } }),
  measure: plugin('measure'),
  ruler: plugin(
    'ruler',
    {},
    {
      'listing.json': JSON.stringify({
        category: 'testing',
        yanked: [{ version: '1.2.3', reason: 'It deletes files.', date: '2026-01-02' }],
      }),
    },
  ),
};

const config: MarketplaceConfig = {
  ...aRegistry([]),
  renames: { beads: 'abacus', slate: null },
  policy: defaultPolicy,
};

async function build(): Promise<{ registry: Registry; registryBytes: Uint8Array }> {
  const names = Object.keys(plugins).sort();
  const built = await buildRegistry({
    config,
    policy: 'b'.repeat(64),
    ruleset: 'a'.repeat(64),
    rules,
    trees: new Map(names.map((name, index) => [name, String(index).repeat(40)])),
    previous: undefined,
    open: opened,
    manifests: (asked) =>
      new Map(asked.map((name) => [name, String(plugins[name]?.['.claude-plugin/plugin.json'] ?? '')])),
    histories: (asked) =>
      new Map(
        [...asked.keys()].map((name) => [
          name,
          {
            created: '2026-01-01',
            updated: '2026-02-01',
            versions: [{ version: '1.2.3', commit: 'd'.repeat(40), date: '2026-01-01' }],
          },
        ]),
      ),
  });
  return { registry: JSON.parse(built.registry) as Registry, registryBytes: Buffer.from(built.registry) };
}

function* opened(names: readonly string[]): Iterable<{ name: string; fs: FileSystem }> {
  for (const name of names) yield { name, fs: memoryFileSystem(plugins[name] ?? {}) };
}

let root: string;
let inputs: { registry: Registry; registryBytes: Uint8Array };
let report: Published;
const out = () => join(root, 'out');
const inputsIn = (cache: string) => ({
  ...inputs,
  config,
  open: opened,
  cache: archiveCache(join(root, cache)),
  pages: ['', 'plugins/abacus/'],
});
const json = (path: string) => JSON.parse(readFileSync(join(out(), path), 'utf8')) as Record<string, unknown>;
const written = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'publish-'));
  inputs = await build();
  report = publish(openOutput(out()).put, inputsIn('cache'));
});
afterAll(() => rmSync(root, { recursive: true }));

describe('what is published', () => {
  test('of plugins that the check judged as this test needs them', () => {
    expect(inputs.registry.plugins.map(({ name, check }) => [name, check.status])).toEqual([
      ['abacus', 'ok'],
      ['broken', 'error'],
      ['linked', 'ok'],
      ['measure', 'ok'],
      ['ruler', 'ok'],
    ]);
  });

  test('is all that a site offers besides its pages', () => {
    const files = written(out());
    expect(report.packed).toEqual(['abacus', 'broken', 'linked', 'measure', 'ruler']);
    expect(report.withoutArchive).toEqual([
      { name: 'linked', reason: '"docs/readme.md" is a symbolic link' },
    ]);
    expect(files.filter((file) => file.startsWith('archives/'))).toEqual([
      'archives/abacus-1.2.3.zip',
      'archives/abacus-1.2.3.zip.sha256',
      'archives/measure-1.2.3.zip',
      'archives/measure-1.2.3.zip.sha256',
    ]);
    for (const file of [
      'registry.json',
      'marketplace.json',
      'feed.xml',
      'feed.json',
      'sitemap.xml',
      'robots.txt',
      'llms.txt',
      'opensearch.xml',
    ])
      expect(files).toContain(file);
    for (const file of files) expect(readFileSync(join(out(), file)).length, file).toBeGreaterThan(0);
    expect(Buffer.compare(readFileSync(join(out(), 'registry.json')), inputs.registryBytes)).toBe(0);
  });

  test('is the same bytes each time, and nothing is packed twice', () => {
    const again = join(root, 'again');
    const second = publish(openOutput(again).put, inputsIn('cache'));
    expect(second.packed).toEqual([]);
    expect(second.withoutArchive).toEqual(report.withoutArchive);
    expect(written(again)).toEqual(written(out()));
    for (const file of written(again))
      expect(Buffer.compare(readFileSync(join(again, file)), readFileSync(join(out(), file))), file).toBe(0);
  });

  test('is mended where the cache was damaged', () => {
    const cache = join(root, 'damaged');
    publish(openOutput(join(root, 'first')).put, inputsIn('damaged'));
    for (const name of readdirSync(cache))
      if (name.endsWith('.zip')) writeFileSync(join(cache, name), 'damaged');
    const mended = publish(openOutput(join(root, 'mended')).put, inputsIn('damaged'));
    expect(mended.packed).toEqual(['abacus', 'broken', 'measure', 'ruler']);
    const path = 'archives/abacus-1.2.3.zip';
    expect(Buffer.compare(readFileSync(join(root, 'mended', path)), readFileSync(join(out(), path)))).toBe(0);
  });

  test('is never a plugin that changed since the registry was written', () => {
    const changed = {
      ...inputsIn('changed'),
      *open(names: readonly string[]) {
        for (const name of names) yield { name, fs: memoryFileSystem({ ...plugins[name], 'new.txt': '' }) };
      },
    };
    expect(() => publish(openOutput(join(root, 'changed-out')).put, changed)).toThrow(
      'The plugin "abacus" is not as the registry describes it. Write the registry again with "npm run registry".',
    );
  });

  test('never leaves the folder', () => {
    const registry = aRegistry([aPlugin('../../evil')]);
    expect(() => [...publishedFiles({ ...inputsIn('evil'), registry }, { ...report })]).toThrow(
      '"../../evil", which cannot be the name of a file',
    );
  });
});

test('is what the page about the API lists, and nothing else', () => {
  const text = readFileSync(join(import.meta.dirname, '..', '..', '..', 'docs', 'api.md'), 'utf8');
  const rows = [...text.matchAll(/^\| (`.*?`) \| /gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, path = '']) => path),
  );
  expect(rows.length).toBeGreaterThan(15);
  const patterns = rows.map((path): [string, RegExp] => [
    path,
    new RegExp(`^${path.replaceAll('.', '\\.').replace(/<\w+>/g, '[\\w.-]+')}$`),
  ]);
  const files = written(out());
  expect(files.filter((file) => !patterns.some(([, pattern]) => pattern.test(file)))).toEqual([]);
  expect(
    patterns.filter(([, pattern]) => !files.some((file) => pattern.test(file))).map(([path]) => path),
  ).toEqual([]);
});

describe('the index', () => {
  test('lists every other file of the API with its size and digest', () => {
    const listed = json(`${apiFolder}index.json`).files as { path: string; bytes: number; sha256: string }[];
    const there = written(out()).filter(
      (file) => file.startsWith(apiFolder) && file !== `${apiFolder}index.json`,
    );
    expect(listed.map(({ path }) => path)).toEqual(there);
    expect(there.length).toBeGreaterThan(20);
    for (const { path, bytes, sha256 } of listed) {
      const content = readFileSync(join(out(), path));
      expect([bytes, sha256], path).toEqual([content.length, hash('sha256', content, 'hex')]);
    }
  });
});

describe('the schemas', () => {
  const validators = (folder: string, site = inputs.registry.site): Map<string, ValidateFunction> => {
    const ajv = new Ajv2020({
      strict: true,
      allowUnionTypes: true,
      allErrors: true,
      formats: { uri: (text: string) => URL.canParse(text) },
    });
    const found = new Map<string, ValidateFunction>();
    const schemas = schemaFiles(site).filter(({ path }) => path.startsWith(folder));
    for (const { content } of schemas) ajv.addSchema(JSON.parse(String(content)) as object);
    for (const { path } of schemas) {
      const validate = ajv.getSchema(`${site}${path}`);
      if (validate !== undefined) found.set(path.slice(folder.length).replace('.schema.json', ''), validate);
    }
    return found;
  };
  const schemaOf = (path: string): string | undefined =>
    /^(\w+)\.json$/.exec(path)?.[1] ??
    (/^plugins\//.test(path) ? 'plugin' : /^badges\/.*\.json$/.test(path) ? 'badge' : undefined);

  test('describe every file of the API, and the file says by which', () => {
    const known = validators(`${apiFolder}schemas/`);
    const seen = new Set<string>();
    for (const file of written(join(out(), apiFolder))) {
      if (file.startsWith('schemas/') || file.endsWith('.svg')) continue;
      const name = schemaOf(file) ?? '';
      const validate = known.get(name);
      const value = json(`${apiFolder}${file}`);
      expect(validate?.(value), `${file} ${JSON.stringify(validate?.errors)}`).toBe(true);
      if (name !== 'badge')
        expect(value.$schema).toBe(`https://catalog.example/shop/${apiFolder}schemas/${name}.schema.json`);
      seen.add(name);
    }
    expect([...seen].sort()).toEqual([
      'badge',
      'categories',
      'index',
      'plugin',
      'plugins',
      'removed',
      'search',
    ]);
    expect(known.get('registry')?.(inputs.registry), JSON.stringify(known.get('registry')?.errors)).toBe(
      true,
    );
  });

  test('refuse what is not so', () => {
    const known = validators(`${apiFolder}schemas/`);
    const refuses = (
      name: string,
      change: (value: Record<string, unknown>) => void,
      path = `${apiFolder}${name}.json`,
    ) => {
      const value = structuredClone(json(path));
      change(value);
      return known.get(name)?.(value) === false;
    };
    const one = `${apiFolder}plugins/abacus.json`;
    expect(
      refuses(
        'plugin',
        (value) => {
          value.extra = 1;
        },
        one,
      ),
    ).toBe(true);
    expect(
      refuses(
        'plugin',
        (value) => {
          delete value.archive;
        },
        one,
      ),
    ).toBe(true);
    expect(
      refuses(
        'plugin',
        (value) => {
          value.noArchive = 'because';
        },
        one,
      ),
    ).toBe(true);
    expect(
      refuses('plugins', (value) => {
        value.schemaVersion = 2;
      }),
    ).toBe(true);
    expect(
      refuses('index', (value) => {
        value.files = [];
      }),
    ).toBe(true);
    expect(
      refuses('search', (value) => {
        (value.plugins as { flags: string[] }[])[0]?.flags.push('flies');
      }),
    ).toBe(true);
    expect(
      refuses('removed', (value) => {
        value.removed = [{ name: 'x' }];
      }),
    ).toBe(true);
    expect(
      refuses('categories', (value) => {
        delete value.uncategorized;
      }),
    ).toBe(true);
  });

  test('of the files in the repository are published at the address that those files name', () => {
    const known = validators('schemas/');
    expect([...known.keys()].sort()).toEqual(['listing', 'marketplace-config', 'registry', 'waivers']);
    expect(known.get('registry')?.(inputs.registry)).toBe(true);
    expect(inputs.registry.$schema).toBe(json('schemas/registry.schema.json').$id);
  });

  test('know every field of a plugin', () => {
    const withAll: { [Key in keyof RegistryPlugin]-?: 0 } = {
      name: 0,
      tree: 0,
      digest: 0,
      displayName: 0,
      version: 0,
      description: 0,
      author: 0,
      homepage: 0,
      repository: 0,
      license: 0,
      keywords: 0,
      defaultEnabled: 0,
      dependencies: 0,
      category: 0,
      tags: 0,
      maintainers: 0,
      relevance: 0,
      deprecated: 0,
      yanked: 0,
      components: 0,
      capabilities: 0,
      tokens: 0,
      files: 0,
      check: 0,
      created: 0,
      updated: 0,
      versions: 0,
    };
    const described = Object.keys(json(`${apiFolder}schemas/plugin.schema.json`).properties as object);
    expect(Object.keys(withAll).filter((key) => !described.includes(key))).toEqual([]);
  });
});

describe('one plugin', () => {
  test('is all that the registry says of it, and more', () => {
    const value = json(`${apiFolder}plugins/measure.json`);
    const entry = inputs.registry.plugins.find(({ name }) => name === 'measure');
    expect(value).toMatchObject({ ...entry, files: { ...entry?.files } });
    expect(value).toMatchObject({
      id: 'measure@shop',
      url: 'https://catalog.example/shop/plugins/measure/',
      source: 'https://github.com/owner/shop/tree/HEAD/plugins/measure',
      dependents: ['abacus'],
      feeds: { atom: 'https://catalog.example/shop/plugins/measure/feed.xml' },
      badges: { svg: 'https://catalog.example/shop/api/v1/badges/measure.svg' },
    });
    const { entries, count, bytes } = value.files as {
      count: number;
      bytes: number;
      entries: { path: string; bytes: number; sha256: string; mode: string }[];
    };
    expect(entries).toHaveLength(count);
    expect(entries.reduce((sum, file) => sum + file.bytes, 0)).toBe(bytes);
    expect(entries.find(({ path }) => path === 'LICENSE')).toEqual({
      path: 'LICENSE',
      bytes: Buffer.byteLength(license),
      sha256: hash('sha256', license, 'hex'),
      mode: '100644',
    });
  });

  test('says where its archive is and what it should hold, or why there is none', () => {
    const zip = readFileSync(join(out(), 'archives/abacus-1.2.3.zip'));
    expect(json(`${apiFolder}plugins/abacus.json`).archive).toEqual({
      url: 'https://catalog.example/shop/archives/abacus-1.2.3.zip',
      bytes: zip.length,
      sha256: hash('sha256', zip, 'hex'),
    });
    expect(json(`${apiFolder}plugins/linked.json`).noArchive).toBe('"docs/readme.md" is a symbolic link');
    expect(json(`${apiFolder}plugins/broken.json`).noArchive).toBe('it did not pass the check');
    expect(json(`${apiFolder}plugins/ruler.json`)).toMatchObject({
      status: 'withdrawn',
      noArchive: 'its version was withdrawn',
    });
    const hosted = json('marketplace.json').plugins as { name: string }[];
    expect(hosted.map(({ name }) => name)).toEqual(['abacus', 'measure']);
  });
});

describe('the lists', () => {
  test('name every plugin, also what did not pass, and say so', () => {
    const { plugins: list } = json(`${apiFolder}plugins.json`) as {
      plugins: { name: string; status: string }[];
    };
    expect(list.map(({ name, status }) => [name, status])).toEqual([
      ['abacus', 'ok'],
      ['broken', 'error'],
      ['linked', 'ok'],
      ['measure', 'ok'],
      ['ruler', 'withdrawn'],
    ]);
    expect(list[0]).toMatchObject({
      components: { skill: 2, hook: 1 },
      flags: ['runs-hooks', 'brings-plugins'],
      author: 'Ann',
    });
    // One line a plugin.
    expect(
      readFileSync(join(out(), `${apiFolder}plugins.json`), 'utf8')
        .trimEnd()
        .split('\n'),
    ).toHaveLength(list.length + 2);
  });

  test('hold what a search looks through', () => {
    const { plugins: list } = json(`${apiFolder}search.json`) as {
      plugins: { name: string; components: object[] }[];
    };
    expect(list.map(({ name }) => name)).toEqual(Object.keys(plugins).sort());
    expect(list[0]?.components).toContainEqual({
      kind: 'skill',
      name: 'abacus:count',
      description: 'Counts what is in files. Use when somebody asks how many.',
    });
  });

  test('put each plugin under its category', () => {
    expect(json(`${apiFolder}categories.json`)).toMatchObject({
      categories: [{ id: 'testing', count: 4, plugins: ['abacus', 'linked', 'measure', 'ruler'] }],
      uncategorized: ['broken'],
    });
  });

  test('hold markup as text', () => {
    for (const { path, content } of listFiles(aRegistry([hostilePlugin()]))) {
      expect(String(content), path).not.toContain('<');
      expect(() => JSON.parse(String(content)), path).not.toThrow();
    }
    const search = listFiles(aRegistry([hostilePlugin()])).find(({ path }) => path.endsWith('search.json'));
    const { plugins: list } = JSON.parse(String(search?.content)) as { plugins: { description: string }[] };
    expect(list[0]?.description).toBe(hostilePlugin().description);
  });
});

describe('removed plugins', () => {
  test('lead to what they became in the end', () => {
    const renames = {
      a: 'b',
      b: 'c',
      c: 'one',
      gone: null,
      lost: 'nobody',
      ring: 'round',
      round: 'ring',
      late: 'gone',
      one: 'two',
    };
    expect(removedPlugins(aRegistry([aPlugin('one')], { renames }))).toEqual([
      { name: 'a', replacement: 'one' },
      { name: 'b', replacement: 'one' },
      { name: 'c', replacement: 'one' },
      { name: 'gone', replacement: null },
      { name: 'late', replacement: null },
      { name: 'lost', replacement: null },
      { name: 'ring', replacement: null },
      { name: 'round', replacement: null },
    ]);
    expect(json(`${apiFolder}removed.json`).removed).toEqual([
      { name: 'beads', replacement: 'abacus' },
      { name: 'slate', replacement: null },
    ]);
  });
});

test('who needs a plugin is known by its name in this marketplace alone', () => {
  const needs = (...dependencies: RegistryPlugin['dependencies'] & object) => ({ dependencies });
  const dependents = dependentsOf(
    aRegistry([
      aPlugin('b', needs({ name: 'x' }, { name: 'x', version: '^1.0.0' })),
      aPlugin('a', needs({ name: 'x', marketplace: 'shop' })),
      aPlugin('c', needs({ name: 'x', marketplace: 'elsewhere' })),
    ]),
  );
  expect([...dependents]).toEqual([['x', ['a', 'b']]]);
});

test('the newest date is that of any plugin', () => {
  expect(
    newestDate(
      aRegistry([
        aPlugin('a', { created: '2026-01-01' }),
        aPlugin('b', { updated: '2026-03-01' }),
        aPlugin('c', { updated: 'soon' }),
      ]),
    ),
  ).toBe('2026-03-01');
  expect(newestDate(aRegistry([aPlugin('a')]))).toBeUndefined();
});

describe('flags', () => {
  const flags = (...capabilities: { kind: string; sensitive?: boolean; detail?: string }[]) =>
    flagsOf({
      capabilities: capabilities.map((one) => ({
        summary: '',
        detail: '',
        file: '',
        line: 1,
        ...one,
      })) as RegistryPlugin['capabilities'],
    });

  test('say what a plugin does on a machine, each once', () => {
    expect(flags()).toEqual([]);
    expect(flags({ kind: 'user-config' })).toEqual([]);
    expect(flags({ kind: 'user-config', sensitive: true })).toEqual(['asks-for-secrets']);
    expect(flags({ kind: 'lsp-server' }, { kind: 'hook' }, { kind: 'mcp-server' })).toEqual([
      'runs-hooks',
      'starts-servers',
    ]);
  });

  test('say that the network is reached by what is called there, and not by the machine itself', () => {
    expect(flags({ kind: 'mcp-server', detail: 'docs http: https://a.example/mcp' })).toEqual([
      'starts-servers',
      'reaches-network',
    ]);
    expect(flags({ kind: 'mcp-server', detail: 'docs http: http://localhost:3000/mcp' })).toEqual([
      'starts-servers',
    ]);
    expect(flags({ kind: 'network-host', detail: '127.0.0.1' })).toEqual([]);
    expect(flags({ kind: 'network-host', detail: '127.0.0.1.a.example' })).toEqual(['reaches-network']);
  });

  test('leave out no kind of capability', () => {
    const all = capabilityKinds.map((kind) => ({ kind, sensitive: true }));
    expect(flags(...all)).toEqual([...capabilityFlags]);
    for (const one of all) expect(flags(one), one.kind).toHaveLength(1);
  });

  test('are those that the page about the API names', () => {
    const text = readFileSync(join(import.meta.dirname, '..', '..', '..', 'docs', 'api.md'), 'utf8');
    expect(capabilityFlags.filter((flag) => !text.includes(`\`${flag}\``))).toEqual([]);
  });
});
