import { describe, expect, test } from 'vitest';
import { partsWith, placesOf, readmeParts, readmeWords } from './readme-words.ts';

describe('the words of a README', () => {
  test('are what is written, each once, without addresses, tags, numbers and small words', () => {
    const words = readmeWords(
      '# Kubernetes for *you*\n\nSee [the manual](https://example.com/secret-path) at https://example.org/other?x=1\n<img src="picture.png" alt="x">\n\n```\nkubectl get pods --namespace Café 2026\n```\n',
    );
    expect(words).toBe('kubernetes see manual kubectl pods namespace cafe');
  });

  test.each([
    ['brackets', ']('.repeat(30_000)],
    ['tags', '<'.repeat(60_000)],
    ['schemes', 'a.'.repeat(30_000)],
    ['one word', 'a'.repeat(60_000)],
    ['many words', Array.from({ length: 20_000 }, (_, index) => `w${index}x`).join(' ')],
  ])('come back from %s', (_, text) => {
    expect(readmeWords(text).split(' ').length).toBeLessThanOrEqual(1_000);
  });
});

describe('the parts of all words', () => {
  const readmes = Array.from({ length: 3_000 }, (_, plugin) =>
    [`own${plugin}`, ...(plugin % 3 === 0 ? ['third'] : []), ...(plugin < 2 ? ['thistle'] : []), 'usual']
      .sort()
      .join(' '),
  );
  const parts = readmeParts(readmes);
  const firsts = parts.map(({ first }) => first);
  const find = (word: string, begins = false) => {
    const found = partsWith(firsts, word, begins).map((part) =>
      placesOf(parts[part]?.text ?? '', word, begins),
    );
    return found.includes('all') ? 'all' : found.flat().sort((a, b) => Number(a) - Number(b));
  };

  test('are several, and give each word back with the plugins that have it', () => {
    expect(parts.length).toBeGreaterThan(2);
    for (const plugin of [0, 1, 2, 10, 999, 2_999]) expect(find(`own${plugin}`)).toEqual([plugin]);
    expect(find('thistle')).toEqual([0, 1]);
    expect(find('own')).toEqual([]);
    expect(find('aardvark')).toEqual([]);
    expect(find('zebra')).toEqual([]);
  });

  test('say of a word that too many have only that', () => {
    expect(find('usual')).toBe('all');
    expect(find('third')).toBe('all');
  });

  test('find by a beginning, over the edge of a part too', () => {
    expect(find('thist', true)).toEqual([0, 1]);
    expect(find('own299', true)).toEqual([299, ...Array.from({ length: 10 }, (_, index) => 2_990 + index)]);
    const edge = firsts[1] ?? '';
    expect(find(edge.slice(0, -1), true)).toContain(Number(edge.slice(3)));
  });

  test('are none where there are no READMEs', () => {
    expect(readmeParts(['', ''])).toEqual([]);
    expect(partsWith([], 'x', true)).toEqual([]);
  });
});
