import { describe, expect, it } from 'vitest';
import { type MemoryFile, memoryFileSystem } from '../../plugin/file-system.ts';
import { readSource } from '../../plugin/source.ts';
import { label } from '../schema/explain.ts';
import {
  type DeclaredPath,
  declaredPaths,
  isRemoteBundle,
  pathFormProblem,
  resolveDeclared,
} from './paths.ts';

const declared = (field: DeclaredPath['field'], value: string): DeclaredPath => ({
  field,
  value,
  path: [field],
});

/** Paths that the client refuses, as its own validator was asked. */
it.each<[DeclaredPath['field'], string]>([
  ['commands', 'commands/a.md'],
  ['commands', './a/../b.md'],
  ['commands', '../x.md'],
  ['commands', '/etc/passwd'],
  ['commands', '~/x.md'],
  ['commands', '.'],
  ['commands', ''],
  ['agents', 'a.md'],
  ['agents', './agents/'],
  ['agents', './a.MD'],
  ['agents', './a.md/'],
  ['skills', '..'],
  ['skills', './..'],
  ['skills', '../x'],
  ['skills', '/etc'],
  ['outputStyles', '../x'],
  ['themes', 'themes'],
  ['monitors', './m.txt'],
  ['workflows', 'w'],
  ['hooks', './h.txt'],
  ['hooks', './h'],
  ['hooks', ''],
  ['hooks', 'h.json'],
  ['mcpServers', './m.txt'],
  ['mcpServers', '../m.json'],
  ['mcpServers', 'https://a.example/x.json'],
  ['lspServers', './l.yaml'],
])('%s may not be %j', (field, value) => {
  expect(pathFormProblem(declared(field, value))).toMatch(/^(?:leads|does not)/);
});

/** Paths that it takes. */
it.each<[DeclaredPath['field'], string]>([
  ['commands', './'],
  ['commands', './commands/'],
  ['commands', './a.txt'],
  ['agents', './agents/a.md'],
  ['skills', '.'],
  ['skills', './'],
  ['skills', './...'],
  ['skills', './a..b'],
  ['outputStyles', './s.txt'],
  ['themes', './th/a.json'],
  ['monitors', './m.json'],
  ['hooks', './h.json'],
  ['mcpServers', './m.json'],
  ['mcpServers', './s.mcpb'],
  ['mcpServers', './s.dxt'],
  ['lspServers', './l.json'],
])('%s may be %j', (field, value) => {
  expect(pathFormProblem(declared(field, value))).toBeUndefined();
});

it('knows a bundle that is fetched', () => {
  expect(isRemoteBundle(declared('mcpServers', 'https://a.example/s.mcpb'))).toBe(true);
  expect(isRemoteBundle(declared('mcpServers', 'HTTP://a.example/s.dxt'))).toBe(true);
  for (const name of ['s.json', 's.DXT', 's.mcpb?x=1'])
    expect(isRemoteBundle(declared('mcpServers', `https://a.example/${name}`))).toBe(false);
  expect(isRemoteBundle(declared('mcpServers', './s.mcpb'))).toBe(false);
  expect(isRemoteBundle(declared('commands', 'https://a.example/s.mcpb'))).toBe(false);
});

it('finds every path of a manifest, with the place of each', () => {
  const manifest = {
    commands: { a: { source: './a.md' }, b: { content: './b.md' }, c: 5 },
    agents: ['./x.md', 5, './y.md'],
    skills: './s',
    hooks: ['./h.json', { Stop: [] }],
    mcpServers: {},
    themes: './old',
    experimental: { themes: ['./t'], monitors: './m.json' },
    monitors: './old.json',
  };
  expect(declaredPaths(manifest).map(({ field, value, path }) => `${field} ${value} ${label(path)}`)).toEqual(
    [
      'agents ./x.md agents[0]',
      'agents ./y.md agents[2]',
      'skills ./s skills',
      'hooks ./h.json hooks[0]',
      'commands ./a.md commands.a.source',
      'themes ./t experimental.themes[0]',
      'monitors ./m.json experimental.monitors',
    ],
  );
  expect(declaredPaths({ commands: null, monitors: ['./m.json'], experimental: 5 })).toEqual([]);
});

describe('where a path leads', () => {
  const files: Record<string, MemoryFile> = {
    'a/b.md': '',
    in: { link: 'a' },
    out: { link: '/etc' },
    gone: { link: 'nothing' },
    round: { link: 'round' },
  };
  const source = readSource(memoryFileSystem(files), 'x');

  it.each([
    ['./a/b.md', 'file'],
    ['./a', 'directory'],
    ['./', 'directory'],
    ['./in/b.md', 'file'],
    ['./A/b.md', 'missing'],
    ['.//etc', 'missing'],
    ['./gone', 'missing'],
    ['./round', 'missing'],
    ['./a/b.md\0', 'missing'],
    ['./out', 'outside'],
    ['../x', 'outside'],
  ])('%j: %s', (value, kind) => {
    expect(resolveDeclared(source, declared('commands', value))).toBe(kind);
  });
});
