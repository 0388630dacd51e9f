import type { Step } from '../step.ts';
import { textOf, type Value } from '../value.ts';
import type { ClassCode, Expression, FunctionCode } from './code.ts';
import type { Frame, ObjectThing, Thing } from './thing.ts';

export type Arguments = { readonly args: readonly Thing[]; readonly named: ReadonlyMap<string, Thing> };

/** A call of something that the program does not hold itself. */
export type OutsideCall = Arguments & {
  readonly path: string;
  /** What the member that is called belongs to. */
  readonly of: Thing;
  readonly at: number;
};

type WithoutLine<S> = S extends { line: number } ? Omit<S, 'line' | 'certain'> : never;

/** A program that is being followed. */
export type Run = {
  readonly tables: Tables;
  /** Tells what the program does at an offset, and gives its result. */
  add(step: WithoutLine<Step>, at: number): Thing;
  evaluate(expression: Expression, frame: Frame): Thing;
  member(of: Thing, name: string, at: number): Thing;
  apply(callee: Thing, given: Arguments, at: number): Thing;
  readonly frames: Map<FunctionCode, Map<string, Frame>>;
  readonly objects: Map<ClassCode, Map<string, ObjectThing>>;
  /** Frames of functions that were not followed, in which values are looked up. */
  readonly asides: Map<FunctionCode, Frame>;
  /** How often functions are being followed: a call of itself is not followed anew. */
  readonly active: Map<FunctionCode, number>;
  /** Functions that are known, with what they belong to. */
  readonly functions: (Thing & { kind: 'function' })[];
  /** Addresses that are written in the program, where they are. */
  readonly addresses: Map<Expression, Thing>;
  /** Whether what is being followed happens whenever the program runs. */
  certain: boolean;
  evaluations: number;
  depth: number;
  nesting: number;
};

/** What a language has built in and what its libraries do. */
export type Tables = {
  /** What a call does and gives; undefined where nothing is known of it. */
  call(call: OutsideCall, run: Run): Thing | undefined;
  /** What a member or a name is, where it is more than that. */
  property(path: string, of: Thing | undefined, run: Run, at: number): Thing | undefined;
  /** Members that call the functions that they are given themselves. */
  readonly callers: ReadonlySet<string>;
  /** Whether a path names a type, whose instances have members that are known. */
  isType(path: string): boolean;
  /** How the function that makes an object is called. */
  readonly constructors: readonly string[];
  /** How a method names its object; empty where it is the first parameter. */
  readonly self: string;
};

/** Expressions that are evaluated in one program. */
export const mostEvaluations = 100_000;

/** Expressions that are evaluated inside each other. */
export const deepestNesting = 500;

const mostSteps = 20_000;

/** Steps of one place in the text that are told apart. */
const mostAtOnePlace = 48;

/** Collects steps in the order of the text, each once. */
export const openSteps = (text: string, isCertain: () => boolean) => {
  const lines = lineStarts(text);
  const found: { step: Step; at: number }[] = [];
  const known = new Map<string, Map<string, Step>>();
  const add = (one: WithoutLine<Step>, at: number): Thing => {
    const step = { line: lineOf(lines, at), ...one, ...(isCertain() && { certain: true }) } as Step;
    const place = `${at} ${one.step}`;
    const here = known.get(place) ?? new Map<string, Step>();
    known.set(place, here);
    const key = here.size < mostAtOnePlace ? keyOf(step) : '';
    const same = here.get(key);
    if (same) return { kind: 'result', step: same };
    here.set(key, step);
    if (found.length < mostSteps) found.push({ step, at });
    return { kind: 'result', step };
  };
  // Where a path is put together from an address, nothing is called.
  const told = (): string => found.flatMap(({ step }) => (isFile(step) ? [] : [keyOf(step)])).join('\n');
  const done = (): Step[] => found.sort((a, b) => a.at - b.at).map(({ step }) => step);
  return { add, done, told };
};

const isFile = ({ step }: Step): boolean => /^(?:reads|writes|deletes|loads)$/.test(step);

const lineStarts = (text: string): number[] => {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
};

/** The line of an offset, 1-based. */
const lineOf = (starts: readonly number[], at: number): number => {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** What tells two steps of one place apart. */
const keyOf = (step: Step): string => {
  let left = 200;
  const write = (value: unknown): string => {
    if (typeof value !== 'object' || value === null) return `${value}`;
    if (--left < 0) return '';
    if (Array.isArray(value)) return `[${value.map(write).join()}]`;
    if (!('kind' in value)) return Object.values(value).map(write).join('|');
    const one = value as Value;
    if (one.kind === 'result')
      return `${one.step.step} ${'path' in one.step && one.step.path ? textOf(one.step.path) : ''}`;
    if (one.kind === 'name') return one.name;
    const inner =
      one.kind === 'list'
        ? one.items
        : one.kind === 'mixed'
          ? one.of
          : one.kind === 'record'
            ? one.entries
            : [];
    return `${one.kind} ${textOf(one)} ${write(inner)}`;
  };
  return write(Object.values(step));
};
