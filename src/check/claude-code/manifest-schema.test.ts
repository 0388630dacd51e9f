import { describe, expect, it } from 'vitest';
import { label } from '../schema/explain.ts';
import { entryFields, knownFields, manifestIssues } from './manifest-schema.ts';

/** Fields with which the client refuses a manifest, as its own validator was asked. */
const refused: object[] = [
  { displayName: 5 },
  { homepage: 5 },
  { license: 5 },
  { keywords: 'a' },
  { defaultEnabled: 'x' },
  { author: { name: '' } },
  { author: { name: 'a', email: 5 } },
  { userConfig: { k: { type: 'number', title: 't', description: 'd', min: 1, max: 'x' } } },
  { userConfig: { k: { type: 'string', title: 't', description: 'd', default: {} } } },
  {
    userConfig: {
      k: {
        type: 'string',
        title: 't',
        description: 'd',
        options: ['a'],
        enum: ['a'],
        placeholder: 'x',
        required: true,
        multiple: 'x',
      },
    },
  },
  { userConfig: { k: { type: 'string', description: 'd' } } },
  { userConfig: null },
  { userConfig: [] },
  { userConfig: { $x: { type: 'file', title: 't', description: 'd' } } },
  { userConfig: { é: { type: 'file', title: 't', description: 'd' } } },
  { channels: [{}] },
  { channels: [{ server: '' }] },
  { channels: [{ server: 'x', displayName: 5 }] },
  { channels: [{ server: 'x', userConfig: { 'a-b': 1 } }] },
  { channels: ['x'] },
  { dependencies: ['other@mk', 'other@mk@x'] },
  { dependencies: ['a:b'] },
  { dependencies: ['-x'] },
  { dependencies: null },
  { dependencies: [5] },
  { dependencies: [{ name: 'a@b' }] },
  { dependencies: [{ name: 'a', marketplace: '../x' }] },
  { dependencies: [{ name: 'a', marketplace: '' }] },
  { dependencies: ['é'] },
  { settings: null },
  { commands: null },
  { commands: 5 },
  { commands: { x: { source: './a.md', content: 'x' } } },
  { commands: { x: 5 } },
  { commands: { x: './a.md' } },
  { commands: { x: { content: 'x', description: 5 } } },
  { commands: { x: { content: '' } } },
  { commands: { x: { content: 'y', allowedTools: 'Read' } } },
  { commands: { x: { content: 'y', model: 5, argumentHint: 5 } } },
  { agents: {} },
  { agents: null },
  { skills: 5 },
  { skills: null },
  { outputStyles: null },
  { experimental: { themes: [5] } },
  { experimental: { monitors: ['./m.json'] } },
  { experimental: { monitors: [{ name: 'a', command: 'b', description: 'c', zz: 1 }] } },
  { experimental: { monitors: [{ name: 'a', command: 'b', description: 'c', when: 'zz' }] } },
  { experimental: { monitors: [{ name: '', command: '', description: '' }] } },
  { experimental: { monitors: [{ name: 'a', command: 'b', description: 'c', when: 'on-skill-invoke:' }] } },
  { experimental: { monitors: [{ name: 'a', command: 'b', description: 'c', timeout: 'x' }] } },
  { workflows: null },
  { workflows: 5 },
  { workflows: {} },
  { hooks: 5 },
  { hooks: [5] },
  { mcpServers: 5 },
  { mcpServers: null },
  { lspServers: null },
  { lspServers: { a: { command: '', extensionToLanguage: { '.a': 'a' } } } },
  { lspServers: { a: { command: 'x', extensionToLanguage: {} } } },
  { lspServers: { a: { command: 'x', extensionToLanguage: { a: 'a' } } } },
  { lspServers: { a: { command: 'x', extensionToLanguage: { '.a': '' } } } },
  { lspServers: { a: { command: 'x y', extensionToLanguage: { '.a': 'a' } } } },
  { lspServers: { a: { command: 'x', extensionToLanguage: { '.a': 'a' }, zz: 1 } } },
  { lspServers: { a: { command: 'x', extensionToLanguage: { '.a': 'a' }, args: [''] } } },
  { lspServers: { a: { command: 'x', extensionToLanguage: { '.a': 'a' }, startupTimeout: 0 } } },
  { lspServers: { a: { command: 'x', extensionToLanguage: { '.a': 'a' }, startupTimeout: 1.5 } } },
  { lspServers: { a: { command: 'x', extensionToLanguage: { '.a': 'a' }, maxRestarts: -1 } } },
  { lspServers: { a: { command: 'x', extensionToLanguage: { '.a': 'a' }, diagnostics: 'x' } } },
  { channels: null },
  { version: null },
  { description: ['d'] },
  { author: 'Ada' },
  { author: [] },
  { author: { email: 'a@b.example' } },
  { author: { name: 'Ada', url: 5 } },
  { homepage: '' },
  { homepage: 'example.com' },
  { repository: { type: 'git', url: 'x' } },
  { keywords: ['a', 5] },
  { $schema: 5 },
  { commands: [5] },
  { commands: { greet: {} } },
  { outputStyles: 5 },
  { experimental: { themes: 5 } },
  { experimental: { monitors: {} } },
  {
    experimental: {
      monitors: [
        { name: 'a', command: 'b', description: 'c' },
        { name: 'a', command: 'd', description: 'e' },
      ],
    },
  },
  { lspServers: { a: { command: 'x' } } },
  { lspServers: { a: { command: 'x', extensionToLanguage: { '.a': 'a' }, transport: 'tcp' } } },
  { lspServers: { a: { command: 'x', extensionToLanguage: { '.a': 'a' }, env: { A: 5 } } } },
  { userConfig: 'x' },
  { userConfig: { 'my key': { type: 'string', title: 't', description: 'd' } } },
  { userConfig: { '1key': { type: 'string', title: 't', description: 'd' } } },
  { userConfig: { key: { type: 'secret', title: 't', description: 'd' } } },
  { userConfig: { key: { type: 'string', title: 't', description: 'd', sensitive: 'yes' } } },
  { channels: {} },
  { channels: [{ server: 'x', zzz: 1 }] },
  { dependencies: {} },
  { dependencies: [''] },
  { dependencies: ['a b'] },
  { dependencies: [{ version: '1.0.0' }] },
  { dependencies: [{ name: 'a', marketplace: 5 }] },
  { settings: 'x' },
];

/** Fields that it takes, however odd. */
const accepted: object[] = [
  { displayName: '' },
  { displayName: 'a\u0007b\u202e' },
  { icon: 5 },
  { icon: './i.png' },
  { author: { name: 'a', zzz: 1 } },
  { author: { name: 'a\u0007' } },
  { version: '1\u0007' },
  { version: '../../x' },
  { version: 'a/b' },
  { userConfig: { k: { type: 'string', title: '', description: '' } } },
  { userConfig: { k: { type: 'string', title: 't', description: 'd', multiple: true, default: ['a'] } } },
  { userConfig: { _x1: { type: 'file', title: 't', description: 'd' } } },
  { dependencies: [{ name: 'other', zzz: 1, version: '1' }] },
  { dependencies: ['other@^1.0.0'] },
  { dependencies: ['Other_X.y'] },
  { settings: { agent: 5 } },
  { commands: {} },
  { commands: { 'a b': { content: 'x' } } },
  { agents: './a.md' },
  { skills: './' },
  { skills: './...' },
  { skills: './a..b' },
  { skills: ['.'] },
  { skills: './l' },
  { skills: './e' },
  { outputStyles: './s.txt' },
  { experimental: { monitors: './m.json' } },
  { experimental: { monitors: './m.json' } },
  { modules: 5 },
  { hooks: {} },
  { hooks: [] },
  { hooks: ['./h.json', './h.json'] },
  { mcpServers: './x.dxt' },
  { mcpServers: {} },
  { lspServers: { a: { command: '/x y', extensionToLanguage: { '.a': 'a' } } } },
  {
    lspServers: {
      a: {
        command: 'x',
        extensionToLanguage: { '.a': 'a' },
        args: ['a'],
        transport: 'socket',
        env: { A: 'b' },
        initializationOptions: 5,
        settings: 5,
        workspaceFolder: 'x',
        startupTimeout: 5,
        shutdownTimeout: 5,
        restartOnCrash: true,
        maxRestarts: 0,
        diagnostics: false,
      },
    },
  },
  { lspServers: './l.json' },
  { lspServers: './l.json' },
  { metadata: 5 },
  { relevance: {} },
  { experimental: [] },
  { source: './x' },
  { version: '' },
  { version: '1.0' },
  { description: '' },
  { description: 'a'.repeat(20_000) },
  { author: { name: 'Ada', email: 'no address', url: 'no url' } },
  { homepage: 'ftp://example.com' },
  { homepage: 'https://example.com/a b' },
  { repository: '' },
  { license: '' },
  { keywords: ['', 'a', 'a'] },
  { metadata: null },
  { zzz: { anything: [1] } },
  { commands: [] },
  { commands: { greet: { content: 'x', zzz: 1 } } },
  { agents: [] },
  { skills: [] },
  { hooks: { Stop: 5 } },
  { hooks: ['./h.json', {}] },
  { mcpServers: ['./m.json', { a: 5 }] },
  { lspServers: ['./l.json', {}] },
  { experimental: { foo: 5 } },
  { experimental: null },
  { userConfig: {} },
  { userConfig: { key: { type: 'number', title: 't', description: 'd', min: 5, max: 1, default: 'x' } } },
  { userConfig: { key: { type: 'string', title: 't', description: 'd', multiple: true, min: 1 } } },
  { channels: [] },
  { dependencies: ['a', 'a', { name: 'a', version: 5 }, { name: 'a', version: 'no range' }] },
  { settings: { permissions: {} } },
];

describe('a manifest that the client refuses for', () => {
  it.each(refused)('%j', (manifest) => {
    const issues = manifestIssues(manifest as Record<string, unknown>);
    expect(issues.length).toBeGreaterThan(0);
    for (const { at, message, fix } of issues) {
      expect(Object.keys(manifest)).toContain(at.json[0]);
      expect(message).toMatch(/^[A-Z].*\.$/);
      expect(fix.trim()).not.toBe('');
    }
  });
});

describe('a manifest that the client takes with', () => {
  it.each(accepted)('%j', (manifest) => {
    expect(manifestIssues(manifest as Record<string, unknown>)).toEqual([]);
  });
});

it('names every fault, and where', () => {
  const issues = manifestIssues({
    author: { name: '', url: 5 },
    keywords: [1, 'a', null],
    userConfig: { 'a-b': { type: 'string', title: 't', description: 'd', zzz: 1 } },
    experimental: { monitors: [{ name: 'a' }] },
  });
  expect(issues.map(({ at }) => `${label(at.json)}${at.key === true ? ' (key)' : ''}`).sort()).toEqual([
    'author.name',
    'author.url',
    'experimental.monitors[0]',
    'experimental.monitors[0]',
    'keywords[0]',
    'keywords[2]',
    'userConfig.a-b (key)',
    'userConfig.a-b.zzz (key)',
  ]);
});

it('looks at fields of the manifest alone', () => {
  expect(manifestIssues(Object.create({ version: 5 }) as Record<string, unknown>)).toEqual([]);
  expect(manifestIssues(JSON.parse('{ "__proto__": { "version": 5 } }') as Record<string, unknown>)).toEqual(
    [],
  );
});

it('knows each field once, and none that belongs to a marketplace', () => {
  expect(new Set(knownFields).size).toBe(knownFields.length);
  expect(knownFields.filter((field) => entryFields.includes(field))).toEqual([]);
});
