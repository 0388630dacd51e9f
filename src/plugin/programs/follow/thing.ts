import type { Step } from '../step.ts';
import type { Value } from '../value.ts';
import type { Body, ClassCode, Expression, FunctionCode } from './code.ts';

/** A value while a program is followed: as `Value`, and what only the program itself can use. */
export type Thing =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'joined'; readonly parts: readonly Thing[] }
  | { readonly kind: 'list'; readonly items: readonly Thing[] }
  | { readonly kind: 'record'; readonly entries: readonly (readonly [string, Thing])[] }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'folder'; readonly of: 'file' | 'plugin' | 'home' | 'project' | 'temporary' }
  | { readonly kind: 'result'; readonly step: Step }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'mixed'; readonly of: readonly Thing[] }
  /** One of these. */
  | { readonly kind: 'either'; readonly of: readonly Thing[] }
  | Outside
  | { readonly kind: 'function'; readonly code: FunctionCode; readonly frame: Frame; readonly self?: Thing }
  | { readonly kind: 'class'; readonly code: ClassCode; readonly frame: Frame }
  | ObjectThing;

/**
 * Something of another file or of the language, by its path: `requests.Session().post` is the member `post` of what `requests.Session` gave.
 * `*.read_text` is a member of a value that is no such thing.
 */
export type Outside = {
  readonly kind: 'outside';
  readonly path: string;
  /** What it is a member of. */
  readonly of?: Thing;
  /** What it was called with. */
  readonly args?: readonly Thing[];
  readonly named?: ReadonlyMap<string, Thing>;
  /** Where it was called. */
  readonly at?: number;
};

export type ObjectThing = {
  readonly kind: 'object';
  readonly class: ClassCode;
  readonly frame: Frame;
  /** Frames of its methods that set attributes. */
  readonly frames: Map<FunctionCode, Frame>;
};

/** A body with what it was called with. */
export type Frame = {
  readonly body: Body;
  readonly code: FunctionCode | undefined;
  readonly parent: Frame | undefined;
  readonly given: ReadonlyMap<string, Thing>;
  /** What expressions were found to be. */
  readonly known: Map<Expression, Thing>;
  /** Whether it is followed whenever the program runs. */
  readonly certain: boolean;
  /** What the function gives back, once it was followed. */
  result?: Thing;
};

/** Nothing is known of it. */
export const unknown: Thing = { kind: 'mixed', of: [] };

export const textThing = (text: string): Thing => ({ kind: 'text', text });

/** Things that one is made of, no more than these. */
const mostParts = 64;

const distinct = (things: readonly Thing[]): Thing[] =>
  [...new Set(things)].filter((one) => !(one.kind === 'mixed' && one.of.length === 0)).slice(0, mostParts);

/** Made of these in a way that is not followed. */
export const mixed = (things: readonly Thing[]): Thing => {
  const of = distinct(things);
  if (of.length === 0) return unknown;
  return of.length === 1 && of[0]?.kind === 'mixed' ? of[0] : { kind: 'mixed', of };
};

/** One of these. */
export const either = (things: readonly Thing[]): Thing => {
  const of = distinct(things.flatMap((one) => (one.kind === 'either' ? one.of : [one])));
  if (of.length === 1 && of[0]) return of[0];
  return of.length === 0 ? (things[0] ?? unknown) : { kind: 'either', of };
};

/** The things that one can be. */
export const optionsOf = (thing: Thing): readonly Thing[] => (thing.kind === 'either' ? thing.of : [thing]);

const isText = (thing: Thing | undefined) => thing?.kind === 'text';

/** Longest text that is put together, in UTF-16 units. */
const longestText = 100_000;

/** Ways to put one text together that are told apart. */
const mostWays = 8;

/** Texts or lists put together, in each way that is known. */
export const join = (things: readonly Thing[]): Thing => {
  const ways = things.reduce((product, one) => product * (one.kind === 'either' ? one.of.length : 1), 1);
  if (ways === 1 || ways > mostWays) return joinOne(things);
  let all: Thing[][] = [[]];
  for (const one of things) all = optionsOf(one).flatMap((option) => all.map((way) => [...way, option]));
  return either(all.map(joinOne));
};

const joinOne = (things: readonly Thing[]): Thing => {
  if (
    things.some(
      (one) => one.kind === 'list' || (one.kind === 'either' && one.of.some((two) => two.kind === 'list')),
    )
  )
    return { kind: 'list', items: things.flatMap(itemsOf).slice(0, mostItems) };
  const parts: Thing[] = [];
  for (const one of things.flatMap((thing) => (thing.kind === 'joined' ? thing.parts : [thing]))) {
    const last = parts[parts.length - 1];
    if (one.kind === 'text' && last?.kind === 'text' && last.text.length + one.text.length < longestText)
      parts[parts.length - 1] = textThing(last.text + one.text);
    else if (!isText(one) || (one.kind === 'text' && one.text !== '')) parts.push(one);
  }
  if (parts.length === 0) return textThing('');
  return parts.length === 1 && parts[0] ? parts[0] : { kind: 'joined', parts: parts.slice(0, mostItems) };
};

const mostItems = 2_000;

/** The items of a list; a thing that is none is one unknown number of them. */
export const itemsOf = (thing: Thing): readonly Thing[] => {
  if (thing.kind === 'list') return thing.items;
  if (thing.kind === 'either') {
    const lists = thing.of.filter((one) => one.kind === 'list');
    return lists.length > 0 ? [...new Set(lists.flatMap((one) => one.items))].slice(0, mostItems) : [thing];
  }
  return thing === unknown ? [] : [thing];
};

/** A part of a record or list; undefined where the thing has no such part that is known. */
export const partOf = (thing: Thing, name: string): Thing | undefined => {
  if (thing.kind === 'record') {
    const found = thing.entries.findLast(([key]) => key === name);
    return found?.[1];
  }
  if (thing.kind === 'list' && /^-?\d+$/u.test(name)) return thing.items.at(Number(name));
  if (thing.kind === 'either') {
    const found = thing.of.flatMap((one) => partOf(one, name) ?? []);
    return found.length > 0 ? either(found) : undefined;
  }
  return undefined;
};

/** The text, where all of it is known. */
export const knownText = (thing: Thing | undefined): string | undefined =>
  thing?.kind === 'text' ? thing.text : undefined;

const values = new WeakMap<Thing, Value>();

/** The value that steps are told with. */
export const asValue = (thing: Thing): Value => {
  const known = values.get(thing);
  if (known) return known;
  values.set(thing, { kind: 'mixed', of: [] });
  const value = toValue(thing);
  values.set(thing, value);
  return value;
};

const toValue = (thing: Thing): Value => {
  switch (thing.kind) {
    case 'joined':
      return { kind: 'joined', parts: thing.parts.map(asValue) };
    case 'list':
      return { kind: 'list', items: thing.items.map(asValue) };
    case 'record':
      return { kind: 'record', entries: thing.entries.map(([key, value]) => [key, asValue(value)] as const) };
    case 'either':
      return { kind: 'mixed', of: thing.of.map(asValue) };
    case 'mixed':
    case 'outside':
      return madeOf(thing);
    case 'function':
    case 'class':
      return { kind: 'name', name: thing.code.name };
    case 'object':
      return { kind: 'name', name: thing.class.name };
    default:
      return thing;
  }
};

/** What a member, or the member that was called, belongs to. */
const ownerOf = (thing: Outside): Thing[] => {
  const { of } = thing;
  const owner = of?.kind === 'outside' && thing.path === `${of.path}()` ? of.of : of;
  return owner ? [owner] : [];
};

/** A text that something was made of is no text that it may be. */
const madeWith = (value: Value): Value =>
  /^(?:text|joined|variable|folder)$/.test(value.kind) ? { kind: 'list', items: [value] } : value;

/** What a program is called with. */
const programArguments = /^(?:process\.argv|Deno\.args|Bun\.argv|sys\.argv|ARGV|os\.Args)$/u;

/** What a thing was made of, without the calls and members in between. */
const madeOf = (thing: Thing): Value => {
  const seen = new Set<Thing>();
  const names = new Set<string>();
  const found = new Set<Value>();
  const open: Thing[] = [thing];
  while (open.length > 0 && seen.size < 400 && found.size < mostParts) {
    const one = open.pop() as Thing;
    if (seen.has(one)) continue;
    seen.add(one);
    if (one.kind === 'mixed' || one.kind === 'either') open.push(...one.of.toReversed());
    else if (one.kind === 'outside') {
      const member = /^\*.*\.([\w$]+)$/u.exec(one.path)?.[1];
      if (member) names.add(member);
      else if (!one.of && programArguments.test(one.path)) names.add(one.path);
      open.push(...[...ownerOf(one), ...(one.args ?? []), ...(one.named?.values() ?? [])].reverse());
    } else found.add(madeWith(asValue(one)));
  }
  const of = [...found, ...[...names].slice(0, 8).map((name) => ({ kind: 'name', name }) as const)];
  if (of.length === 1 && of[0]) return of[0];
  if (of.length === 0 && thing.kind === 'outside') return { kind: 'name', name: thing.path };
  return { kind: 'mixed', of };
};
