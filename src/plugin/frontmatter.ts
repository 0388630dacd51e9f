import { type Document, isAlias, isMap, isScalar, parseDocument, visit } from 'yaml';

/** The YAML block at the top of a skill, command, agent or output style, read as Claude Code reads it. */
export type FrontmatterResult =
  /** There is no block: all of the text is body. */
  | { kind: 'none'; body: string; bodyOffset: 0 }
  /** `repaired` says that Claude Code had to quote values before the block parsed. `aliasBomb` says that expanding its aliases was refused. */
  | {
      kind: 'mapping';
      data: Record<string, unknown>;
      block: string;
      body: string;
      bodyOffset: number;
      repaired?: true;
      aliasBomb?: true;
    }
  | { kind: 'not-a-mapping'; got: string; block: string; body: string; bodyOffset: number }
  /** `line` counts from 1 in the whole file. */
  | { kind: 'invalid'; message: string; line: number; block: string; body: string; bodyOffset: number };

const opening = /^---[ \t]*\r?\n/;
const closing = /(?:^|\n)---[ \t]*(?:\r?\n|$)/g;

/**
 * How much may be given to a YAML parser, which takes up to 5 µs a character for text that is made to keep it busy. Units: characters, of one
 * block and of all blocks that share a budget. What is beyond counts as invalid.
 */
export const yamlLimits = { block: 1 << 16, total: 1 << 20 } as const;

/**
 * Splits and parses; never throws, and never expands more than a hundred aliases.
 * @param budget what is left of `yamlLimits.total`; lowered by what a YAML parser had to read
 */
export function parseFrontmatter(
  text: string,
  budget: { left: number } = { left: yamlLimits.total },
): FrontmatterResult {
  const open = opening.exec(text);
  if (open === null) return { kind: 'none', body: text, bodyOffset: 0 };
  closing.lastIndex = open[0].length === 0 ? 0 : open[0].length - 1;
  const close = closing.exec(text);
  if (close === null) return { kind: 'none', body: text, bodyOffset: 0 };
  const block = text.slice(open[0].length, Math.max(close.index + 1, open[0].length));
  const bodyOffset = close.index + close[0].length;
  const rest = { block, body: text.slice(bodyOffset), bodyOffset };

  if (block.length > Math.min(yamlLimits.block, budget.left)) {
    return { kind: 'invalid', message: 'the block is longer than is looked at', line: 1, ...rest };
  }
  budget.left -= block.length;
  const odd = oddity(block);
  if (odd !== undefined)
    return odd === '...'
      ? { kind: 'not-a-mapping', got: 'several documents', ...rest }
      : { kind: 'invalid', ...odd, ...rest };
  const lenient = asTheClientReads(block);
  const first = parseYaml(lenient);
  if (first.ok) return settle(first, rest);
  const quoted = quoteValues(lenient);
  const second = quoted === lenient ? first : parseYaml(quoted);
  if (second.ok) return settle({ ...second, repaired: true }, rest);
  return { kind: 'invalid', message: second.message, line: second.line + 1, ...rest };
}

type Parsed = { ok: true; value: unknown; aliasBomb?: true; repaired?: true };

function settle(
  parsed: Parsed,
  rest: { block: string; body: string; bodyOffset: number },
): FrontmatterResult {
  const { value } = parsed;
  const flags = {
    ...(parsed.repaired === undefined ? {} : { repaired: parsed.repaired }),
    ...(parsed.aliasBomb === undefined ? {} : { aliasBomb: parsed.aliasBomb }),
  };
  if (value === null || value === undefined) return { kind: 'mapping', data: {}, ...rest, ...flags };
  if (typeof value !== 'object' || Array.isArray(value)) {
    return { kind: 'not-a-mapping', got: Array.isArray(value) ? 'a list' : `a ${typeof value}`, ...rest };
  }
  return { kind: 'mapping', data: value as Record<string, unknown>, ...rest, ...flags };
}

/** A line from an offset on, without a carriage return and blanks at its end. */
function withoutEnd(line: string, from: number): string {
  let end = line.endsWith('\r') ? line.length - 1 : line.length;
  while (end > from && (line.charCodeAt(end - 1) === 32 || line.charCodeAt(end - 1) === 9)) end--;
  return line.slice(from, end);
}

function parseYaml(block: string): Parsed | { ok: false; message: string; line: number } {
  try {
    const document = parseDocument(block, {
      uniqueKeys: false,
      logLevel: 'silent',
      strict: false,
      prettyErrors: false,
    });
    const error = document.errors[0];
    if (error !== undefined) {
      const open = error.code === 'MISSING_CHAR' ? lineOfUnclosed(block) : undefined;
      return { ok: false, message: explain(error.code), line: open ?? lineAt(block, error.pos[0]) };
    }
    const unresolved = unresolvedAlias(document);
    if (unresolved !== undefined) {
      return { ok: false, message: explain('BAD_ALIAS'), line: lineAt(block, unresolved) };
    }
    try {
      return { ok: true, value: document.toJS({ maxAliasCount: 100 }) as unknown };
    } catch {
      return { ok: true, value: plainValues(document), aliasBomb: true };
    }
  } catch {
    return { ok: false, message: 'the block is not YAML', line: 1 };
  }
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

const opened = /^[ \t]*(?:- +)*(?:["']?[\w-]+["']?:[ \t]+)?(?:- +)*(["'[{])(.*)$/;
const closer: Readonly<Record<string, string>> = { '"': '"', "'": "'", '[': ']', '{': '}' };

/** 1-based line of the last value that opens with a quote or bracket and does not close it: what is never closed ends with the block. */
function lineOfUnclosed(block: string): number | undefined {
  const index = block.split('\n').findLastIndex((line) => {
    const [, mark = '', rest = ''] = opened.exec(line) ?? [];
    return mark !== '' && !rest.includes(closer[mark] ?? '');
  });
  return index < 0 ? undefined : index + 1;
}

/** Offset of an alias whose anchor is nowhere before it. */
function unresolvedAlias(document: Document.Parsed): number | undefined {
  const anchors = new Set<string>();
  let offset: number | undefined;
  visit(document, {
    Node(_, node) {
      if (!isAlias(node)) {
        if (node.anchor !== undefined) anchors.add(node.anchor);
        return undefined;
      }
      if (anchors.has(node.source)) return undefined;
      offset = node.range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return offset;
}

/** The values of a mapping that are no lists, maps or aliases. */
function plainValues(document: Document.Parsed): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  if (!isMap(document.contents)) return values;
  for (const { key, value } of document.contents.items) {
    if (isScalar(key) && isScalar(value) && !isAlias(value) && key.value !== '__proto__')
      values[String(key.value)] = value.value;
  }
  return values;
}

/** What Claude Code's parser refuses and this one would take. */
function oddity(block: string): '...' | { message: string; line: number } | undefined {
  const zero = block.indexOf('\0');
  if (zero >= 0) return { message: 'the block holds a NUL character', line: lineAt(block, zero) + 1 };
  if (/^\.\.\.[ \t]*\r?\n\s*\S/m.test(block)) return '...';
  const glued = /^[^#\r\n"']*:[ \t]+(?:"[^"\\\n]*"|'[^'\n]*')#/m.exec(block);
  if (glued === null) return undefined;
  return { message: 'there is a comment right after a closed quote', line: lineAt(block, glued.index) + 1 };
}

/** What Claude Code's parser takes and this one would refuse: tabs as indentation, and values that start with a comma. */
function asTheClientReads(block: string): string {
  return block
    .replace(/^[ \t]*\t[ \t]*/gm, (indent) => indent.replaceAll('\t', '  '))
    .replace(
      /^([ \t]+[\w-]+:[ \t]+)(,[^\r\n]*)/gm,
      (_, start: string, value: string) => `${start}${JSON.stringify(value)}`,
    );
}

/** What a parser's error code means to someone who does not know YAML. https://eemeli.org/yaml/#errors */
function explain(code: string): string {
  switch (code) {
    case 'MULTILINE_IMPLICIT_KEY':
    case 'BLOCK_AS_IMPLICIT_KEY':
      return 'a line is neither "key: value" nor the indented continuation of one';
    case 'MISSING_CHAR':
      return 'a quote or bracket is not closed, or a character is missing';
    case 'TAB_AS_INDENT':
      return 'a line is indented with a tab';
    case 'BAD_INDENT':
      return 'a line is not indented like its neighbours';
    case 'BAD_ALIAS':
      return 'a value starts with "*", which YAML reads as an alias';
    case 'BAD_DQ_ESCAPE':
      return 'a double-quoted value holds a backslash sequence that YAML does not know';
    case 'BAD_SCALAR_START':
      return 'a value starts with a character that YAML reserves; put the value in quotes';
    case 'UNEXPECTED_TOKEN':
      return 'there is text after a closed quote or bracket';
    default:
      return 'the block is not YAML';
  }
}

const topLevelKey = /^([A-Za-z_][\w-]*):[ \t]+(?=[^\s])/;

/** Claude Code's second try: the value of every top-level `key: value` line that is not quoted already is quoted. */
function quoteValues(block: string): string {
  return block
    .split('\n')
    .map((line) => {
      const match = topLevelKey.exec(line);
      const value = match === null ? '' : withoutEnd(line, match[0].length);
      if (match === null || value === '' || /^["']/.test(value)) return line;
      if (!/: |[#[\]{}>|&*!%@`?,]|^-/.test(value)) return line;
      return `${match[1]}: ${JSON.stringify(value)}`;
    })
    .join('\n');
}

/** 1-based line, in the whole file, of a top-level key; the first line of the block where it is not found. */
export function lineOfKey(frontmatter: { block: string }, key: string): number {
  const lines = frontmatter.block.split('\n');
  const index = lines.findIndex(
    (line) => line.startsWith(`${key}:`) || line.startsWith(`"${key}"`) || line.startsWith(`'${key}'`),
  );
  return index < 0 ? 1 : index + 2;
}
