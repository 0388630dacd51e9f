import { expect, it } from 'vitest';
import { diagnose, manifestWith } from '../../../../test/check/rule-fixtures.ts';
import { manifestFile } from '../../../plugin/read-manifest.ts';
import { rule } from './rule.ts';

it('names every wrong field, at its own line', async () => {
  const text = `{
  "name": "tiny-tool",
  "version": 1,
  "author": {
    "name": "Ada",
    "email": null
  },
  "keywords": [
    "one",
    2
  ],
  "userConfig": {
    "my-key": {
      "type": "secret",
      "title": "Key",
      "zzz": true
    }
  }
}`;
  const found = await diagnose(rule, { [manifestFile]: text });
  expect(found.map(({ line, message }) => `${line} ${message}`)).toEqual([
    '3 Expected "version" to be a string, but it is a number.',
    '6 Expected "author.email" to be a string, but it is null.',
    '10 Expected "keywords[1]" to be a string, but it is a number.',
    '13 Expected the key "my-key" of "userConfig" to be letters, digits and "_", not starting with a digit.',
    '13 Expected "userConfig.my-key.description", which is missing.',
    '14 Expected "userConfig.my-key.type" to be one of "string", "number", "boolean", "directory", "file", but it is "secret".',
    '16 Unknown field "zzz" in "userConfig.my-key".',
  ]);
});

it('looks at the last of two equal keys, as JSON does', async () => {
  const found = await diagnose(rule, {
    [manifestFile]: '{ "name": "tiny-tool", "version": "1.0.0",\n"version": 2 }',
  });
  expect(found.map(({ line }) => line)).toEqual([2]);
});

it.each([
  ['fields that only others read', { zzz: 5, icon: 5, screenshots: {} }],
  ['keys that objects have by birth', { constructor: 5, toString: [] }],
  ['names and paths, which other rules judge', { name: 5, commands: '../x' }],
])('says nothing of %s', async (_, changes) => {
  expect(await diagnose(rule, manifestWith(changes))).toEqual([]);
});

it('says nothing of a manifest that is not an object', async () => {
  expect(await diagnose(rule, { [manifestFile]: '[5]' })).toEqual([]);
  expect(await diagnose(rule, { [manifestFile]: null })).toEqual([]);
});

it('shows a value without what it could do to a terminal', async () => {
  const [found] = await diagnose(rule, manifestWith({ homepage: 'no\u001b[31m\u202eurl' }));
  expect(found?.message).toContain('"no\\u{1b}[31m\\u{202e}url"');
});
