import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { generatedJson, kindsMarkdown, kindsPage, withGenerated } from './generated-parts.ts';

const root = join(import.meta.dirname, '..', '..');

test.each(generatedJson)('$file is as "npm run kinds" writes it', (part) => {
  const text = readFileSync(join(root, part.file), 'utf8');
  expect(JSON.parse(text)).toEqual(JSON.parse(withGenerated(text, part)));
});

test('the page about kinds is as "npm run kinds" writes it', () => {
  expect(readFileSync(join(root, kindsPage), 'utf8')).toBe(kindsMarkdown());
});
