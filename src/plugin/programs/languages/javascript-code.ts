import {
  bind,
  branchAt,
  callOf,
  eitherOf,
  functionOf,
  madeOf,
  nameAt,
  type OpenBody,
  openBody,
  outsideAt,
  textAt,
} from '../follow/body.ts';
import type { Entry, Expression, FunctionCode, Parameter } from '../follow/code.ts';
import { inField, parts, type Syntax } from '../follow/syntax.ts';
import { javascriptEscape } from './javascript-text.ts';

/** Where code stands. */
export type Place = {
  readonly text: string;
  readonly body: OpenBody;
  readonly depth: number;
  readonly block: readonly [start: number, end: number];
  /** Reads the statements of a function. */
  readonly read: (node: Syntax, place: Place) => void;
};

/** Code that is nested deeper is not read. */
export const deepest = 200;

export const source = (node: Syntax, place: Place): string => place.text.slice(node.start, node.end);

export const all = (nodes: readonly Syntax[], place: Place): Expression[] =>
  nodes.map((node) => expression(node, place));

/** The operands of a chain of one operator, read without recursion, since generated code has long ones. */
const operands = (node: Syntax, place: Place): { operator: string; nodes: Syntax[] } => {
  const sign = source(inField(node, 'operator') ?? node, place);
  const nodes: Syntax[] = [];
  let left: Syntax | undefined = node;
  while (left?.type === node.type && source(inField(left, 'operator') ?? left, place) === sign) {
    const right = inField(left, 'right');
    if (right) nodes.push(right);
    left = inField(left, 'left');
  }
  if (left) nodes.push(left);
  return { operator: sign, nodes: nodes.reverse() };
};

const binary = (node: Syntax, place: Place): Expression => {
  const { operator, nodes } = operands(node, place);
  if (operator === '&&') branchAt(place.body, node.start);
  const values = all(nodes, place);
  if (operator === '+') return { is: 'join', at: node.start, parts: values };
  return /^(?:\|\||\?\?|&&)$/u.test(operator) ? eitherOf(node.start, values) : madeOf(node.start, values);
};

/** The text of a literal without places for values. */
const plainText = (node: Syntax, place: Place): string =>
  node.children
    .map((child) =>
      child.type === 'escape_sequence' ? javascriptEscape(source(child, place)) : source(child, place),
    )
    .join('');

const template = (node: Syntax, place: Place): Expression => {
  const pieces = parts(node).map((child): Expression => {
    if (child.type === 'template_substitution') return first(child, place);
    const text = source(child, place);
    return textAt(child.start, child.type === 'escape_sequence' ? javascriptEscape(text) : text);
  });
  if (pieces.length === 0) return textAt(node.start, '');
  return { is: 'join', at: node.start, parts: pieces };
};

const first = (node: Syntax, place: Place): Expression => {
  const inner = parts(node)[0];
  return inner ? expression(inner, place) : madeOf(node.start, []);
};

const last = (node: Syntax, place: Place): Expression => {
  const values = all(parts(node), place);
  place.body.run.push(...values.slice(0, -1));
  return values[values.length - 1] ?? madeOf(node.start, []);
};

const member = (node: Syntax, place: Place): Expression => {
  const object = inField(node, 'object');
  const property = inField(node, 'property');
  if (!object || !property) return madeOf(node.start, []);
  return { is: 'member', at: property.start, of: expression(object, place), name: source(property, place) };
};

const subscript = (node: Syntax, place: Place): Expression => {
  const object = inField(node, 'object');
  const index = inField(node, 'index');
  if (!object || !index) return madeOf(node.start, []);
  const of = expression(object, place);
  const key = expression(index, place);
  return key.is === 'text'
    ? { is: 'member', at: node.start, of, name: key.text }
    : { is: 'item', at: node.start, of, key };
};

const call = (node: Syntax, place: Place): Expression => {
  const callee = inField(node, 'function') ?? inField(node, 'constructor');
  const list = inField(node, 'arguments');
  if (!callee) return madeOf(node.start, []);
  const at = (inField(callee, 'property') ?? callee).start;
  const args =
    list?.type === 'template_string' ? [template(list, place)] : all(list ? parts(list) : [], place);
  const made: Expression =
    callee.type === 'import' ? outsideAt(callee.start, '#import') : expression(callee, place);
  return { is: 'call', at: node.type === 'new_expression' ? node.start : at, callee: made, args, named: [] };
};

const keyOf = (node: Syntax, place: Place): Expression => {
  if (node.type === 'computed_property_name') return first(node, place);
  return textAt(node.start, node.type === 'string' ? plainText(node, place) : source(node, place));
};

const object = (node: Syntax, place: Place): Expression => {
  const entries = parts(node).flatMap((child): Entry[] => {
    const key = inField(child, 'key') ?? inField(child, 'name');
    const value = inField(child, 'value');
    if (child.type === 'pair' && key && value)
      return [{ key: keyOf(key, place), value: expression(value, place) }];
    if (child.type === 'method_definition' && key)
      return [{ key: keyOf(key, place), value: functionExpression(child, place) }];
    if (child.type === 'spread_element') return [{ value: first(child, place) }];
    const name = source(child, place);
    return [{ key: textAt(child.start, name), value: nameAt(child.start, name) }];
  });
  return { is: 'record', at: node.start, entries };
};

/** What a type names, since calls of its methods are known. */
const typeOf = (node: Syntax | undefined, place: Place): Expression | undefined => {
  const name =
    node && /^:\s*([A-Z_a-z$][\w$.]*)(?:\s*\|\s*(?:null|undefined))*$/u.exec(source(node, place))?.[1];
  if (!name) return undefined;
  const [head = '', ...rest] = name.split('.');
  return rest.reduce<Expression>(
    (of, one) => ({ is: 'member', at: node.start, of, name: one }),
    nameAt(node.start, head),
  );
};

const withFallback = (one: Parameter, fallback: Syntax | undefined, place: Place): Parameter =>
  fallback ? { ...one, fallback: expression(fallback, place) } : one;

/** One parameter of a function, or one place of a pattern. */
const parameter = (node: Syntax, place: Place): Parameter[] => {
  const inner = { ...place, depth: place.depth + 1 };
  if (inner.depth > deepest) return [];
  switch (node.type) {
    case 'identifier':
    case 'shorthand_property_identifier_pattern':
      return [{ name: source(node, place) }];
    case 'assignment_pattern':
    case 'object_assignment_pattern': {
      const left = inField(node, 'left');
      return left
        ? parameter(left, inner).map((one) => withFallback(one, inField(node, 'right'), place))
        : [];
    }
    case 'required_parameter':
    case 'optional_parameter': {
      const pattern = inField(node, 'pattern');
      const type = typeOf(inField(node, 'type'), place);
      const found = pattern ? parameter(pattern, inner) : [];
      return found.map((one) =>
        withFallback({ ...one, ...(type && { type }) }, inField(node, 'value'), place),
      );
    }
    case 'rest_pattern':
      return parts(node)
        .flatMap((one) => parameter(one, inner))
        .map((one) => ({ ...one, rest: 'list' as const }));
    case 'pair_pattern': {
      const key = inField(node, 'key');
      const value = inField(node, 'value');
      return key && value ? parameter(value, inner).map((one) => ({ ...one, key: source(key, place) })) : [];
    }
    case 'object_pattern':
      return [{ name: '', parts: parts(node).flatMap((one) => parameter(one, inner)) }];
    case 'array_pattern':
      return [
        {
          name: '',
          parts: parts(node).flatMap((one, index) =>
            parameter(one, inner).map((two) => ({ ...two, key: `${index}` })),
          ),
        },
      ];
    default:
      return [];
  }
};

/** The parameters of a function. */
export const parametersOf = (node: Syntax, place: Place): Parameter[] => {
  const list = inField(node, 'parameters');
  const single = inField(node, 'parameter');
  return (list ? parts(list) : single ? [single] : []).flatMap((one) => parameter(one, place));
};

/** A function, with the statements of its body. */
export const functionCode = (node: Syntax, place: Place, name: string): FunctionCode => {
  const body = openBody(place.body);
  const getter = /^(?:static\s+)?get\s/u.test(
    source({ ...node, end: Math.min(node.end, node.start + 20) }, place),
  );
  const made = functionOf(name, node.start, parametersOf(node, place), body);
  const code: FunctionCode = node.type === 'method_definition' && getter ? { ...made, getter } : made;
  body.code = code;
  const inner = inField(node, 'body');
  if (inner?.type === 'statement_block') place.read(inner, { ...place, body });
  else if (inner) {
    const value = expression(inner, { ...place, body, block: [inner.start, inner.end] });
    body.run.push(value);
    body.returns.push(value);
  }
  return code;
};

const functionExpression = (node: Syntax, place: Place): Expression => {
  const name = inField(node, 'name');
  return { is: 'function', at: node.start, code: functionCode(node, place, name ? source(name, place) : '') };
};

type Where = {
  readonly at: number;
  readonly block: readonly [number, number];
  readonly local: boolean;
  readonly grows?: boolean;
};

/** The body that declares a name, so that an assignment in an inner function reaches it. */
const declare = (name: string, place: Place): void => {
  if (place.body.outer.has(name)) return;
  let owner: OpenBody = place.body;
  for (let one: OpenBody | undefined = place.body; one; one = one.parent) {
    owner = one;
    if (
      one.bindings.has(name) ||
      one.code?.parameters.some(
        (parameter) => parameter.name === name || parameter.parts?.some((part) => part.name === name),
      )
    )
      break;
  }
  place.body.outer.set(name, owner);
};

/** Names that a pattern gives parts of a value. `declares`: whether the names are new in the body. */
export const bindPattern = (
  target: Syntax,
  value: Expression,
  place: Place,
  where: Where,
  declares: boolean,
): void => {
  const give = (one: Parameter, of: Expression, depth: number): void => {
    const options = one.fallback ? eitherOf(of.at, [of, one.fallback]) : of;
    if (one.name) {
      if (declares) place.body.outer.set(one.name, place.body);
      else declare(one.name, place);
      bind(place.body, { name: one.name, value: options, ...where });
    }
    for (const part of depth < 20 ? (one.parts ?? []) : []) {
      const inner: Expression = part.rest
        ? options
        : { is: 'member', at: value.at, of: options, name: part.key ?? part.name };
      give(part, inner, depth + 1);
    }
  };
  for (const one of parameter(target, place)) give(one, value, 0);
};

const assignment = (node: Syntax, place: Place): Expression => {
  const left = inField(node, 'left');
  const right = inField(node, 'right');
  if (!left || !right) return madeOf(node.start, []);
  const assigned = expression(right, place);
  const grows = node.type === 'augmented_assignment_expression';
  const value: Expression =
    grows && left.type === 'identifier'
      ? { is: 'join', at: node.start, parts: [expression(left, place), assigned] }
      : assigned;
  const where: Where = { at: node.end, block: place.block, local: false };
  if (left.type === 'member_expression' || left.type === 'subscript_expression')
    assignMember(left, value, place, where);
  else bindPattern(left, value, place, where, false);
  return value;
};

/** `record.key = value`: the name stands for a record with one more entry from here on. */
const assignMember = (left: Syntax, value: Expression, place: Place, where: Where): void => {
  const object = inField(left, 'object');
  const property = inField(left, 'property');
  const index = inField(left, 'index');
  if (!object) return;
  if (object.type === 'this' && property) {
    assignThis(source(property, place), value, place);
    return;
  }
  const key = property
    ? textAt(left.start, source(property, place))
    : index
      ? expression(index, place)
      : textAt(left.start, '…');
  const set = callOf((property ?? left).start, '#set', [expression(object, place), key, value]);
  place.body.run.push(set);
  if (
    object.type === 'identifier' &&
    !/^(?:module|exports|process|window|globalThis)$/u.test(source(object, place))
  )
    bindPattern(object, set, place, where, false);
};

/** `this.name = value` in a method of a class. */
const assignThis = (name: string, value: Expression, place: Place): void => {
  for (let one: OpenBody | undefined = place.body; one; one = one.parent) {
    const owner = one.parent?.owner;
    if (!owner) continue;
    const known = owner.attributes.get(name) ?? [];
    // Only what stands in the method itself can be evaluated in its frame.
    const method = place.body.code;
    owner.attributes.set(name, [...known, { ...(method && { method }), value }]);
    return;
  }
};

const ternary = (node: Syntax, place: Place): Expression => {
  const test = inField(node, 'condition');
  if (test) place.body.run.push(expression(test, place));
  branchAt(place.body, node.start);
  const options = [inField(node, 'consequence'), inField(node, 'alternative')].filter(
    (one) => one !== undefined,
  );
  return eitherOf(node.start, all(options, place));
};

const readers: Record<string, (node: Syntax, place: Place) => Expression> = {
  identifier: (node, place) => nameAt(node.start, source(node, place)),
  this: (node) => nameAt(node.start, 'this'),
  meta_property: (node) => outsideAt(node.start, 'import.meta'),
  super: (node) => nameAt(node.start, 'super'),
  undefined: (node) => outsideAt(node.start, '#nothing'),
  null: (node) => outsideAt(node.start, '#nothing'),
  true: (node) => outsideAt(node.start, '#true'),
  false: (node) => outsideAt(node.start, '#false'),
  number: (node, place) => textAt(node.start, source(node, place)),
  string: (node, place) => textAt(node.start, plainText(node, place)),
  template_string: template,
  binary_expression: binary,
  ternary_expression: ternary,
  member_expression: member,
  subscript_expression: subscript,
  call_expression: call,
  new_expression: call,
  object,
  array: (node, place) => ({ is: 'list', at: node.start, items: all(parts(node), place) }),
  spread_element: (node, place) => ({ is: 'spread', at: node.start, of: first(node, place) }),
  arrow_function: functionExpression,
  function_expression: functionExpression,
  generator_function: functionExpression,
  function: functionExpression,
  assignment_expression: assignment,
  augmented_assignment_expression: assignment,
  await_expression: first,
  parenthesized_expression: first,
  as_expression: first,
  satisfies_expression: first,
  non_null_expression: first,
  type_assertion: (node, place) => expression(parts(node)[1] ?? node, { ...place, depth: place.depth + 1 }),
  sequence_expression: last,
  regex: (node) => madeOf(node.start, []),
  comment: (node) => madeOf(node.start, []),
  type_annotation: (node) => madeOf(node.start, []),
  type_arguments: (node) => madeOf(node.start, []),
};

/** Reads an expression of JavaScript or TypeScript. */
export const expression = (node: Syntax, place: Place): Expression => {
  if (place.depth > deepest) return madeOf(node.start, []);
  const inner = { ...place, depth: place.depth + 1 };
  const reader = Object.hasOwn(readers, node.type) ? readers[node.type] : undefined;
  return reader ? reader(node, inner) : madeOf(node.start, all(parts(node), inner));
};
