import { expect, test } from 'vitest';
import { payloads } from '../../../test/hostile/payloads.ts';
import { openGrammars } from './grammars.ts';
import type { Language } from './language.ts';
import { openProgramReader } from './reader.ts';

/** Milliseconds of CPU that one text may take: quadratic readers take ten times as long. */
const most = 5_000;

const languages: readonly Language[] = ['shell', 'python', 'javascript', 'ruby', 'php', 'powershell'];
const hard = [
  'double quotes',
  'entities',
  'a key of quotes',
  'pictures without an end',
  'relative paths',
  'addresses with users',
  'fences that run commands',
];

test.each(languages)(
  'hostile texts in %s take linear time',
  async (language) => {
    const reader = openProgramReader();
    await reader.read(language, 'a');
    for (const [name, text] of payloads(60_000)) {
      if (!hard.includes(name)) continue;
      const start = process.cpuUsage();
      await reader.read(language, text);
      const { user, system } = process.cpuUsage(start);
      expect((user + system) / 1_000, name).toBeLessThan(most);
    }
  },
  120_000,
);

test('says of a text that no parser finds a program in that it could not be read, and what is written in it', async () => {
  const text = `${'"a" "b" '.repeat(6_000)}\nfetch("https://hidden.example/x")\n`;
  const { acts } = await openProgramReader().read('javascript', text);
  expect(acts[0]).toEqual({ kind: 'unreadable', why: 'unparsable', bytes: text.length, line: 1 });
  expect(acts).toContainEqual(expect.objectContaining({ kind: 'network-host', host: 'hidden.example' }));
});

test('parses a long program as a whole', async () => {
  const functions = Array.from(
    { length: 900 },
    (_, number) => `function f${number}(a) {\n  return a + "é";\n}\n`,
  );
  const text = `${functions.join('')}fetch("https://last.example/");\n`;
  const tree = await openGrammars().parse('javascript', text);
  expect(tree?.rootNode.hasError).toBe(false);
  expect(tree?.rootNode.namedChildCount).toBe(901);
  expect(tree?.rootNode.endIndex).toBe(text.length);
  const { acts } = await openProgramReader().read('javascript', text);
  expect(acts).toContainEqual(
    expect.objectContaining({ kind: 'network-host', host: 'last.example', line: 2701 }),
  );
});
