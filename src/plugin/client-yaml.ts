import { createRequire } from 'node:module';
import type { Document } from 'yaml';

// YAML as Claude Code reads it. Its own parser differs from this one in a few places, which are bridged here.

const require = createRequire(import.meta.url);
/** Loaded for the first text that is parsed: its 70 modules take a third of the CPU that starting Node does. */
const yaml = () => require('yaml') as typeof import('yaml');

/** What a text holds. `aliasBomb` says that expanding its aliases was refused, so that only the values without one are given. */
export type YamlValue = { ok: true; value: unknown; aliasBomb?: true };

/** Most aliases that are expanded. */
const mostAliases = 100;

/** Parses YAML; never throws. `line` counts from 1 in the text. */
export function parseYaml(text: string): YamlValue | { ok: false; message: string; line: number } {
  // Two documents are a list to Claude Code.
  if (/^\.\.\.[ \t]*\r?\n\s*\S/m.test(text)) return { ok: true, value: [] };
  const odd = oddity(text);
  if (odd !== undefined) return { ok: false, ...odd };
  try {
    const document = yaml().parseDocument(asTheClientReads(text), {
      uniqueKeys: false,
      logLevel: 'silent',
      strict: false,
      prettyErrors: false,
      // Claude Code leaves binary data as the text that it is.
      resolveKnownTags: false,
    });
    const error = document.errors[0];
    if (error !== undefined) {
      const open = error.code === 'MISSING_CHAR' ? lineOfUnclosed(text) : undefined;
      return { ok: false, message: explain(error.code), line: open ?? lineAt(text, error.pos[0]) };
    }
    readTagged(document);
    const unresolved = unresolvedAlias(document);
    if (unresolved !== undefined)
      return { ok: false, message: explain('BAD_ALIAS'), line: lineAt(text, unresolved) };
    try {
      return { ok: true, value: plain(document.toJS({ mapAsMap: true, maxAliasCount: mostAliases })) };
    } catch {
      return { ok: true, value: plain(withoutAliases(document)), aliasBomb: true };
    }
  } catch {
    return { ok: false, message: 'the block is not YAML', line: 1 };
  }
}

/** 1-based line of an offset in a text. */
export function lineAt(text: string, offset: number): number {
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
  const { isAlias, visit } = yaml();
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

/** A tag does not change what is in quotes, and makes a whole number a number too. */
function readTagged(document: Document.Parsed): void {
  yaml().visit(document, {
    Scalar(_, node) {
      if (node.tag === undefined) return;
      if (node.type?.startsWith('QUOTE_') === true) node.value = node.source ?? '';
      else if (node.tag.endsWith(':float') && /^[-+]?\d+$/.test(node.source ?? ''))
        node.value = Number(node.source);
    },
  });
}

/** The document with null in the place of each alias. */
function withoutAliases(document: Document.Parsed): unknown {
  yaml().visit(document, { Alias: () => document.createNode(null) });
  return document.toJS({ mapAsMap: true });
}

/** Maps as objects, with what a merge key brings, as Claude Code merges it: what a map says itself counts, then what is merged first. */
function plain(value: unknown, seen = new Map<unknown, unknown>()): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const known = seen.get(value);
  if (known !== undefined) return known;
  if (Array.isArray(value)) {
    const list: unknown[] = [];
    seen.set(value, list);
    for (const item of value) list.push(plain(item, seen));
    return list;
  }
  if (!(value instanceof Map)) return value;
  const record: Record<string, unknown> = {};
  seen.set(value, record);
  const merged: unknown[] = [];
  for (const [key, item] of value) {
    if (key === '<<' && typeof item === 'object' && item !== null)
      merged.push(...(Array.isArray(item) ? item : [item]));
    else define(record, key, plain(item, seen));
  }
  for (const source of merged)
    for (const [key, item] of source instanceof Map ? source : [])
      if (!Object.hasOwn(record, keyText(key))) define(record, key, plain(item, seen));
  return record;
}

const keyText = (key: unknown) => (typeof key === 'object' && key !== null ? '[object Object]' : String(key));

/** Defines a field, so that one called `__proto__` stays a field. */
function define(record: Record<string, unknown>, key: unknown, value: unknown): void {
  Object.defineProperty(record, keyText(key), {
    value,
    enumerable: true,
    writable: true,
    configurable: true,
  });
}

// Nothing optional stands between two runs of the same characters: a line of spaces would be looked at from each of them.
const key = String.raw`(?:[ \t]*(?:"[^"\n]*"|'[^'\n]*')[ \t]*|[^#\r\n"'[{]*?):[ \t]+`;
const gluedComment = new RegExp(String.raw`^${key}(?:"[^"\\\n]*"|'[^'\n]*'|\[[^\]\n]*\]|\{[^}\n]*\})#`, 'm');
const leadingComma = new RegExp(String.raw`^(${key})(,[^\r\n]*)`, 'gm');

/** What Claude Code's parser refuses and this one would take. */
function oddity(text: string): { message: string; line: number } | undefined {
  const at = (offset: number, message: string) => ({ line: lineAt(text, offset), message });
  const zero = text.indexOf('\0');
  if (zero >= 0) return at(zero, 'the block holds a NUL character');
  if (isTooDeep(text)) return at(0, 'the block is nested too deeply');
  const glued = gluedComment.exec(text);
  if (glued !== null) return at(glued.index, 'there is a comment right after a closed quote or bracket');
  const tab = /^ +\t[ \t]*[^\s#][^\n]*:(?:[ \t\r]|$)/m.exec(text);
  return tab === null ? undefined : at(tab.index, 'a line is indented with a tab');
}

/** Deeper than this, Claude Code's parser gives up. */
const deepestNesting = 2000;

function isTooDeep(text: string): boolean {
  let depth = 0;
  for (const [mark] of text.matchAll(/[[\]{}]/g)) {
    depth = mark === '[' || mark === '{' ? depth + 1 : Math.max(depth - 1, 0);
    if (depth > deepestNesting) return true;
  }
  return new RegExp(`(?:[-?] ){${deepestNesting}}`).test(text);
}

/** What Claude Code's parser takes and this one would refuse: values that start with a comma, and carriage returns as line ends. */
function asTheClientReads(text: string): string {
  const lines = text.replace(/\r(?!\n)/g, '\n');
  return lines.replace(leadingComma, (_, start: string, value: string) => `${start}${JSON.stringify(value)}`);
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
