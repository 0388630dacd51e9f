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

/** Translates a program in Go: https://github.com/tree-sitter/tree-sitter-go */
export function goTranslation(): { translate: Translate; prepare: (tree: Syntax, text: string) => void } {
  const packages = new Map<string, string>();
  const methods = new Set<string>();
  return {
    prepare(tree, text) {
      const source = (node: Syntax | undefined) =>
        node === undefined ? '' : text.slice(node.start, node.end);
      for (const one of tree.children) {
        if (one.type === 'method_declaration') methods.add(source(inField(one, 'name')));
        if (one.type !== 'import_declaration') continue;
        for (const spec of one.children.flatMap((child) =>
          child.type === 'import_spec' ? [child] : child.children,
        )) {
          const name = inField(spec, 'name');
          if (name !== undefined) packages.set(source(name), packageName(source(inField(spec, 'path'))));
        }
      }
    },
    translate(node, translation) {
      if (node.type === 'identifier') {
        const name = translation.source(node);
        const path = packages.get(name);
        return path === undefined
          ? { is: 'name', at: node.start, name }
          : { is: 'outside', at: node.start, path };
      }
      if (node.type === 'call_expression') return callOf(node, translation, methods);
      return translators[node.type]?.(node, translation);
    },
  };
}

/** The name that a package is called by where it is given no other: `net/http` is `http`, `…/resty/v2` is `resty`. */
function packageName(path: string): string {
  return (
    path
      .replace(/["`]/g, '')
      .replace(/\/v\d+$/, '')
      .split('/')
      .at(-1) ?? ''
  );
}

/** The name of a method as a function that is given its object first: no function of Go is called so. */
const methodName = (name: string) => `.${name}`;

const inner: Translator = (node, { all }) => innerForm(node, all(parts(node)));
const body: Translator = (node, { all }) => bodyForm(node, all(parts(node)));
const operand: Translator = (node, { inner: translate }) =>
  translate(inField(node, 'operand') ?? parts(node)[0]);

/** Ways of which one is taken, behind what decides. */
const ways: Translator = (node, { all, inner: translate }) => {
  const isWay = ({ type, field }: Syntax) =>
    /^(?:consequence|alternative)$/.test(field) || /_case$/.test(type);
  const of = parts(node)
    .filter(isWay)
    .map((way) => innerForm(way, [translate(way)]));
  const before = all(parts(node).filter((child) => !isWay(child) && child.field !== 'operator'));
  return bodyForm(node, [...before, { is: 'either', at: node.start, of }]);
};

const text: Translator = (node, { source }) => textForm(node.start, source(node));

/** Values are given to names in their order; of what a call gives, the first counts. */
const assigns: Translator = (node, { source, inner: translate, all }) => {
  const left = inField(node, 'left');
  const right = inField(node, 'right') ?? inField(node, 'value');
  const names = left === undefined ? node.children.filter(({ type }) => type === 'identifier') : parts(left);
  if (right === undefined) return undefined;
  const values = all(right.type === 'expression_list' ? parts(right) : [right]);
  const operator = inField(node, 'operator');
  const assignments = names.flatMap((name, index): Form[] => {
    const value = values[index];
    if (value === undefined) return [];
    if (source(name) === '_') return [value];
    const to: Form =
      name.type === 'identifier' ? { is: 'name', at: name.start, name: source(name) } : translate(name);
    const whole: Form =
      operator !== undefined && source(operator) === '+='
        ? { is: 'join', at: node.start, parts: [translate(name), value] }
        : value;
    return [{ is: 'assign', at: node.start, end: node.end, to, value: whole }];
  });
  return bodyForm(node, [...assignments, ...values.slice(names.length)]);
};

const functionOf: Translator = (node, { source, inner: translate }) => {
  const name = inField(node, 'name');
  const receiver = inField(node, 'receiver');
  const block = inField(node, 'body');
  const lists = [receiver, inField(node, 'parameters')].flatMap((list) =>
    list === undefined ? [] : parts(list),
  );
  const parameters = lists.flatMap((one): FormParameter[] => {
    const names = one.children.filter(({ field, type }) => field === 'name' && type === 'identifier');
    const rest = one.type === 'variadic_parameter_declaration' ? ({ rest: true } as const) : {};
    return names.length === 0 ? [{ name: '_' }] : names.map((each) => ({ name: source(each), ...rest }));
  });
  const own = name === undefined ? undefined : source(name);
  return {
    is: 'function',
    at: node.start,
    ...(own === undefined ? {} : { name: receiver === undefined ? own : methodName(own) }),
    parameters,
    body: block === undefined ? [] : [translate(block)],
  };
};

function callOf(node: Syntax, translation: Translation, methods: ReadonlySet<string>): Form | undefined {
  const { source, inner: translate, all } = translation;
  const callee = inField(node, 'function');
  const list = inField(node, 'arguments');
  if (callee === undefined || list === undefined) return undefined;
  const values = all(parts(list));
  const field = inField(callee, 'field');
  const of = inField(callee, 'operand');
  const at = (field ?? callee).start;
  const given: Given[] = values.map((value) => ({ value }));
  if (field === undefined || of === undefined) return { is: 'call', at, callee: translate(callee), given };
  const name = source(field);
  const [key, value] = values;
  const holder = inField(of, 'field');
  if (/^(?:Set|Add)$/.test(name) && holder !== undefined && source(holder) === 'Header' && key && value) {
    const to: Form = { is: 'item', at, of: translate(inField(of, 'operand')), key };
    return { is: 'assign', at, end: node.end, to, value };
  }
  if (methods.has(name) && !/^[A-Z]\w*\./.test(source(callee)))
    return {
      is: 'call',
      at,
      callee: { is: 'name', at, name: methodName(name) },
      given: [{ value: translate(of) }, ...given],
    };
  return { is: 'call', at, callee: { is: 'member', at, of: translate(of), name }, given };
}

/** A struct or map is a record, a slice a list. */
const literal: Translator = (node, translation) => {
  const { source, inner: translate } = translation;
  const value = node.type === 'literal_value' ? node : inField(node, 'body');
  if (value === undefined) return undefined;
  const elements = parts(value);
  if (!elements.some(({ type }) => type === 'keyed_element'))
    return { is: 'list', at: node.start, items: elements.map(translate) };
  const isMap = inField(node, 'type')?.type === 'map_type';
  return {
    is: 'record',
    at: node.start,
    entries: elements.flatMap((element) => {
      const key = inField(element, 'key');
      const held = parts(key ?? { ...element, children: [] })[0];
      if (key === undefined) return [];
      const named = !isMap && held?.type === 'identifier' ? textForm(key.start, source(key)) : translate(key);
      return [{ key: named, value: translate(inField(element, 'value')) }];
    }),
  };
};

const loop: Translator = (node, { source, inner: translate, all }) => {
  const range = ofType(node, 'range_clause');
  const inside = inField(node, 'body');
  if (range === undefined) return innerForm(node, all(parts(node)));
  const names = parts(inField(range, 'left') ?? { ...range, children: [] }).map(source);
  return {
    is: 'each',
    at: node.start,
    end: node.end,
    names: names.slice(-1),
    of: translate(inField(range, 'right')),
    body: [translate(inside)],
  };
};

const translators: Record<string, Translator> = {
  source_file: (node, { all }) => {
    const start = ['init', 'main'].map(
      (name): Form => ({ is: 'call', at: node.end, callee: { is: 'name', at: node.end, name }, given: [] }),
    );
    return bodyForm(node, [...all(parts(node)), ...start]);
  },
  package_clause: (node) => made(node.start),
  import_spec: (node, { source }) => {
    const path = inField(node, 'path');
    return path && callForm(node.start, '#import', [textForm(path.start, source(path).replace(/["`]/g, ''))]);
  },
  import_declaration: body,
  import_spec_list: body,
  const_spec: assigns,
  var_spec: assigns,
  const_declaration: body,
  var_declaration: body,
  type_declaration: (node) => made(node.start),
  short_var_declaration: assigns,
  assignment_statement: assigns,
  function_declaration: functionOf,
  method_declaration: functionOf,
  func_literal: functionOf,
  block: body,
  statement_list: body,
  expression_statement: (node, { inner: translate }) => translate(parts(node)[0]),
  go_statement: (node, { inner: translate }) => translate(parts(node)[0]),
  defer_statement: (node, { inner: translate }) => translate(parts(node)[0]),
  labeled_statement: body,
  if_statement: ways,
  expression_switch_statement: ways,
  type_switch_statement: ways,
  select_statement: ways,
  expression_case: inner,
  type_case: inner,
  default_case: inner,
  communication_case: inner,
  for_statement: loop,
  return_statement: (node, { all }) => {
    const [value, ...rest] = all(parts(parts(node)[0] ?? { ...node, children: [] }));
    const given: Form = { is: 'return', at: node.start, ...(value === undefined ? {} : { value }) };
    return bodyForm(node, [...rest, given]);
  },
  expression_list: (node, { all }) => made(node.start, all(parts(node))),
  interpreted_string_literal: (node, { source }) => textForm(node.start, unquoted(source(node))),
  raw_string_literal: (node, { source }) => textForm(node.start, source(node).slice(1, -1)),
  int_literal: text,
  rune_literal: (node, { source }) => textForm(node.start, source(node).slice(1, -1)),
  selector_expression: (node, { source, inner: translate }) => {
    const written = source(node);
    if (/^os\.O_\w+$/.test(written)) return textForm(node.start, written);
    const field = inField(node, 'field');
    const of = inField(node, 'operand');
    return field && of && { is: 'member', at: node.start, of: translate(of), name: source(field) };
  },
  index_expression: (node, { inner: translate }) => ({
    is: 'item',
    at: node.start,
    of: translate(inField(node, 'operand')),
    key: translate(inField(node, 'index')),
  }),
  binary_expression: (node, { source, all }) => {
    const operatorOf = (one: Syntax) => source(inField(one, 'operator') ?? { ...one, end: one.start });
    const operator = operatorOf(node);
    const operands = operandsOf(node, (one) => one.type === node.type && operatorOf(one) === operator);
    const values = all(operands);
    return operator === '+' || operator === '|' ? joinForm(node.start, values) : made(node.start, values);
  },
  unary_expression: operand,
  parenthesized_expression: operand,
  type_assertion_expression: operand,
  type_conversion_expression: (node, { inner: translate }) => translate(inField(node, 'operand')),
  variadic_argument: (node, { inner: translate }) => ({
    is: 'spread',
    at: node.start,
    of: translate(parts(node)[0]),
  }),
  composite_literal: literal,
  literal_value: literal,
  literal_element: operand,
};

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
};

/** https://go.dev/ref/spec#String_literals */
function unquoted(written: string): string {
  return written
    .slice(1, -1)
    .replace(/\\(x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|[0-7]{3}|.)/g, (_, code: string) => {
      if (!/^[xuU0-7]./.test(code)) return escapes[code] ?? code;
      const point = /^[0-7]/.test(code) ? Number.parseInt(code, 8) : Number.parseInt(code.slice(1), 16);
      return point <= 0x10ffff ? String.fromCodePoint(point) : '';
    });
}
