import { expect, test } from 'vitest';
import { foldConfusables, isMixedScript } from './confusables.ts';

test.each([
  ['Аnthropic', 'anthropic'],
  ['ΑΝΤΗRΟΡΙC', 'anthropic'],
  ['Сlаudе', 'claude'],
  ['𝐂𝐥𝐚𝐮𝐝𝐞', 'claude'],
  ['Ｃｌａｕｄｅ', 'claude'],
  ['Çlâude', 'claude'],
  ['ᴄʟᴀᴜᴅᴇ', 'claude'],
  ['Ꮯlaude', 'claude'],
])('%s reads as %s', (text, read) => {
  expect(foldConfusables(text)).toBe(read);
});

test.each(['Аnthropic', 'pаypal', 'Gооgle', 'ᎪnthropiC'])('%s mixes scripts', (word) => {
  expect(isMixedScript(word)).toBe(true);
});

test.each([
  'Привет',
  'Погода',
  'Καλημέρα',
  'Ελληνικά',
  'こんにちは',
  'ツールbox',
  'Claude用',
  'Crème',
  'naïve',
  'Größe',
  'Հայերեն',
  'hello',
  'Łódź',
])('%s mixes none', (word) => {
  expect(isMixedScript(word)).toBe(false);
});
