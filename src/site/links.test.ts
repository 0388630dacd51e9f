import { expect, test } from 'vitest';
import { webAddress } from './links.ts';
import { parseRegistry } from './registry.ts';

test.each([
  ['https://example.org/a b', 'https://example.org/a%20b'],
  ['http://example.org', 'http://example.org/'],
  ['javascript:alert(1)', undefined],
  [' JavaScript:alert(1)', undefined],
  ['java\nscript:alert(1)', undefined],
  ['data:text/html,x', undefined],
  ['https://user:secret@example.org/', undefined],
  ['git+https://github.com/a/b.git', undefined],
  ['a/b', undefined],
  ['', undefined],
  [undefined, undefined],
])('links only to the web: %j', (text, expected) => {
  expect(webAddress(text)).toBe(expected);
});

test('refuses what is no registry, and names that cannot be a page', () => {
  const registry = (name: string) => JSON.stringify({ schemaVersion: 1, plugins: [{ name }] });
  expect(parseRegistry(registry('good-name'), 'r.json').plugins).toHaveLength(1);
  expect(() => parseRegistry('{}', 'r.json')).toThrow('"r.json" is not a registry of schema version 1');
  for (const name of ['..', '../up', 'a/b', '', '.hidden', 'a b'])
    expect(() => parseRegistry(registry(name), 'r.json'), name).toThrow('cannot be the name of a page');
});
