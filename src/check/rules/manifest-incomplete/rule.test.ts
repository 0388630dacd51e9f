import { expect, it } from 'vitest';
import { diagnose, manifestWith } from '../../../../test/check/rule-fixtures.ts';
import { manifestFile } from '../../../plugin/read-manifest.ts';
import { rule } from './rule.ts';

it('asks for each of the three', async () => {
  const found = await diagnose(rule, { [manifestFile]: '{ "name": "tiny-tool" }' });
  expect(found.map(({ message }) => message)).toEqual([
    'The manifest has no "author".',
    'The manifest has no "description".',
    'The manifest has no "version".',
  ]);
});

it('counts empty text as none, and says where it stands', async () => {
  const found = await diagnose(rule, manifestWith({ version: '' }));
  expect(found).toMatchObject([{ line: 3, message: 'The manifest has no "version".' }]);
});

it.each([
  [
    'values of another kind, which another rule reports',
    manifestWith({ version: null, author: 'Ada', description: 5 }),
  ],
  ['a manifest that is no object', { [manifestFile]: '[]' }],
  ['a manifest that does not parse', { [manifestFile]: '{' }],
  ['no manifest', { [manifestFile]: null }],
])('says nothing of %s', async (_, overlay) => {
  expect(await diagnose(rule, overlay)).toEqual([]);
});
