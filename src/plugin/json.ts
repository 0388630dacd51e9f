import { type Node, parseTree } from 'jsonc-parser';

/** A place in a text: 1-based line and column, counted in UTF-16 units. */
export type Position = { line: number; column: number };

/** Keys and indexes that lead to a value. */
export type JsonPath = readonly (string | number)[];

/** Why a text is not JSON: words that end a sentence, a sentence that says how to correct it, and where. */
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

/** JSON.parse says where it stopped only in some messages. */
function explain(text: string, raw: string): JsonProblem {
  if (text.trim() === '')
    return { message: 'the file is empty', fix: 'Write at least {} into it.', offset: 0 };
  if (isPlaceless(raw) && text.length > longestSearch)
    return {
      message: 'something in it is no JSON value',
      fix: 'Compare it with the last version that was JSON: it is too long for the place to be looked for.',
      offset: 0,
    };
  const known = isPlaceless(raw) ? firstWrong(text) : /position (\d+)/.exec(raw)?.[1];
  const end = text.trimEnd().length;
  const offset = known === undefined ? end : Math.min(Number(known), text.length);
  const problem = (message: string, fix: string, at = offset): JsonProblem => ({ message, fix, offset: at });
  const character = text.charAt(offset);
  const before = text.slice(0, offset).trimEnd();
  if (isWide(text)) return problem('it is not UTF-8 text but seems to be UTF-16', 'Save the file as UTF-8.');
  // What is not UTF-8 was read as this.
  if (character === '\ufffd') return problem('it is not UTF-8 text', 'Save the file as UTF-8.');
  if (offset >= end)
    return problem('the file ends before its last value is closed', closing(text.slice(0, end)), end);
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
  const missing = /^Expected (?:'(:)'|'(,)' or )/.exec(raw)?.slice(1).find(Boolean);
  if (missing !== undefined && /["{[\d-]/.test(character)) {
    const { line } = positionAt(text, before.length);
    return problem(
      `a ${missing === ':' ? 'colon' : 'comma'} is missing before this value`,
      `Write "${missing}" at the end of what stands before it in line ${line}.`,
    );
  }
  const code = text.codePointAt(offset) ?? 0;
  // What cannot be seen, or turns text around, is named by its number.
  const shown =
    code > 32 && code < 127
      ? JSON.stringify(character)
      : `the character U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  return problem(`${shown} is not expected here`, `Remove ${shown}, or write it inside double quotes.`);
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
        return `Write a double quote at the end of the string that begins in line ${positionAt(text, start).line}.`;
    }
  }
  const innermost = open.at(-1);
  if (innermost === undefined) return 'Write the value to its end.';
  const last = text.at(-1);
  const first = last === ',' || last === ':' ? `what is missing after the last "${last}", then ` : '';
  const closers = open.map((at) => (text.charCodeAt(at) === openBrace ? '}' : ']')).reverse();
  const shown = closers.length > 8 ? `${closers.length} closing brackets` : `"${closers.join('')}"`;
  return `Write ${first}${shown} at the end: the "${text.charAt(innermost)}" of line ${positionAt(text, innermost).line} is still open.`;
}

/** Whether the parser names what it found and not where: `Unexpected token 'x', "…" is not valid JSON`. */
const isPlaceless = (raw: string): boolean => raw.endsWith('is not valid JSON');

/** Characters of a text in which the place is looked for: it takes some twenty readings. */
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

/** Where the last question about a text ended: the next is mostly about a later place in it, and then starts from there. */
let lastPlace = { text: '', offset: 0, line: 1, start: 0 };

/** Line and column of an offset. Asked for ascending offsets of one text, it walks the text once. */
export function positionAt(text: string, offset: number): Position {
  const end = Math.min(Math.max(offset, 0), text.length);
  const isOnward =
    end >= lastPlace.offset && lastPlace.text.length === text.length && lastPlace.text === text;
  let { line, start } = isOnward ? lastPlace : { line: 1, start: 0 };
  for (
    let at = text.indexOf('\n', isOnward ? lastPlace.offset : 0);
    at >= 0 && at < end;
    at = text.indexOf('\n', at + 1)
  ) {
    line++;
    start = at + 1;
  }
  lastPlace = { text, offset: end, line, start };
  return { line, column: end - start + 1 };
}

/**
 * Where a path of keys leads in a JSON text: the offset of the value, or of the key with `at: 'key'`.
 * A path that leads nowhere gives the place of its longest part that exists. Only for text that is already to be reported: it is slow.
 */
export function offsetOf(text: string, path: JsonPath, at: 'value' | 'key' = 'value'): number {
  const root = treeOf(text);
  if (root === undefined) return 0;
  let node: Node = root;
  for (const [index, key] of path.entries()) {
    const child = childOf(node, key);
    if (child === undefined) return node.offset;
    if (at === 'key' && index === path.length - 1)
      return (child.parent?.type === 'property' ? child.parent : child).offset;
    node = child;
  }
  return node.offset;
}

/** Characters of a text up to which searching it for every value costs less than building its tree. */
const worthSearching = 1 << 16;

/**
 * 1-based line of the value that a path leads to.
 * @param hint a string that stands at or just inside the value: where the text holds it once, that is the place, without building a tree
 */
export function lineOfValue(text: string, path: JsonPath, hint: string | undefined): number {
  if (hint !== undefined && hint !== '' && text.length <= worthSearching) {
    const written = JSON.stringify(hint);
    const first = text.indexOf(written);
    if (first >= 0 && text.indexOf(written, first + 1) < 0) return positionAt(text, first).line;
  }
  return positionAt(text, offsetOf(text, path)).line;
}

function childOf(node: Node, key: string | number): Node | undefined {
  if (typeof key === 'number') return node.type === 'array' ? node.children?.[key] : undefined;
  if (node.type !== 'object') return undefined;
  let values = valuesOf.get(node);
  if (values === undefined) {
    values = new Map();
    // The last of several equal keys is the one that counts.
    for (const property of node.children ?? []) {
      const [name, value] = property.children ?? [];
      if (value !== undefined) values.set(String(name?.value), value);
      else values.delete(String(name?.value));
    }
    valuesOf.set(node, values);
  }
  return values.get(key);
}

/** The values of objects that were looked into, by key. */
const valuesOf = new WeakMap<Node, Map<string, Node>>();

let lastTree: { text: string; root: Node | undefined } | undefined;

function treeOf(text: string): Node | undefined {
  if (lastTree?.text !== text) {
    let root: Node | undefined;
    try {
      // The parser recurses, so text that nests deeper than any real configuration is not given to it.
      root = depthOf(text) > 500 ? undefined : parseTree(text);
    } catch {
      root = undefined;
    }
    lastTree = { text, root };
  }
  return lastTree.root;
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
