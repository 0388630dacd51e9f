import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { compareDiagnostics, type Diagnostic, quote, shellWord, visible } from './diagnostic.ts';

describe('quote', () => {
  it.each<[unknown, string]>([
    ['plain', '"plain"'],
    ['', '""'],
    ['é – 漢字 🎉', '"é – 漢字 🎉"'],
    [5, '"5"'],
    [null, '"null"'],
    [undefined, '"undefined"'],
    [{ a: [1] }, '"{"a":[1]}"'],
    ['a\nb\tc', '"a\\u{a}b\\u{9}c"'],
    ['\u001b[31mred', '"\\u{1b}[31mred"'],
    ['a\u202eb', '"a\\u{202e}b"'],
    ['a\u200bb\ufeff', '"a\\u{200b}b\\u{feff}"'],
    ['\u2028', '"\\u{2028}"'],
    ['\ue000', '"\\u{e000}"'],
    ['\u{e0041}', '"\\u{e0041}"'],
    ['\ud800', '"\\u{d800}"'],
    ['\u3164', '"\\u{3164}"'],
  ])('%j', (value, expected) => {
    expect(quote(value)).toBe(expected);
  });

  it('cuts what is long, without half a character', () => {
    expect(quote('a'.repeat(80))).toBe(`"${'a'.repeat(80)}"`);
    expect(quote('a'.repeat(81))).toBe(`"${'a'.repeat(80)}…"`);
    expect(quote(`${'a'.repeat(79)}🎉`)).toMatch(/^"a{79}\\u\{d83c\}…"$/);
  });

  it('stands a value that nests past the stack', () => {
    let value: unknown[] = [];
    for (let depth = 0; depth < 100_000; depth++) value = [value];
    expect(quote(value)).toBe('"…"');
  });
});

it('writes out everything that could fool an eye, and nothing else', () => {
  const letters = 'aé漢ß🎉 ~|';
  expect(visible(letters)).toBe(letters);
  expect(visible('\u115f\u1160\uffa0\u00ad\u0000')).toBe('\\u{115f}\\u{1160}\\u{ffa0}\\u{ad}\\u{0}');
});

describe('shellWord', () => {
  const names = [
    'plain.sh',
    'a/b-c_d.sh',
    'with space',
    "it's",
    '$(touch owned)',
    '`id`',
    'a;b',
    '-rf',
    '"',
    '\\',
    '*',
    'é',
    '',
    '=ls',
    '~root',
    'HEAD~1^2',
    '{a,b}',
    '#a',
    'a!b',
    'a=b%20',
  ];

  it.each(names)('%s is one word to a shell, and the same', (name) => {
    const out = execFileSync('sh', ['-c', `printf '%s|' ${shellWord(name)}`], { encoding: 'utf8' });
    expect(out).toBe(`${name}|`);
  });

  it('leaves plain paths as they are, and shows what is hidden', () => {
    expect(shellWord('a/b-c_d.sh')).toBe('a/b-c_d.sh');
    expect(shellWord('=ls')).toBe("'=ls'");
    expect(shellWord("a\n'b")).toBe("'a\\u{a}'\\''b'");
    expect(shellWord('a\u202eb')).toBe("'a\\u{202e}b'");
  });
});

it('sorts by place, then weight, rule and message', () => {
  const base: Diagnostic = {
    rule: 'a',
    authority: 'marketplace',
    severity: 'error',
    file: 'a',
    line: 1,
    column: 1,
    message: 'a',
    fix: '',
    docs: '',
  };
  const sorted: Diagnostic[] = [
    base,
    { ...base, message: 'b' },
    { ...base, rule: 'b' },
    { ...base, severity: 'warning' },
    { ...base, severity: 'info' },
    { ...base, column: 2 },
    { ...base, line: 2 },
    { ...base, line: 10 },
    { ...base, file: 'b' },
  ];
  expect([...sorted].reverse().sort(compareDiagnostics)).toEqual(sorted);
  expect(compareDiagnostics(base, { ...base })).toBe(0);
});
