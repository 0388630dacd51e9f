import { expect, it } from 'vitest';
import { diagnose, manifestWith, type Overlay } from '../../../../test/check/rule-fixtures.ts';
import { manifestFile } from '../../../plugin/read-manifest.ts';
import { rule } from './rule.ts';

const twice = '{ "a": 1,\n  "a": 2 }';

it.each<[string, Overlay]>([
  [manifestFile, { [manifestFile]: twice }],
  ['hooks/hooks.json', { 'hooks/hooks.json': twice }],
  ['.mcp.json', { '.mcp.json': twice }],
  ['.lsp.json', { '.lsp.json': twice }],
  ['monitors/monitors.json', { 'monitors/monitors.json': `[${twice}]` }],
  ['settings.json', { 'settings.json': twice }],
  ['listing.json', { 'listing.json': twice }],
  ['tools.json', { 'tools.json': twice }],
  ['waivers.json', { 'waivers.json': `[${twice}]` }],
  ['more.json', { ...manifestWith({ hooks: ['./more.json'] }), 'more.json': twice }],
])('looks into %s', async (file, overlay) => {
  expect(await diagnose(rule, overlay)).toMatchObject([{ file, line: 2, column: 3, severity: 'error' }]);
});

it('finds every later one, however deep and however written', async () => {
  const deep = 3000;
  const text = `{ "metadata": ${'[{ "x": '.repeat(deep)}{ "a": 0, "\\u0061": 1, "a": 2 }${'}]'.repeat(deep)} }`;
  expect(await diagnose(rule, { [manifestFile]: text })).toMatchObject([
    {
      message:
        'The key "a" appears twice in one object, so the value that a reader sees may not be the one that is used.',
    },
    {
      message:
        'The key "a" appears twice in one object, so the value that a reader sees may not be the one that is used.',
    },
  ]);
});

it.each([
  '{ "a": { "b": 1 }, "c": { "b": 1 } }',
  '{ "list": [{ "a": 1 }, { "a": 1 }, "a", "a"] }',
  '{ "a": "\\"a\\": 1, \\"a\\": 2", "b": "{\\"a\\":1,\\"a\\":2}" }',
  '{ "A": 1, "a": 2, "": 3, " ": 4 }',
  '{ "__proto__": 1, "constructor": 2 }',
  '{ "a": 1, "a": 2',
  '[]',
])('finds none in %s', async (text) => {
  expect(await diagnose(rule, { [manifestFile]: text })).toEqual([]);
});

it('leaves other files alone', async () => {
  expect(await diagnose(rule, { 'package.json': twice, 'data/x.json': twice })).toEqual([]);
});
