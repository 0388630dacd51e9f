import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fixtureConfig } from '../../../test/fixture-marketplace.ts';
import { leastConfig } from '../../../test/registries.ts';
import { readConfig } from './config.ts';
import { defaultPolicy } from './policy.ts';

function problemsOf(changes: object): string[] {
  const result = readConfig(JSON.stringify({ ...leastConfig, ...changes }, null, 2));
  return result.ok
    ? []
    : result.problems.map(({ line, column, message, fix }) => `${line}:${column} ${message} ${fix}`);
}

test('fills in what the owner left out', () => {
  const result = readConfig(JSON.stringify(leastConfig));
  expect(result).toEqual({
    ok: true,
    config: { ...leastConfig, displayName: 'our-plugins', renames: {}, policy: defaultPolicy },
  });
});

test('lays the policy over the defaults, limit by limit', () => {
  const policy = { limits: { files: 3 }, licenses: ['MIT'], rules: { 'file-binary': 'off' } };
  const result = readConfig(`\ufeff${JSON.stringify({ ...leastConfig, policy })}`);
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
      '2:11 Expected "name" to be lower-case words joined by hyphens, but it is "Our Plugins". For example "name": "two-words".',
    ],
  ],
  [
    { name: 7 },
    [
      '2:11 Expected "name" to be lower-case words joined by hyphens, but it is a number. For example "name": "two-words".',
    ],
  ],
  [
    { name: '' },
    expect.arrayContaining([
      '2:11 Expected "name" to be lower-case words joined by hyphens, but it is "". For example "name": "two-words".',
    ]),
  ],
  [{ nmae: 'x' }, ['16:3 Unknown field "nmae". Write "name", if that is what you mean.']],
  [{ owner: {} }, ['4:12 Expected "owner.name", which is missing. Add "name": "The Example Team".']],
  [
    { owner: { name: 'Us', phone: '1' } },
    ['6:5 Unknown field "phone" in "owner". Remove it, or use one of "name", "email", "url".'],
  ],
  [
    { site: 'https://us.example.com' },
    [
      expect.stringMatching(
        /^8:11 Expected "site" to be a URL that starts with "https:\/\/" and ends with a slash, /,
      ),
    ],
  ],
  [
    { categories: [] },
    [
      '9:17 Expected "categories" to hold at least one, but it is empty. For example "categories": [{ "id": "productivity", "name": "Productivity", "description": "Tools for everyday work." }].',
    ],
  ],
  [
    { categories: [leastConfig.categories[0], { id: 'testing', name: 'x', description: 'y' }] },
    ['16:13 Two items of "categories" have the id "testing". Remove one of the two, or change it.'],
  ],
  [
    { policy: { rules: { x: 'of' } } },
    [
      '18:12 Expected "policy.rules.x" to be one of "error", "warning", "info", "off", but it is "of". Write one of "error", "warning", "info", "off".',
    ],
  ],
  [
    { policy: { rules: { X: 'off' } } },
    [
      '18:7 Expected the key "X" of "policy.rules" to be lower-case words joined by hyphens. For example "two-words".',
    ],
  ],
  [
    { policy: { limits: { files: -1 } } },
    [
      '18:16 Expected "policy.limits.files" to be a whole number from 0 to 20000, but it is -1. Write a whole number from 0 to 20000.',
    ],
  ],
  [
    { policy: { limits: { files: 1e9 } } },
    [
      '18:16 Expected "policy.limits.files" to be a whole number from 0 to 20000, but it is 1000000000. Write a whole number from 0 to 20000.',
    ],
  ],
  [
    { policy: { limits: { files: 1.5 } } },
    [
      '18:16 Expected "policy.limits.files" to be a whole number from 0 to 20000, but it is 1.5. Write a whole number from 0 to 20000.',
    ],
  ],
  [
    { policy: { licenses: ['MIT', 'MIT'] } },
    ['19:7 "MIT" appears twice in "policy.licenses". Remove one of the two, or change it.'],
  ],
  [
    { policy: { limits: { descriptionMin: 400 } } },
    [
      '18:25 Expected "descriptionMin" to be at most "descriptionMax", but 400 is more than 300. Write 300 or less.',
    ],
  ],
  [
    { renames: { a: 3 } },
    [
      '17:10 Expected "renames.a" to be the new name of a plugin, or null, but it is a number. For example "a": "new-name".',
    ],
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
      '3:18 Expected "description" to have at most 300 characters, but it has 301. Shorten it to 300 characters.',
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
    problems: [{ message: 'Expected the file to be an object, but it is a list.' }],
  });
});
