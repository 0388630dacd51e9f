import { expect, test } from 'vitest';
import type { Language } from './language.ts';
import { meaningOf } from './meaning.ts';

const digest = async (language: Language, text: string) => (await meaningOf(language, text))?.digest;

test.each<[Language, string, string]>([
  ['shell', '#!/bin/sh\necho a\n', '#!/bin/sh\n# Says a.\n\necho   a\n'],
  ['python', '# x\nif a:\n  b()\n', 'if a:\n    b() # y\n'],
  ['javascript', '// a\nfoo(1)\n', '/* b */ foo( 1 )\n'],
  ['typescript', 'const a: string = b; // c\n', 'const a: string = b;\n'],
  ['ruby', 'puts "a" # x\n', 'puts "a"\n'],
  ['php', '<?php echo 1; // a\n', '<?php echo 1;\n'],
  ['go', 'package a\n\n// b\nvar c int\n', 'package a\n\nvar c int\n'],
])('%s: comments and white space that does not count are nothing: %j', async (language, before, after) => {
  expect(await digest(language, before)).toBeDefined();
  expect(await digest(language, after)).toBe(await digest(language, before));
});

test.each<[Language, string, string]>([
  ['shell', '#!/bin/sh\necho a\n', '#!/bin/bash\necho a\n'],
  ['shell', '#!/bin/sh\necho a\n', '#!/bin/sh\r\necho a\r\n'],
  ['shell', 'echo "a  b"\n', 'echo "a b"\n'],
  ['shell', "echo ' '\n", "echo '  '\n"],
  ['shell', 'cat <<E\n a\nE\n', 'cat <<E\n  a\nE\n'],
  ['shell', 'cat <<E\n# x\nE\n', 'cat <<E\n# y\nE\n'],
  ['shell', 'a=1 b\n', 'a=1\nb\n'],
  ['python', 'if a:\n  b()\n  c()\n', 'if a:\n  b()\nc()\n'],
  ['python', 'x = " "\n', 'x = "  "\n'],
  [
    'python',
    '# /// script\n# dependencies = ["a"]\n# ///\nx = 1\n',
    '# /// script\n# dependencies = ["b"]\n# ///\nx = 1\n',
  ],
  ['javascript', 'foo(` `)\n', 'foo(`  `)\n'],
  ['javascript', 'return\na\n', 'return a\n'],
  ['javascript', 'foo(/a b/)\n', 'foo(/a  b/)\n'],
  ['go', 'package a\n//go:embed x\nvar y string\n', 'package a\n//go:embed z\nvar y string\n'],
  ['ruby', 'puts <<~E\n a\nE\n', 'puts <<~E\n b\nE\n'],
  ['php', 'a <?php echo 1;\n', 'b <?php echo 1;\n'],
])('%s: what a program does with it counts: %j', async (language, before, after) => {
  expect(await digest(language, before)).toBeDefined();
  expect(await digest(language, after)).not.toBe(await digest(language, before));
});

test('names the lines that hold more than comments', async () => {
  const meaning = await meaningOf('shell', '#!/bin/sh\n# a\n\nb \\\n  c # d\n');
  expect([...(meaning?.lines ?? [])]).toEqual([1, 4, 5]);
});

test.each(['if then fi (', 'a'.repeat(300_000)])(
  'a text that is not parsed whole has no meaning',
  async (text) => {
    expect(await meaningOf('shell', text)).toBeUndefined();
  },
);
