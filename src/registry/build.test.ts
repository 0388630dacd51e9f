import { hash } from 'node:crypto';
import { expect, test } from 'vitest';
import { aConfig } from '../../test/registries.ts';
import type { MarketplaceConfig } from '../check/config/policy.ts';
import { rules } from '../check/rules.ts';
import { type MemoryFile, memoryFileSystem } from '../plugin/file-system.ts';
import { manifestFile } from '../plugin/read-manifest.ts';
import { treeIdOf } from '../plugin/tree-id.ts';
import { type Built, buildRegistry } from './build.ts';
import type { Registry } from './registry.ts';

type Files = Record<string, MemoryFile>;

const config = aConfig();

const readme = `# A plugin

${'It does one thing well, says what it did, and leaves everything else to the person who asked for it. '.repeat(6)}
`;

function pluginFiles(name: string, more: { manifest?: object; files?: Files } = {}): Files {
  const manifest = {
    name,
    version: '1.0.0',
    description: `Helps people with ${name} in their everyday work.`,
    author: { name: 'Us' },
    repository: 'https://github.com/us/plugins',
    license: 'MIT',
    ...more.manifest,
  };
  return {
    [manifestFile]: JSON.stringify(manifest),
    'README.md': readme,
    LICENSE: 'MIT License\n\nCopyright (c) Us\n',
    'skills/help/SKILL.md': `---\nname: help\ndescription: Helps with ${name}. Use when somebody asks for help with it.\n---\n\nHelp.\n`,
    ...more.files,
  };
}

type Market = Record<string, Files>;

async function build(
  market: Market,
  last?: Built,
  changes: Partial<MarketplaceConfig> = {},
  ruleset = 'a'.repeat(64),
) {
  const names = Object.keys(market).sort();
  const opened: string[] = [];
  const built = await buildRegistry({
    config: { ...config, ...changes },
    curators: ['us'],
    policy: hash('sha256', JSON.stringify(changes)),
    ruleset,
    rules,
    trees: new Map(names.map((name) => [name, treeIdOf(memoryFileSystem(market[name] ?? {})) ?? ''])),
    previous: last === undefined ? undefined : Buffer.from(last.registry),
    *open(asked) {
      for (const name of asked) {
        opened.push(name);
        yield { name, fs: memoryFileSystem(market[name] ?? {}) };
      }
    },
    manifests: (asked) => new Map(asked.map((name) => [name, String(market[name]?.[manifestFile])])),
    histories: (asked) =>
      new Map(
        [...asked.keys()].map((name) => [
          name,
          { created: '2026-01-01', updated: '2026-01-02', versions: [] },
        ]),
      ),
  });
  expect(opened).toEqual(built.read);
  return built;
}

const statusOf = (built: Built) =>
  Object.fromEntries(
    (JSON.parse(built.registry) as Registry).plugins.map((plugin) => [plugin.name, plugin.check.status]),
  );

const market = (): Market => ({
  orchard: pluginFiles('orchard'),
  'base-library': pluginFiles('base-library'),
  'needs-base': pluginFiles('needs-base', {
    manifest: { dependencies: [{ name: 'base-library', version: '^1.0.0' }] },
  }),
  'needs-needs': pluginFiles('needs-needs', { manifest: { dependencies: ['needs-base'] } }),
  'old-timer': pluginFiles('old-timer', {
    files: {
      'listing.json':
        '{"category":"testing","deprecated":{"reason":"There is a better one.","date":"2026-01-01","replacement":"orchard"}}',
    },
  }),
});

test('lists what passes, one plugin a line, sorted, with what is known of it', async () => {
  const built = await build(market());
  expect(statusOf(built)).toEqual({
    'base-library': 'ok',
    'needs-base': 'ok',
    'needs-needs': 'ok',
    'old-timer': 'ok',
    orchard: 'ok',
  });
  const lines = built.registry.split('\n');
  expect(lines.filter((line) => line.startsWith('{"name":')).map((line) => line.slice(0, 26))).toEqual(
    ['base-library', 'needs-base', 'needs-needs', 'old-timer', 'orchard'].map((name) =>
      `{"name":"${name}","tree":"`.slice(0, 26),
    ),
  );
  expect(lines.slice(-3)).toEqual([']', '}', '']);
  const registry = JSON.parse(built.registry) as Registry;
  expect(registry.marketplace).toBe(hash('sha256', built.marketplace));
  expect(registry.plugins[4]).toMatchObject({
    name: 'orchard',
    version: '1.0.0',
    created: '2026-01-01',
    updated: '2026-01-02',
    versions: [],
  });
  expect(registry.plugins[3]).toMatchObject({ category: 'testing', deprecated: { replacement: 'orchard' } });
});

test('reads nothing again that did not change, and gives the same bytes', async () => {
  const first = await build(market());
  const second = await build(market(), first);
  expect(second.read).toEqual([]);
  expect(second.registry).toBe(first.registry);
  expect(second.marketplace).toBe(first.marketplace);
});

test('reads everything again under other rules, another policy, or after a file that this code did not write', async () => {
  const first = await build(market());
  expect((await build(market(), first, {}, 'b'.repeat(64))).reused).toEqual([]);
  expect((await build(market(), first, { renames: { gone: null } })).reused).toEqual([]);
  expect(
    (await build(market(), { ...first, registry: JSON.stringify(JSON.parse(first.registry), null, 2) }))
      .reused,
  ).toEqual([]);
  expect((await build(market(), { ...first, registry: first.registry.slice(0, 3000) })).reused).toEqual([]);
});

test.each([
  ['a text', (text: string) => text.replace('Helps people with orchard', 'Does no harm with orchard')],
  ['a verdict', (text: string) => text.replace('"errors":0', '"errors":7')],
  ['the order of lines', (text: string) => text.replace(/(\{"name":"needs-base".*\n)(.*\n)/, '$2$1')],
])('takes nothing from a registry in which somebody changed %s', async (_, edit) => {
  const first = await build(market());
  const edited = edit(first.registry);
  expect(edited).not.toBe(first.registry);
  const second = await build(market(), { ...first, registry: edited });
  expect(second.reused).toEqual([]);
  expect(second.registry).toBe(first.registry);
});

const changes: [string, (market: Market) => void, string[]][] = [
  [
    'a changed file',
    (m) => {
      m.orchard = pluginFiles('orchard', { files: { 'extra.md': 'x' } });
    },
    ['orchard'],
  ],
  [
    'a dependency that is no longer satisfied',
    (m) => {
      m['base-library'] = pluginFiles('base-library', { manifest: { version: '2.0.0' } });
    },
    ['base-library', 'needs-base', 'needs-needs'],
  ],
  [
    'a dependency that went away',
    (m) => {
      delete m['base-library'];
    },
    ['needs-base', 'needs-needs', 'old-timer'],
  ],
  [
    'a dependency that closes a circle',
    (m) => {
      m['base-library'] = pluginFiles('base-library', { manifest: { dependencies: ['needs-needs'] } });
    },
    ['base-library', 'needs-base', 'needs-needs'],
  ],
  [
    'a name close to another',
    (m) => {
      m.orchart = pluginFiles('orchart');
    },
    ['old-timer', 'orchard', 'orchart'],
  ],
  [
    'a replacement that went away',
    (m) => {
      delete m.orchard;
    },
    ['old-timer'],
  ],
  [
    'a name that is close to nothing',
    (m) => {
      m.zeppelin = pluginFiles('zeppelin');
    },
    ['old-timer', 'zeppelin'],
  ],
];

test.each(changes)(
  'after %s, reads again what it touches, and says what a fresh build says',
  async (_, change, read) => {
    const first = await build(market());
    const after = market();
    change(after);
    const reused = await build(after, first);
    const fresh = await build(after);
    expect(reused.read).toEqual(read);
    expect(reused.registry).toBe(fresh.registry);
    expect(reused.marketplace).toBe(fresh.marketplace);
    // And back again, from what was made by reuse.
    expect((await build(market(), reused)).registry).toBe(first.registry);
  },
);

test('the changes above change verdicts, so that reuse is really put to the test', async () => {
  const verdicts = await Promise.all(
    changes.map(async ([, change]) => {
      const after = market();
      change(after);
      return Object.values(statusOf(await build(after))).filter((status) => status === 'error').length;
    }),
  );
  expect(verdicts.filter((errors) => errors > 0).length).toBeGreaterThanOrEqual(4);
});

test('keeps what does not pass out of the marketplace, and its size within bounds', async () => {
  const built = await build({
    orchard: pluginFiles('orchard'),
    broken: pluginFiles('broken', {
      manifest: { description: 'x'.repeat(1_000_000), keywords: Array.from({ length: 50_000 }, () => 'k') },
    }),
    'Bad Name': pluginFiles('Bad Name'),
    other: pluginFiles('orchard'),
    hostile: pluginFiles('hostile', {
      files: {
        'listing.json':
          '{"category":"</script>","relevance":{"signals":{"cwd":[{"__proto__":1}]}},"tags":"x"}',
      },
    }),
  });
  expect(built.failed).toEqual(['Bad Name', 'broken', 'hostile', 'other']);
  expect(
    (JSON.parse(built.marketplace) as { plugins: { name: string }[] }).plugins.map((plugin) => plugin.name),
  ).toEqual(['orchard']);
  const registry = JSON.parse(built.registry) as Registry;
  expect(registry.plugins.find((plugin) => plugin.name === 'hostile')).not.toHaveProperty('relevance');
  expect(built.registry.length).toBeLessThan(60_000);
});
