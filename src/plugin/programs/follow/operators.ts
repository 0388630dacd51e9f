import { joinPath } from './paths.ts';
import type { OutsideCall, Run } from './run.ts';
import {
  asValue,
  either,
  itemsOf,
  join,
  knownText,
  mixed,
  optionsOf,
  type Thing,
  textThing,
  unknown,
} from './thing.ts';

export type Handler = (call: OutsideCall, run: Run) => Thing | undefined;

/** An argument by its place or by one of its names. */
export const argument = (
  { args, named }: OutsideCall,
  index: number,
  ...names: string[]
): Thing | undefined => args[index] ?? names.map((name) => named.get(name)).find((one) => one !== undefined);

/** An argument that is a record or a text with places for values, filled in. */
const formatted = (
  thing: Thing,
  values: readonly Thing[],
  named: ReadonlyMap<string, Thing>,
  place: RegExp,
): Thing => {
  const parts: Thing[] = [];
  let next = 0;
  for (const part of thing.kind === 'joined' ? thing.parts : [thing]) {
    if (part.kind !== 'text') {
      parts.push(part);
      continue;
    }
    let end = 0;
    for (const match of part.text.matchAll(place)) {
      parts.push(textThing(part.text.slice(end, match.index)));
      end = match.index + match[0].length;
      const key = match[1] ?? '';
      const index = key === '' ? next++ : Number(key);
      parts.push(named.get(key) ?? values[index] ?? unknown);
    }
    parts.push(textThing(part.text.slice(end)));
  }
  return join(parts);
};

const pythonPlaces = /\{([\w.]*)(?:![rsa])?(?::[^{}]{0,40})?\}/gu;
const percentPlaces = /%(?:\((\w+)\))?[-+ #0]*\d*(?:\.\d+)?[diouxXeEfFgGcrsa]/gu;

const byOption = (thing: Thing, change: (one: Thing) => Thing): Thing => either(optionsOf(thing).map(change));

const merged = (things: readonly Thing[]): Thing => {
  const entries = things.flatMap((one): (readonly [string, Thing])[] =>
    one.kind === 'record' ? [...one.entries] : [['…', one]],
  );
  return { kind: 'record', entries };
};

/** Whether methods of texts and lists make sense. */
const isPlain = (thing: Thing): boolean =>
  ['text', 'joined', 'list', 'record', 'variable', 'folder', 'either'].includes(thing.kind);

/** What leaves a text as it is, as far as anybody who reads it cares. */
const same: Handler = ({ of }) => (of.kind === 'outside' ? undefined : of);

const replaceText: Handler = ({ of, args }) => {
  const [from, to] = args.map(knownText);
  if (from === undefined || to === undefined || from === '') return undefined;
  const replace = (one: Thing): Thing =>
    one.kind === 'text'
      ? textThing(one.text.replaceAll(from, () => to))
      : one.kind === 'joined'
        ? join(one.parts.map(replace))
        : one;
  return isPlain(of) ? byOption(of, replace) : undefined;
};

const splitText: Handler = ({ of, args }) => {
  const text = knownText(of);
  const by = args.length === 0 ? ' ' : knownText(args[0]);
  if (text === undefined || by === undefined || text.length > 20_000) return undefined;
  const words = by === ' ' ? text.trim().split(/\s+/u) : text.split(by);
  return { kind: 'list', items: words.slice(0, 1_000).map(textThing) };
};

const joined = (separator: Thing, list: Thing): Thing | undefined => {
  const items = itemsOf(list);
  if (list.kind !== 'list' && list.kind !== 'either') return undefined;
  return join(items.flatMap((one, index) => (index === 0 ? [one] : [separator, one])));
};

const push: Handler = ({ args: [list = unknown, ...items] }) => ({
  kind: 'list',
  items: [...itemsOf(list), ...items],
});

/** What operators and methods of texts, lists and records give, in all languages. */
export const operators: Record<string, Handler> = {
  '#slash': ({ args }) => joinPath(args, true),
  '#percent': ({ args: [text = unknown, values = unknown] }) => {
    if (text.kind !== 'text' && text.kind !== 'joined') return undefined;
    const named = new Map(values.kind === 'record' ? values.entries : []);
    return formatted(text, values.kind === 'list' ? values.items : [values], named, percentPlaces);
  },
  '#merge': ({ args }) => (args.some((one) => one.kind === 'record') ? merged(args) : undefined),
  '#append': push,
  '#add': push,
  '#insert': ({ args: [list = unknown, , item = unknown] }) => ({
    kind: 'list',
    items: [item, ...itemsOf(list)],
  }),
  '#extend': ({ args: [list = unknown, more = unknown] }) => ({
    kind: 'list',
    items: [...itemsOf(list), ...itemsOf(more)],
  }),
  '#update': ({ args }) => merged(args),
  '#set': ({ args: [of = unknown, key = unknown, value = unknown] }) => {
    const name = knownText(key);
    return merged([of, { kind: 'record', entries: [[name ?? '…', value]] }]);
  },
  '#enter': ({ args }) => args[0],
  '#reversed': ({ args: [of = unknown], at }, run) =>
    run.add({ step: 'decodes', from: 'reversed', content: asValue(of) }, at),
  '*.format': ({ of, args, named }) =>
    isPlain(of) ? byOption(of, (one) => formatted(one, args, named, pythonPlaces)) : undefined,
  '*.join': ({ of, args: [first = unknown] }) =>
    of.kind === 'list'
      ? joined(first, of)
      : isPlain(of)
        ? (joined(of, first) ?? mixed([of, first]))
        : undefined,
  '*.concat': ({ of, args }) => (isPlain(of) ? join([of, ...args]) : undefined),
  '*.replace': replaceText,
  '*.replaceAll': replaceText,
  '*.split': splitText,
  '*.get': ({ of, args: [key = unknown, otherwise], at }, run) => {
    const name = knownText(key);
    if (name === undefined || (of.kind === 'outside' && !of.path.startsWith('*.'))) return undefined;
    const found = run.member(of, name, at);
    return otherwise && of.kind !== 'record' ? either([found, otherwise]) : found;
  },
  '*.items': ({ of }) =>
    of.kind === 'record'
      ? {
          kind: 'list',
          items: of.entries.map(([key, value]) => ({ kind: 'list', items: [textThing(key), value] })),
        }
      : undefined,
  '*.values': ({ of }) =>
    of.kind === 'record' ? { kind: 'list', items: of.entries.map(([, value]) => value) } : undefined,
  '*.keys': ({ of }) =>
    of.kind === 'record' ? { kind: 'list', items: of.entries.map(([key]) => textThing(key)) } : undefined,
  '*.copy': ({ of }) => (isPlain(of) ? of : undefined),
};

/** Items of a list that a function is called with. */
const mostItems = 24;

/** Calls a function with each item of a list. */
const withEach =
  (gives: (results: readonly Thing[], of: Thing) => Thing): Handler =>
  ({ of, args: [callback = unknown], at }, run) => {
    const items = of.kind === 'list' ? of.items.slice(0, mostItems) : [of];
    return gives(
      items.map((item) => run.apply(callback, { args: [item], named: new Map() }, at)),
      of,
    );
  };

operators['*.map'] = withEach((items) => ({ kind: 'list', items }));
operators['*.flatMap'] = withEach((items) => ({ kind: 'list', items: items.flatMap(itemsOf) }));
for (const name of ['forEach', 'some', 'every']) operators[`*.${name}`] = withEach((items) => mixed(items));
for (const name of ['filter', 'toSorted']) operators[`*.${name}`] = withEach((_, of) => of);
for (const name of ['find', 'findLast'])
  operators[`*.${name}`] = withEach((_, of) => (of.kind === 'list' ? either(of.items) : of));

/** Members that call the functions that they are given themselves. */
export const callers: ReadonlySet<string> = new Set([
  'map',
  'flatMap',
  'forEach',
  'some',
  'every',
  'filter',
  'toSorted',
  'find',
  'findLast',
  'then',
]);

operators['*.then'] = ({ of, args: [callback, onError], at }, run) => {
  if (onError) run.apply(onError, { args: [unknown], named: new Map() }, at);
  return callback ? run.apply(callback, { args: [of], named: new Map() }, at) : of;
};
operators['*.catch'] = ({ of }) => of;
operators['*.finally'] = ({ of }) => of;

for (const name of [
  'strip',
  'rstrip',
  'lstrip',
  'trim',
  'trimEnd',
  'trimStart',
  'encode',
  'decode',
  'toString',
  'lower',
  'upper',
  'toLowerCase',
  'toUpperCase',
  'valueOf',
  'dedent',
  'title',
  'normalize',
])
  operators[`*.${name}`] = same;

/** The handler of a call: of the whole path, else of the last member whatever it is a member of. */
export const handlerOf = (tables: readonly Record<string, Handler>[], path: string): Handler | undefined => {
  const end = path.lastIndexOf('.');
  const last = end < 0 ? undefined : `*${path.slice(end)}`;
  for (const name of [path, last])
    for (const table of tables) {
      const handler = name !== undefined && Object.hasOwn(table, name) ? table[name] : undefined;
      if (handler) return handler;
    }
  return undefined;
};
