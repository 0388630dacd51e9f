import { isDeepStrictEqual } from 'node:util';
import { type Node, parseTree } from 'jsonc-parser';
import { depthOf } from '../plugin/json.ts';

/** Longest line that is written, in characters. */
const lineWidth = 110;
/** Deepest nesting that is parsed: the parser recurses. */
const deepest = 100;

/**
 * A JSON text with one value set, or removed where it is undefined. Everything around it keeps its layout: jsonc-parser's own
 * `modify` formats every line that it touches.
 * @param path keys of objects; missing objects are created
 * @throws where the text is not a JSON object, or has a key of the path twice
 */
export function setJson(text: string, path: readonly string[], value: unknown): string {
  const mark = text.startsWith('\ufeff') ? '\ufeff' : '';
  const body = text.slice(mark.length);
  const before: unknown = JSON.parse(body);
  const root = depthOf(body) > deepest ? undefined : parseTree(body);
  if (root?.type !== 'object') throw new Error('Expected the file to hold an object.');
  const after = withValue(before as Record<string, unknown>, path, value);
  const layout = layoutOf(body);
  const edited = edit(body, root, path, value, layout);
  if (!isDeepStrictEqual(JSON.parse(edited), after))
    throw new Error(`Expected the key ${JSON.stringify(path.at(-1))} once.`);
  return mark + edited;
}

/** A value as a JSON file of its own. */
export function newJson(value: object): string {
  return `${pretty(value, { indent: '  ', eol: '\n' }, 0, 0)}\n`;
}

/** The layout of a file: one level of indentation, and the line ending. */
type Layout = { indent: string; eol: string };

function layoutOf(text: string): Layout {
  return { indent: /\n([\t ]+)"/.exec(text)?.[1] ?? '  ', eol: text.includes('\r\n') ? '\r\n' : '\n' };
}

function edit(text: string, root: Node, path: readonly string[], value: unknown, layout: Layout): string {
  let parent = root;
  let depth = 0;
  for (const key of path.slice(0, -1)) {
    const next = propertyOf(parent, key)?.children?.[1];
    if (next?.type !== 'object') break;
    parent = next;
    depth++;
  }
  const key = path[depth] as string;
  const property = propertyOf(parent, key);
  const rest = path.slice(depth + 1);
  if (value === undefined)
    return property === undefined || rest.length > 0 ? text : without(text, parent, property);
  const whole = rest.reduceRight<unknown>((inner, name) => ({ [name]: inner }), value);
  const old = property?.children?.[1];
  if (old !== undefined) {
    const written = pretty(whole, layout, depth + 1, columnOf(text, old.offset));
    return replace(text, old.offset, old.length, written);
  }
  return insert(text, parent, key, whole, depth, layout);
}

function insert(
  text: string,
  parent: Node,
  key: string,
  value: unknown,
  depth: number,
  layout: Layout,
): string {
  const inner = layout.eol + layout.indent.repeat(depth + 1);
  const name = `${JSON.stringify(key)}: `;
  const property = name + pretty(value, layout, depth + 1, layout.indent.length * (depth + 1) + name.length);
  const last = parent.children?.at(-1);
  const first = parent.children?.[0];
  if (first === undefined || last === undefined)
    return replace(
      text,
      parent.offset,
      parent.length,
      `{${inner}${property}${layout.eol}${layout.indent.repeat(depth)}}`,
    );
  if (text.slice(parent.offset, first.offset).includes('\n'))
    return replace(text, last.offset + last.length, 0, `,${inner}${property}`);
  // An object on one line stays on one line while that is short.
  const line = replace(text, last.offset + last.length, 0, `, ${property}`);
  const end = line.indexOf('\n', last.offset);
  const length = (end < 0 ? line.length : end) - line.lastIndexOf('\n', last.offset) - 1;
  if (!property.includes('\n') && length <= lineWidth && depth > 0) return line;
  const object = {
    ...(JSON.parse(text.slice(parent.offset, parent.offset + parent.length)) as object),
    [key]: value,
  };
  return replace(text, parent.offset, parent.length, pretty(object, layout, depth, 0));
}

function without(text: string, parent: Node, property: Node): string {
  const all = parent.children ?? [];
  const at = all.indexOf(property);
  const before = all[at - 1];
  const after = all[at + 1];
  if (before !== undefined) {
    const start = before.offset + before.length;
    return replace(text, start, property.offset + property.length - start, '');
  }
  if (after !== undefined) return replace(text, property.offset, after.offset - property.offset, '');
  return replace(text, parent.offset, parent.length, '{}');
}

function propertyOf(parent: Node, key: string): Node | undefined {
  return parent.children?.find((property) => property.children?.[0]?.value === key);
}

function replace(text: string, offset: number, length: number, by: string): string {
  return text.slice(0, offset) + by + text.slice(offset + length);
}

function columnOf(text: string, offset: number): number {
  return offset - (text.lastIndexOf('\n', offset - 1) + 1);
}

/** Objects over several lines, lists of plain values on one where they fit. */
function pretty(value: unknown, layout: Layout, depth: number, column: number): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const lead = layout.eol + layout.indent.repeat(depth + 1);
  const close = layout.eol + layout.indent.repeat(depth);
  if (Array.isArray(value)) {
    if (value.every((item) => typeof item !== 'object' || item === null)) {
      const line = `[${value.map((item) => JSON.stringify(item)).join(', ')}]`;
      if (column + line.length < lineWidth) return line;
    }
    const items = value.map((item) => lead + pretty(item, layout, depth + 1, lead.length));
    return `[${items.join(',')}${close}]`;
  }
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  if (entries.length === 0) return '{}';
  const lines = entries.map(([key, item]) => {
    const name = `${lead}${JSON.stringify(key)}: `;
    return name + pretty(item, layout, depth + 1, name.length);
  });
  return `{${lines.join(',')}${close}}`;
}

/** A copy of an object with one value set or removed. */
function withValue(
  object: Record<string, unknown>,
  path: readonly string[],
  value: unknown,
): Record<string, unknown> {
  const [key = '', ...rest] = path;
  const copy = { ...object };
  if (rest.length > 0) {
    const inner = copy[key];
    const isObject = typeof inner === 'object' && inner !== null && !Array.isArray(inner);
    if (value !== undefined || isObject)
      copy[key] = withValue(isObject ? (inner as Record<string, unknown>) : {}, rest, value);
  } else if (value === undefined) delete copy[key];
  else copy[key] = JSON.parse(JSON.stringify(value));
  return copy;
}
