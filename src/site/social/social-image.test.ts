import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { imageSize } from './image-size.ts';
import { createPainter, drawable } from './social-image.ts';

const paint = createPainter(readFileSync(join(import.meta.dirname, 'glyphs.bin')));
const text = { marketplace: 'Market', title: 'Name', about: 'What it is for.', foot: '1 skill' };

/** The pixels of a PNG, one number each. */
function pixelsOf(png: Buffer): number[] {
  expect(png.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a');
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([imageSize.width, imageSize.height]);
  let data = Buffer.alloc(0);
  for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12)
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      data = inflateSync(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  const row = imageSize.width / 4 + 1;
  expect(data.length).toBe(row * imageSize.height);
  return [...data].flatMap((byte, index) =>
    index % row === 0 ? [] : [byte >> 6, (byte >> 4) & 3, (byte >> 2) & 3, byte & 3],
  );
}

test('the same text gives the same picture, another text another one', () => {
  expect(paint(text).equals(paint(text))).toBe(true);
  expect(paint(text).equals(paint({ ...text, title: 'Nome' }))).toBe(false);
});

test('nothing is drawn outside the margins, however long the text is', () => {
  for (const title of ['W'.repeat(300), 'word '.repeat(100), 'a'])
    for (const about of ['W'.repeat(500), 'word '.repeat(100), '']) {
      const pixels = pixelsOf(paint({ marketplace: title, title, about, foot: about }));
      let seen = 0;
      for (let y = 8; y < imageSize.height; y++)
        for (let x = 0; x < imageSize.width; x++) {
          if (pixels[y * imageSize.width + x] === 0) continue;
          seen++;
          expect(x >= 38 && x < imageSize.width - 36 && y < imageSize.height - 20, `${x}, ${y}`).toBe(true);
        }
      expect(seen).toBeGreaterThan(100);
    }
});

test('letters that cannot be drawn are told apart from those that can', () => {
  expect(drawable('Café — “now”…')).toBe('Cafe - "now"...');
  expect(drawable('日本語のプラグイン')).toBeUndefined();
  expect(drawable('')).toBeUndefined();
  expect(drawable('Rocket 🚀')).toBe('Rocket');
});
