import { describe, expect, it } from 'vitest';
import {
  declaredFiles,
  experimental,
  hookEntries,
  hookTarget,
  insidePath,
  lspEntries,
  mcpEntries,
  monitorEntries,
  pathsOf,
  themeFiles,
} from './declared.ts';
import { type MemoryFile, memoryFileSystem } from './file-system.ts';
import { manifestFile } from './read-manifest.ts';
import { readSource, type Source } from './source.ts';

const sourceOf = (files: Record<string, MemoryFile>): Source =>
  readSource(memoryFileSystem(files), 'plugins/tiny-tool');

it.each([
  ['./a/b/', 'a/b'],
  ['.//a/./b', 'a/b'],
  ['./', ''],
  ['.', ''],
  ['/a', 'a'],
  ['./a/../b', undefined],
  ['..', undefined],
  ['a\0b', undefined],
  ['...', '...'],
  [5, undefined],
  [null, undefined],
])('reads the path %j as %j', (value, expected) => {
  expect(insidePath(value)).toBe(expected);
});

it('takes from a list of paths those that lead into the plugin', () => {
  expect(pathsOf(['./a', '../b', 5, './c/'])).toEqual(['a', 'c']);
  expect(pathsOf('./a')).toEqual(['a']);
  expect(pathsOf(undefined)).toEqual([]);
});

it('prefers what stands under "experimental", and says where it stands', () => {
  expect(experimental({ themes: 'a', experimental: { themes: 'b' } }, 'themes')).toEqual({
    value: 'b',
    path: ['experimental', 'themes'],
  });
  expect(experimental({ themes: 'a', experimental: 5 }, 'themes')).toEqual({ value: 'a', path: ['themes'] });
  expect(experimental({}, 'constructor').value).toBeUndefined();
});

describe('hooks', () => {
  const stop = (command: string) => ({ Stop: [{ hooks: [{ type: 'command', command }] }] });

  it('are found in every place, with the keys that lead to them', () => {
    const source = sourceOf({
      'hooks/hooks.json': JSON.stringify({ hooks: stop('one') }),
      'more.json': JSON.stringify({ hooks: stop('two') }),
    });
    const found = hookEntries(source, { hooks: ['./more.json', './hooks/hooks.json', stop('three')] });
    expect(found.map(({ hook, file, path }) => [hook.command, file, path])).toEqual([
      ['one', 'hooks/hooks.json', ['hooks', 'Stop', 0, 'hooks', 0]],
      ['two', 'more.json', ['hooks', 'Stop', 0, 'hooks', 0]],
      ['three', manifestFile, ['hooks', 2, 'Stop', 0, 'hooks', 0]],
    ]);
  });

  it('are declared also where they cannot run', () => {
    const hooks = { Never: [{ hooks: [5] }, { matcher: 5, hooks: [{}] }] };
    expect(hookEntries(sourceOf({}), { hooks })).toEqual([
      {
        event: 'Never',
        matcher: undefined,
        hook: {},
        path: ['hooks', 'Never', 0, 'hooks', 0],
        file: manifestFile,
      },
    ]);
  });

  it.each([
    [{ type: 'command', command: 'a' }, 'a'],
    [{ type: 'http', url: 'b', command: 'a' }, 'b'],
    [{ type: 'agent', prompt: 'c' }, 'c'],
    [{ type: 'mcp_tool', server: 's', tool: 't' }, 's t'],
    [{ type: 'mcp_tool', server: 's' }, undefined],
    [{ type: 'other', command: 'a' }, undefined],
    [{ command: 'a' }, undefined],
  ])('%j runs %j', (hook, expected) => {
    expect(hookTarget(hook)).toBe(expected);
  });
});

describe('servers', () => {
  it('of tools stand in their file with a key around them or without, and are named by their bundle', () => {
    const source = sourceOf({
      '.mcp.json': JSON.stringify({ a: { command: 'x' } }),
      'more.json': JSON.stringify({ mcpServers: { b: { command: 'y' } } }),
    });
    const found = mcpEntries(source, { mcpServers: ['./more.json', 'https://example.com/c.mcpb', { d: 5 }] });
    expect(found.map(({ name, file, path }) => [name, file, path])).toEqual([
      ['a', '.mcp.json', ['a']],
      ['b', 'more.json', ['mcpServers', 'b']],
      ['https://example.com/c.mcpb', manifestFile, ['mcpServers', 1]],
      ['d', manifestFile, ['mcpServers', 2, 'd']],
    ]);
    expect(found[3]?.config).toEqual({});
  });

  it('of languages are read once each', () => {
    const source = sourceOf({ '.lsp.json': JSON.stringify({ a: { command: 'x' } }) });
    const found = lspEntries(source, { lspServers: ['./.lsp.json', { b: {} }] });
    expect(found.map(({ name, file }) => [name, file])).toEqual([
      ['a', '.lsp.json'],
      ['b', manifestFile],
    ]);
  });
});

it('takes monitors of the manifest in place of those of their file', () => {
  const source = sourceOf({ 'monitors/monitors.json': JSON.stringify([{ name: 'a' }]) });
  const named = (manifest: Record<string, unknown>) =>
    monitorEntries(source, manifest).map(({ monitor, file }) => [monitor.name, file]);
  expect(named({})).toEqual([['a', 'monitors/monitors.json']]);
  expect(named({ experimental: { monitors: [{ name: 'b' }] } })).toEqual([['b', manifestFile]]);
  expect(named({ monitors: '../monitors.json' })).toEqual([]);
});

it('finds files of a field straight in a folder, through links, each once', () => {
  const source = sourceOf({
    'themes/b.json': '{}',
    'themes/a.json': { link: 'b.json' },
    'themes/a.txt': '',
    'themes/deep/c.json': '{}',
    'one.txt': '',
  });
  expect(themeFiles(source, undefined)).toEqual(['themes/a.json', 'themes/b.json']);
  expect(declaredFiles(source, ['./themes', './one.txt', './themes'], 'other', '.json')).toEqual([
    'one.txt',
    'themes/a.json',
    'themes/b.json',
  ]);
  expect(declaredFiles(source, undefined, 'other', '.json')).toEqual([]);
});
