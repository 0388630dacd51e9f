import { createRequire } from 'node:module';
import type { Node } from 'jsonc-parser';

const require = createRequire(import.meta.url);

/** A place in a text: 1-based line and column, counted in UTF-16 units. */
export type Position = { line: number; column: number };

/** Keys and indexes that lead to a value. */
export type JsonPath = readonly (string | number)[];

/** Why a text is not JSON: the end of a sentence, how to fix it in a sentence, and where. */
type JsonProblem = { message: string; fix: string; offset: number };

/** A JSON text's value, or where and why it is not JSON. */
export type JsonResult =
  | { ok: true; value: unknown; text: string }
  | ({ ok: false; text: string } & JsonProblem);

/** Parses JSON as Claude Code does: strictly, with later duplicate keys winning. The reason of a failure is ours, in plain words. */
export function parseJson(text: string): JsonResult {
  try {
    return { ok: true, value: JSON.parse(text) as unknown, text };
  } catch (error) {
    return { ok: false, text, ...explain(text, error instanceof Error ? error.message : '') };
  }
}

/** Why a text is not JSON, from the message of JSON.parse. */
function explain(text: string, raw: string): JsonProblem {
  if (text.trim() === '')
    return { message: 'the file is empty', fix: 'Write at least {} into it.', offset: 0 };
  if (isPlaceless(raw) && text.length > longestSearch)
    return {
      message: 'something in it is no JSON value',
      fix: 'Compare it with the last version that was JSON: it is too long for the place to be found.',
      offset: 0,
    };
  // Only some messages of JSON.parse give the place.
  const known = isPlaceless(raw) ? firstWrong(text) : /position (\d+)/.exec(raw)?.[1];
  const end = text.trimEnd().length;
  const offset = known === undefined ? end : Math.min(Number(known), text.length);
  if (isWide(text))
    return { message: 'it is not UTF-8 text but seems to be UTF-16', fix: 'Save the file as UTF-8.', offset };
  // Bytes that are not UTF-8 were read as this character.
  if (text.charAt(offset) === '\ufffd')
    return { message: 'it is not UTF-8 text', fix: 'Save the file as UTF-8.', offset };
  if (offset >= end) {
    const message = 'the file ends before its last value is closed';
    return { message, fix: closing(text.slice(0, end)), offset: end };
  }
  return (
    explainCharacter(text, offset) ?? explainMissing(text, offset, raw) ?? explainUnexpected(text, offset)
  );
}

/** A character that is a common mistake at its place. */
function explainCharacter(text: string, offset: number): JsonProblem | undefined {
  const character = text.charAt(offset);
  const before = text.slice(0, offset).trimEnd();
  const problem = (message: string, fix: string, at = offset): JsonProblem => ({ message, fix, offset: at });
  if (character === '/' && /[/*]/.test(text.charAt(offset + 1)))
    return problem('comments are not part of JSON', 'Remove the comment.');
  if (character === "'")
    return problem('strings are written with double quotes', `Write " in place of each ' around it.`);
  if ((character === '}' || character === ']') && before.endsWith(','))
    return problem('there is a comma after the last value', 'Remove the comma.', before.length - 1);
  if (/[\s,\]}]/.test(character) && /(?:^|[\s,:[{])(?:tr?u?|fa?l?s?|nu?l?)$/.test(text.slice(0, offset)))
    return problem(
      'the word before this is none of true, false and null',
      'Write true, false or null, or put the word in double quotes.',
    );
  if (character.charCodeAt(0) < 32)
    return problem(
      'a string holds a raw line break, tab or control character',
      'Write \\n for a line break and \\t for a tab, or close the string before it.',
    );
  if (character === '\ufeff')
    return problem(
      'the file starts with a byte order mark',
      'Save the file as UTF-8 without a byte order mark.',
    );
  if (/[,:]/.test(character))
    return problem(
      `there is a ${JSON.stringify(character)} where a value should be`,
      `Write a value before the ${JSON.stringify(character)}, or remove it.`,
    );
  return undefined;
}

function explainMissing(text: string, offset: number, raw: string): JsonProblem | undefined {
  const missing = /^Expected (?:'(:)'|'(,)' or )/.exec(raw)?.slice(1).find(Boolean);
  if (missing === undefined || !/["{[\d-]/.test(text.charAt(offset))) return undefined;
  const { line } = placesIn(text).positionAt(text.slice(0, offset).trimEnd().length);
  const message = `a ${missing === ':' ? 'colon' : 'comma'} is missing before this value`;
  return { message, fix: `Write "${missing}" at the end of line ${line}.`, offset };
}

function explainUnexpected(text: string, offset: number): JsonProblem {
  const code = text.codePointAt(offset) ?? 0;
  // A character that is invisible, or changes the direction of text, is named by its number.
  const shown =
    code > 32 && code < 127
      ? JSON.stringify(text.charAt(offset))
      : `the character U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  return {
    message: `${shown} is not expected here`,
    fix: `Remove ${shown}, or write it inside double quotes.`,
    offset,
  };
}

/** Whether a text looks like UTF-16 that was read as UTF-8: of ASCII, every other byte is NUL. */
function isWide(text: string): boolean {
  const start = text.slice(0, 64);
  return start.split('\0').length - 1 >= start.length / 4;
}

/** How to correct a text that ends too early. */
function closing(text: string): string {
  const open: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === openBrace || code === openBracket) open.push(at);
    else if (code === closeBrace || code === closeBracket) open.pop();
    else if (code === quote) {
      const start = at;
      for (at++; at < text.length && text.charCodeAt(at) !== quote; at++)
        if (text.charCodeAt(at) === backslash) at++;
      if (at >= text.length)
        return `Write a double quote at the end of the string that begins in line ${placesIn(text).positionAt(start).line}.`;
    }
  }
  const innermost = open.at(-1);
  if (innermost === undefined) return 'Write the value to its end.';
  const last = text.at(-1);
  const first = last === ',' || last === ':' ? `what is missing after the last "${last}", then ` : '';
  const closers = open.map((at) => (text.charCodeAt(at) === openBrace ? '}' : ']')).reverse();
  const shown = closers.length > 8 ? `${closers.length} closing brackets` : `"${closers.join('')}"`;
  return `Write ${first}${shown} at the end: the "${text.charAt(innermost)}" of line ${placesIn(text).positionAt(innermost).line} is still open.`;
}

/** Whether the parser names what it found and not where: `Unexpected token 'x', "…" is not valid JSON`. */
const isPlaceless = (raw: string): boolean => raw.endsWith('is not valid JSON');

/** Characters of a text in which the place is looked for: it is parsed some twenty times. */
const longestSearch = 1 << 18;

/** Offset of the token that the parser stopped at: the end of the shortest beginning that it already stops at. */
function firstWrong(text: string): number {
  let [fine, wrong] = [0, text.length];
  while (wrong - fine > 1) {
    const middle = (fine + wrong) >> 1;
    let raw = '';
    try {
      JSON.parse(text.slice(0, middle));
    } catch (error) {
      raw = error instanceof Error ? error.message : '';
    }
    if (isPlaceless(raw)) wrong = middle;
    else fine = middle;
  }
  return wrong - 1;
}

/** Places in one text. What is worked out of the text is kept, so that each further place costs little. */
export type Places = {
  /** Line and column of an offset. */
  positionAt(offset: number): Position;
  /**
   * Offset of the value that a path leads to, or of its key with `at: 'key'`. A path that leads nowhere gives the place of its longest part that
   * exists. For text that is to be reported: it is slow.
   */
  offsetOf(path: JsonPath, at?: 'value' | 'key'): number;
  /**
   * 1-based line of the value that a path leads to.
   * @param hint a string at or just inside the value: the place where the text has it once
   */
  lineOf(path: JsonPath, hint?: string): number;
};

/** Places in a text. */
export function placesIn(text: string): Places {
  let starts: number[] | undefined;
  let tree: { root: Node | undefined } | undefined;
  const members = new Map<Node, ReadonlyMap<string, Node>>();

  const childOf = (node: Node, key: string | number): Node | undefined => {
    if (typeof key === 'number') return node.type === 'array' ? node.children?.[key] : undefined;
    if (node.type !== 'object') return undefined;
    const known = members.get(node) ?? membersOf(node);
    members.set(node, known);
    return known.get(key);
  };
  const places: Places = {
    positionAt(offset) {
      starts ??= lineStarts(text);
      const end = Math.min(Math.max(offset, 0), text.length);
      let [low, high] = [0, starts.length - 1];
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((starts[middle] as number) <= end) low = middle;
        else high = middle - 1;
      }
      return { line: low + 1, column: end - (starts[low] as number) + 1 };
    },
    offsetOf(path, at = 'value') {
      tree ??= { root: treeOf(text) };
      if (tree.root === undefined) return 0;
      let node = tree.root;
      for (const [index, key] of path.entries()) {
        const child = childOf(node, key);
        if (child === undefined) return node.offset;
        if (at === 'key' && index === path.length - 1)
          return (child.parent?.type === 'property' ? child.parent : child).offset;
        node = child;
      }
      return node.offset;
    },
    lineOf(path, hint = '') {
      const written = JSON.stringify(hint);
      const first = hint === '' || text.length > longestSearched ? -1 : text.indexOf(written);
      const isOnce = first >= 0 && text.indexOf(written, first + 1) < 0;
      return places.positionAt(isOnce ? first : places.offsetOf(path)).line;
    },
  };
  return places;
}

/** UTF-16 units of a text that is searched for each value; a longer one would take too long. */
const longestSearched = 1 << 16;

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
  return starts;
}

/** The values of an object by key. Of several equal keys the last one counts. */
function membersOf(object: Node): ReadonlyMap<string, Node> {
  const values = new Map<string, Node>();
  for (const property of object.children ?? []) {
    const [name, value] = property.children ?? [];
    if (value !== undefined) values.set(String(name?.value), value);
    else values.delete(String(name?.value));
  }
  return values;
}

function treeOf(text: string): Node | undefined {
  try {
    // The parser recurses, so it is not given text that nests deeper than any real configuration.
    if (depthOf(text) > 500) return undefined;
    // Loaded only where a place is asked for, as most files have nothing wrong in them.
    const { parseTree } = require('jsonc-parser') as typeof import('jsonc-parser');
    return parseTree(text);
  } catch {
    return undefined;
  }
}

/** Deepest nesting of brackets outside strings; linear. */
export function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  eachToken(text, (code) => {
    if (code === openBrace || code === openBracket) deepest = Math.max(deepest, ++depth);
    else if (code === closeBrace || code === closeBracket) depth--;
  });
  return deepest;
}

const [quote, backslash, colon, openBrace, closeBrace, openBracket, closeBracket] = [
  34, 92, 58, 123, 125, 91, 93,
];

/** Calls for every bracket and colon outside strings. A loop, because a regular expression's stack grows with the longest string. */
function eachToken(text: string, visit: (code: number) => void): void {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) {
      for (at++; at < text.length && text.charCodeAt(at) !== quote; at++)
        if (text.charCodeAt(at) === backslash) at++;
    } else if (
      code === colon ||
      code === openBrace ||
      code === closeBrace ||
      code === openBracket ||
      code === closeBracket
    )
      visit(code);
  }
}

/** Keys that one object of a valid JSON text holds more than once, with the offset of each later one. Linear at any depth. */
export function duplicateKeys(text: string): { key: string; offset: number }[] {
  const found: { key: string; offset: number }[] = [];
  /** The keys of each object around the place; undefined for a list. */
  const open: (Set<string> | undefined)[] = [];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === openBrace) open.push(new Set());
    else if (code === openBracket) open.push(undefined);
    else if (code === closeBrace || code === closeBracket) open.pop();
    else if (code === quote) {
      const offset = at;
      for (at++; at < text.length && text.charCodeAt(at) !== quote; at++)
        if (text.charCodeAt(at) === backslash) at++;
      const keys = open.at(-1);
      if (keys === undefined || !isKey(text, at + 1)) continue;
      const key = String(JSON.parse(text.slice(offset, at + 1)));
      if (keys.has(key)) found.push({ key, offset });
      keys.add(key);
    }
  }
  return found;
}

/** Whether a colon follows, which makes the string before it a key. */
function isKey(text: string, after: number): boolean {
  for (let at = after; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code > 32) return code === colon;
  }
  return false;
}

/** Whether a parsed text can hold a duplicate key: cheap, and never wrong when it says no. */
export function mayHaveDuplicateKeys(text: string, value: unknown): boolean {
  let colons = 0;
  eachToken(text, (code) => {
    if (code === colon) colons++;
  });
  let keys = 0;
  const pending: unknown[] = [value];
  while (pending.length > 0) {
    const next = pending.pop();
    if (typeof next !== 'object' || next === null) continue;
    if (Array.isArray(next)) for (const item of next) pending.push(item);
    else
      for (const item of Object.values(next)) {
        keys++;
        pending.push(item);
      }
  }
  return colons > keys;
}
