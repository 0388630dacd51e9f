import { describe, expect, it } from 'vitest';
import { lineOfKey, parseFrontmatter, yamlLimits } from './frontmatter.ts';

const parse = (block: string) => parseFrontmatter(`---\n${block}\n---\nx\n`);

/** Blocks that the client's own validator takes, as it was asked. */
const read = [
  'tools:\n\t- a\ndescription: d',
  'description: a\n\tb',
  'metadata:\n\ta: b\ndescription: d',
  'description: a\n\t# x',
  'description:\td',
  'a:\n  -\tb\ndescription: d',
  'description: a\n--- \ndescription: b',
  'description: a\n...',
  'a: *x\ndescription: d',
  'a: [*x]\ndescription: d',
  'a: 1\na: 2\ndescription: d',
  'b: &b {x: 1}\na:\n  <<: *b\ndescription: d',
  'a: !!binary abc\ndescription: d',
  'a: !<tag:x> abc\ndescription: d',
  'a: &x\ndescription: d',
  'a: [b, c\ndescription: d',
  'a: [b,\n c]\ndescription: d',
  'description: "a\n  b"',
  "description: 'a\n  b'",
  'description: a\n  b\n  c',
  'description: |\n  a: b\n  - c',
  'description: |+\n  a\n',
  'a:\n- b\n- c\ndescription: d',
  'a:\n  - b: c\n    d: e\ndescription: d',
  '? a\n: b\ndescription: d',
  ': b\ndescription: d',
  'description: d # x',
  'description: d#x',
  'description: #x',
  'metadata:\n  x: ! y\ndescription: d',
  'description: > text',
  'metadata:\n  x: , y\ndescription: d',
  'description: "\\u00e9 \\x41 \\/ \\e"',
  "description: 'it''s'",
  'description: a\u0007b',
  'description: a\u0085b',
  '  description: d\n  name: x',
  'description: d\rname: x\r',
  '{"description":"d"}',
  '{\n"description":"d"\n}',
  'description : d',
  'a:\n  -b\n  -c\ndescription: d',
  'é: x\ndescription: d',
  'a: &x 1\nb: &x 2\nc: *x\ndescription: d',
  'name: 1.2.3',
  'name: yes',
  'name: Null',
  'name: ~',
  'name: 1_000',
  'name: 2024-01-01',
  'name: 12:30',
  'user: "First"\nassistant: "Second" </example>\ndescription: a: b',
  'description: , x',
  'a: !!binary abc\ndescription: d',
  'upper_Key: a: b\ndescription: d',
];

/** Blocks that it refuses. */
const refused = [
  'description: a\n\tb: c',
  'description: a\n...\nname: x',
  '%YAML 1.2\n--- \ndescription: a',
  'a: [b,\nc]\ndescription: d',
  'description: "a\nb"',
  'description: a\nb c d',
  'description: a\n  b: c',
  'description: >-\n    a\n   b',
  'name\ndescription: d',
  'description: d:',
  'description: d\nmetadata:\n  x: y:',
  'metadata:\n  x: @y\ndescription: d',
  'metadata:\n  x: %y\ndescription: d',
  'metadata:\n  x: `y`\ndescription: d',
  'metadata:\n  x: *y\ndescription: d',
  'metadata:\n  x: & y\ndescription: d',
  'metadata:\n  x: | y\ndescription: d',
  'metadata:\n  x: > y\ndescription: d',
  'metadata:\n  x: {a\ndescription: d',
  'metadata:\n  x: [a] b\ndescription: d',
  'metadata:\n  x: - y\ndescription: d',
  'metadata:\n  x: ? y\ndescription: d',
  'description: "\\q"',
  "description: 'it's'",
  'description: a\u0000b',
  '  description: d\nname: x',
  'description: d\n  name: x',
  'description:d',
  'name:x\ndescription: d',
  'metadata:\n   a: 1\n  b: 2\ndescription: d',
  'metadata:\n  a: 1\n   b: 2\ndescription: d',
  'tools:\n  - a\n - b\ndescription: d',
  'tools:\n  - "a" b\ndescription: d',
  'metadata:\n  x: "a" b\ndescription: d',
  'metadata:\n  x: "a"#b\ndescription: d',
  '"name: x\ndescription: d',
  'description: a: b\r',
  'description: a: b\u2028',
  'key1: a: b\ndescription: d',
  'a.b: c: d\ndescription: d',
  'key: -\ndescription: d',
  'key: ?\ndescription: d',
  ' \tname: a\ndescription: d',
];

/** Values that it takes for numbers or Booleans. */
const typed = [
  'name: 0x1F',
  'name: 0o7',
  'name: .inf',
  'name: 1.5',
  'name: 1e3',
  'name: +5',
  'name: True',
  'name: TRUE',
  'name: 007',
  'name: .5',
  'name: -5',
  'name: 5.',
];

describe('what the client reads', () => {
  it.each(read)('%j', (block) => {
    const result = parse(block);
    expect(result.kind).toBe('mapping');
    expect(['string', 'object', 'undefined']).toContain(
      typeof (result.kind === 'mapping' && result.data.name),
    );
  });
});

describe('what the client refuses', () => {
  it.each(refused)('%j', (block) => {
    expect(['invalid', 'not-a-mapping']).toContain(parse(block).kind);
  });
});

describe('what the client does not take for text', () => {
  it.each(typed)('%j', (block) => {
    const result = parse(block);
    expect(['number', 'boolean']).toContain(typeof (result.kind === 'mapping' && result.data.name));
  });
});

describe('where the block ends', () => {
  it.each([
    ['Windows line ends', '---\r\nname: a\r\n---\r\nx', 'x'],
    ['no body', '---\nname: a\n---', ''],
    ['spaces after the dashes', '---  \nname: a\n---\t\nx', 'x'],
    ['dashes inside a block value', '---\nname: a\ndescription: |\n  ---\n---\nx', '---\nx'],
    ['dashes inside a value', '---\nname: a --- b\nshell: zsh\n---\nx', 'b\nshell: zsh\n---\nx'],
    ['an indented end', '---\nname: a\n ---\n---\nx', '---\nx'],
    ['text behind the end', '---\nname: a\n---x', 'x'],
    ['four dashes', '---\nname: a\n----\nx', '-\nx'],
    ['a no-break space behind the start', '---\u00a0\nname: a\n---\nx', 'x'],
    ['blank lines behind the start and the end', '---\n\n\nname: a\n---\n\n\nx', 'x'],
    ['a rule in the body', '---\nname: a\n---\nx\n---\ny', 'x\n---\ny'],
  ])('%s', (_, text, body) => {
    const result = parseFrontmatter(text);
    expect(result).toMatchObject({ kind: 'mapping', body, bodyOffset: text.length - body.length });
    expect(result.kind === 'mapping' && String(result.data.name)).toMatch(/^a/);
  });

  it.each([
    '',
    'name: a',
    '\n---\nname: a\n---\n',
    ' ---\nname: a\n---\n',
    '----\nname: a\n----\n',
    '---x\nname: a\n---\n',
    '---\nname: a\n',
    '---\nname: a\n...\n',
    '---\u0085\nname: a\n---\n',
    '+++\nname = "a"\n+++\n',
  ])('is nowhere in %j', (text) => {
    expect(parseFrontmatter(text)).toEqual({ kind: 'none', body: text, bodyOffset: 0 });
  });

  it.each(['---\n---\nx', '---\n\n---\nx', '---\n# a\n---\nx', '---\n~\n---\nx'])(
    'holds nothing in %j',
    (text) => {
      expect(parseFrontmatter(text)).toMatchObject({ kind: 'mapping', data: {}, body: 'x' });
    },
  );
});

describe('values', () => {
  it.each<[string, unknown]>([
    ['a: plain text', 'plain text'],
    ['a: "b: c"', 'b: c'],
    ["a: 'it''s'", "it's"],
    ['a: true', true],
    ['a: yes', 'yes'],
    ['a: no', 'no'],
    ['a: ~', null],
    ['a:', null],
    ['a: 2024-01-01', '2024-01-01'],
    ['a: 1.2.3', '1.2.3'],
    ['a: [b, "c"]', ['b', 'c']],
    ['a:\n  - b\n  - c', ['b', 'c']],
    ['a: {b: c}', { b: 'c' }],
    ['a: |\n  b\n  c', 'b\nc\n'],
    ['a: >-\n  b\n  c', 'b c'],
    ['a: b\n  c', 'b c'],
    ['a: b # c', 'b'],
    ['a: b#c', 'b#c'],
    ['a: 1\na: 2', 2],
    ['a: "\\u00e9"', 'é'],
    ['a: !!binary aGk=', 'aGk='],
    ['a: !!int "5"', '5'],
    ['<<: {a: 1}\nb: 2', 1],
    ['a: 1\n<<: {a: 2}', 1],
    ['<<: [{a: 1}, {a: 2}]', 1],
    ['b: &b {a: 1}\n<<: *b', 1],
  ])('%j', (block, value) => {
    expect(parse(block)).toMatchObject({ kind: 'mapping', data: { a: value } });
  });

  it.each([
    ['a: Use when: x', 'Use when: x'],
    ['a: @x', '@x'],
    ['a: `x` y', '`x` y'],
    ['a: *x', '*x'],
    ['a: {{name}} x', '{{name}} x'],
    ['a: [link](https://example.com) x', '[link](https://example.com) x'],
    ['a: > text', '> text'],
    ['a: a: b: c', 'a: b: c'],
  ])('are quoted where %j does not parse as it stands', (block, value) => {
    expect(parse(block)).toMatchObject({ kind: 'mapping', data: { a: value }, repaired: true });
  });

  it('never reach a prototype', () => {
    for (const block of ['__proto__: {polluted: true}', '__proto__: x\na: [b]', 'constructor: x']) {
      parse(block);
      expect(Object.hasOwn({}, 'polluted')).toBe(false);
      expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    }
  });
});

it.each([
  ['a: b\nc: "d\ne: f', 3],
  ['a:\n  - "b\n  - c', 3],
  ['a: b: c\nd: "e', 3],
  ['a: b\n\nc:\n  - d\n - e', 6],
  ['a: b\nc: *gone\nd:\n  e: *gone', 5],
  ['a: b\nc\0: d', 3],
  ['a: b\nc1: "d"#e', 3],
])('says at which line of the file %j goes wrong', (block, line) => {
  expect(parse(block)).toMatchObject({ kind: 'invalid', line });
});

describe('what would exhaust a reader', () => {
  it('is not expanded', () => {
    const bomb = Array.from({ length: 30 }, (_, level) => {
      const item = level === 0 ? 'x' : `*a${level - 1}`;
      return `a${level}: &a${level} [${Array.from({ length: 9 }, () => item).join(', ')}]`;
    });
    const result = parse(['name: a', ...bomb].join('\n'));
    expect(result).toMatchObject({ kind: 'mapping', data: { name: 'a' }, aliasBomb: true });
  });

  it('is not parsed: a long block, or many blocks together', () => {
    const list = `[${'b, '.repeat(yamlLimits.block / 3)}]`;
    expect(parse(`name: "x"\na: ${list}`)).toMatchObject({
      kind: 'mapping',
      unparsed: true,
      data: { name: 'x' },
    });
    const budget = { left: 100 };
    const text = `---\na: [${'b, '.repeat(20)}]\n---\n`;
    expect(parseFrontmatter(text, budget)).not.toHaveProperty('unparsed');
    expect(parseFrontmatter(text, budget)).toMatchObject({ unparsed: true });
  });

  it.each(['a: '.concat('['.repeat(5000)), '- '.repeat(5000), '? '.repeat(5000), 'a: &a [*a]'])(
    'does not throw: %.20s',
    (block) => {
      expect(() => parse(block)).not.toThrow();
    },
  );
});

it('finds the line of a key, quoted or not, and only at the top', () => {
  const frontmatter = { blockLine: 2, block: 'a:\n  name: x\n"name": y\n\'other\': z\nnames: w\n' };
  expect(lineOfKey(frontmatter, 'name')).toBe(4);
  expect(lineOfKey(frontmatter, 'other')).toBe(5);
  expect(lineOfKey(frontmatter, 'names')).toBe(6);
  expect(lineOfKey(frontmatter, 'gone')).toBe(1);
});
