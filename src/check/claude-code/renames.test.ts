import { expect, it } from 'vitest';
import { renameProblem } from './renames.ts';

const plugins = new Set(['tiny-tool']);
const chain = (hops: number) =>
  Object.fromEntries(
    Array.from({ length: hops }, (_, hop) => [`n${hop}`, hop === hops - 1 ? 'tiny-tool' : `n${hop + 1}`]),
  );

it('follows a name to a plugin, or to its removal', () => {
  expect(renameProblem('a', { a: 'b', b: 'tiny-tool' }, plugins)).toBeUndefined();
  expect(renameProblem('a', { a: null }, plugins)).toBeUndefined();
});

it('gives up where the client does', () => {
  expect(renameProblem('n0', chain(15), plugins)).toBeUndefined();
  expect(renameProblem('n0', chain(16), plugins)).toBe('takes more than 15 steps');
});

it.each<[Record<string, unknown>, string]>([
  [{ a: 'a' }, 'comes back to "a"'],
  [{ a: 'b', b: 'a' }, 'comes back to "a"'],
  [{ a: 'gone' }, 'ends at "gone", which is not a plugin of this marketplace'],
  [{ a: 'constructor' }, 'ends at "constructor", which is not a plugin of this marketplace'],
  [
    { a: '__proto__', ['__proto__']: 'tiny-tool' },
    'ends at "__proto__", which is not a plugin of this marketplace',
  ],
])('%j leads nowhere', (renames, problem) => {
  expect(renameProblem('a', renames, plugins)).toBe(problem);
});
