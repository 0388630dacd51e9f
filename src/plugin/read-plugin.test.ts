import { describe, expect, it } from 'vitest';
import { type MemoryFile, memoryFileSystem } from './file-system.ts';
import { listingFile, manifestFile } from './read-manifest.ts';
import { readDeclared } from './read-plugin.ts';

const read = (files: Record<string, MemoryFile>, dir = 'plugins/tiny-tool') =>
  readDeclared(memoryFileSystem(files), dir).plugin;

it('puts together what a folder is', () => {
  const plugin = read({
    [manifestFile]: '{ "name": "tiny-tool", "version": "1.0.0" }',
    [listingFile]: '{ "category": "productivity" }',
    'skills/a/SKILL.md': '---\ndescription: Does a.\n---\n12345678',
    'skills/b/SKILL.md': '---\ndescription: Does b.\n---\n1234',
    'bin/run': { text: '#!/bin/sh\n', executable: true },
    'to-b': { link: 'skills/b' },
  });
  expect(plugin).toMatchObject({
    name: 'tiny-tool',
    dir: 'plugins/tiny-tool',
    manifest: { name: 'tiny-tool', version: '1.0.0' },
    listing: { category: 'productivity' },
  });
  expect(plugin.components.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    'skill tiny-tool:a',
    'skill tiny-tool:b',
    'executable run',
  ]);
  expect(plugin.capabilities.map(({ kind }) => kind)).toEqual(['executable']);
  expect(plugin.files.map(({ path, mode, bytes }) => `${mode} ${path} ${bytes}`)).toEqual([
    '100644 .claude-plugin/plugin.json 43',
    '100755 bin/run 10',
    '100644 listing.json 30',
    '100644 skills/a/SKILL.md 37',
    '100644 skills/b/SKILL.md 33',
    '120000 to-b 8',
  ]);
  expect(plugin.digest).toMatch(/^[0-9a-f]{64}$/);
});

it('counts tokens: the sum of what is always there, and the largest that opens', () => {
  const plugin = read({
    'skills/a/SKILL.md': `---\ndescription: d\n---\n${'x'.repeat(40)}`,
    'skills/b/SKILL.md': `---\ndescription: d\n---\n${'x'.repeat(400)}`,
  });
  const each = Math.ceil('tiny-tool:ad'.length / 4);
  expect(plugin.tokens).toEqual({ alwaysOn: each * 2, onInvoke: 100 });
});

it.each([
  ['{ "version": "1.0.0" }', 'tiny-tool'],
  ['{ "name": 5 }', 'tiny-tool'],
  ['{ "name": "" }', 'tiny-tool'],
  ['{', 'tiny-tool'],
  ['{ "name": "other" }', 'other'],
])('without a usable name in %s is called as its folder', (text, name) => {
  const plugin = read({ [manifestFile]: text, 'commands/x.md': '' });
  expect(plugin.name).toBe(name);
  expect(plugin.components[0]?.name).toBe(`${name}:x`);
});

it.each<[string | undefined, object | undefined]>([
  ['{ "tags": [5] }', { tags: [5] }],
  ['[]', {}],
  ['{', undefined],
  [undefined, undefined],
])('takes the listing %j as it is written', (text, listing) => {
  expect(read(text === undefined ? {} : { [listingFile]: text }).listing).toEqual(listing);
});

describe('what would make a reader fail', () => {
  const deep = 20_000;
  const lists = '['.repeat(deep) + ']'.repeat(deep);
  const objects = `${'{"a":'.repeat(deep)}null${'}'.repeat(deep)}`;
  const values = [
    'null',
    '5',
    '""',
    '[]',
    '[null]',
    '{ "a": null }',
    '{ "__proto__": { "a": 1 } }',
    '"\\u0000"',
    lists,
    objects,
    `{ "a": ${lists} }`,
    `{ "a": { "type": ${lists}, "command": ${lists} } }`,
    `{ "a": { "command": "x", "args": ${lists} } }`,
    '{ "a": { "command": "x", "args": [{ "toString": 1 }, null] } }',
    `{ "Stop": [{ "matcher": ${lists}, "hooks": [{ "type": "command", "command": "x", "args": ${lists} }] }] }`,
    '{ "Stop": [{ "hooks": [{ "type": "command", "command": "x", "args": [{ "toString": 1 }] }] }] }',
    `{ "agent": ${lists}, "subagentStatusLine": ${objects} }`,
    `[{ "server": ${lists}, "name": ${lists} }]`,
  ];
  const fields = [
    'name',
    'author',
    'keywords',
    'dependencies',
    'skills',
    'commands',
    'agents',
    'hooks',
    'mcpServers',
    'lspServers',
    'outputStyles',
    'workflows',
    'themes',
    'monitors',
    'experimental',
    'channels',
    'userConfig',
    'settings',
    'metadata',
  ];

  it.each(fields)('is no reason to throw in "%s"', (field) => {
    for (const value of values) {
      expect(() => read({ [manifestFile]: `{ "${field}": ${value} }` })).not.toThrow();
    }
  });

  it.each([
    'hooks/hooks.json',
    '.mcp.json',
    '.lsp.json',
    'monitors/monitors.json',
    'settings.json',
    'listing.json',
    'themes/a.json',
  ])('is no reason to throw in %s', (file) => {
    for (const value of values) {
      expect(() => read({ [file]: value })).not.toThrow();
      expect(() => read({ [file]: `{ "hooks": ${value}, "mcpServers": ${value} }` })).not.toThrow();
    }
  });
});
