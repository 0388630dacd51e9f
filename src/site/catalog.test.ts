import { describe, expect, test } from 'vitest';
import { registryVersion } from '../registry/registry.ts';
import { categoryId, createCatalog, latest, tagsOfPlugin } from './catalog.ts';
import { installWays } from './install.ts';
import { changesByVersion } from './parts/plugin-versions.ts';
import type { Registry, RegistryPlugin } from './registry.ts';
import { similarPlugins } from './similar.ts';

const hash = 'a'.repeat(64);

function plugin(name: string, more: Partial<RegistryPlugin> = {}): RegistryPlugin {
  return {
    name,
    tree: hash.slice(0, 40),
    digest: hash,
    components: [],
    capabilities: [],
    tokens: { alwaysOn: 0, onInvoke: 0 },
    files: { count: 1, bytes: 1 },
    check: { status: 'ok', ruleset: hash, errors: 0, warnings: 0, infos: 0 },
    versions: [],
    ...more,
  };
}

function catalogOf(plugins: RegistryPlugin[]) {
  const registry: Registry = {
    $schema: 'https://m.example/base/schemas/registry.schema.json',
    schemaVersion: registryVersion,
    name: 'market',
    displayName: 'Market',
    description: 'A market.',
    owner: { name: 'Owner' },
    repository: 'owner/market',
    site: 'https://m.example/base/',
    categories: [
      { id: 'development', name: 'Development', description: 'Write code.' },
      { id: 'testing', name: 'Testing', description: 'Test it.' },
    ],
    client: '2.1.332',
    ruleset: hash,
    policy: hash,
    marketplace: hash,
    codeowners: hash,
    trees: hash,
    plugins,
    renames: {},
  };
  return createCatalog(registry, { commit: 'HEAD', dependents: new Map(), removed: [] });
}

const ids = (shelves: readonly { id: string; plugins: readonly RegistryPlugin[] }[]) =>
  shelves.map(({ id, plugins }) => [id, plugins.map(({ name }) => name)]);

describe('shelves', () => {
  test('every category has one, and so have plugins without one', () => {
    const catalog = catalogOf([
      plugin('a', { category: 'testing' }),
      plugin('b'),
      plugin('c', { category: 'unheard-of' }),
    ]);
    expect(ids(catalog.shelves.categories)).toEqual([
      ['development', []],
      ['testing', ['a']],
      ['other', ['b', 'c']],
    ]);
    expect(catalog.registry.plugins.map((one) => categoryId(catalog, one))).toEqual([
      'testing',
      'other',
      'other',
    ]);
  });

  test('a tag has one when two plugins have it, however they write it', () => {
    const catalog = catalogOf([
      plugin('a', { tags: ['Web Vitals'], keywords: ['web-vitals', 'alone'] }),
      plugin('b', { keywords: ['web vitals'] }),
    ]);
    expect(ids(catalog.shelves.tags)).toEqual([['web-vitals', ['a', 'b']]]);
    expect(tagsOfPlugin({ tags: ['A', 'b'], keywords: ['a', 'c'] })).toEqual(['A', 'b', 'c']);
  });

  test('an author has one, and kinds of components that there are', () => {
    const catalog = catalogOf([
      plugin('a', { author: { name: 'Jane Doe' } }),
      plugin('b', {
        author: { name: 'jane doe' },
        components: [{ kind: 'hook', name: 'Stop', type: 'command', file: 'x', line: 1 }],
      }),
    ]);
    expect(ids(catalog.shelves.authors)).toEqual([['jane-doe', ['a', 'b']]]);
    expect(ids(catalog.shelves.components)).toEqual([['hook', ['b']]]);
    expect(ids(catalog.shelves.capabilities).at(-1)).toEqual(['none', ['a', 'b']]);
  });

  test('links stay under the base path', () => {
    const { links } = catalogOf([]);
    expect(links.href('plugins/a/')).toBe('/base/plugins/a/');
    expect(links.canonical('')).toBe('https://m.example/base/');
    expect(links.source('a', 'b c/#d.md', 3)).toBe(
      'https://github.com/owner/market/blob/HEAD/plugins/a/b%20c/%23d.md?plain=1#L3',
    );
    expect(() => links.source('a', '\ud800')).not.toThrow();
  });
});

test('the latest are offered ones, the newest first and then by name', () => {
  const yanked = [{ version: '1.0.0', reason: 'x', date: '2026-01-01' }];
  const plugins = [
    plugin('b', { created: '2026-01-02' }),
    plugin('a', { created: '2026-01-02' }),
    plugin('new', { created: '2026-01-03' }),
    plugin('no-date'),
    plugin('gone', { created: '2026-01-04', version: '1.0.0', yanked }),
    plugin('old', { created: '2026-01-04', deprecated: { reason: 'x', date: '2026-01-01' } }),
  ];
  expect(latest(plugins, 'created', 2).map(({ name }) => name)).toEqual(['new', 'a']);
  expect(latest(plugins, 'created', 9)).toHaveLength(3);
});

describe('similar plugins', () => {
  test('share rare tags first, then the category', () => {
    const plugins = [
      plugin('a', { category: 'testing', tags: ['rare', 'common'] }),
      plugin('b', { category: 'testing', tags: ['common'] }),
      plugin('c', { category: 'development', tags: ['rare', 'common'] }),
      plugin('d', { category: 'testing', tags: ['common'] }),
      plugin('e', { category: 'testing' }),
      plugin('f', { category: 'development' }),
    ];
    const similar = similarPlugins(plugins, 4);
    expect(similar.get('a')).toEqual(['c', 'b', 'd', 'e']);
    expect(similar.get('f')).toEqual(['c']);
    expect(similarPlugins([...plugins], 4)).toEqual(similar);
  });

  test('cost no more than a word that everybody has allows', () => {
    const plugins = Array.from({ length: 5_000 }, (_, index) =>
      plugin(`p-${index}`, { tags: ['everywhere'] }),
    );
    expect(similarPlugins(plugins, 4).get('p-7')).toEqual([]);
  });
});

test('settings are those that Claude Code documents', () => {
  const [, , team, organization] = installWays({ name: 'market', repository: 'owner/market' }, 'a');
  const source = { source: 'github', repo: 'owner/market' };
  const settings = { extraKnownMarketplaces: { market: { source } }, enabledPlugins: { 'a@market': true } };
  expect(JSON.parse(team?.steps[0]?.code ?? '')).toEqual(settings);
  expect(JSON.parse(organization?.steps[0]?.code ?? '')).toEqual({
    strictKnownMarketplaces: [source],
    ...settings,
  });
});

test('commits stand under the version that they went into', () => {
  const change = (commit: string) => ({ commit, date: '2026-01-01', subject: commit });
  const version = (name: string, commit: string) => ({ version: name, commit, date: '2026-01-01' });
  const releases = changesByVersion(
    [version('2.0.0', 'd'), version('1.0.0', 'b')],
    ['e', 'd', 'c', 'b', 'a'].map(change),
  );
  expect(
    releases.map(({ version: own, from, to, own: commits }) => [
      own?.version,
      from,
      to,
      commits.map(({ commit }) => commit),
    ]),
  ).toEqual([
    [undefined, 'd', 'e', ['e']],
    ['2.0.0', 'b', 'd', ['d', 'c']],
    ['1.0.0', undefined, 'b', ['b', 'a']],
  ]);
});
