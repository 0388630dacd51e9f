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

type Translator = (node: Syntax, translation: Translation) => Form | undefined;

/** Translates one node of PHP: https://github.com/tree-sitter/tree-sitter-php */
export const translatePhp: Translate = (node, translation) => translators[node.type]?.(node, translation);

const none: Syntax = { type: '', field: '', start: 0, end: 0, children: [] };
const body: Translator = (node, { all }) => bodyForm(node, all(parts(node)));
const inner: Translator = (node, { all }) => innerForm(node, all(parts(node)));
const only: Translator = (node, { inner: translate }) => translate(parts(node)[0]);
const nameAt: Translator = (node, { source }) => ({ is: 'name', at: node.start, name: source(node) });

/** A call of what the language has built in, with what stands in the node. */
const builtIn =
  (path: string): Translator =>
  (node, { all }) =>
    callForm(
      node.start,
      path,
      all(parts(node).flatMap((child) => (child.type === 'sequence_expression' ? parts(child) : [child]))),
    );

/** Ways of which one is taken, behind what decides. */
const ways: Translator = (node, { all, inner: translate }) => {
  const isWay = ({ field, type }: Syntax) =>
    /^(?:body|alternative)$/.test(field) ||
    /^(?:case_statement|default_statement|match_\w+_expression)$/.test(type);
  const of = parts(node)
    .filter(isWay)
    .map((way) => innerForm(way, [translate(way)]));
  return bodyForm(node, [
    ...all(parts(node).filter((child) => !isWay(child))),
    { is: 'either', at: node.start, of },
  ]);
};

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', e: '\x1b', v: '\v', f: '\f' };

function escaped(written: string): string {
  const hex = /^\\(?:x|u\{)([\da-fA-F]{1,6})\}?$/.exec(written)?.[1];
  const octal = /^\\([0-7]{1,3})$/.exec(written)?.[1];
  const point =
    hex !== undefined ? Number.parseInt(hex, 16) : octal !== undefined ? Number.parseInt(octal, 8) : -1;
  if (point >= 0) return point <= 0x10ffff ? String.fromCodePoint(point) : '';
  const letter = written.slice(1);
  return escapes[letter] ?? letter;
}

/** A text with what is put into it. */
const joinOf: Translator = (node, { source, inner: translate }) =>
  joinForm(
    node.start,
    parts(node).map((child): Form => {
      if (child.type === 'escape_sequence') return textForm(child.start, escaped(source(child)));
      if (/^(?:string_content|nowdoc_string)$/.test(child.type)) return textForm(child.start, source(child));
      return translate(child);
    }),
  );

const givenOf = (node: Syntax, { inner: translate, source }: Translation): Given[] =>
  parts(inField(node, 'arguments') ?? ofType(node, 'arguments') ?? none).map((argument): Given => {
    const name = inField(argument, 'name');
    const value = translate(parts(argument).findLast((child) => child !== name));
    return name === undefined ? { value } : { name: source(name), value };
  });

const memberOf: Translator = (node, { source, inner: translate }) => {
  const of = inField(node, 'object') ?? inField(node, 'scope') ?? parts(node)[0];
  const name = inField(node, 'name') ?? parts(node).at(-1);
  if (of === undefined || name === undefined) return undefined;
  return { is: 'member', at: name.start, of: translate(of), name: source(name).replace(/^\$/, '') };
};

const methodCall: Translator = (node, translation) => {
  const callee = memberOf(node, translation);
  return callee && { is: 'call', at: callee.at, callee, given: givenOf(node, translation) };
};

const call: Translator = (node, translation) => {
  const callee = inField(node, 'function');
  const given = givenOf(node, translation);
  if (callee === undefined) return undefined;
  const name = translation.source(callee).replace(/^\\/, '');
  const [first, second] = given;
  if (name === 'define' && first?.value.is === 'text' && second !== undefined) {
    const to: Form = { is: 'name', at: node.start, name: first.value.text };
    return { is: 'assign', at: node.start, end: node.end, to, value: second.value };
  }
  const isName = /^(?:name|qualified_name)$/.test(callee.type);
  const of: Form = isName ? { is: 'name', at: callee.start, name } : translation.inner(callee);
  return { is: 'call', at: node.start, callee: of, given };
};

const assignment: Translator = (node, { source, inner: translate }) => {
  const left = inField(node, 'left');
  if (left === undefined) return undefined;
  const value = translate(inField(node, 'right'));
  const operator = inField(node, 'operator');
  const isAppended = left.type === 'subscript_expression' && parts(left).length === 1;
  if (left.type === 'list_literal' || left.type === 'array_creation_expression')
    return bodyForm(
      node,
      parts(left).map(
        (one): Form => ({ is: 'assign', at: node.start, end: node.end, to: translate(one), value }),
      ),
    );
  const to = translate(isAppended ? parts(left)[0] : left);
  const whole: Form = isAppended
    ? callForm(node.start, '#append', [to, value])
    : operator !== undefined && source(operator) === '.='
      ? { is: 'join', at: node.start, parts: [to, value] }
      : operator !== undefined
        ? { is: 'either', at: node.start, of: [to, value] }
        : value;
  return { is: 'assign', at: node.start, end: node.end, to, value: whole };
};

const functionOf: Translator = (node, { source, inner: translate }) => {
  const name = inField(node, 'name');
  const inside = inField(node, 'body');
  const statements = inside === undefined ? [] : [translate(inside)];
  const isArrow = node.type === 'arrow_function';
  const parameters = parts(inField(node, 'parameters') ?? none).map((parameter): FormParameter => {
    const fallback = inField(parameter, 'default_value');
    return {
      name: source(inField(parameter, 'name') ?? parameter),
      ...(fallback === undefined ? {} : { fallback: translate(fallback) }),
      ...(parameter.type === 'variadic_parameter' ? { rest: true } : {}),
    };
  });
  return {
    is: 'function',
    at: node.start,
    ...(name === undefined ? {} : { name: source(name) }),
    parameters,
    body: isArrow ? statements.map((value): Form => ({ is: 'return', at: node.start, value })) : statements,
  };
};

/** A constant or property that is given a value where it is declared. */
const element: Translator = (node, { source, inner: translate }) => {
  const [name, ...rest] = parts(node);
  const value = rest.at(-1);
  if (name === undefined || value === undefined) return undefined;
  const to: Form = { is: 'name', at: node.start, name: source(name).replace(/^\$/, '') };
  return { is: 'assign', at: node.start, end: node.end, to, value: translate(value) };
};

const array: Translator = (node, { inner: translate }) => {
  const elements = parts(node);
  if (!elements.some((one) => parts(one).length > 1))
    return { is: 'list', at: node.start, items: elements.map((one) => translate(parts(one)[0])) };
  return {
    is: 'record',
    at: node.start,
    entries: elements.map((one) => {
      const [key, value] = parts(one);
      return value === undefined
        ? { value: translate(key) }
        : { key: translate(key), value: translate(value) };
    }),
  };
};

const subscript: Translator = (node, { source, inner: translate }) => {
  const [of, key] = parts(node);
  if (of === undefined) return undefined;
  if (key === undefined) return translate(of);
  if (/^\$_(?:ENV|SERVER)$/.test(source(of))) return callForm(node.start, '#variable', [translate(key)]);
  return { is: 'item', at: node.start, of: translate(of), key: translate(key) };
};

const binary: Translator = (node, { source, all }) => {
  const operatorOf = (one: Syntax) => source(inField(one, 'operator') ?? { ...one, end: one.start });
  const operator = operatorOf(node);
  const operands = operandsOf(node, (one) => one.type === node.type && operatorOf(one) === operator);
  const values = all(operands);
  if (operator === '.') return joinForm(node.start, values);
  return operator === '??' || operator === '?:'
    ? { is: 'either', at: node.start, of: values }
    : made(node.start, values);
};

const foreach: Translator = (node, { source, inner: translate }) => {
  const [of, item] = parts(node).filter(({ field }) => field !== 'body');
  const names = item === undefined ? [] : item.type === 'pair' ? parts(item).slice(-1) : [item];
  return {
    is: 'each',
    at: node.start,
    end: node.end,
    names: names.map((name) => source(name).replace(/^&/, '')),
    of: translate(of),
    body: [translate(inField(node, 'body'))],
  };
};

const translators: Record<string, Translator> = {
  program: body,
  compound_statement: body,
  declaration_list: body,
  namespace_definition: (node, { all }) => bodyForm(node, all(parts(inField(node, 'body') ?? none))),
  namespace_use_declaration: (node) => made(node.start),
  expression_statement: only,
  parenthesized_expression: only,
  error_suppression_expression: only,
  cast_expression: (node, { inner: translate }) => translate(inField(node, 'value') ?? parts(node).at(-1)),
  if_statement: ways,
  else_if_clause: ways,
  else_clause: inner,
  switch_statement: body,
  switch_block: ways,
  case_statement: inner,
  default_statement: inner,
  match_block: ways,
  while_statement: inner,
  for_statement: inner,
  try_statement: body,
  catch_clause: (node, { inner: translate }) => innerForm(node, [translate(inField(node, 'body'))]),
  foreach_statement: foreach,
  conditional_expression: (node, { inner: translate }) => {
    const [condition, ...of] = parts(node).map(translate);
    return bodyForm(node, [...(condition ? [condition] : []), { is: 'either', at: node.start, of }]);
  },
  variable_name: (node, translation) =>
    translation.source(node) === '$_ENV'
      ? callForm(node.start, '#environment', [])
      : nameAt(node, translation),
  name: nameAt,
  qualified_name: (node, { source }) => ({
    is: 'name',
    at: node.start,
    name: source(node).replace(/^.*\\/, ''),
  }),
  relative_scope: (node) => ({ is: 'name', at: node.start, name: '$this' }),
  string: joinOf,
  encapsed_string: joinOf,
  heredoc: (node, { inner: translate }) => translate(inField(node, 'value')),
  heredoc_body: joinOf,
  nowdoc: (node, { inner: translate }) => translate(inField(node, 'value')),
  nowdoc_body: joinOf,
  integer: (node, { source }) => textForm(node.start, source(node)),
  shell_command_expression: (node, translation) =>
    callForm(node.start, 'shell_exec', [joinOf(node, translation) ?? made(node.start)]),
  array_creation_expression: array,
  subscript_expression: subscript,
  member_access_expression: memberOf,
  nullsafe_member_access_expression: memberOf,
  class_constant_access_expression: memberOf,
  scoped_property_access_expression: memberOf,
  member_call_expression: methodCall,
  nullsafe_member_call_expression: methodCall,
  scoped_call_expression: methodCall,
  function_call_expression: call,
  object_creation_expression: (node, translation) => {
    const name = parts(node).find(({ type }) => /^(?:name|qualified_name)$/.test(type));
    const callee = name === undefined ? undefined : translation.inner(name);
    return callee && { is: 'call', at: node.start, callee, given: givenOf(node, translation) };
  },
  assignment_expression: assignment,
  augmented_assignment_expression: assignment,
  binary_expression: binary,
  function_definition: functionOf,
  method_declaration: functionOf,
  anonymous_function: functionOf,
  arrow_function: functionOf,
  class_declaration: (node, { source, inner: translate, all }) => ({
    is: 'class',
    at: node.start,
    name: source(inField(node, 'name') ?? none),
    bases: parts(ofType(node, 'base_clause') ?? none).map(translate),
    body: all(parts(inField(node, 'body') ?? none)),
  }),
  property_declaration: body,
  const_declaration: body,
  property_element: element,
  const_element: element,
  visibility_modifier: (node) => made(node.start),
  static_modifier: (node) => made(node.start),
  return_statement: (node, { inner: translate }) => {
    const [value] = parts(node);
    return { is: 'return', at: node.start, ...(value === undefined ? {} : { value: translate(value) }) };
  },
  echo_statement: builtIn('echo'),
  print_intrinsic: builtIn('echo'),
  exit_statement: builtIn('exit'),
  require_expression: builtIn('require'),
  require_once_expression: builtIn('require'),
  include_expression: builtIn('require'),
  include_once_expression: builtIn('require'),
};
