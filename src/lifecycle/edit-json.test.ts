import { describe, expect, test } from 'vitest';
import { newJson, setJson } from './edit-json.ts';

const listing = `{
  "category": "testing",
  "tags": ["a", "b"],
  "relevance": { "signals": { "cli": ["x"] } },
  "maintainers": ["ada"]
}
`;

describe('a JSON text that is edited', () => {
  test('keeps every line but the one that changes', () => {
    expect(setJson(listing, ['maintainers'], ['bob', 'cleo'])).toBe(
      listing.replace('["ada"]', '["bob", "cleo"]'),
    );
  });

  test('gets a new key at its end, laid out as the file is', () => {
    expect(
      setJson(listing, ['deprecated'], { reason: 'Old.', date: '2026-01-31', replacement: undefined }),
    ).toBe(
      listing.replace(
        '["ada"]\n',
        '["ada"],\n  "deprecated": {\n    "reason": "Old.",\n    "date": "2026-01-31"\n  }\n',
      ),
    );
    const tabbed = '{\r\n\t"a": 1\r\n}\r\n';
    expect(setJson(tabbed, ['b', 'c'], null)).toBe(
      '{\r\n\t"a": 1,\r\n\t"b": {\r\n\t\t"c": null\r\n\t}\r\n}\r\n',
    );
  });

  test.each([
    [
      'an empty object',
      '{\n  "renames": {},\n  "z": 1\n}',
      '{\n  "renames": {\n    "old": null\n  },\n  "z": 1\n}',
    ],
    [
      'an object on one line',
      '{\n  "renames": { "a": "b" }\n}',
      '{\n  "renames": { "a": "b", "old": null }\n}',
    ],
    [
      'an object over lines',
      '{\n  "renames": {\n    "a": "b"\n  }\n}',
      '{\n  "renames": {\n    "a": "b",\n    "old": null\n  }\n}',
    ],
    ['no object yet', '{\n  "z": 1\n}', '{\n  "z": 1,\n  "renames": {\n    "old": null\n  }\n}'],
    ['another null', '{\n  "renames": { "old": "x" }\n}', '{\n  "renames": { "old": null }\n}'],
    [
      'a mark of byte order',
      '\ufeff{\n  "renames": {}\n}',
      '\ufeff{\n  "renames": {\n    "old": null\n  }\n}',
    ],
    ['a file on one line', '{"a":1}', '{\n  "a": 1,\n  "renames": {\n    "old": null\n  }\n}'],
  ])('sets a key in %s', (_, before, after) => {
    expect(setJson(before, ['renames', 'old'], null)).toBe(after);
  });

  test('breaks a line that would grow too long', () => {
    const long = `{\n  "renames": { "${'a'.repeat(90)}": "b" }\n}\n`;
    expect(setJson(long, ['renames', 'something-else'], 'new')).toBe(
      `{\n  "renames": {\n    "${'a'.repeat(90)}": "b",\n    "something-else": "new"\n  }\n}\n`,
    );
    const logins = Array.from({ length: 20 }, (_, at) => `maintainer-${at}`);
    const many = setJson(listing, ['maintainers'], logins);
    expect(JSON.parse(many).maintainers).toEqual(logins);
    expect(Math.max(...many.split('\n').map((line) => line.length))).toBeLessThan(111);
  });

  test.each([
    ['the first', 'category', '{\n  "tags"'],
    ['one between', 'tags', '"testing",\n  "relevance"'],
    ['the last', 'maintainers', '} }\n}\n'],
  ])('loses %s key with its comma', (_, key, rest) => {
    const after = setJson(listing, [key], undefined);
    expect(after).toContain(rest);
    expect(JSON.parse(after)).toEqual({ ...JSON.parse(listing), [key]: undefined });
  });

  test('loses its only key, and stays as it is where there is nothing to lose', () => {
    expect(setJson('{ "a": 1 }\n', ['a'], undefined)).toBe('{}\n');
    expect(setJson(listing, ['deprecated'], undefined)).toBe(listing);
    expect(setJson(listing, ['renames', 'x'], undefined)).toBe(listing);
  });

  test('is refused where a key stands twice, or it is no object', () => {
    expect(() => setJson('{\n  "a": 1,\n  "a": 2\n}', ['a'], 3)).toThrow('" once.');
    expect(() => setJson('[]', ['a'], 3)).toThrow('object');
    expect(() => setJson(`{"a":${'['.repeat(5000)}${']'.repeat(5000)}}`, ['a'], 3)).toThrow('object');
  });
});

test('a new file ends its last line', () => {
  expect(newJson({ maintainers: ['ada'], none: undefined })).toBe('{\n  "maintainers": ["ada"]\n}\n');
});
