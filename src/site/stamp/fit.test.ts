import { describe, expect, test } from 'vitest';
import { html } from '../html.ts';
import type { StampedPage } from '../parts/page.ts';
import { budgets, weightOf } from '../weight.ts';
import { createFit, weightAtMost } from './fit.ts';

/** Characters by chance, always the same, of those that `character` makes of a number below 65,536. */
function noise(length: number, character: (number: number) => string): string {
  let state = 7;
  let text = '';
  for (let index = 0; index < length; index++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    text += character(state >>> 16);
  }
  return text;
}

/** Text that comes back with one letter in eight changed. A compressor that remembers how far back it looked last writes it shorter than gzip can. */
function nearly(length: number): string {
  const once = noise(1_500, (number) => (number % 36).toString(36));
  let text = '';
  for (let turn = 0; text.length < length; turn++)
    text += once.replace(/.{8}/g, (eight) => `${eight.slice(0, 7)}${(turn % 36).toString(36)}`);
  return text.slice(0, length);
}

const alphabets: Record<string, (number: number) => string> = {
  hexadecimal: (number) => (number % 16).toString(16),
  letters: (number) => (number % 36).toString(36),
  Chinese: (number) => String.fromCharCode(0x4e00 + (number % 20_000)),
  Cyrillic: (number) => String.fromCharCode(0x410 + (number % 64)),
  emoji: (number) => String.fromCodePoint(0x1f300 + (number % 1_000)),
  words: (number) => ['a plugin ', 'that deploys ', 'for agents ', 'and a skill '][number % 4] ?? '',
};

describe.each(Object.keys(alphabets))('text in %s', (name) => {
  test.each([10, 1_000, 5_000, 10_000])('of %i characters weighs no more than is said', (length) => {
    const text = noise(length, alphabets[name] ?? String);
    expect(weightOf(text)).toBeLessThanOrEqual(weightAtMost(Buffer.from(text)) + 20);
    const far = `${text}${'<p>The same.</p>'.repeat(5_000)}${text}`;
    expect(weightOf(far)).toBeLessThanOrEqual(weightAtMost(Buffer.from(far)) + 20);
  });
});

test.each([5_000, 20_000, 100_000])(
  '%i characters that nearly come back weigh no more than is said',
  (length) => {
    const text = nearly(length);
    expect(weightOf(text)).toBeLessThanOrEqual(weightAtMost(Buffer.from(text)) + 20);
    expect(
      weightOf(`${text.slice(0, length / 2)}${noise(3_000, (number) => (number % 64).toString(36))}`),
    ).toBeLessThanOrEqual(
      weightAtMost(
        Buffer.from(`${text.slice(0, length / 2)}${noise(3_000, (number) => (number % 64).toString(36))}`),
      ) + 20,
    );
  },
);

test('a page fits where it weighs no more than what its style and scripts leave', () => {
  const files: Record<string, string> = {
    'assets/a.css': noise(3_000, (number) => (number % 36).toString(36)),
    'assets/a.js': 'import "./b.js";',
    'assets/b.js': noise(2_000, (number) => (number % 36).toString(36)),
  };
  const rendered =
    '<link rel="stylesheet" href="/base/assets/a.css"><script type="module" src="/base/assets/a.js"></script>';
  const shell = ({ content }: StampedPage) => Buffer.from(content.markup);
  const fits = createFit(shell, rendered, '/base/', (file) => files[file]);
  const taken = Object.values(files).reduce((sum, text) => sum + weightOf(text), 0);
  const pages = Array.from({ length: 60 }, (_, index) => {
    const markup = noise(3_000 + index * 250, (number) => (number % 36).toString(36));
    return {
      weight: weightOf(markup) + taken,
      page: { path: 'plugins/one/', content: html`${markup}` } as StampedPage,
    };
  });
  const expected = pages.map(({ weight }) => weight <= budgets.plugin - 100);
  expect(new Set(expected).size).toBe(2);
  expect(pages.map(({ page }) => fits(page))).toEqual(expected);
});

test('a page of a part may weigh what a part may', () => {
  const shell = ({ content }: StampedPage) => Buffer.from(content.markup);
  const fits = createFit(shell, '', '/base/', () => undefined);
  const page = (length: number) =>
    ({
      path: 'plugins/one/readme/',
      content: html`${noise(length, (number) => (number % 36).toString(36))}`,
    }) as StampedPage;
  const pages = [10_000, 40_000, 150_000, 200_000, 250_000].map(page);
  expect(pages.map((one) => fits(one))).toEqual(
    pages.map(({ content }) => weightOf(content.markup) <= budgets.part - 100),
  );
  expect(fits(page(10_000))).toBe(true);
  expect(fits(page(250_000))).toBe(false);
});
