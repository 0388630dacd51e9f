import { describe, expect, it } from 'vitest';
import { frameOf, widthOf } from './code-frame.ts';

const text = '{\n\t"name": "Bad Name",\r\n\t"version": "1.0.0"\n}\n';

describe('frameOf', () => {
  it('shows the lines around a place, and marks the word that is there', () => {
    expect(frameOf(text, 2, 10, { width: 80 })).toEqual([
      { number: 1, text: '{' },
      { number: 2, text: '  "name": "Bad Name",', mark: { from: 10, length: 10 } },
      { number: 3, text: '  "version": "1.0.0"' },
    ]);
  });

  it('shows what is there at the ends of a text', () => {
    expect(frameOf(text, 1, 1, { width: 80 }).map(({ number }) => number)).toEqual([1, 2]);
    expect(frameOf(text, 4, 1, { width: 80 }).map(({ number }) => number)).toEqual([3, 4]);
    expect(frameOf('', 1, 1, { width: 80 })).toEqual([{ number: 1, text: '', mark: { from: 0, length: 1 } }]);
  });

  it('is empty for a line that the text does not have', () => {
    expect(frameOf(text, 9, 1, { width: 80 })).toEqual([]);
  });

  it('writes out what cannot be seen, and marks the right place behind it', () => {
    const [line] = frameOf('a\u202e\u001b[31mb', 1, 8, { width: 80 });
    expect(line).toEqual({ number: 1, text: 'a\\u{202e}\\u{1b}[31mb', mark: { from: 19, length: 1 } });
  });

  it('cuts a line of megabytes around the place, within the width', () => {
    const long = `${'x'.repeat(2 << 20)}"here"${'y'.repeat(2 << 20)}`;
    const [line] = frameOf(long, 1, (2 << 20) + 1, { width: 60 });
    expect(line?.text).toMatch(/^…x+"here"y*…$/);
    expect(widthOf(line?.text ?? '')).toBeLessThanOrEqual(60);
    const { from, length } = line?.mark ?? { from: 0, length: 0 };
    expect(line?.text.slice(from, from + length)).toBe('"here"');
  });

  it('cuts no character in two', () => {
    for (let width = 30; width < 40; width++) {
      const [line] = frameOf('😀'.repeat(500), 1, 401, { width });
      expect(line?.text).not.toContain('\\u{d');
    }
  });

  it('gives every line its width, and a wide character two columns', () => {
    expect(widthOf('字a')).toBe(3);
    expect(widthOf('e\u0301')).toBe(1);
    const [line] = frameOf('字字"x"', 1, 3, { width: 80 });
    expect(line?.mark).toEqual({ from: 4, length: 3 });
  });

  it('holds a column that lies behind the end of its line', () => {
    expect(frameOf('ab\ncd', 1, 99, { width: 80 })[0]?.mark).toEqual({ from: 2, length: 1 });
  });
});
