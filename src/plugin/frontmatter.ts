import { lineAt, parseYaml, type YamlValue } from './client-yaml.ts';

/** The YAML block at the top of a skill, command, agent or output style, read as Claude Code reads it. */
export type FrontmatterResult =
  /** There is no block: all of the text is body. */
  | { kind: 'none'; body: string; bodyOffset: 0 }
  /** `repaired` says that Claude Code had to quote values before the block parsed. `aliasBomb` says that expanding its aliases was refused, `unparsed` that the block is too long. */
  | ({
      kind: 'mapping';
      data: Record<string, unknown>;
      repaired?: true;
      aliasBomb?: true;
      unparsed?: true;
    } & Block)
  | ({ kind: 'not-a-mapping'; got: string } & Block)
  /** `line` counts from 1 in the whole file. */
  | ({ kind: 'invalid'; message: string; line: number } & Block);

/** The block with the line of the file on which it begins, counted from 1, and what stands behind it. */
type Block = { block: string; blockLine: number; body: string; bodyOffset: number };

/** The client takes any white space behind the opening dashes, blank lines too. */
const opening = /^---\s*\n/;
/** The block ends at the first three dashes, wherever they stand; the white space behind them is no body. */
const closing = /---\s*/g;

/**
 * How much may be given to a YAML parser, which takes up to 5 µs a character for text that is made to keep it busy. Units: characters, of one
 * block and of all blocks that share a budget. What is beyond is not parsed: only its plain top-level lines are read.
 */
export const yamlLimits = { block: 1 << 18, total: 1 << 20 } as const;

/**
 * Splits and parses; never throws, and never expands more than a hundred aliases.
 * @param budget what is left of `yamlLimits.total`; lowered by what a YAML parser had to read
 */
export function parseFrontmatter(
  text: string,
  budget: { left: number } = { left: yamlLimits.total },
): FrontmatterResult {
  const open = opening.exec(text)?.[0];
  closing.lastIndex = open?.length ?? 0;
  const close = open === undefined ? null : closing.exec(text);
  if (open === undefined || close === null) return { kind: 'none', body: text, bodyOffset: 0 };
  const block = text.slice(open.length, close.index);
  const bodyOffset = close.index + close[0].length;
  const rest = { block, blockLine: lineAt(open, open.length), body: text.slice(bodyOffset), bodyOffset };

  if (block.length > Math.min(yamlLimits.block, budget.left)) {
    return { kind: 'mapping', data: plainLines(block), unparsed: true, ...rest };
  }
  budget.left -= block.length;
  const first = parseYaml(block);
  if (first.ok) return settle(first, rest, {});
  const repaired = repairedBlock(block);
  const second = repaired === block ? first : parseYaml(repaired);
  if (second.ok) return settle(second, rest, { repaired: true });
  return { kind: 'invalid', message: second.message, line: second.line + rest.blockLine - 1, ...rest };
}

function settle(
  { value, aliasBomb }: YamlValue,
  rest: Block,
  repair: { repaired?: true },
): FrontmatterResult {
  const flags = { ...repair, ...(aliasBomb === undefined ? {} : { aliasBomb }) };
  if (value === null || value === undefined) return { kind: 'mapping', data: {}, ...rest, ...flags };
  if (typeof value !== 'object' || Array.isArray(value)) {
    return { kind: 'not-a-mapping', got: Array.isArray(value) ? 'a list' : `a ${typeof value}`, ...rest };
  }
  return { kind: 'mapping', data: value as Record<string, unknown>, ...rest, ...flags };
}

/** A top-level `key: value` line. The key has letters, `-` and `_` only; the line holds no carriage return or Unicode line end. */
const plainLine = /^([A-Za-z_-]+):\s+(\S.*)$/;

/** Claude Code's second try: what a top-level line says is quoted where it holds what YAML gives a meaning, and tabs indent. */
function repairedBlock(block: string): string {
  return block
    .split('\n')
    .map((line) => {
      const [, key, value = ''] = plainLine.exec(line) ?? [];
      if (key === undefined || isQuoted(value) || !/[{}[\]*&#!|>%@`]|: /.test(value)) return line;
      if (value.startsWith('[') && value.endsWith(']')) {
        const list = parseYaml(value);
        if (list.ok && Array.isArray(list.value)) return line;
      }
      return `${key}: "${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
    })
    .join('\n')
    .replace(/^\t+/gm, (tabs) => '  '.repeat(tabs.length));
}

/** The values of the top-level `key: value` lines, as text. */
function plainLines(block: string): Record<string, unknown> {
  const fields = block.split('\n').flatMap((line) => {
    const [, key, value = ''] = plainLine.exec(line.slice(0, 4096)) ?? [];
    return key === undefined ? [] : [[key, isQuoted(value) ? value.slice(1, -1) : value]];
  });
  return Object.fromEntries(fields) as Record<string, unknown>;
}

/** Whether a value starts and ends with the same quote, as Claude Code looks at it: one quote alone is enough. */
function isQuoted(value: string): boolean {
  return ['"', "'"].some((mark) => value.startsWith(mark) && value.endsWith(mark));
}

/** 1-based line, in the whole file, of a top-level key; the first line of the block where it is not found. */
export function lineOfKey(frontmatter: { block: string; blockLine: number }, key: string): number {
  const lines = frontmatter.block.split('\n');
  const index = lines.findIndex(
    (line) => line.startsWith(`${key}:`) || line.startsWith(`"${key}"`) || line.startsWith(`'${key}'`),
  );
  return index < 0 ? 1 : index + frontmatter.blockLine;
}
