import type { Body, FunctionCode, Parameter } from './code.ts';
import { type Arguments, mostEvaluations, type Run } from './run.ts';
import { either, type Frame, mixed, partOf, type Thing, unknown } from './thing.ts';

type Function = Thing & { kind: 'function' };

/** Calls that are followed inside calls. */
const deepestCalls = 24;

/** Ways in which one function is called that are told apart. */
const mostCalls = 40;

/** Values that one function gives back that are told apart. */
const mostReturns = 48;

export const newFrame = (
  body: Body,
  code: FunctionCode | undefined,
  parent: Frame | undefined,
  given: ReadonlyMap<string, Thing> = new Map(),
  certain = false,
): Frame => ({ body, code, parent, given, known: new Map(), certain });

/** Follows the statements of a body in their order. */
export const followBody = (run: Run, frame: Frame): void => {
  const { certain } = run;
  for (const expression of frame.body.run) {
    run.certain = frame.certain && expression.at < frame.body.branch;
    run.evaluate(expression, frame);
  }
  run.certain = certain;
};

/** Follows a function as it is called. A call that is the same as an earlier one is not followed again. */
export const frameOf = (run: Run, called: Function, given: Arguments): Frame => {
  const { code, frame: parent, self } = called;
  const known = run.frames.get(code) ?? new Map<string, Frame>();
  run.frames.set(code, known);
  const active = run.active.get(code) ?? 0;
  const full =
    active > 0 ||
    known.size >= mostCalls ||
    run.depth > deepestCalls ||
    run.evaluations > mostEvaluations / 2;
  const key = full ? '' : `${keyOf(given)} ${self ? identity(self) : ''} ${identity(parent)}`;
  const found = known.get(key);
  if (found) return found;
  const giving = new Map<string, Thing>();
  const frame = newFrame(code.body, code, parent, giving, run.certain);
  known.set(key, frame);
  if (self?.kind === 'object' && !self.frames.has(code)) self.frames.set(code, frame);
  giveAll(run, called, given, frame, giving);
  run.depth += 1;
  run.active.set(code, active + 1);
  followBody(run, frame);
  run.depth -= 1;
  run.active.set(code, active);
  frame.result = either(code.returns.slice(0, mostReturns).map((one) => run.evaluate(one, frame)));
  return frame;
};

/** The frame of a function that was not followed, in which values are looked up. */
export const asideOf = (run: Run, code: FunctionCode, parent: Frame, self?: Thing): Frame => {
  const given: ReadonlyMap<string, Thing> = self ? new Map([[run.tables.self, self]]) : new Map();
  const frame = run.asides.get(code) ?? newFrame(code.body, code, parent, given);
  run.asides.set(code, frame);
  return frame;
};

type Giving = Map<string, Thing>;

const giveAll = (
  run: Run,
  { code, self }: Function,
  given: Arguments,
  frame: Frame,
  giving: Giving,
): void => {
  if (self && run.tables.self) giving.set(run.tables.self, self);
  let index = 0;
  for (const [position, parameter] of code.parameters.entries()) {
    if (position === 0 && code.method) {
      if (self) giving.set(parameter.name, self);
    } else if (parameter.rest === 'list')
      giving.set(parameter.name, { kind: 'list', items: given.args.slice(index) });
    else if (parameter.rest === 'record')
      giving.set(parameter.name, { kind: 'record', entries: [...given.named] });
    else give(run, parameter, given.named.get(parameter.name) ?? given.args[index++], frame, giving);
  }
};

const give = (
  run: Run,
  parameter: Parameter,
  value: Thing | undefined,
  frame: Frame,
  giving: Giving,
): void => {
  const typed = parameter.type && !value ? ofType(run, run.evaluate(parameter.type, frame)) : undefined;
  const fallback = parameter.fallback && !value ? run.evaluate(parameter.fallback, frame) : undefined;
  const thing = value ?? typed ?? fallback ?? ({ kind: 'name', name: parameter.name } as const);
  if (parameter.name) giving.set(parameter.name, thing);
  for (const part of parameter.parts ?? []) give(run, part, taken(run, part, thing, frame), frame, giving);
};

/** What a pattern takes out of a thing. */
const taken = (run: Run, part: Parameter, thing: Thing, frame: Frame): Thing | undefined => {
  if (part.rest) return thing;
  const name = part.key ?? part.name;
  const found = partOf(thing, name);
  if (found || part.fallback) return found;
  if (thing.kind === 'outside' || thing.kind === 'object')
    return run.member(thing, name, frame.code?.at ?? 0);
  return mixed([{ kind: 'name', name }, thing]);
};

/** What a parameter of a type is, where nobody in the file gives one. */
const ofType = (run: Run, type: Thing): Thing | undefined => {
  if (type.kind === 'class') return run.apply(type, { args: [], named: new Map() }, type.code.at);
  const known = type.kind === 'outside' && run.tables.isType(type.path);
  return known ? { kind: 'outside', path: `${type.path}()`, of: type } : undefined;
};

const identities = new WeakMap<object, number>();
let lastIdentity = 0;

/** A number that is the same for the same thing. */
const identity = (one: object): number => {
  const known = identities.get(one) ?? ++lastIdentity;
  identities.set(one, known);
  return known;
};

/** What tells two calls apart: other texts, or other things. */
export const keyOf = ({ args, named }: Arguments): string =>
  JSON.stringify([args.map(keyOfThing), [...named].map(([name, thing]) => [name, keyOfThing(thing)])]);

const keyOfThing = (thing: Thing): string | number => {
  if (thing.kind === 'text') return `=${thing.text}`;
  return thing === unknown ? '' : identity(thing);
};
