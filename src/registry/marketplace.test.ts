import { expect, test } from 'vitest';
import { aConfig, aPlugin } from '../../test/registries.ts';
import { defaultPolicy } from '../check/config/policy.ts';
import { marketplaceEntry, marketplaceText } from './marketplace.ts';
import type { RegistryPlugin } from './registry.ts';

const config = aConfig({ categories: [] });
const plugin = aPlugin('one');

test('an entry holds what is known under keys that Claude Code documents, and no other', () => {
  const full: RegistryPlugin = {
    ...plugin,
    displayName: 'One',
    version: '1.0.0',
    description: 'One thing.',
    author: { name: 'Us' },
    homepage: 'https://us.example.com',
    repository: 'https://github.com/us/one',
    license: 'MIT',
    keywords: ['k'],
    defaultEnabled: false,
    dependencies: [{ name: 'two' }],
    category: 'testing',
    tags: ['t'],
    maintainers: ['us'],
    relevance: { topic: 'One', signals: { cli: ['one'], ...{ later: ['x'] } } },
    deprecated: { reason: 'r', date: '2026-01-01' },
    created: '2026-01-01',
  };
  expect(JSON.parse(marketplaceEntry(full) ?? '')).toEqual({
    name: 'one',
    source: './plugins/one',
    displayName: 'One',
    description: 'One thing.',
    version: '1.0.0',
    author: { name: 'Us' },
    homepage: 'https://us.example.com',
    repository: 'https://github.com/us/one',
    license: 'MIT',
    keywords: ['k'],
    category: 'testing',
    tags: ['t'],
    relevance: { topic: 'One', signals: { cli: ['one'] } },
    defaultEnabled: false,
  });
  expect(JSON.parse(marketplaceEntry(plugin) ?? '')).toEqual({ name: 'one', source: './plugins/one' });
  expect(marketplaceEntry({ ...plugin, check: { ...plugin.check, status: 'error' } })).toBeUndefined();
});

test('does not offer a plugin whose current version was withdrawn, and offers the next one', () => {
  const yanked = [{ version: '1.0.0', reason: 'It deletes files.', date: '2026-01-02' }];
  expect(marketplaceEntry({ ...plugin, version: '1.0.0', yanked })).toBeUndefined();
  const fixed = marketplaceEntry({ ...plugin, version: '1.0.1', yanked });
  expect(JSON.parse(fixed ?? '')).toEqual({ name: 'one', source: './plugins/one', version: '1.0.1' });
});

test('keeps the renames that lead to a listed plugin or to nothing, each straight to its end, and leaves out those that Claude Code would refuse', () => {
  const renames = {
    first: 'second',
    second: 'one',
    gone: null,
    late: 'gone',
    lost: 'nowhere',
    unlisted: 'not-passing',
    one: 'second',
    round: 'about',
    about: 'round',
  };
  const text = marketplaceText({ ...config, renames }, ['one'], ['{}']);
  expect(JSON.parse(text).renames).toEqual({ first: 'one', second: 'one', gone: null, late: null });
});

test('lets plugins depend on the marketplaces that the policy names', () => {
  const policy = {
    ...defaultPolicy,
    dependencies: ['a', 'b@other', 'c@other', 'd@another', 'e@our-plugins'],
  };
  expect(JSON.parse(marketplaceText({ ...config, policy }, [], []))).toEqual({
    name: 'our-plugins',
    description: 'Plugins for a test.',
    owner: { name: 'Us' },
    allowCrossMarketplaceDependenciesOn: ['another', 'other'],
    plugins: [],
  });
});
