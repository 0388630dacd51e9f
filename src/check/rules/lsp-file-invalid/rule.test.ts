import { expect, it } from 'vitest';
import { diagnose, manifestWith, type Overlay } from '../../../../test/check/rule-fixtures.ts';
import { rule } from './rule.ts';

const server = { command: 'gopls', extensionToLanguage: { '.go': 'go' } };
const lsp = (value: unknown) => ({ '.lsp.json': JSON.stringify(value) });

it.each<[string, Overlay, string]>([
  [
    'broken JSON',
    { '.lsp.json': '{' },
    'The file is not JSON: the file ends before its last value is closed.',
  ],
  ['a list', lsp([]), 'Expected the file of language servers to be an object, but it is a list.'],
  ['null', lsp(null), 'Expected the file of language servers to be an object, but it is null.'],
  [
    'no command',
    lsp({ go: { extensionToLanguage: { '.go': 'go' } } }),
    'Expected "go.command", which is missing.',
  ],
  [
    'a command with arguments',
    lsp({ go: { ...server, command: 'gopls -v' } }),
    'to be a program without arguments',
  ],
  [
    'an ending without its dot',
    lsp({ go: { ...server, extensionToLanguage: { go: 'go' } } }),
    'a file ending that starts with "."',
  ],
  [
    'no endings',
    lsp({ go: { ...server, extensionToLanguage: {} } }),
    '"go.extensionToLanguage" to hold at least one, but it is empty',
  ],
  ['an unknown field', lsp({ go: { ...server, zzz: 1 } }), 'Unknown field "zzz" in "go".'],
])('refuses %s', async (_, overlay, words) => {
  const found = await diagnose(rule, overlay);
  expect(found.map(({ message }) => message)).toEqual([expect.stringContaining(words)]);
});

it('points into files that the manifest names', async () => {
  const overlay = {
    ...manifestWith({ lspServers: ['./l.json'] }),
    'l.json': '{\n  "go": {\n    "command": 5\n  }\n}',
  };
  const found = await diagnose(rule, overlay);
  expect(found.map(({ file, line }) => `${file}:${line}`)).toEqual(['l.json:2', 'l.json:3']);
});

it.each<[string, Overlay]>([
  ['an empty object', lsp({})],
  [
    'everything that a server may have',
    lsp({ go: { ...server, args: ['a'], transport: 'socket', settings: 5, maxRestarts: 0 } }),
  ],
  ['an absolute path with a space', lsp({ go: { ...server, command: '/opt/my tools/gopls' } })],
  ['servers in the manifest, which another rule reports', manifestWith({ lspServers: { go: {} } })],
])('accepts %s', async (_, overlay) => {
  expect(await diagnose(rule, overlay)).toEqual([]);
});
