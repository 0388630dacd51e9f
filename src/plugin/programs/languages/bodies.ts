import {
  bind,
  bindAttribute,
  branchAt,
  callOf,
  classOf,
  functionOf,
  madeOf,
  type OpenBody,
  type OpenClass,
  openBody,
  textAt,
} from '../follow/body.ts';
import type { Body, Expression, Parameter } from '../follow/code.ts';
import type { CallForm, Form, FunctionForm } from './forms.ts';

/** How a language names things. */
export type Naming = {
  /** How a method calls its own object. */
  self: string;
  /** A name that stands for a field of the object, such as `@name` in Ruby: the field. */
  field?(name: string): string | undefined;
  /** Names that mean the same in the whole file. */
  isGlobal?(name: string): boolean;
  /** Whether inner statements decide what happens behind them. */
  branches?: true;
  /** Whether the last statement of a function is its value. */
  lastIsValue: boolean;
  /** Methods that change the object that they are called on, and give it. */
  changes: ReadonlySet<string>;
  /** Functions that change the object that they are given first, and give it. */
  changesFirst: ReadonlySet<string>;
};

type Place = {
  naming: Naming;
  top: OpenBody;
  body: OpenBody;
  block: readonly [number, number];
  /** Classes by name, also for methods that stand outside of them. */
  classes: Map<string, OpenClass>;
  /** Methods of the class that the place is in. */
  methods: ReadonlySet<string>;
  owner: OpenClass | undefined;
};

/** The statements of a program with what its names stand for. */
export function bodyOf(form: Form, text: string, naming: Naming): Body {
  const body = openBody(undefined);
  const classes = new Map<string, OpenClass>();
  const place: Place = {
    naming,
    top: body,
    body,
    block: [0, text.length],
    classes,
    methods: new Set(),
    owner: undefined,
  };
  body.run.push(expressionOf(form, place));
  return body;
}

const all = (forms: readonly Form[], place: Place) => forms.map((one) => expressionOf(one, place));

function expressionOf(form: Form, place: Place): Expression {
  const { at } = form;
  const inner = (one: Form) => expressionOf(one, place);
  switch (form.is) {
    case 'text':
    case 'outside':
      return form;
    case 'name':
      return nameOf(form.name, at, place);
    case 'join':
      return { is: 'join', at, parts: all(form.parts, place) };
    case 'member':
      return { is: 'member', at, of: inner(form.of), name: form.name };
    case 'item': {
      const of = inner(form.of);
      const key = inner(form.key);
      return key.is === 'text' ? { is: 'member', at, of, name: key.text } : { is: 'item', at, of, key };
    }
    case 'call':
      return callOfForm(form, place);
    case 'list':
      return { is: 'list', at, items: all(form.items, place) };
    case 'record':
      return {
        is: 'record',
        at,
        entries: form.entries.map(({ key, value }) => ({
          ...(key && { key: inner(key) }),
          value: inner(value),
        })),
      };
    case 'spread':
      return { is: 'spread', at, of: inner(form.of) };
    case 'either':
      return { is: 'either', at, of: all(form.of, place) };
    case 'function':
      return functionOfForm(form, place);
    case 'made':
      return madeOf(at, all(form.of, place));
    default:
      return statement(form, place);
  }
}

type Statement = Extract<Form, { is: 'assign' | 'class' | 'each' | 'return' | 'body' }>;

function statement(form: Statement, place: Place): Expression {
  switch (form.is) {
    case 'assign': {
      const value = expressionOf(form.value, place);
      place.body.run.push(value);
      assign(form.to, value, form, place);
      return value;
    }
    case 'class':
      return classOfForm(form, place);
    case 'each':
      return eachOf(form, place);
    case 'return': {
      const value = form.value === undefined ? madeOf(form.at, []) : expressionOf(form.value, place);
      place.body.run.push(value);
      place.body.returns.push(value);
      return value;
    }
    case 'body': {
      if (form.inner === true && place.naming.branches === true) branchAt(place.body, form.at);
      const inner: Place = form.inner === true ? { ...place, block: [form.at, form.end] } : place;
      const values = statements(form.body, inner);
      return values.at(-1) ?? madeOf(form.at, []);
    }
  }
}

/** Statements in their order. What is called for its effect changes what it is called on. */
function statements(forms: readonly Form[], place: Place): Expression[] {
  return forms.map((form) => {
    const value = expressionOf(form, place);
    place.body.run.push(value);
    if (form.is === 'call') change(form, value, place);
    return value;
  });
}

function nameOf(name: string, at: number, place: Place): Expression {
  const field = place.owner === undefined ? undefined : place.naming.field?.(name);
  if (field === undefined) return { is: 'name', at, name };
  return { is: 'member', at, of: { is: 'name', at, name: place.naming.self }, name: field };
}

function callOfForm({ at, callee, given }: CallForm, place: Place): Expression {
  const isOwn = callee.is === 'name' && place.methods.has(callee.name);
  const own: Form = isOwn
    ? { is: 'member', at, of: { is: 'name', at, name: place.naming.self }, name: callee.name }
    : callee;
  const values = given.map(({ name, value }) => ({ name, value: expressionOf(value, place) }));
  return {
    is: 'call',
    at,
    callee: expressionOf(own, place),
    args: values.flatMap(({ name, value }) => (name === undefined ? [value] : [])),
    named: values.flatMap(({ name, value }) => (name === undefined ? [] : [[name, value] as const])),
  };
}

/** `list.append(x)`, `curl_setopt(handle, …)`: from here on the name stands for what the call gives. */
function change({ callee, given, at }: CallForm, value: Expression, place: Place): void {
  const { changes, changesFirst } = place.naming;
  const name = callee.is === 'name' || callee.is === 'member' ? callee.name : '';
  const first = given[0]?.value;
  const changed =
    callee.is === 'member' && changes.has(name)
      ? callee.of
      : changesFirst.has(name) && first !== undefined
        ? first
        : undefined;
  // What is changed stands before what it is given: it is not seen changed in its own call.
  const last = Math.max(at, given.at(-1)?.value.at ?? at);
  if (changed?.is === 'name')
    bindName(changed.name, value, callee.is === 'member' ? at + 1 : last + 1, place);
}

function bindName(name: string, value: Expression, at: number, place: Place): void {
  const { naming, owner, body } = place;
  const field = naming.field?.(name);
  if (field !== undefined && owner !== undefined) {
    bindAttribute(owner, field, { ...(body.code && { method: body.code }), value });
    return;
  }
  const isGlobal = naming.isGlobal?.(name) === true;
  if (body.owner !== undefined) bindAttribute(body.owner, name, { value });
  const home = isGlobal ? place.top : body;
  bind(home, { name, at: isGlobal && home !== body ? 0 : at, block: place.block, local: false, value });
}

function assign(to: Form, value: Expression, { at, end }: { at: number; end: number }, place: Place): void {
  if (to.is === 'name') bindName(to.name, value, end, place);
  if (to.is !== 'member' && to.is !== 'item') return;
  const key = to.is === 'member' ? textAt(at, to.name) : expressionOf(to.key, place);
  if (
    to.of.is === 'name' &&
    to.of.name === place.naming.self &&
    place.owner !== undefined &&
    key.is === 'text'
  ) {
    bindAttribute(place.owner, key.text, { ...(place.body.code && { method: place.body.code }), value });
    return;
  }
  const set = callOf(at, '#set', [expressionOf(to.of, place), key, value]);
  place.body.run.push(set);
  if (to.of.is === 'name') bindName(to.of.name, set, end, place);
}

function eachOf({ at, end, names, of, body }: Extract<Form, { is: 'each' }>, place: Place): Expression {
  const value: Expression = { is: 'each', at, of: expressionOf(of, place) };
  place.body.run.push(value);
  const inner: Place = { ...place, block: [at, end] };
  for (const name of names) bindName(name, value, at, inner);
  statements(body, inner);
  return value;
}

function functionOfForm(form: FunctionForm, place: Place): Expression {
  const { at, name = '', parameters } = form;
  const owner = form.of === undefined ? place.body.owner : classNamed(form.of, place);
  const body = openBody(place.body);
  const isMethod = form.method === true && owner !== undefined;
  const code = functionOf(name, at, [], body, isMethod);
  const inner: Place = { ...place, body, block: [at, Number.MAX_SAFE_INTEGER], owner: owner ?? place.owner };
  const read = parameters.map(
    (parameter): Parameter => ({
      name: parameter.name,
      ...(parameter.rest && { rest: 'list' }),
      ...(parameter.fallback && { fallback: expressionOf(parameter.fallback, inner) }),
    }),
  );
  (code.parameters as Parameter[]).push(...read);
  const values = statements(form.body, inner);
  const last = values.at(-1);
  if (place.naming.lastIsValue && last !== undefined) body.returns.push(last);
  const value: Expression = { is: 'function', at, code };
  owner?.methods.set(name, code);
  if (name !== '' && form.of === undefined)
    bind(place.body, { name, at: place.block[0], block: place.block, local: false, value });
  return value;
}

function classNamed(name: string, place: Place): OpenClass {
  const known = place.classes.get(name);
  if (known !== undefined) return known;
  const open: OpenClass = { methods: new Map(), attributes: new Map() };
  place.classes.set(name, open);
  return open;
}

function classOfForm(form: Extract<Form, { is: 'class' }>, place: Place): Expression {
  const { at, name, bases } = form;
  const open = classNamed(name, place);
  const body = openBody(place.body, open);
  const methods = new Set(form.body.flatMap((one) => (one.is === 'function' && one.name ? [one.name] : [])));
  statements(form.body, { ...place, body, owner: open, methods });
  const own = { ...body, run: body.run.filter((one) => one.is !== 'function') };
  const value: Expression = { is: 'class', at, code: classOf(name, at, all(bases, place), own, open) };
  bind(place.body, { name, at: place.block[0], block: place.block, local: false, value });
  return value;
}
