import { describe, expect, it } from 'vitest';
import { type MemoryFile, memoryFileSystem } from './file-system.ts';
import { inventoryOf } from './inventory.ts';
import type { Component, ComponentKind } from './kinds/list.ts';
import { tokensOf } from './kinds/markdown.ts';
import { callOf, targetOf } from './kinds/target.ts';
import { manifestFile, rawManifest } from './read-manifest.ts';
import { readSource } from './source.ts';

const described = '---\ndescription: d\n---\nb\n';
const named = (name: string) => `---\nname: ${name}\ndescription: d\n---\nb\n`;
const hello = { 'skills/hello/SKILL.md': named('hello') };

function components(files: Record<string, MemoryFile>, manifest: object = {}): Component[] {
  const source = readSource(
    memoryFileSystem({
      [manifestFile]: JSON.stringify({ name: 'tiny-tool', ...manifest }, null, 1),
      ...files,
    }),
    'plugins/tiny-tool',
  );
  return inventoryOf(source, rawManifest(source), 'tiny-tool').components;
}

const names = (kind: ComponentKind, files: Record<string, MemoryFile>, manifest: object = {}) =>
  components(files, manifest)
    .filter((component) => component.kind === kind)
    .map(({ name }) => name);

/** What the client itself lists, as it was asked for its inventory of the same files. */
describe('skills', () => {
  it.each<[string, Record<string, MemoryFile>, object, string[]]>([
    ['a folder each, named by the folder', { 'skills/a/SKILL.md': named('other') }, {}, ['tiny-tool:a']],
    ['two folders down are none', { 'skills/a/b/SKILL.md': described }, {}, []],
    ['in lower case are none', { 'skills/a/skill.md': described }, {}, []],
    [
      'skills/SKILL.md is the only one there, under its own name',
      { ...hello, 'skills/SKILL.md': named('own') },
      {},
      ['tiny-tool:own'],
    ],
    [
      'skills/SKILL.md without a name is called as its folder',
      { 'skills/SKILL.md': described },
      {},
      ['tiny-tool:skills'],
    ],
    ['the root is one where there is no skills folder', { 'SKILL.md': named('own') }, {}, ['tiny-tool:own']],
    [
      'the root without a name is called as its folder',
      { 'SKILL.md': described },
      {},
      ['tiny-tool:tiny-tool'],
    ],
    [
      'the root is none beside a skills folder',
      { ...hello, 'SKILL.md': named('own') },
      {},
      ['tiny-tool:hello'],
    ],
    [
      'the root is one where it is declared',
      { ...hello, 'SKILL.md': named('own') },
      { skills: ['./'] },
      ['tiny-tool:hello', 'tiny-tool:own'],
    ],
    [
      'declared ones add to the folder',
      { ...hello, 'x/y/SKILL.md': described },
      { skills: ['./x'] },
      ['tiny-tool:hello', 'tiny-tool:y'],
    ],
    [
      'a declared folder may be one itself',
      { ...hello, 'x/y/SKILL.md': named('own') },
      { skills: './x/y' },
      ['tiny-tool:hello', 'tiny-tool:own'],
    ],
    ['the same twice is one', hello, { skills: ['./skills/', './skills/hello'] }, ['tiny-tool:hello']],
    [
      'names are cleaned',
      { 'skills/.hid/SKILL.md': described, 'skills/é/SKILL.md': described, 'skills/a b/SKILL.md': described },
      {},
      ['tiny-tool:-', 'tiny-tool:-hid', 'tiny-tool:a-b'],
    ],
    [
      'links are followed',
      {
        'x/SKILL.md': described,
        'x.md': described,
        'skills/l': { link: '../x' },
        'skills/m/SKILL.md': { link: '../../x.md' },
      },
      {},
      ['tiny-tool:l', 'tiny-tool:m'],
    ],
    ['links out are not', { 'skills/l': { link: '/etc' }, 'skills/m': { link: '../../other' } }, {}, []],
    ['a path out is none', hello, { skills: ['../x', '/etc'] }, ['tiny-tool:hello']],
  ])('%s', (_, files, manifest, expected) => {
    expect(names('skill', files, manifest)).toEqual(expected);
  });
});

describe('commands', () => {
  it.each<[string, Record<string, MemoryFile>, object, string[]]>([
    [
      'a file each, a README too',
      { 'commands/a.md': described, 'commands/README.md': '# x', 'commands/b.txt': '' },
      {},
      ['README', 'a'],
    ],
    ['folders are part of the name', { 'commands/d/e/x.md': described }, {}, ['d:e:x']],
    [
      'hidden ones count',
      { 'commands/.h.md': described, 'commands/.d/x.md': described, 'commands/node_modules/x.md': described },
      {},
      ['.d:x', '.h', 'node_modules:x'],
    ],
    [
      'a folder with a SKILL.md is one, and nothing below it',
      {
        'commands/x/SKILL.md': named('own'),
        'commands/x/other.md': described,
        'commands/x/d/deep.md': described,
      },
      {},
      ['x'],
    ],
    [
      'commands/SKILL.md is the only one there',
      { 'commands/SKILL.md': named('own'), 'commands/x/SKILL.md': described },
      {},
      ['commands'],
    ],
    [
      'declared ones replace the folder',
      { 'extra/a.md': described, 'commands/z.md': described },
      { commands: ['./extra'] },
      ['a'],
    ],
    [
      'unless the folder is declared too',
      { 'extra/a.md': described, 'extra/s/b.md': described, 'commands/z.md': described },
      { commands: ['./extra', './commands/'] },
      ['a', 's:b', 'z'],
    ],
    [
      'a file may be declared',
      { 'x/a.md': described, 'commands/z.md': described },
      { commands: './x/a.md' },
      ['a'],
    ],
    [
      'an object names them',
      { 'x/a.md': described },
      { commands: { greet: { source: './x/a.md' }, say: { content: 'hi' } } },
      ['greet', 'say'],
    ],
    ['but not those of a folder', { 'x/a.md': described }, { commands: { greet: { source: './x' } } }, ['a']],
  ])('%s', (_, files, manifest, expected) => {
    expect(names('command', files, manifest)).toEqual(expected.map((name) => `tiny-tool:${name}`));
  });

  it('of the manifest stand at their line, with their own description', () => {
    const found = components({}, { commands: { greet: { content: 'hi there', description: 'Greets.' } } });
    expect(found).toEqual([
      {
        kind: 'command',
        name: 'tiny-tool:greet',
        description: 'Greets.',
        file: manifestFile,
        line: 4,
        tokens: { alwaysOn: tokensOf('tiny-tool:greetGreets.'), onInvoke: 2 },
      },
    ]);
  });
});

describe('agents', () => {
  it.each<[string, Record<string, MemoryFile>, object, string[]]>([
    [
      'a file each, by the name it gives itself',
      { 'agents/a.md': named('helper'), 'agents/b.md': described },
      {},
      ['b', 'helper'],
    ],
    ['folders are part of the name', { 'agents/sub/deep/x.md': named('helper') }, {}, ['sub:deep:helper']],
    [
      'names are taken as they are',
      { 'agents/my agent.md': named('My Agent!'), 'agents/x y.md': described, 'agents/A.MD': described },
      {},
      ['A.MD', 'My Agent!', 'x y'],
    ],
    ['the first of one name counts', { 'agents/a.md': named('x'), 'agents/b.md': named('x') }, {}, ['x']],
    [
      'declared ones replace the folder',
      { 'x/a.md': described, 'agents/b.md': described },
      { agents: ['./x/a.md'] },
      ['a'],
    ],
    ['a declared folder holds none', { 'x/a.md': described }, { agents: './x' }, []],
  ])('%s', (_, files, manifest, expected) => {
    expect(names('agent', files, manifest)).toEqual(expected.map((name) => `tiny-tool:${name}`));
  });
});

const stop = (...hooks: object[]) => ({ hooks: { Stop: [{ hooks }] } });
const command = (text: string, more: object = {}) => ({ type: 'command', command: text, ...more });
const hookFile = (...hooks: object[]) => JSON.stringify(stop(...hooks));

describe('hooks', () => {
  const shown = (files: Record<string, MemoryFile>, manifest: object = {}) =>
    components(files, manifest)
      .filter((component) => component.kind === 'hook')
      .map(
        (hook) =>
          `${hook.name}${hook.matcher === undefined ? '' : `(${hook.matcher})`} ${hook.type} ${targetOf(hook)}`,
      );

  it.each<[string, Record<string, MemoryFile>, object, string[]]>([
    ['of the standard file', { 'hooks/hooks.json': hookFile(command('y')) }, {}, ['Stop command y']],
    ['of no other file beside it', { 'hooks/more.json': hookFile(command('y')) }, {}, []],
    [
      'of a declared file as well',
      { 'hooks/hooks.json': hookFile(command('y')), 'h.json': hookFile(command('x')) },
      { hooks: './h.json' },
      ['Stop command x', 'Stop command y'],
    ],
    [
      'of the standard file once, though it is declared',
      { 'hooks/hooks.json': hookFile(command('y')) },
      { hooks: './hooks/hooks.json' },
      ['Stop command y'],
    ],
    ['of the manifest', {}, { hooks: stop(command('z')).hooks }, ['Stop command z']],
    [
      'of a list of both',
      { 'h.json': hookFile(command('x')) },
      { hooks: ['./h.json', stop(command('z')).hooks] },
      ['Stop command x', 'Stop command z'],
    ],
    ['but not wrapped once more in the manifest', {}, { hooks: stop(command('z')) }, []],
    [
      'once for the same command',
      { 'hooks/hooks.json': hookFile(command('y'), command('y', { timeout: 3 })) },
      {},
      ['Stop command y'],
    ],
    [
      'but once for each matcher',
      {},
      { hooks: { Stop: [{ hooks: [command('y')] }, { matcher: 'a', hooks: [command('y')] }] } },
      ['Stop command y', 'Stop(a) command y'],
    ],
    ['but not of an unknown event', {}, { hooks: { OnSave: [{ hooks: [command('y')] }] } }, []],
    [
      'but not of an unknown type',
      {},
      { hooks: { Stop: [{ hooks: [{ type: 'zzz' }, command('y')] }] } },
      ['Stop command y'],
    ],
    [
      'of every type',
      {},
      {
        hooks: {
          Stop: [
            {
              hooks: [
                { type: 'http', url: 'https://a.example' },
                { type: 'prompt', prompt: 'Ok?' },
                { type: 'agent', prompt: 'Look.' },
                { type: 'mcp_tool', server: 'db', tool: 'query' },
              ],
            },
          ],
        },
      },
      ['Stop agent Look.', 'Stop http https://a.example', 'Stop mcp_tool db query', 'Stop prompt Ok?'],
    ],
    [
      'of none that is malformed',
      { 'hooks/hooks.json': '{' },
      { hooks: { Stop: [null, 5, { hooks: 5 }, { hooks: [null, command('y')] }] } },
      ['Stop command y'],
    ],
  ])('%s', (_, files, manifest, expected) => {
    expect(shown(files, manifest).sort()).toEqual(expected);
  });

  it('stand at the line of what they run', () => {
    const text =
      '{\n "hooks": {\n  "Stop": [{ "hooks": [\n   { "type": "command", "command": "x", "args": ["a", "5"] }\n  ] }]\n }\n}';
    expect(components({ 'hooks/hooks.json': text })).toMatchObject([
      { file: 'hooks/hooks.json', line: 4, args: ['a', '5'] },
    ]);
  });
});

describe('MCP servers', () => {
  const shown = (files: Record<string, MemoryFile>, manifest: object = {}) =>
    components(files, manifest)
      .filter((component) => component.kind === 'mcp-server')
      .map((server) => `${server.name} ${server.transport} ${callOf(server)}`);

  it.each<[string, Record<string, MemoryFile>, object, string[]]>([
    ['wrapped', { '.mcp.json': '{ "mcpServers": { "db": { "command": "x" } } }' }, {}, ['db stdio x']],
    ['bare', { '.mcp.json': '{ "db": { "command": "x" } }' }, {}, ['db stdio x']],
    [
      'of both places',
      { '.mcp.json': '{ "db": { "command": "x" } }' },
      { mcpServers: { db: { command: 'y' }, e: { type: 'ws', url: 'wss://a.b/c' } } },
      ['db stdio y', 'db stdio x', 'e ws wss://a.b/c'],
    ],
    [
      'of both places once, where both say the same',
      { '.mcp.json': '{ "db": { "command": "x" } }' },
      { mcpServers: { db: { command: 'x' } } },
      ['db stdio x'],
    ],
    [
      'of a declared file as well',
      {
        'm.json': '{ "mcpServers": { "q": { "command": "x" } } }',
        '.mcp.json': '{ "db": { "command": "x" } }',
      },
      { mcpServers: './m.json' },
      ['db stdio x', 'q stdio x'],
    ],
    [
      'of .mcp.json once, though it is declared',
      { '.mcp.json': '{ "db": { "command": "x" } }' },
      { mcpServers: './.mcp.json' },
      ['db stdio x'],
    ],
    ['as a bundle', { 's.mcpb': 'PK' }, { mcpServers: './s.mcpb' }, ['./s.mcpb mcpb ./s.mcpb']],
    [
      'as a bundle on the network',
      {},
      { mcpServers: ['https://a.example/s.mcpb'] },
      ['https://a.example/s.mcpb mcpb https://a.example/s.mcpb'],
    ],
    [
      'of every type',
      {
        '.mcp.json':
          '{ "a": { "type": "stdio", "command": "x", "args": ["1"] }, "b": { "type": "streamable-http", "url": "https://x.y" }, "c": { "type": "sse", "url": "https://x.y" } }',
      },
      {},
      ['a stdio x 1', 'b http https://x.y', 'c sse https://x.y'],
    ],
    [
      'without what they need are none',
      { '.mcp.json': '{ "a": {}, "b": { "type": "http" }, "c": 5, "d": null }' },
      {},
      [],
    ],
    ['of a broken file are none', { '.mcp.json': '{' }, {}, []],
  ])('%s', (_, files, manifest, expected) => {
    expect(shown(files, manifest)).toEqual(expected);
  });

  it('stand at the line of their key', () => {
    const text = '{\n "a": { "command": "b" },\n "b": {\n  "command": "a"\n }\n}';
    expect(components({ '.mcp.json': text }).map(({ name, line }) => `${name}:${line}`)).toEqual([
      'a:2',
      'b:3',
    ]);
  });
});

const lsp = (name: string, more: object = {}) => ({
  [name]: { command: `${name}-ls`, extensionToLanguage: { '.x': 'x' }, ...more },
});

it('finds language servers of .lsp.json, of declared files and of the manifest', () => {
  const files = { '.lsp.json': JSON.stringify(lsp('a')), 'l.json': JSON.stringify(lsp('b')) };
  expect(names('lsp-server', files)).toEqual(['a']);
  expect(names('lsp-server', files, { lspServers: ['./l.json', lsp('c')] })).toEqual(['a', 'b', 'c']);
  expect(names('lsp-server', files, { lspServers: './.lsp.json' })).toEqual(['a']);
  expect(
    names(
      'lsp-server',
      {},
      { lspServers: { ...lsp('a'), b: { command: 'x' }, c: { extensionToLanguage: { '.x': 'x' } } } },
    ),
  ).toEqual(['a']);
  expect(names('lsp-server', { '.lsp.json': JSON.stringify({ lspServers: lsp('a') }) })).toEqual([]);
});

it('finds monitors of the standard file, or of what is declared in its place', () => {
  const monitor = (name: string) => ({ name, command: 'c', description: 'd' });
  const files = {
    'monitors/monitors.json': JSON.stringify([monitor('a')]),
    'm.json': JSON.stringify([monitor('b')]),
  };
  expect(names('monitor', files)).toEqual(['a']);
  expect(names('monitor', files, { experimental: { monitors: './m.json' } })).toEqual(['b']);
  expect(names('monitor', files, { monitors: './m.json' })).toEqual(['b']);
  expect(
    names('monitor', files, { experimental: { monitors: [monitor('c')] }, monitors: './m.json' }),
  ).toEqual(['c']);
  expect(names('monitor', { 'monitors/monitors.json': '[{ "name": "a" }, 5]' })).toEqual([]);
});

it('finds output styles of the folder and below, or of what is declared in its place', () => {
  const files = {
    'output-styles/a.md': named('Fancy'),
    'output-styles/sub/b.md': described,
    'output-styles/C.MD': named('Loud'),
    'output-styles/d.txt': '',
    'st/e.md': described,
  };
  expect(names('output-style', files)).toEqual(['tiny-tool:Fancy', 'tiny-tool:Loud', 'tiny-tool:b']);
  expect(names('output-style', files, { outputStyles: './st/e.md' })).toEqual(['tiny-tool:e']);
  expect(names('output-style', files, { outputStyles: ['./st/', './output-styles/a.md'] })).toEqual([
    'tiny-tool:Fancy',
    'tiny-tool:e',
  ]);
});

it('finds themes straight in the folder, or of what is declared in its place', () => {
  const theme = '{ "name": "T", "base": "dark" }';
  const files = {
    'themes/a.json': theme,
    'themes/s/b.json': theme,
    'themes/c.JSON': theme,
    'themes/d.json': '{',
    'themes/e.json': '[]',
    'th/f.json': theme,
  };
  expect(names('theme', files)).toEqual(['tiny-tool:a']);
  expect(names('theme', files, { experimental: { themes: './th/' } })).toEqual(['tiny-tool:f']);
  expect(names('theme', files, { themes: ['./th/f.json'] })).toEqual(['tiny-tool:f']);
  expect(components({ 'themes/a.json': theme })).toMatchObject([{ description: 'T' }]);
});

describe('workflows', () => {
  it.each([
    ['export const meta = { name: "w", description: "d" }\n', 'w', 1],
    ["// c\n\nexport const meta = {\n  name: 'w',\n  description: 'd',\n  phases: []\n}\n", 'w', 3],
    ['export const meta = {"name": "w", "description": "d"};', 'w', 1],
  ])('say their name in %j', (text, name, line) => {
    expect(components({ 'workflows/x.js': text })).toEqual([
      { kind: 'workflow', name: `tiny-tool:${name}`, description: 'd', file: 'workflows/x.js', line },
    ]);
  });

  it.each([
    ['export const meta = { description: "d" }'],
    ['const meta = { name: "w", description: "d" }; export { meta }'],
    ['export const meta = { name: `w${1}` }'],
    ['// export const meta = { name: "w" }'],
    ['x'],
  ])('are none in %j', (text) => {
    expect(components({ 'workflows/x.js': text })).toEqual([]);
  });

  it('are .js files straight in the folder, or what is declared in its place', () => {
    const meta = (name: string) => `export const meta = { name: "${name}" }`;
    const files = {
      'workflows/a.js': meta('a'),
      'workflows/sub/b.js': meta('b'),
      'workflows/c.mjs': meta('c'),
      'workflows/d.ts': meta('d'),
      'wf/e.js': meta('e'),
    };
    expect(names('workflow', files)).toEqual(['tiny-tool:a']);
    expect(names('workflow', files, { workflows: ['./wf/e.js'] })).toEqual(['tiny-tool:e']);
    expect(names('workflow', files, { workflows: './wf' })).toEqual(['tiny-tool:e']);
  });
});

it('finds executables straight in bin/, hidden ones and links too', () => {
  const files = {
    'bin/t': 'x',
    'bin/.x': 'x',
    'bin/sub/u': 'x',
    'bin/l': { link: 't' },
    'bin/out': { link: '/bin/sh' },
  };
  expect(names('executable', files)).toEqual(['.x', 'l', 't']);
});

it('finds channels, each at its line', () => {
  const text =
    '{\n "channels": [\n  { "server": "b", "displayName": "B" },\n  { "server": "a" },\n  {}, null\n ]\n}';
  expect(components({ [manifestFile]: text })).toEqual([
    { kind: 'channel', name: 'a', file: manifestFile, line: 4 },
    { kind: 'channel', name: 'b', description: 'B', file: manifestFile, line: 3 },
  ]);
});

describe('what a component says of itself', () => {
  it('stands at the line of its name', () => {
    const text = '---\ndescription: Greets\n  people.\nname: hello\n---\n\nBody text.\n';
    expect(components({ 'skills/hello/SKILL.md': text })).toEqual([
      {
        kind: 'skill',
        name: 'tiny-tool:hello',
        description: 'Greets people.',
        file: 'skills/hello/SKILL.md',
        line: 4,
        tokens: { alwaysOn: tokensOf('tiny-tool:helloGreets people.'), onInvoke: tokensOf('\nBody text.\n') },
      },
    ]);
  });

  it.each([
    ['disable-model-invocation: true', 0],
    ['disable-model-invocation: "true"', tokensOf('tiny-tool:hellod')],
    ['when_to_use: Often.', tokensOf('tiny-tool:hellodOften.')],
  ])('costs nothing until it is called where %s says so', (line, alwaysOn) => {
    const [skill] = components({ 'skills/hello/SKILL.md': `---\ndescription: d\n${line}\n---\n` });
    expect(skill?.tokens?.alwaysOn).toBe(alwaysOn);
  });

  it('is read as text, whatever it is', () => {
    const describedAs = (value: string) =>
      components({ 'agents/a.md': `---\ndescription: ${value}\n---\n` })[0]?.description;
    expect([
      describedAs('5'),
      describedAs('true'),
      describedAs('[a]'),
      describedAs('" "'),
      describedAs('"  a "'),
    ]).toEqual(['5', 'true', undefined, undefined, 'a']);
  });

  it('is nothing where its frontmatter is broken', () => {
    expect(components({ 'agents/a.md': '---\nname: "x\n---\nb' })).toEqual([
      {
        kind: 'agent',
        name: 'tiny-tool:a',
        file: 'agents/a.md',
        line: 1,
        tokens: { alwaysOn: tokensOf('tiny-tool:a'), onInvoke: 1 },
      },
    ]);
  });
});

it('sorts by kind, then name', () => {
  const files = {
    ...hello,
    'bin/a': '',
    'agents/z.md': described,
    'agents/b.md': described,
    'commands/c.md': described,
  };
  expect(components(files).map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    'skill tiny-tool:hello',
    'command tiny-tool:c',
    'agent tiny-tool:b',
    'agent tiny-tool:z',
    'executable a',
  ]);
});

it('is not led round and round by links', () => {
  const files: Record<string, MemoryFile> = { 'agents/a.md': described, 'commands/a.md': described };
  for (let index = 0; index < 8; index++) {
    files[`agents/l${index}`] = { link: '.' };
    files[`commands/l${index}`] = { link: '../commands' };
  }
  expect(components(files).length).toBeGreaterThan(0);
});
