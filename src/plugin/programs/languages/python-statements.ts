import {
  bind,
  bindAttribute,
  branchAt,
  callOf,
  classOf,
  functionOf,
  madeOf,
  type OpenClass,
  openBody,
  outsideAt,
  textAt,
} from '../follow/body.ts';
import type { Body, Expression } from '../follow/code.ts';
import { inField, ofType, parts, type Syntax } from '../follow/syntax.ts';
import { argumentsOf, bindPattern, expression, type Place, parametersOf, source } from './python-code.ts';

/** Statements that are nested deeper are not read. */
const deepest = 200;

type Where = Place & { readonly block: readonly [number, number] };

/** Reads the statements of a program in Python. */
export const pythonBody = (root: Syntax, text: string): Body => {
  const body = openBody(undefined);
  block(root, { text, body, depth: 0, block: [0, text.length] });
  return body;
};

const block = (node: Syntax, place: Where): void => {
  const inner: Where = { ...place, depth: place.depth + 1, block: [node.start, node.end] };
  if (inner.depth > deepest) return;
  for (const child of parts(node)) statement(child, inner);
};

/** Statements that decide whether what follows happens. */
const branches = /^(?:if|for|while|match|raise|assert|return)_statement$|^except_clause$/u;

const statement = (node: Syntax, place: Where): void => {
  if (branches.test(node.type)) {
    const test = inField(node, 'condition');
    const isMain = test !== undefined && source(test, place).startsWith('__name__');
    if (!isMain) branchAt(place.body, node.type === 'return_statement' ? node.end : node.start);
  }
  const reader = readers[node.type];
  if (reader) reader(node, place);
  else if (/_statement$|_clause$|^block$|^module$|^ERROR$/u.test(node.type)) inside(node, place);
  else place.body.run.push(expression(node, place));
};

/** Statements and expressions in a statement that gives no names. */
const inside = (node: Syntax, place: Where): void => {
  if (place.depth > deepest) return;
  for (const child of parts(node))
    if (child.type === 'block') block(child, place);
    else statement(child, { ...place, depth: place.depth + 1 });
};

const expressionStatement = (node: Syntax, place: Where): void => {
  for (const child of parts(node)) {
    // A text alone is a documentation of what follows or stands above.
    if (child.type === 'string' || child.type === 'concatenated_string') continue;
    statement(child, place);
    if (child.type === 'call') grow(child, place);
  }
};

/** `list.append(x)`: the name stands for a longer list from here on. */
const grow = (node: Syntax, place: Where): void => {
  const callee = inField(node, 'function');
  const object = inField(callee, 'object');
  const method = inField(callee, 'attribute');
  if (callee?.type !== 'attribute' || object?.type !== 'identifier' || !method) return;
  const name = source(method, place);
  if (!/^(?:append|extend|insert|update|add)$/u.test(name)) return;
  const { args } = argumentsOf(inField(node, 'arguments'), place);
  const value = callOf(node.start, `#${name}`, [expression(object, place), ...args]);
  bind(place.body, {
    name: source(object, place),
    at: node.end,
    block: place.block,
    local: false,
    grows: true,
    value,
  });
};

const assign = (target: Syntax, value: Expression, at: number, place: Where): void => {
  if (target.type === 'attribute') {
    const object = inField(target, 'object');
    const name = inField(target, 'attribute');
    const method = methodOf(place);
    const owner = method?.owner;
    if (object && name && owner && source(object, place) === method.self)
      bindAttribute(owner, source(name, place), { ...(method.code && { method: method.code }), value });
    else
      place.body.run.push(
        callOf(target.start, '#set', [
          expression(object ?? target, place),
          textAt(target.start, name ? source(name, place) : ''),
          value,
        ]),
      );
  } else if (target.type === 'subscript') assignItem(target, value, at, place);
  else if (target.type === 'identifier' && place.body.owner)
    bindAttribute(place.body.owner, source(target, place), { value });
  bindPattern(target, value, place, { at, block: place.block, local: false });
};

/** `record[key] = value`: the name stands for a record with one more entry from here on. */
const assignItem = (target: Syntax, value: Expression, at: number, place: Where): void => {
  const object = inField(target, 'value');
  const key = inField(target, 'subscript');
  if (!object || !key) return;
  const set = callOf(target.start, '#set', [expression(object, place), expression(key, place), value]);
  place.body.run.push(set);
  if (object.type === 'identifier')
    bind(place.body, { name: source(object, place), at, block: place.block, local: false, value: set });
};

/** The method that a statement stands in, and how it names its object. */
const methodOf = ({ body }: Place) => {
  for (let one: typeof body | undefined = body; one; one = one.parent) {
    const owner = one.parent?.owner;
    const self = one.code?.method ? one.code.parameters[0]?.name : undefined;
    if (owner && self) return { owner, self, code: one.code };
  }
  return undefined;
};

const assignment = (node: Syntax, place: Where): void => {
  const left = inField(node, 'left');
  const right = inField(node, 'right');
  if (!left || !right) return;
  // a = b = c: the right side is an assignment of its own.
  let last = right;
  for (let steps = 0; last.type === 'assignment' && steps < deepest; steps += 1)
    last = inField(last, 'right') ?? last;
  const value = expression(last, place);
  place.body.run.push(value);
  assign(left, value, node.end, place);
  for (let one = right; one !== last; one = inField(one, 'right') ?? last) {
    const target = inField(one, 'left');
    if (target) assign(target, value, node.end, place);
  }
};

const augmented = (node: Syntax, place: Where): void => {
  const left = inField(node, 'left');
  const right = inField(node, 'right');
  if (!left || !right) return;
  const value: Expression = {
    is: 'join',
    at: node.start,
    parts: [expression(left, place), expression(right, place)],
  };
  place.body.run.push(value);
  assign(left, value, node.end, place);
};

const forStatement = (node: Syntax, place: Where): void => {
  const left = inField(node, 'left');
  const right = inField(node, 'right');
  if (left && right) {
    const value: Expression = { is: 'each', at: right.start, of: expression(right, place) };
    place.body.run.push(value);
    bindPattern(left, value, place, { at: right.end, block: [node.start, node.end], local: false });
  }
  for (const child of parts(node))
    if (child.field === 'body') block(child, place);
    else if (child.field === 'alternative') inside(child, place);
};

const withItem = (node: Syntax, place: Where): void => {
  const inner = inField(node, 'value') ?? parts(node)[0];
  if (!inner) return;
  const [context, alias] = inner.type === 'as_pattern' ? parts(inner) : [inner];
  if (!context) return;
  const value = callOf(context.start, '#enter', [expression(context, place)]);
  place.body.run.push(value);
  if (alias) bindPattern(alias, value, place, { at: inner.end, block: place.block, local: false });
};

const functionDefinition = (node: Syntax, place: Where): void => {
  const name = inField(node, 'name');
  const inner = inField(node, 'body');
  if (!name || !inner) return;
  const body = openBody(place.body);
  const parameters = parametersOf(inField(node, 'parameters'), place);
  const owner = place.body.owner;
  const decorated = place.body.run[place.body.run.length - 1];
  const free = decorated?.is === 'name' && decorated.name === 'staticmethod';
  const code = functionOf(source(name, place), node.start, parameters, body, owner !== undefined && !free);
  owner?.methods.set(code.name, code);
  const value: Expression = { is: 'function', at: node.start, code };
  place.body.run.push(value);
  bind(place.body, { name: code.name, at: place.block[0], block: place.block, local: false, value });
  block(inner, { ...place, body });
};

const classDefinition = (node: Syntax, place: Where): void => {
  const name = inField(node, 'name');
  const inner = inField(node, 'body');
  if (!name || !inner) return;
  const open: OpenClass = { methods: new Map(), attributes: new Map() };
  const body = openBody(place.body, open);
  const bases = argumentsOf(inField(node, 'superclasses'), place).args;
  block(inner, { ...place, body });
  const own = { ...body, run: body.run.filter((one) => one.is !== 'function') };
  const code = classOf(source(name, place), node.start, bases, own, open);
  const value: Expression = { is: 'class', at: node.start, code };
  place.body.run.push(value);
  bind(place.body, { name: code.name, at: place.block[0], block: place.block, local: false, value });
};

const decorated = (node: Syntax, place: Where): void => {
  for (const child of parts(node))
    if (child.type === 'decorator') place.body.run.push(...parts(child).map((one) => expression(one, place)));
  const definition = inField(node, 'definition');
  if (definition) statement(definition, place);
};

const returned = (node: Syntax, place: Where): void => {
  for (const child of parts(node)) {
    const value = expression(child, place);
    place.body.run.push(value);
    place.body.returns.push(value);
  }
};

const loads = (module: string, at: number, place: Where): void => {
  place.body.run.push(callOf(at, '#import', [textAt(at, module)]));
};

const importStatement = (node: Syntax, place: Where): void => {
  for (const child of parts(node)) {
    const module = source(inField(child, 'name') ?? child, place);
    const alias = inField(child, 'alias');
    const name = alias ? source(alias, place) : (module.split('.')[0] ?? module);
    loads(module, node.start, place);
    bind(place.body, {
      name,
      at: node.end,
      block: place.block,
      local: false,
      value: outsideAt(node.start, alias ? module : name),
    });
  }
};

const importFrom = (node: Syntax, place: Where): void => {
  const from = inField(node, 'module_name');
  if (!from) return;
  const module = source(from, place).replaceAll(/\s/gu, '');
  loads(module, node.start, place);
  const prefix = module.endsWith('.') ? module : `${module}.`;
  for (const child of parts(node)) {
    if (child === from || child.field !== 'name') continue;
    const name = source(inField(child, 'name') ?? child, place);
    const alias = inField(child, 'alias');
    if (/^\.+$/u.test(module) || /^[a-z_\d]+$/u.test(name)) loads(`${prefix}${name}`, child.start, place);
    bind(place.body, {
      name: alias ? source(alias, place) : name,
      at: node.end,
      block: place.block,
      local: false,
      value: outsideAt(child.start, `${prefix}${name}`),
    });
  }
  if (ofType(node, 'wildcard_import'))
    bind(place.body, {
      name: '*',
      at: 0,
      block: place.block,
      local: false,
      value: outsideAt(node.start, module),
    });
};

const outerNames = (node: Syntax, place: Where): void => {
  let top = place.body;
  while (top.parent && (node.type === 'global_statement' || top === place.body)) top = top.parent;
  for (const child of parts(node)) place.body.outer.set(source(child, place), top);
};

const exceptClause = (node: Syntax, place: Where): void => {
  for (const child of parts(node))
    if (child.type === 'block') block(child, place);
    else if (child.type !== 'as_pattern') place.body.run.push(madeOf(child.start, []));
};

const readers: Record<string, (node: Syntax, place: Where) => void> = {
  expression_statement: expressionStatement,
  assignment,
  augmented_assignment: augmented,
  for_statement: forStatement,
  with_item: withItem,
  function_definition: functionDefinition,
  class_definition: classDefinition,
  decorated_definition: decorated,
  return_statement: returned,
  import_statement: importStatement,
  import_from_statement: importFrom,
  future_import_statement: () => {},
  global_statement: outerNames,
  nonlocal_statement: outerNames,
  except_clause: exceptClause,
  block,
};
