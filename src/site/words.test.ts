import { expect, test } from 'vitest';
import { aCapability } from '../../test/capabilities.ts';
import { capabilityKinds } from '../plugin/kinds/list.ts';
import { facetsOf } from './capability-groups.ts';
import { brings, codeParts, cost, count, groupBy, keyCapabilities } from './words.ts';

const at = { file: 'x', line: 1 };

test('counts in words', () => {
  expect(count(1, 'skill', 'skills')).toBe('1 skill');
  expect(count(0, 'skill', 'skills')).toBe('0 skills');
  expect(count(1_234_567, 'skill', 'skills')).toBe('1,234,567 skills');
});

test('what a plugin brings, kind by kind', () => {
  const components = [
    { kind: 'skill', name: 'a', ...at },
    { kind: 'skill', name: 'b', ...at },
    { kind: 'mcp-server', name: 'c', transport: 'stdio', ...at },
  ] as const;
  expect(brings({ components: [...components] })).toEqual(['2 skills', '1 MCP server']);
});

test('a plugin of text alone has no key capability', () => {
  expect(keyCapabilities({ capabilities: [] })).toEqual([]);
});

test.each(
  capabilityKinds.flatMap((kind) =>
    [true, false].map((sensitive) => [kind, sensitive, { ...aCapability(kind), sensitive }] as const),
  ),
)('what a catalog is filtered by is a key capability: %s, sensitive: %s', (_, __, able) => {
  const isFiltered = !facetsOf({ capabilities: [able] }).includes('none');
  expect(keyCapabilities({ capabilities: [able] })).toHaveLength(isFiltered ? 1 : 0);
});

test('tools that are approved are named once, by the most that they allow', () => {
  const able = [aCapability('allowed-tools'), aCapability('hook')];
  expect(keyCapabilities({ capabilities: able })).toEqual(['Runs 1 hook', 'Pre-approves tools']);
  expect(
    keyCapabilities({
      capabilities: [...able, aCapability('allowed-tools', { permits: ['any-command'], sensitive: true })],
    }),
  ).toEqual(['Any shell command without asking', 'Runs 1 hook']);
});

test('an unrestricted shell and code without a fixed version come first', () => {
  const words = keyCapabilities({
    capabilities: [
      aCapability('hook'),
      aCapability('allowed-tools', { permits: ['any-command'], sensitive: true }),
      aCapability('runtime-download', { pinned: true }),
      aCapability('runtime-download', { pinned: false }),
      aCapability('network-host', { host: 'a.example' }),
      aCapability('network-host', { host: 'a.example' }),
    ],
  });
  expect(words).toEqual([
    'Any shell command without asking',
    'Downloads code without a fixed version',
    'Runs 1 hook',
    'May reach 1 host',
  ]);
});

test('a host that a program only names is not reached', () => {
  const named = aCapability('network-host', { host: 'a.example', namedBy: 'text' });
  expect(keyCapabilities({ capabilities: [named] })).toEqual([]);
});

test('a download is named by whether its version is pinned', () => {
  expect(keyCapabilities({ capabilities: [aCapability('runtime-download')] })).toEqual([
    'Downloads code without a fixed version',
  ]);
  expect(keyCapabilities({ capabilities: [aCapability('runtime-download', { pinned: true })] })).toEqual([
    'Downloads code at a fixed version',
  ]);
});

test('groups keep the order of first appearance', () => {
  expect(groupBy(['b1', 'a1', 'b2'], (word) => word[0])).toEqual([
    ['b', ['b1', 'b2']],
    ['a', ['a1']],
  ]);
});

test('code in a sentence, and a backquote without a partner', () => {
  expect(codeParts('Runs `git log` when `it` opens.')).toEqual([
    { text: 'Runs ', isCode: false },
    { text: 'git log', isCode: true },
    { text: ' when ', isCode: false },
    { text: 'it', isCode: true },
    { text: ' opens.', isCode: false },
  ]);
  expect(codeParts('a ` b')).toEqual([{ text: 'a ` b', isCode: false }]);
  expect(codeParts('``')).toEqual([{ text: '``', isCode: false }]);
  expect(codeParts('')).toEqual([]);
});

test('what a component costs', () => {
  expect(cost({ alwaysOn: 80, onInvoke: 1900 })).toBe('about 80 tokens always, 1,900 tokens when used');
  expect(cost({ alwaysOn: 0, onInvoke: 1 })).toBe('about 1 token when used');
  expect(cost({ alwaysOn: 0, onInvoke: 0 })).toBeUndefined();
  expect(cost(undefined)).toBeUndefined();
});
