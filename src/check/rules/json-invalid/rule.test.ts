import { expect, it } from 'vitest';
import { diagnose, manifestWith, type Overlay } from '../../../../test/check/rule-fixtures.ts';
import { manifestFile } from '../../../plugin/read-manifest.ts';
import { rule } from './rule.ts';

it.each<[string, Overlay, string]>([
  ['an empty manifest', { [manifestFile]: '' }, `${manifestFile}:1:1`],
  ['a manifest that is a list', { [manifestFile]: '[]' }, `${manifestFile}:1:1`],
  ['a manifest that is null', { [manifestFile]: 'null' }, `${manifestFile}:1:1`],
  ['a comment', { [manifestFile]: '{\n  // mine\n  "name": "a"\n}' }, `${manifestFile}:2:3`],
  ['single quotes', { [manifestFile]: "{\n  'name': 'a'\n}" }, `${manifestFile}:2:3`],
  ['a raw line break', { [manifestFile]: '{ "name": "a\nb" }' }, `${manifestFile}:1:13`],
  ['UTF-16', { [manifestFile]: Buffer.from('\ufeff{"name":"a"}', 'utf16le') }, `${manifestFile}:1:1`],
  ['100,000 open brackets', { [manifestFile]: '['.repeat(100_000) }, `${manifestFile}:1:100001`],
  ['a broken hooks file', { 'hooks/hooks.json': '{ "hooks": {}' }, 'hooks/hooks.json:1:14'],
  ['a byte order mark before hooks', { 'hooks/hooks.json': '\ufeff{ "hooks": {} }' }, 'hooks/hooks.json:1:1'],
  ['an empty .mcp.json', { '.mcp.json': '' }, '.mcp.json:1:1'],
  ['a byte order mark before servers', { '.mcp.json': '\ufeff{}' }, '.mcp.json:1:1'],
  ['a broken monitors file', { 'monitors/monitors.json': '[' }, 'monitors/monitors.json:1:2'],
  ['hooks that the manifest names', { ...manifestWith({ hooks: './h.json' }), 'h.json': '{' }, 'h.json:1:2'],
  ['servers that it names', { ...manifestWith({ mcpServers: ['./m.json'] }), 'm.json': '{' }, 'm.json:1:2'],
])('reports %s, at its place', async (_, overlay, place) => {
  const found = await diagnose(rule, overlay);
  expect(found.map(({ file, line, column }) => `${file}:${line}:${column}`)).toEqual([place]);
});

it.each<[string, Overlay, string, string]>([
  [
    'UTF-16',
    { [manifestFile]: Buffer.from('\ufeff{"name":"a"}', 'utf16le') },
    'The file is not JSON: it is not UTF-8 text but seems to be UTF-16.',
    'Save the file as UTF-8.',
  ],
  [
    'a file that was cut off',
    { 'hooks/hooks.json': '{\n  "hooks": {\n' },
    'The file is not JSON: the file ends before its last value is closed.',
    'Write "}}" at the end: the "{" of line 2 is still open.',
  ],
])('says how to correct %s', async (_, overlay, message, fix) => {
  expect(await diagnose(rule, overlay)).toMatchObject([{ message, fix }]);
});

it.each<[string, Overlay]>([
  ['a byte order mark before the manifest', { [manifestFile]: '\ufeff{ "name": "tiny-tool" }' }],
  ['10,000 nested values', { [manifestFile]: `{ "metadata": ${'['.repeat(10_000)}${']'.repeat(10_000)} }` }],
  ['a hooks file that nothing reads', { 'hooks/extra.json': '{' }],
  ['a hooks file over a megabyte', { 'hooks/hooks.json': '{'.padEnd((1 << 20) + 1) }],
  ['a link, which the client does not read', { 'm.json': '{', '.mcp.json': { link: 'm.json' } }],
  ['language servers, which another rule reads', { '.lsp.json': '{' }],
])('says nothing of %s', async (_, overlay) => {
  expect(await diagnose(rule, overlay)).toEqual([]);
});
