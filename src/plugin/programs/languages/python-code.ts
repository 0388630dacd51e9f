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
import type { Entry, Expression, Parameter } from '../follow/code.ts';
import { inField, ofType, parts, type Syntax } from '../follow/syntax.ts';
import { pythonText } from './python-text.ts';

/** Where an expression stands. */
export type Place = { readonly text: string; readonly body: OpenBody; readonly depth: number };

/** Expressions that are nested deeper are not read. */
const deepest = 200;

export const source = (node: Syntax, place: Place): string => place.text.slice(node.start, node.end);

const all = (nodes: readonly Syntax[], place: Place): Expression[] =>
  nodes.map((node) => expression(node, place));

/** The operands of a chain of one operator, read without recursion, since generated code has long ones. */
const operands = (node: Syntax, place: Place): { operator: string; nodes: Syntax[] } => {
  const operator = inField(node, 'operator');
  const sign = operator ? source(operator, place) : '';
  const nodes: Syntax[] = [];
  let left: Syntax | undefined = node;
  while (left) {
    const right = inField(left, 'right');
    if (right) nodes.push(right);
    const next: Syntax | undefined = inField(left, 'left');
    const nextSign = next?.type === node.type ? inField(next, 'operator') : undefined;
    if (next && nextSign && source(nextSign, place) === sign) left = next;
    else {
      if (next) nodes.push(next);
      left = undefined;
    }
  }
  return { operator: sign, nodes: nodes.reverse() };
};

const binary = (node: Syntax, place: Place): Expression => {
  const { operator, nodes } = operands(node, place);
  const values = all(nodes, place);
  if (operator === '+') return { is: 'join', at: node.start, parts: values };
  if (operator === '/') return callOf(node.start, '#slash', values);
  if (operator === '%') return callOf(node.start, '#percent', values);
  if (operator === '|') return callOf(node.start, '#merge', values);
  return madeOf(node.start, values);
};

const interpolated = (node: Syntax, place: Place): Expression[] => {
  const value = inField(node, 'expression') ?? parts(node)[0];
  return value ? [expression(value, place)] : [];
};

const string = (node: Syntax, place: Place): Expression => {
  const raw = /r/iu.test(source(ofType(node, 'string_start') ?? node, place).split(/["']/u)[0] ?? '');
  const pieces = node.children.flatMap((child): Expression[] => {
    if (child.type === 'interpolation') return interpolated(child, place);
    if (child.type !== 'string_content') return [];
    const formatted = node.children.some((one) => one.type === 'interpolation');
    return [textAt(child.start, pythonText(source(child, place), raw, formatted))];
  });
  if (pieces.length === 0) return textAt(node.start, '');
  return pieces.length === 1 && pieces[0]?.is === 'text'
    ? { ...pieces[0], at: node.start }
    : { is: 'join', at: node.start, parts: pieces };
};

const member = (node: Syntax, place: Place): Expression => {
  const object = inField(node, 'object');
  const attribute = inField(node, 'attribute');
  if (!object || !attribute) return madeOf(node.start, []);
  return { is: 'member', at: attribute.start, of: expression(object, place), name: source(attribute, place) };
};

const subscript = (node: Syntax, place: Place): Expression => {
  const object = inField(node, 'value');
  const key = inField(node, 'subscript');
  if (!object || !key) return madeOf(node.start, all(parts(node), place));
  const of = expression(object, place);
  if (key.type === 'slice') {
    const backwards = /^:\s*:\s*-1$/u.test(source(key, place).trim());
    return callOf(node.start, backwards ? '#reversed' : '#slice', [of, ...all(parts(key), place)]);
  }
  const value = expression(key, place);
  return value.is === 'text'
    ? { is: 'member', at: node.start, of, name: value.text }
    : { is: 'item', at: node.start, of, key: value };
};

/** The arguments of a call, those with a name apart. */
export const argumentsOf = (node: Syntax | undefined, place: Place) => {
  const args: Expression[] = [];
  const named: [string, Expression][] = [];
  for (const child of node ? parts(node) : []) {
    const name = child.type === 'keyword_argument' ? inField(child, 'name') : undefined;
    const value = inField(child, 'value');
    if (name && value) named.push([source(name, place), expression(value, place)]);
    else if (child.type === 'dictionary_splat')
      named.push(['**', expression(parts(child)[0] ?? child, place)]);
    else args.push(expression(child, place));
  }
  return { args, named };
};

const call = (node: Syntax, place: Place): Expression => {
  const callee = inField(node, 'function');
  const list = inField(node, 'arguments');
  if (!callee || !list) return madeOf(node.start, []);
  const { args, named } =
    list.type === 'argument_list' ? argumentsOf(list, place) : { args: [expression(list, place)], named: [] };
  return {
    is: 'call',
    at: callee.type === 'attribute' ? (inField(callee, 'attribute') ?? callee).start : node.start,
    callee: expression(callee, place),
    args,
    named,
  };
};

const dictionary = (node: Syntax, place: Place): Expression => {
  const entries = parts(node).flatMap((child): Entry[] => {
    const key = inField(child, 'key');
    const value = inField(child, 'value');
    if (key && value) return [{ key: expression(key, place), value: expression(value, place) }];
    const spread = parts(child)[0];
    return spread ? [{ value: expression(spread, place) }] : [];
  });
  return { is: 'record', at: node.start, entries };
};

/** Names that a pattern gives parts of a value. */
export const bindPattern = (
  target: Syntax,
  value: Expression,
  place: Place,
  where: { readonly at: number; readonly block: readonly [number, number]; readonly local: boolean },
): void => {
  if (target.type === 'identifier') {
    bind(place.body, { name: source(target, place), value, ...where });
    return;
  }
  if (/_pattern$|^tuple|^list|^pattern_list|^parenthesized|^as_pattern_target/u.test(target.type)) {
    const inner = parts(target);
    const whole = /^as_pattern_target|^parenthesized|^list_splat/u.test(target.type) && inner.length === 1;
    inner.forEach((child, index) => {
      const part: Expression = whole ? value : { is: 'member', at: value.at, of: value, name: `${index}` };
      if (place.depth < deepest) bindPattern(child, part, { ...place, depth: place.depth + 1 }, where);
    });
  }
};

const comprehension = (node: Syntax, place: Place): Expression => {
  const where = { at: 0, block: [node.start, node.end] as const, local: true };
  for (const clause of parts(node)) {
    const left = inField(clause, 'left');
    const right = inField(clause, 'right');
    if (clause.type === 'for_in_clause' && left && right)
      bindPattern(left, { is: 'each', at: right.start, of: expression(right, place) }, place, where);
    else if (clause.type === 'if_clause') place.body.run.push(...all(parts(clause), place));
  }
  const body = inField(node, 'body');
  if (!body) return madeOf(node.start, []);
  if (body.type === 'pair') return madeOf(node.start, all(parts(body), place));
  return {
    is: 'list',
    at: node.start,
    items: [{ is: 'spread', at: body.start, of: madeOf(body.start, [expression(body, place)]) }],
  };
};

const parameter = (node: Syntax, place: Place): Parameter[] => {
  const inner = inField(node, 'name') ?? (node.type === 'identifier' ? node : parts(node)[0]);
  if (!inner) return [];
  const rest = [node.type, inner.type].find((type) => /splat_pattern$/u.test(type));
  const named = /splat_pattern$/u.test(inner.type) ? parts(inner)[0] : inner;
  if (named?.type !== 'identifier') return [];
  const fallback = inField(node, 'value');
  const type = inField(node, 'type');
  const typeName = type && typeOf(type, place);
  return [
    {
      name: source(named, place),
      ...(rest && { rest: rest.startsWith('list') ? ('list' as const) : ('record' as const) }),
      ...(fallback && { fallback: expression(fallback, place) }),
      ...(typeName && { type: typeName }),
    },
  ];
};

/** What a type names, `Client` of `Optional[Client]`, since calls of its methods are known. */
const typeOf = (node: Syntax, place: Place): Expression | undefined => {
  const name = /(?:Optional\[|^)["']?([A-Z_a-z][\w.]*)["']?\]?(?:\s*\|\s*None)?$/u.exec(
    source(node, place),
  )?.[1];
  if (!name) return undefined;
  return name
    .split('.')
    .map((one) => nameAt(node.start, one))
    .reduce((of, one) => ({ is: 'member', at: node.start, of, name: one.is === 'name' ? one.name : '' }));
};

/** The parameters of a function. */
export const parametersOf = (node: Syntax | undefined, place: Place): Parameter[] =>
  node ? parts(node).flatMap((child) => parameter(child, place)) : [];

const lambda = (node: Syntax, place: Place): Expression => {
  const body = openBody(place.body);
  const inner = { ...place, body };
  const parameters = parametersOf(inField(node, 'parameters'), place);
  const value = inField(node, 'body');
  if (value) {
    const result = expression(value, inner);
    body.run.push(result);
    body.returns.push(result);
  }
  return { is: 'function', at: node.start, code: functionOf('', node.start, parameters, body) };
};

const conditional = (node: Syntax, place: Place): Expression => {
  const [then, test, otherwise] = parts(node);
  if (test) place.body.run.push(expression(test, place));
  branchAt(place.body, node.start);
  return eitherOf(
    node.start,
    all(
      [then, otherwise].filter((one) => one !== undefined),
      place,
    ),
  );
};

const assigned = (node: Syntax, place: Place): Expression => {
  const name = inField(node, 'name');
  const right = inField(node, 'value');
  if (!name || !right) return madeOf(node.start, []);
  const value = expression(right, place);
  bindPattern(name, value, place, { at: node.end, block: [0, Number.MAX_SAFE_INTEGER], local: false });
  return value;
};

const first = (node: Syntax, place: Place): Expression => {
  const inner = parts(node)[0];
  return inner ? expression(inner, place) : madeOf(node.start, []);
};

const list = (node: Syntax, place: Place): Expression => ({
  is: 'list',
  at: node.start,
  items: all(parts(node), place),
});

const readers: Record<string, (node: Syntax, place: Place) => Expression> = {
  identifier: (node, place) => nameAt(node.start, source(node, place)),
  string,
  concatenated_string: (node, place) => ({ is: 'join', at: node.start, parts: all(parts(node), place) }),
  integer: (node, place) => textAt(node.start, source(node, place)),
  float: (node, place) => textAt(node.start, source(node, place)),
  true: (node) => outsideAt(node.start, '#true'),
  false: (node) => outsideAt(node.start, '#false'),
  none: (node) => outsideAt(node.start, '#nothing'),
  binary_operator: binary,
  boolean_operator: (node, place) => {
    const { operator, nodes } = operands(node, place);
    if (operator === 'and') branchAt(place.body, node.start);
    return eitherOf(node.start, all(nodes, place));
  },
  conditional_expression: conditional,
  attribute: member,
  subscript,
  call,
  dictionary,
  list,
  tuple: list,
  set: list,
  expression_list: list,
  list_comprehension: comprehension,
  set_comprehension: comprehension,
  generator_expression: comprehension,
  dictionary_comprehension: comprehension,
  lambda,
  await: first,
  parenthesized_expression: first,
  named_expression: assigned,
  list_splat: (node, place) => ({ is: 'spread', at: node.start, of: first(node, place) }),
  type: (node) => madeOf(node.start, []),
};

/** Reads an expression of Python. */
export const expression = (node: Syntax, place: Place): Expression => {
  if (place.depth > deepest) return madeOf(node.start, []);
  const inner = { ...place, depth: place.depth + 1 };
  const reader = readers[node.type];
  return reader ? reader(node, inner) : madeOf(node.start, all(parts(node), inner));
};
