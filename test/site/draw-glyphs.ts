// Draws the letters of the social images in Chromium, once: node test/site/draw-glyphs.ts. Fonts differ from machine to machine, images must not.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { findChromium, launchChromium } from '../e2e/browser.ts';

/** Shades of a letter's edge: 0 is none, 7 is all. */
type Drawn = { height: number; baseline: number; widths: number[]; shades: number[][] };

const fonts = [
  { size: 46, weight: 700 },
  { size: 21, weight: 400 },
];

const browser = await launchChromium(findChromium() ?? '');
const page = await browser.newPage();
const drawn = (await page.evaluate(`(${JSON.stringify(fonts)}).map(({ size, weight }) => {
  const canvas = document.createElement('canvas');
  const height = Math.ceil(size * 1.3);
  const baseline = Math.ceil(size);
  canvas.width = size * 2;
  canvas.height = height;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const widths = [];
  const shades = [];
  for (let code = 32; code < 127; code++) {
    context.font = weight + ' ' + size + 'px "DejaVu Sans", system-ui, sans-serif';
    const letter = String.fromCharCode(code);
    const width = Math.max(1, Math.round(context.measureText(letter).width));
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.fillText(letter, 0, baseline);
    const { data } = context.getImageData(0, 0, width, height);
    widths.push(width);
    shades.push(Array.from({ length: width * height }, (_, index) => Math.round(data[index * 4 + 3] / 255 * 7)));
  }
  return { height, baseline, widths, shades };
})`)) as Drawn[];
await browser.close();
const parts = drawn.map(({ height, baseline, widths, shades }) =>
  Buffer.from([height, baseline, ...widths, ...shades.flat()]),
);
const file = join(import.meta.dirname, '..', '..', 'src', 'site', 'social', 'glyphs.bin');
writeFileSync(file, deflateSync(Buffer.concat(parts), { level: 9 }));
