import type { Step } from '../step.ts';
import { textOf } from '../value.ts';
import type { Body, Call, Expression } from './code.ts';
import { followBody, frameOf, newFrame } from './functions.ts';
import { lookUp } from './names.ts';
import { attributeOf, classFrame, create, memberOfClass } from './objects.ts';
import { type Arguments, deepestNesting, mostEvaluations, openSteps, type Run, type Tables } from './run.ts';
import {
  asValue,
  either,
  type Frame,
  itemsOf,
  join,
  knownText,
  mixed,
  optionsOf,
  partOf,
  type Thing,
  textThing,
  unknown,
} from './thing.ts';

/** Follows the statements of a program, and functions where they are called, and tells what it does. */
export const stepsOfBody = (body: Body, text: string, tables: Tables): Step[] => {
  const steps = openSteps(text, () => run.certain);
  const run: Run = {
    tables,
    add: steps.add,
    evaluate: (expression, frame) => evaluate(run, expression, frame),
    member: (of, name, at) => member(run, of, name, at),
    apply: (callee, given, at) => apply(run, callee, given, at),
    frames: new Map(),
    objects: new Map(),
    asides: new Map(),
    active: new Map(),
    functions: [],
    addresses: new Map(),
    certain: false,
    evaluations: 0,
    depth: 0,
    nesting: 0,
  };
  const top = newFrame(body, undefined, undefined, undefined, true);
  followBody(run, top);
  // What nobody in the file calls is called from elsewhere.
  for (const one of run.functions) if (!run.frames.has(one.code)) frameOf(run, one, nothing);
  const told = steps.told();
  for (const [{ at }, thing] of run.addresses)
    if (!told.includes(textOf(asValue(thing)))) steps.add({ step: 'constant', content: asValue(thing) }, at);
  return steps.done();
};

const isAnswer = /^(?:permissionDecision|decision|behavior|updatedInput)$/;

/** Addresses of one program that are kept. */
const mostAddresses = 500;

const nothing: Arguments = { args: [], named: new Map() };

const evaluate = (run: Run, expression: Expression, frame: Frame): Thing => {
  const known = frame.known.get(expression);
  if (known) return known;
  run.evaluations += 1;
  if (run.evaluations > mostEvaluations || run.nesting > deepestNesting) return unknown;
  frame.known.set(expression, unknown);
  run.nesting += 1;
  const thing = evaluateNew(run, expression, frame);
  run.nesting -= 1;
  frame.known.set(expression, thing);
  return thing;
};

const all = (run: Run, expressions: readonly Expression[], frame: Frame): Thing[] =>
  expressions.map((one) => evaluate(run, one, frame));

const spread = (run: Run, expressions: readonly Expression[], frame: Frame): Thing[] =>
  expressions.flatMap((one) =>
    one.is === 'spread' ? itemsOf(evaluate(run, one.of, frame)) : [evaluate(run, one, frame)],
  );

const evaluateNew = (run: Run, expression: Expression, frame: Frame): Thing => {
  const { at } = expression;
  switch (expression.is) {
    case 'text':
      return address(run, expression, textThing(expression.text));
    case 'name':
      return lookUp(run, expression.name, at, frame) ?? outside(run, expression.name, undefined, at);
    case 'outside':
      return outside(run, expression.path, undefined, at);
    case 'member':
      return member(run, evaluate(run, expression.of, frame), expression.name, at);
    case 'item':
      return item(run, expression, frame);
    case 'call':
      return call(run, expression, frame);
    case 'join':
      return address(run, expression, join(all(run, expression.parts, frame)));
    case 'list':
      return { kind: 'list', items: spread(run, expression.items, frame) };
    case 'record':
      return record(run, expression, frame);
    case 'spread':
      return evaluate(run, expression.of, frame);
    case 'either':
      return either(all(run, expression.of, frame));
    case 'each':
      return either(partsOfAny(evaluate(run, expression.of, frame)));
    case 'made':
      return mixed(all(run, expression.of, frame));
    default:
      return defined(run, expression, frame);
  }
};

/** Keeps an address that is written in the program, without the parts that it was put together from. */
const address = (run: Run, expression: Expression, thing: Thing): Thing => {
  if (expression.is === 'join') for (const part of expression.parts) run.addresses.delete(part);
  const first = thing.kind === 'joined' ? thing.parts[0] : thing;
  if (
    first?.kind === 'text' &&
    first.text.length < 2_000 &&
    first.text.includes('://') &&
    run.addresses.size < mostAddresses
  )
    run.addresses.set(expression, thing);
  return thing;
};

/** A function or class, which is known from now on. */
const defined = (run: Run, expression: Expression & { is: 'function' | 'class' }, frame: Frame): Thing => {
  if (expression.is === 'function') {
    const made = { kind: 'function', code: expression.code, frame } as const;
    run.functions.push(made);
    return made;
  }
  const made = { kind: 'class', code: expression.code, frame } as const;
  const inner = classFrame(run, made);
  for (const one of expression.code.body.run) evaluate(run, one, inner);
  const self = { kind: 'object', class: made.code, frame, frames: new Map() } as const;
  for (const code of made.code.methods.values()) run.functions.push({ kind: 'function', code, frame, self });
  return made;
};

const item = (run: Run, expression: Expression & { is: 'item' }, frame: Frame): Thing => {
  const key = evaluate(run, expression.key, frame);
  const of = evaluate(run, expression.of, frame);
  const names = optionsOf(key).flatMap((one) => knownText(one) ?? []);
  if (names.length > 0) return either(names.slice(0, 16).map((name) => member(run, of, name, expression.at)));
  const parts = partsOfAny(of);
  return of.kind === 'record' || of.kind === 'list' ? either(parts) : mixed([...parts, key]);
};

const record = (run: Run, expression: Expression & { is: 'record' }, frame: Frame): Thing => {
  const rest: Thing[] = [];
  const entries = expression.entries.flatMap(({ key, value }): (readonly [string, Thing])[] => {
    const thing = evaluate(run, value, frame);
    const named = key && evaluate(run, key, frame);
    const name = knownText(named);
    if (name !== undefined) return [[name, thing]];
    if (!key && thing.kind === 'record') return [...thing.entries];
    rest.push(...(named ? [named] : []), thing);
    return [];
  });
  if (rest.length > 0) entries.push(['…', mixed(rest)]);
  const made = { kind: 'record', entries } as const;
  // Where an answer of a hook is put together is told, too, since it is printed elsewhere.
  if (entries.some(([key]) => isAnswer.test(key)))
    run.add({ step: 'constant', content: asValue(made) }, expression.at);
  return made;
};

const outside = (run: Run, path: string, of: Thing | undefined, at: number): Thing =>
  run.tables.property(path, of, run, at) ?? { kind: 'outside', path, ...(of && { of }) };

const member = (run: Run, of: Thing, name: string, at: number): Thing => {
  switch (of.kind) {
    case 'outside':
      return outside(run, `${of.path}.${name}`, of, at);
    case 'object':
      return attributeOf(run, of, name) ?? outside(run, `*.${name}`, of, at);
    case 'class':
      return memberOfClass(run, of, name) ?? outside(run, `*.${name}`, of, at);
    case 'either':
      return either(of.of.slice(0, 8).map((one) => member(run, one, name, at)));
    default:
      return partOf(of, name) ?? outside(run, `*.${name}`, of, at);
  }
};

const call = (run: Run, expression: Call, frame: Frame): Thing => {
  const callee = evaluate(run, expression.callee, frame);
  const named = new Map<string, Thing>();
  for (const [name, value] of expression.named) {
    const thing = evaluate(run, value, frame);
    if (name === '**' && thing.kind === 'record') for (const [key, one] of thing.entries) named.set(key, one);
    else named.set(name, thing);
  }
  const given = { args: spread(run, expression.args, frame), named };
  const callees = optionsOf(callee).slice(0, 8);
  return either(callees.map((one) => apply(run, one, given, expression.at)));
};

const apply = (run: Run, callee: Thing, given: Arguments, at: number): Thing => {
  if (callee.kind === 'function') return frameOf(run, callee, given).result ?? unknown;
  if (callee.kind === 'class') return create(run, callee, given);
  const functions = [...given.args, ...given.named.values()];
  if (callee.kind !== 'outside') {
    callBack(run, functions, unknown);
    return mixed([callee, ...functions]);
  }
  const { path, of = unknown } = callee;
  const result = run.tables.call({ path, of, at, ...given }, run);
  const gives: Thing = result ?? { kind: 'outside', path: `${path}()`, of: callee, at, ...given };
  if (!run.tables.callers.has(path.slice(path.lastIndexOf('.') + 1)))
    callBack(
      run,
      functions,
      result ? mixed([of, result]) : { kind: 'outside', path: `${path}()`, of: callee },
    );
  return gives;
};

/** Functions that something of another file is given are called with what it gives. */
const callBack = (run: Run, things: readonly Thing[], gives: Thing): void => {
  for (const thing of things) {
    if (thing.kind === 'function') frameOf(run, thing, { args: [gives, gives, gives], named: new Map() });
    if (thing.kind !== 'record') continue;
    for (const [, one] of thing.entries) if (one.kind === 'function') frameOf(run, one, nothing);
  }
};

const partsOfAny = (thing: Thing): readonly Thing[] =>
  thing.kind === 'record' ? thing.entries.map(([, value]) => value) : itemsOf(thing);
