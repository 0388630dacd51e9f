import { expect, test } from 'vitest';
import { type Cbor, endOfCbor, readCbor, writeCbor } from './cbor.ts';

// From appendix A of https://www.rfc-editor.org/rfc/rfc8949
test.each<[Cbor, string]>([
  [0, '00'],
  [23, '17'],
  [24, '1818'],
  [255, '18ff'],
  [1000, '1903e8'],
  [1_000_000, '1a000f4240'],
  [4_294_967_295, '1affffffff'],
  [-1, '20'],
  [-1000, '3903e7'],
  ['', '60'],
  ['ü', '62c3bc'],
  ['水', '63e6b0b4'],
  [[], '80'],
  [[1, [2, 3], [4, 5]], '8301820203820405'],
  [
    Array.from({ length: 25 }, (_, index) => index + 1),
    '98190102030405060708090a0b0c0d0e0f101112131415161718181819',
  ],
  ['a'.repeat(300), `79012c${'61'.repeat(300)}`],
])('%j is written as the standard says, and read again', (item, hex) => {
  const bytes = writeCbor(item);
  expect(Buffer.from(bytes).toString('hex')).toBe(hex);
  expect(readCbor(bytes)).toEqual(item);
  expect(endOfCbor(Buffer.concat([Buffer.of(0), bytes, Buffer.of(0)]), 1)).toBe(1 + bytes.length);
});

test.each([
  ['a map', 'a0'],
  ['bytes', '4101'],
  ['a number of 64 bits', '1b0000000100000000'],
  ['a list of unknown length', '9fff'],
  ['nothing', ''],
  ['a number that is cut off', '1903'],
  ['a text that is cut off', '6261'],
  ['a list that is cut off', '8201'],
])('refuses %s', (_, hex) => {
  const bytes = Buffer.from(hex, 'hex');
  expect(() => readCbor(bytes)).toThrow('unexpected');
  expect(() => endOfCbor(bytes, 0)).toThrow('unexpected');
});
