import { expect, it } from 'vitest';
import { diagnose, manifestWith, type Overlay } from '../../../../test/check/rule-fixtures.ts';
import { rule } from './rule.ts';

const theme = (value: unknown) => ({ 'themes/a.json': JSON.stringify(value) });

it.each<[string, Overlay, string]>([
  ['broken JSON', { 'themes/a.json': '{' }, 'The file is not JSON'],
  ['a list', theme([]), 'Expected the theme to be an object, but it is a list.'],
  ['an unknown base', theme({ base: 'Dark' }), 'Expected "base" to be one of'],
  ['a name that is not a string', theme({ name: 5 }), 'Expected "name" to be a string, but it is a number.'],
  [
    'a color that is not a string',
    theme({ overrides: { claude: 5 } }),
    'Expected "overrides.claude" to be a string',
  ],
  ['overrides that are a list', theme({ overrides: [] }), 'Expected "overrides" to be an object'],
])('refuses %s', async (_, overlay, words) => {
  const found = await diagnose(rule, overlay);
  expect(found.map(({ message }) => message)).toEqual([expect.stringContaining(words)]);
});

it('reads what the manifest names, in a list or a folder, and points at the value', async () => {
  const text = '{\n  "base": "midnight"\n}';
  for (const changes of [{ themes: './looks/' }, { experimental: { themes: ['./looks/a.json'] } }]) {
    const found = await diagnose(rule, {
      ...manifestWith(changes),
      'looks/a.json': text,
      'themes/b.json': text,
    });
    expect(found.map(({ file, line }) => `${file}:${line}`)).toEqual(['looks/a.json:2']);
  }
});

it.each<[string, Overlay]>([
  ['a theme with nothing in it', theme({})],
  ['keys that the client does not know', theme({ base: 'light-ansi', zzz: 1 })],
  ['files that are no themes', { 'themes/README.md': '{', 'themes/deep/a.json': '{', 'themes/a.JSON': '{' }],
])('accepts %s', async (_, overlay) => {
  expect(await diagnose(rule, overlay)).toEqual([]);
});
