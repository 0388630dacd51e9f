import { expect, test } from 'vitest';
import { registryDifference } from './difference.ts';

const text = (plugins: object[], more: object = {}) => JSON.stringify({ name: 'm', ...more, plugins });

test('says which plugins came, went and changed, and which fields from what to what', () => {
  const before = text([{ name: 'a', version: '1.0.0', tags: ['x'] }, { name: 'gone' }], {
    ruleset: 'a'.repeat(64),
  });
  const after = text(
    [{ name: 'a', version: '1.1.0', tags: ['x', 'y'], license: 'MIT' }, { name: 'new\u202e' }],
    { ruleset: 'b'.repeat(64) },
  );
  expect(registryDifference(before, after)).toEqual([
    '  ruleset aaaaaaaa → bbbbbbbb',
    '~ "a": version "1.0.0" → "1.1.0", tags 1 entry → 2 entries, license nothing → "MIT"',
    '- "gone"',
    '+ "new\\u{202e}"',
  ]);
});

test('is short for many, and has words for what cannot be compared', () => {
  const many = Array.from({ length: 100 }, (_, index) => ({ name: `p${index}` }));
  expect(registryDifference(text([]), text(many))).toHaveLength(21);
  expect(registryDifference(text([]), text([]))).toEqual([]);
  expect(registryDifference(undefined, text([]))).toEqual(['It does not exist yet.']);
  expect(registryDifference('<<<<<<<', text([]))).toEqual(['It is not a registry that this version wrote.']);
  expect(registryDifference(` ${text([])}`, text([]))).toEqual(['Only its spacing or order differs.']);
});
