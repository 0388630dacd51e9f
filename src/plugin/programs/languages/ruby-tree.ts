import { inField, ofType, parts, type Syntax } from '../follow/syntax.ts';
import {
  bodyForm,
  callForm,
  type Form,
  type FormParameter,
  type Given,
  innerForm,
  joinForm,
  made,
  operandsOf,
  type Translate,
  type Translation,
  textForm,
} from './forms.ts';

/** Translates one node of Ruby: https://github.com/tree-sitter/tree-sitter-ruby */
export const translateRuby: Translate = (node, translation) =>
  (node.type === 'then' ? inner : translators[node.type])?.(node, translation);

/** Puts what is in a here-document where the document is named: the tree has it behind the line. */
export function placeHeredocs(tree: Syntax): void {
  const open: Syntax[] = [tree];
  const names: Syntax[] = [];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.type === 'heredoc_beginning') names.push(node);
    const name = node.type === 'heredoc_body' ? names.shift() : undefined;
    if (name === undefined) open.push(...node.children.toReversed());
    else name.children.push(...node.children.splice(0));
  }
}

type Translator = (node: Syntax, translation: Translation) => Form | undefined;

const nameAt: Translator = (node, { source }) => ({ is: 'name', at: node.start, name: source(node) });

const body: Translator = (node, { all }) => bodyForm(node, all(parts(node)));

const inner: Translator = (node, { all }) => innerForm(node, all(parts(node)));

/** One of several ways, of which the fields name the nodes. */
const ways =
  (...fields: readonly string[]): Translator =>
  (node, { all, inner: translate }) => {
    const isWay = ({ field }: Syntax) => fields.includes(field);
    const of = node.children.filter(isWay).map((way) => innerForm(way, [translate(way)]));
    return bodyForm(node, [
      ...all(node.children.filter((child) => !isWay(child))),
      { is: 'either', at: node.start, of },
    ]);
  };

/** A class or a module: its name, and what it is made of. */
const classOf: Translator = (node, { source, inner: translate, all }) => {
  const name = inField(node, 'name');
  const base = parts(inField(node, 'superclass') ?? { ...node, children: [] })[0];
  const body = inField(node, 'body');
  return {
    is: 'class',
    at: node.start,
    name: name === undefined ? '' : source(name),
    bases: base === undefined ? [] : [translate(base)],
    body: body === undefined ? [] : all(parts(body)),
  };
};

const translators: Record<string, Translator> = {
  program: body,
  body_statement: body,
  block_body: body,
  begin: body,
  begin_block: body,
  else: inner,
  elsif: ways('consequence', 'alternative'),
  rescue: inner,
  ensure: body,
  parenthesized_statements: body,
  class: classOf,
  module: classOf,
  singleton_class: body,
  rescue_modifier: ways('body', 'handler'),
  conditional: ways('consequence', 'alternative'),
  unless: ways('consequence', 'alternative'),
  if: ways('consequence', 'alternative'),
  identifier: nameAt,
  constant: nameAt,
  instance_variable: nameAt,
  class_variable: nameAt,
  global_variable: nameAt,
  string: joinOf,
  chained_string: (node, { all }) => ({ is: 'join', at: node.start, parts: all(parts(node)) }),
  bare_string: joinOf,
  bare_symbol: joinOf,
  symbol_array: listOf,
  string_array: listOf,
  array: listOf,
  delimited_symbol: joinOf,
  simple_symbol: (node, { source }) => ({ is: 'text', at: node.start, text: source(node).slice(1) }),
  hash_key_symbol: (node, { source }) => ({ is: 'text', at: node.start, text: source(node) }),
  integer: (node, { source }) => ({ is: 'text', at: node.start, text: source(node) }),
  heredoc_beginning: joinOf,
  regex: (node, { all }) => made(node.start, all(parts(node).filter(({ type }) => type === 'interpolation'))),
  interpolation: (node, { inner }) => inner(parts(node)[0]),
  subshell: (node, translation) => callForm(node.start, '`', [joinOf(node, translation)]),
  scope_resolution: (node, translation) => {
    const scope = inField(node, 'scope');
    const name = inField(node, 'name');
    if (name === undefined) return undefined;
    if (scope === undefined) return nameAt(name, translation);
    return { is: 'member', at: node.start, of: translation.inner(scope), name: translation.source(name) };
  },
  call,
  yield: (node, { all }) => made(node.start, all(parts(node))),
  element_reference: (node, translation) => {
    const [of, key] = parts(node);
    if (of === undefined || key === undefined) return undefined;
    if (translation.source(of) === 'ENV') return callForm(node.start, 'ENV.fetch', [translation.inner(key)]);
    return { is: 'item', at: node.start, of: translation.inner(of), key: translation.inner(key) };
  },
  hash: (node, { inner }) => ({
    is: 'record',
    at: node.start,
    entries: parts(node).flatMap((pair) => {
      const key = inField(pair, 'key');
      return key === undefined ? [] : [{ key: inner(key), value: inner(inField(pair, 'value') ?? key) }];
    }),
  }),
  binary,
  assignment,
  operator_assignment: (node, { inner }) => {
    const to = inner(inField(node, 'left'));
    return { is: 'assign', at: node.start, end: node.end, to, value: inner(inField(node, 'right')) };
  },
  method,
  singleton_method: method,
  lambda: (node, translation) => {
    const block = inField(node, 'body');
    return functionOf(node, block === undefined ? [] : parts(inField(block, 'body') ?? block), translation);
  },
  block: (node, translation) => functionOf(node, parts(inField(node, 'body') ?? node), translation),
  do_block: (node, translation) => functionOf(node, parts(inField(node, 'body') ?? node), translation),
  return: (node, { inner }) => ({ is: 'return', at: node.start, value: inner(parts(node)[0]) }),
  argument_list: (node, { all }) => {
    const values = all(parts(node));
    return values.length === 1 ? values[0] : { is: 'list', at: node.start, items: values };
  },
  for: (node, { inner, source }) => ({
    is: 'each',
    at: node.start,
    end: node.end,
    names: [source(inField(node, 'pattern') ?? node)],
    of: inner(parts(inField(node, 'value') ?? node)[0]),
    body: [inner(inField(node, 'body'))],
  }),
};

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', e: '\x1b', s: ' ', '0': '\0', r: '\r' };

function escaped(written: string): string {
  const code = /^\\(?:x|u\{?)([\da-fA-F]{1,6})\}?$/.exec(written)?.[1];
  if (code !== undefined) {
    const point = Number.parseInt(code, 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : '';
  }
  const letter = written.slice(1, 2);
  return escapes[letter] ?? letter;
}

/** A text with what is put into it. */
function joinOf(node: Syntax, { source, inner: translate }: Translation): Form {
  const pieces = parts(node).flatMap((child): Form[] => {
    if (child.type === 'interpolation') return [translate(child)];
    if (child.type === 'escape_sequence') return [textForm(child.start, escaped(source(child)))];
    return child.type === 'heredoc_end' ? [] : [textForm(child.start, source(child))];
  });
  return joinForm(node.start, pieces);
}

function listOf(node: Syntax, { all }: Translation): Form {
  return { is: 'list', at: node.start, items: all(parts(node)) };
}

function call(node: Syntax, translation: Translation): Form {
  const { inner: translate, source } = translation;
  const receiver = inField(node, 'receiver');
  const method = inField(node, 'method');
  const name = method === undefined ? 'call' : source(method);
  const at = (method ?? node).start;
  const given = parts(inField(node, 'arguments') ?? { ...node, children: [] }).map((child): Given => {
    const key = child.type === 'pair' ? inField(child, 'key') : undefined;
    if (key?.type !== 'hash_key_symbol') return { value: translate(child) };
    return { name: source(key), value: translate(inField(child, 'value') ?? key) };
  });
  const block = inField(node, 'block');
  const of = receiver === undefined ? undefined : translate(receiver);
  if (name === 'new' && of !== undefined && /^(?:constant|scope_resolution)$/.test(receiver?.type ?? '')) {
    return { is: 'call', at, callee: of, given };
  }
  const callee: Form = of === undefined ? { is: 'name', at, name } : { is: 'member', at, of, name };
  return {
    is: 'call',
    at,
    callee,
    given: [...given, ...(block === undefined ? [] : [{ value: translate(block) }])],
  };
}

function binary(node: Syntax, translation: Translation): Form | undefined {
  const { source, all } = translation;
  const operatorOf = (one: Syntax) => source(inField(one, 'operator') ?? { ...one, end: one.start });
  const operator = operatorOf(node);
  const operands = operandsOf(node, (one) => one.type === 'binary' && operatorOf(one) === operator);
  const values = all(operands);
  if (operator === '+') return { is: 'join', at: node.start, parts: values };
  if (operator === '||' || operator === 'or') return { is: 'either', at: node.start, of: values };
  const [first, ...rest] = values;
  if (operator !== '<<' || first === undefined) return made(node.start, values);
  return {
    is: 'call',
    at: node.start,
    callee: { is: 'member', at: node.start, of: first, name: '<<' },
    given: rest.map((value) => ({ value })),
  };
}

function assignment(node: Syntax, translation: Translation): Form | undefined {
  const { inner, all } = translation;
  const left = inField(node, 'left');
  const right = inField(node, 'right');
  if (left === undefined || right === undefined) return undefined;
  if (left.type !== 'left_assignment_list')
    return {
      is: 'assign',
      at: node.start,
      end: node.end,
      to: target(left, translation),
      value: inner(right),
    };
  const values = right.type === 'right_assignment_list' ? all(parts(right)) : undefined;
  const whole = values === undefined ? inner(right) : undefined;
  const assignments = parts(left).map((child, index): Form => {
    const value = values?.[index] ?? whole ?? made(node.start);
    return { is: 'assign', at: node.start, end: node.end, to: inner(child), value };
  });
  return bodyForm(node, assignments);
}

/** `request.body = data` reads like a call. */
function target(node: Syntax, { inner, source }: Translation): Form {
  const of = inField(node, 'receiver');
  const name = inField(node, 'method');
  if (node.type !== 'call' || of === undefined || name === undefined) return inner(node);
  return { is: 'member', at: node.start, of: inner(of), name: source(name) };
}

function parametersOf(node: Syntax, { source, inner }: Translation): FormParameter[] {
  const list = inField(node, 'parameters') ?? ofType(node, 'block_parameters');
  return parts(list ?? { ...node, children: [] }).map((parameter): FormParameter => {
    const name = inField(parameter, 'name') ?? parameter;
    const fallback = inField(parameter, 'value');
    return { name: source(name), ...(fallback === undefined ? {} : { fallback: inner(fallback) }) };
  });
}

function functionOf(
  node: Syntax,
  statements: readonly Syntax[],
  translation: Translation,
  name?: string,
): Form {
  return {
    is: 'function',
    at: node.start,
    ...(name === undefined ? {} : { name }),
    parameters: parametersOf(node, translation),
    body: translation.all(statements.filter(({ type }) => !/_parameters$/.test(type))),
  };
}

function method(node: Syntax, translation: Translation): Form {
  const name = inField(node, 'name');
  const inside = inField(node, 'body');
  const statements = inside === undefined ? [] : inside.type === 'body_statement' ? parts(inside) : [inside];
  return functionOf(node, statements, translation, name === undefined ? '' : translation.source(name));
}
