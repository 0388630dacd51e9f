import { expect, test } from 'vitest';
import { attack } from '../../../test/registries.ts';
import { parseXml } from '../../../test/well-formed.ts';
import { safeJson, xml } from './text.ts';

test('JSON keeps the value, and nothing that a page or a reader could stumble over', () => {
  const text = safeJson({ attack, list: [attack, undefined], absent: undefined });
  expect(JSON.parse(text)).toEqual({ attack, list: [attack, null] });
  expect(text).not.toMatch(/[<\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
  expect(text).not.toMatch(/\p{Cc}/u);
  expect(text.isWellFormed()).toBe(true);
});

test('XML keeps what XML can hold', () => {
  const root = parseXml(`<a b="${xml(attack)}">${xml(attack)}</a>`);
  const expected = attack
    .toWellFormed()
    .replace(/[\p{Cc}\uffff]/gu, (one) => (one === '\n' ? one : '\ufffd'));
  expect(root.text).toBe(expected);
  expect(root.attributes.b).toBe(expected);
  expect(root.children).toEqual([]);
});
