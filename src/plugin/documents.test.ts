import { expect, test } from 'vitest';
import { unreachedDocuments } from './documents.ts';
import { memoryFileSystem } from './file-system.ts';
import { readDeclared } from './read-plugin.ts';

const manifest = JSON.stringify({
  name: 'tiny-tool',
  description: 'Greets.',
  repository: 'https://example.com/docs/x',
});
const skill = (body: string) => `---\nname: hello\ndescription: Greets a person.\n---\n\n${body}\n`;
const hook = (command: string) =>
  JSON.stringify({ hooks: { SessionStart: [{ hooks: [{ type: 'command', command }] }] } });

function documentsOf(files: Readonly<Record<string, string>>): string[] {
  const all = { '.claude-plugin/plugin.json': manifest, ...files };
  const { source, plugin } = readDeclared(memoryFileSystem(all), 'plugins/tiny-tool');
  const isDocument = unreachedDocuments(source, plugin.components);
  return [...source.files.keys()].filter(isDocument);
}

test.each([
  'README.md',
  'README.ja.md',
  'README.zh-CN.md',
  'LICENSE',
  'LICENSE-MIT',
  'LICENSE.txt',
  'CHANGELOG.md',
  'docs/guide.md',
  'docs/a/b/c.rst',
  'docs/flow.png',
  'screenshot.png',
  'assets/logo.svg',
  'CONTRIBUTING.md',
  'CODE_OF_CONDUCT.md',
])('%s is a document', (path) => {
  expect(
    documentsOf({ [path]: 'Text.\n', 'skills/hello/SKILL.md': skill('Read the README.md of the project.') }),
  ).toEqual([path]);
});

test.each([
  'CLAUDE.md',
  'docs/CLAUDE.md',
  'AGENTS.md',
  'skills/hello/README.md',
  'skills/hello/docs/a.md',
  'commands/README.md',
  'agents/notes.md',
  'requirements.txt',
  'data/greeting.txt',
  'docs/run.sh',
  'docs/data.json',
  'readme.sh',
  '.github/README.md',
  'hooks/README.md',
  'notes.md',
  'license.js',
  'bin/README.md',
])('%s is none', (path) => {
  expect(documentsOf({ [path]: 'Text.\n', 'skills/hello/SKILL.md': skill('Greet.') })).toEqual([]);
});

test.each<[string, Record<string, string>]>([
  ['a hook reads it', { 'hooks/hooks.json': hook('cat "${CLAUDE_PLUGIN_ROOT}/README.md"') }],
  ['a hook reads all texts', { 'hooks/hooks.json': hook('cat "${CLAUDE_PLUGIN_ROOT}"/*.md') }],
  ['a script reads it', { 'scripts/start.sh': '#!/bin/sh\ncd "$1"\ncat README.md\n' }],
  ['a script lists folders', { 'scripts/start.sh': '#!/bin/sh\nfind "$1" -type f\n' }],
  ['a server lists folders', { 'server.mjs': "import { readdirSync } from 'node:fs';\nreaddirSync('.');\n" }],
  ['a server reads it', { 'server.mjs': "read(new URL('../README.md', import.meta.url));\n" }],
  [
    'the manifest makes it a command',
    { '.claude-plugin/plugin.json': JSON.stringify({ name: 'tiny-tool', commands: ['./README.md'] }) },
  ],
  ['a skill names it by its path', { 'skills/hello/SKILL.md': skill('See ../../README.md first.') }],
  [
    'a skill names it as the plugin’s',
    { 'skills/hello/SKILL.md': skill('Open the README.md of this plugin.') },
  ],
  ['the plugin is one skill', { 'SKILL.md': skill('Greet.') }],
])('where %s, a README is none', (_, files) => {
  expect(documentsOf({ 'README.md': 'Text.\n', ...files })).toEqual([]);
});

test('comments and addresses reach no document', () => {
  const files = {
    'README.md': 'Text.\n',
    'docs/guide.md': 'Text.\n',
    LICENSE: 'MIT License\n',
    'scripts/start.sh':
      '#!/bin/sh\n# See README.md and docs/guide.md\necho "https://example.com/docs/guide.md"\n',
    'package.json': JSON.stringify({ license: 'SEE LICENSE IN LICENSE' }),
  };
  expect(documentsOf(files)).toEqual(['LICENSE', 'README.md', 'docs/guide.md']);
});

test('what is made to be slow ends soon', () => {
  const many = Object.fromEntries(
    Array.from({ length: 400 }, (_, index) => [`docs/${index}/readme.md`, 'x']),
  );
  const files = {
    ...many,
    'scripts/a.js': `${'x readme.md '.repeat(200_000)}\n`,
    'scripts/b.sh': `${' '.repeat(1 << 20)}\n`,
  };
  expect(documentsOf(files).length).toBeLessThanOrEqual(400);
}, 120_000);
