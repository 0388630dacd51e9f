import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fixtureConfig } from '../../../test/fixture-marketplace.ts';
import { readConfig } from './config.ts';
import { defaultPolicy } from './policy.ts';

const least = {
  name: 'our-plugins',
  description: 'Ours.',
  owner: { name: 'Us' },
  repository: 'us/plugins',
  site: 'https://us.example.com/plugins/',
  categories: [{ id: 'all', name: 'All', description: 'Everything.' }],
};

function problemsOf(changes: object): string[] {
  const result = readConfig(JSON.stringify({ ...least, ...changes }, null, 2));
  return result.ok
    ? []
    : result.problems.map(({ line, column, message, fix }) => `${line}:${column} ${message} ${fix}`);
}

test('fills in what the owner left out', () => {
  const result = readConfig(JSON.stringify(least));
  expect(result).toEqual({
    ok: true,
    config: { ...least, displayName: 'our-plugins', renames: {}, policy: defaultPolicy },
  });
});

test('lays the policy over the defaults, limit by limit', () => {
  const policy = { limits: { files: 3 }, licenses: ['MIT'], rules: { 'file-binary': 'off' } };
  const result = readConfig(`\ufeff${JSON.stringify({ ...least, policy })}`);
  expect(result.ok && result.config.policy).toEqual({
    ...defaultPolicy,
    ...policy,
    limits: { ...defaultPolicy.limits, files: 3 },
  });
});

test('accepts the configuration of a marketplace', () => {
  expect(readConfig(readFileSync(fixtureConfig, 'utf8'))).toMatchObject({ ok: true });
});

test.each([
  [
    { name: 'Our Plugins' },
    [
      '2:11 Expected "name" to be lower-case words joined by hyphens, and it is "Our Plugins". For example "two-words".',
    ],
  ],
  [{ name: 7 }, ['2:11 Expected "name" to be a text, and it is "7". Write a text.']],
  [
    { name: '' },
    expect.arrayContaining([
      '2:11 Expected "name" to be lower-case words joined by hyphens, and it is "". For example "two-words".',
    ]),
  ],
  [{ nmae: 'x' }, ['16:3 Unknown key "nmae". Write "name", if that is what is meant.']],
  [{ owner: {} }, ['4:12 Expected "owner" to have "name". Add "name".']],
  [
    { owner: { name: 'Us', phone: '1' } },
    ['6:5 Unknown key "phone" in "owner". Remove it, or use one of: name, email, url.'],
  ],
  [
    { site: 'https://us.example.com' },
    [
      expect.stringMatching(
        /^8:11 Expected "site" to be an address that starts with "https:\/\/" and ends with a slash, /,
      ),
    ],
  ],
  [{ categories: [] }, ['9:17 Expected "categories" to hold 1 or more. Add 1 or more.']],
  [
    { categories: [least.categories[0], { id: 'all', name: 'x', description: 'y' }] },
    ['16:13 Two categories have the id "all". Give each category an id of its own.'],
  ],
  [
    { policy: { rules: { x: 'of' } } },
    [
      '18:12 Expected "policy.rules.x" to be one of "error", "warning", "info", "off", and it is "of". Write one of "error", "warning", "info", "off".',
    ],
  ],
  [
    { policy: { rules: { X: 'off' } } },
    ['18:7 Expected the key "X" to be lower-case words joined by hyphens. For example "two-words".'],
  ],
  [
    { policy: { limits: { files: -1 } } },
    ['18:16 Expected "policy.limits.files" to be 0 or more, and it is "-1". Write 0 or more.'],
  ],
  [
    { policy: { limits: { files: 1e9 } } },
    [
      '18:16 Expected "policy.limits.files" to be at most 20000, and it is "1000000000". Write 20000 or less.',
    ],
  ],
  [
    { policy: { limits: { files: 1.5 } } },
    ['18:16 Expected "policy.limits.files" to be a whole number, and it is "1.5". Write a whole number.'],
  ],
  [
    { policy: { licenses: ['MIT', 'MIT'] } },
    ['19:7 "MIT" stands twice in "policy.licenses". Remove one of them.'],
  ],
  [
    { policy: { limits: { descriptionMin: 400 } } },
    [
      '18:25 Expected "descriptionMin" to be at most "descriptionMax", and 400 is more than 300. Write 300 or less.',
    ],
  ],
  [
    { renames: { a: 3 } },
    ['17:10 Expected "renames.a" to be a text or null, and it is "3". Write a text or null.'],
  ],
  [
    { renames: { one: 'two', two: 'three', three: 'two', four: null, five: 'one' } },
    ['two', 'three'].map(
      (name, index) =>
        `${18 + index}:5 The rename of "${name}" leads back to itself, and Claude Code refuses the marketplace for it. Let "${name}" lead to a name that a plugin has now, or to null.`,
    ),
  ],
  [
    { description: 'x'.repeat(301) },
    [
      '3:18 Expected "description" to have at most 300 characters, and it has 301. Shorten it to 300 characters.',
    ],
  ],
  [{ name: 'a\u202eb' }, [expect.stringContaining('"a\\u{202e}b"')]],
])('says what is wrong, where, and what to write: %j', (changes, expected) => {
  expect(problemsOf(changes)).toEqual(expected);
});

test('says where the text stops being JSON', () => {
  expect(readConfig('{\n  "name": "x",\n}', 'here.json')).toEqual({
    ok: false,
    problems: [
      {
        file: 'here.json',
        line: 2,
        column: 14,
        message: 'The file is not JSON: there is a comma after the last value.',
        fix: 'Remove the comma.',
      },
    ],
  });
  expect(readConfig('[]')).toMatchObject({
    ok: false,
    problems: [{ message: 'Expected the file to be an object, and it is "[]".' }],
  });
});
