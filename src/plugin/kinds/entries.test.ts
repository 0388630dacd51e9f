import { describe, expect, it } from 'vitest';
import { type MemoryFile, memoryFileSystem } from '../file-system.ts';
import { manifestFile } from '../read-manifest.ts';
import { readSource, type Source } from '../source.ts';
import { hookEntries } from './hook.ts';
import { lspEntries } from './lsp-server.ts';
import { mcpEntries } from './mcp-server.ts';
import { monitorEntries } from './monitor.ts';

const sourceOf = (files: Record<string, MemoryFile>): Source =>
  readSource(memoryFileSystem(files), 'plugins/tiny-tool');

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
