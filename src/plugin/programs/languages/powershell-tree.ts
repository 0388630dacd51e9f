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
  type Translate,
  type Translation,
  textForm,
} from './forms.ts';
import { printed } from './powershell-prepare.ts';

type Translator = (node: Syntax, translation: Translation) => Form | undefined;

/** Translates one node of PowerShell: https://github.com/airbus-cert/tree-sitter-powershell */
export const translatePowershell: Translate = (node, translation) =>
  translators[node.type]?.(node, translation);

const body: Translator = (node, { all }) => bodyForm(node, all(parts(node)));
const inner: Translator = (node, { all }) => innerForm(node, all(parts(node)));
const only: Translator = (node, { inner: translate }) => translate(parts(node).at(-1));
const joins: Translator = (node, { all }) => ({ is: 'join', at: node.start, parts: all(parts(node)) });

const translators: Record<string, Translator> = {
  program: body,
  statement_list: body,
  script_block: body,
  script_block_body: body,
  statement_block: inner,
  [printed]: (node, { inner: translate }) => callForm(node.start, '#output', [translate(parts(node)[0])]),
  param_block: (node, { inner: translate }) => {
    const declared = parts(ofType(node, 'parameter_list') ?? { ...node, children: [] });
    const given = declared.flatMap((one): Form[] => {
      const name = ofType(one, 'variable');
      const fallback = ofType(one, 'script_parameter_default');
      if (name === undefined || fallback === undefined) return [];
      const value = translate(parts(fallback).at(-1));
      return [{ is: 'assign', at: one.start, end: one.end, to: translate(name), value }];
    });
    return bodyForm(node, given);
  },
  parenthesized_expression: only,
  sub_expression: only,
  variable,
  generic_token: (node, { source }) => textForm(node.start, pathText(source(node).trim())),
  simple_name: (node, { source }) => textForm(node.start, source(node).trim()),
  integer_literal: (node, { source }) => textForm(node.start, source(node)),
  verbatim_string_characters: (node, { source }) =>
    textForm(node.start, pathText(source(node).slice(1, -1).replaceAll("''", "'"))),
  verbatim_here_string_characters: (node, { source }) => textForm(node.start, heredoc(source(node))),
  expandable_string_literal: expandable,
  expandable_here_string_literal: expandable,
  type_literal: (node, { source }) => ({
    is: 'outside',
    at: node.start,
    path: source(node).replace(/[[\]\s]/g, ''),
  }),
  cast_expression: cast,
  additive_expression: joins,
  additive_argument_expression: joins,
  format_expression: (node, { all }) => callForm(node.start, '#format', all(parts(node).filter(isOperand))),
  array_literal_expression: listOf,
  array_expression: (node, translation) => {
    const list = inField(node, 'statements');
    const items = list === undefined ? [] : parts(list);
    const [first] = items;
    if (items.length === 1 && first?.type === 'array_literal_expression') return listOf(first, translation);
    return { is: 'list', at: node.start, items: translation.all(items) };
  },
  hash_literal_expression: (node, { inner: translate }) => ({
    is: 'record',
    at: node.start,
    entries: parts(ofType(node, 'hash_literal_body') ?? { ...node, children: [] }).map((entry) => {
      const [key, value] = parts(entry);
      return { ...(key && { key: translate(key) }), value: translate(value) };
    }),
  }),
  key_expression: only,
  member_access: (node, translation) => {
    const [of, name] = parts(node);
    return memberOf(node, of, name, translation);
  },
  element_access: (node, { inner: translate }) => {
    const [of, key] = parts(node);
    return { is: 'item', at: node.start, of: translate(of), key: translate(key) };
  },
  invokation_expression: invocation,
  assignment_expression: assignment,
  pipeline_chain: pipeline,
  command: (node, translation) => command(node, undefined, translation),
  script_block_expression: (node, translation) =>
    functionOf(node, ofType(node, 'script_block'), undefined, translation),
  function_statement: (node, translation) => {
    const name = ofType(node, 'function_name');
    const written = name === undefined ? '' : translation.source(name).trim().replace(/^\w+:/, '');
    return functionOf(node, ofType(node, 'script_block'), `&${written.toLowerCase()}`, translation);
  },
  foreach_statement: (node, { inner: translate, source }) => {
    const [name, of, block] = parts(node).filter(({ type }) => type !== 'foreach_parameter');
    return {
      is: 'each',
      at: node.start,
      end: node.end,
      names: [name === undefined ? '' : nameOf(source(name))],
      of: translate(of),
      body: [translate(block)],
    };
  },
  flow_control_statement: (node, { source, inner: translate }) => {
    const word = /^\w+/.exec(source(node).trim().toLowerCase())?.[0];
    const [value] = parts(node);
    if (word === 'exit') return callForm(node.start, '#exit', value === undefined ? [] : [translate(value)]);
    if (word === 'return') return { is: 'return', at: node.start, ...(value && { value: translate(value) }) };
    return made(node.start, value === undefined ? [] : [translate(value)]);
  },
  if_statement: ways,
  class_statement: (node, { all, source }) => {
    const name = ofType(node, 'simple_name');
    return {
      is: 'class',
      at: node.start,
      name: name === undefined ? '' : source(name).trim(),
      bases: [],
      body: all(parts(node).filter(({ type }) => /_definition$/.test(type))),
    };
  },
  class_method_definition: (node, translation) => {
    const name = ofType(node, 'simple_name');
    const form = functionOf(node, ofType(node, 'script_block'), undefined, translation);
    return form.is === 'function' && name !== undefined
      ? { ...form, name: translation.source(name).trim() }
      : form;
  },
};

/** One of several ways, with what decides. */
function ways(node: Syntax, { all, inner: translate }: Translation): Form {
  const clauses = parts(node).flatMap((one) => (one.type === 'elseif_clauses' ? parts(one) : [one]));
  const conditions = clauses.flatMap((one) =>
    one.type === 'elseif_clause' ? parts(one).slice(0, -1) : one.field === 'condition' ? [one] : [],
  );
  const blocks = clauses.flatMap((one) => {
    const block = one.type === 'statement_block' ? one : ofType(one, 'statement_block');
    return block === undefined ? [] : [translate(block)];
  });
  return bodyForm(node, [...all(conditions), { is: 'either', at: node.start, of: blocks }]);
}

const isOperand = ({ type }: Syntax) => !/_operator$/.test(type);

/** A path with slashes as all other paths have them. */
const pathText = (written: string): string =>
  /^(?:\.{1,2}|~|[A-Za-z]:|HK\w+:|[\w.-]*)\\[^\s"'{}()[\]*+?|^$]*$/.test(written) &&
  !/^\\[a-zA-Z]?$/.test(written)
    ? written.replaceAll('\\', '/')
    : written;

const heredoc = (written: string): string => written.replace(/^@["'][^\n]*\n/, '').replace(/\r?\n["']@$/, '');

/** `$script:Name` is `name`. */
const nameOf = (written: string): string =>
  written
    .trim()
    .replace(/^[$@]\{?|\}$/g, '')
    .replace(/^(?:script|global|local|private|using):/i, '')
    .toLowerCase();

function variable(node: Syntax, { source }: Translation): Form {
  const written = source(node).trim();
  const name = nameOf(written);
  const at = node.start;
  if (name.startsWith('env:')) return callForm(at, '#env', [textForm(at, name.slice(4).toUpperCase())]);
  const named: Form = { is: 'name', at, name: name === 'psitem' ? '_' : name };
  return written.startsWith('@') ? callForm(at, '#splat', [named]) : named;
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '0': '\0', e: '\x1b' };

const unescaped = (written: string): string =>
  written.replace(/`([\s\S])/g, (_, letter: string) => escapes[letter] ?? letter).replaceAll('""', '"');

/** A text with what is put into it: the text in between is no node. */
function expandable(node: Syntax, { source, inner: translate }: Translation): Form {
  const whole = source(node);
  const isLong = node.type === 'expandable_here_string_literal';
  const head = isLong ? (/^@"[^\n]*\n/.exec(whole)?.[0].length ?? 2) : 1;
  const tail = isLong ? (/\r?\n"@$/.exec(whole)?.[0].length ?? 2) : 1;
  const pieces: Form[] = [];
  let at = node.start + head;
  const take = (end: number) => {
    const written = whole.slice(at - node.start, end - node.start);
    if (end <= at) return;
    const text = isLong ? written : unescaped(written);
    const isPath = pieces.length > 0 && /^\\[\w.]/.test(text) && !/\s/.test(text);
    pieces.push(textForm(at, isPath ? text.replaceAll('\\', '/') : isLong ? text : pathText(text)));
  };
  for (const child of parts(node)) {
    take(child.start);
    pieces.push(translate(child));
    at = child.end;
  }
  take(node.end - tail);
  return joinForm(node.start, pieces);
}

function listOf(node: Syntax, { all }: Translation): Form {
  return { is: 'list', at: node.start, items: all(parts(node)) };
}

/** `[char[]](104, 105)` is a text. */
function cast(node: Syntax, { source, inner: translate }: Translation): Form {
  const [type, value] = parts(node);
  const form = translate(value);
  const isCharacters = type !== undefined && /^\[(?:System\.)?char\b/i.test(source(type));
  if (type !== undefined && /^\[scriptblock\]$/i.test(source(type)))
    return callForm(node.start, 'scriptblock.create', [form]);
  return isCharacters ? callForm(node.start, '#characters', [form]) : form;
}

function memberOf(
  node: Syntax,
  of: Syntax | undefined,
  name: Syntax | undefined,
  { source, inner: translate }: Translation,
): Form {
  const written = name === undefined ? '' : source(name).trim();
  if (name !== undefined && !/^\w+$/.test(written))
    return { is: 'item', at: node.start, of: translate(of), key: translate(name) };
  return { is: 'member', at: node.start, of: translate(of), name: written };
}

const givenOf = (list: Syntax | undefined, { all }: Translation): Given[] => {
  const expressions = list === undefined ? undefined : inField(list, 'argument_expression_list');
  const values = expressions === undefined ? [] : all(parts(expressions));
  return values.map((value) => ({ value }));
};

function invocation(node: Syntax, translation: Translation): Form {
  const [of, name] = parts(node);
  const callee = memberOf(node, of, name, translation);
  return { is: 'call', at: node.start, callee, given: givenOf(ofType(node, 'argument_list'), translation) };
}

function assignment(node: Syntax, translation: Translation): Form | undefined {
  const { inner: translate, source } = translation;
  const [left] = parts(node);
  const value = translate(inField(node, 'value'));
  const at = node.start;
  let target = left;
  while (target !== undefined && /^(?:left_assignment_expression|cast_expression)$/.test(target.type))
    target = parts(target).at(-1);
  if (target === undefined) return undefined;
  const written = source(target);
  if (/^\$\{?env:/i.test(written)) {
    const name = textForm(at, nameOf(written).slice(4).toUpperCase());
    return callForm(at, '#set-env', [name, value]);
  }
  const operator = ofType(node, 'assignement_operator');
  const grows = operator !== undefined && source(operator).trim() === '+=';
  const to = translate(target);
  if (target.type === 'array_literal_expression')
    return bodyForm(
      node,
      parts(target).map((one): Form => ({ is: 'assign', at, end: node.end, to: translate(one), value })),
    );
  const whole: Form = grows ? { is: 'join', at, parts: [translate(target), value] } : value;
  return { is: 'assign', at, end: node.end, to, value: whole };
}

/** Each command is given what the one before it gives. */
function pipeline(node: Syntax, translation: Translation): Form {
  let before: Form | undefined;
  for (const one of parts(node))
    before = one.type === 'command' ? command(one, before, translation) : translation.inner(one);
  return before ?? made(node.start);
}

/** A command is a call of `#command`: its name, its words, where they stand. */
function command(node: Syntax, input: Form | undefined, translation: Translation): Form {
  const { source, inner: translate } = translation;
  const block = ofType(node, 'foreach_command');
  const name = inField(node, 'command_name');
  const operator = ofType(node, 'command_invokation_operator');
  const list = block ?? inField(node, 'command_elements');
  const words: Form[] = [];
  const given: Given[] = [];
  for (const child of list === undefined ? [] : parts(list)) {
    const last = words.at(-1);
    if (child.type === 'redirection') {
      const file = ofType(child, 'redirected_file_name');
      const how = ofType(child, 'file_redirection_operator');
      if (file === undefined || how === undefined) continue;
      given.push({
        name: source(how).includes('>>') ? '#append' : '#output',
        value: translate(parts(file).at(-1)),
      });
    } else if (child.type === 'argument_list' && last?.is === 'text')
      words.push(...givenOf(child, translation).map(({ value }) => value));
    else if (child.type === 'argument_list' && last !== undefined)
      words[words.length - 1] = {
        is: 'call',
        at: child.start,
        callee: last,
        given: givenOf(child, translation),
      };
    else if (child.type === 'command_parameter')
      words.push(callForm(child.start, '#option', [textForm(child.start, source(child).trim())]));
    else if (child.type !== 'command_argument_sep' && !/^\s*[\d*]?>/.test(source(child)))
      words.push(translate(child));
  }
  const at = node.start;
  const isPlain = name?.type === 'command_name';
  const written = block ? 'foreach-object' : isPlain ? pathText(source(name).trim()) : '';
  const called: Form = isPlain || block ? textForm(at, written) : translate(name);
  if (input !== undefined) given.push({ name: '#input', value: input });
  if (operator !== undefined) given.push({ name: '#how', value: textForm(at, source(operator).trim()) });
  if (isPlain)
    given.push({ name: '#function', value: { is: 'name', at, name: `&${written.toLowerCase()}` } });
  return {
    is: 'call',
    at,
    callee: { is: 'outside', at, path: '#command' },
    given: [{ value: called }, ...words.map((value) => ({ value })), ...given],
  };
}

function functionOf(
  node: Syntax,
  block: Syntax | undefined,
  name: string | undefined,
  translation: Translation,
): Form {
  const { source, inner: translate } = translation;
  const declared =
    ofType(ofType(block, 'param_block'), 'parameter_list') ??
    ofType(ofType(node, 'function_parameter_declaration'), 'parameter_list') ??
    ofType(node, 'class_method_parameter_list');
  const parameters = (declared === undefined ? [] : parts(declared)).map((one): FormParameter => {
    const variableNode = ofType(one, 'variable');
    const attributes = ofType(one, 'attribute_list');
    const fallback = ofType(one, 'script_parameter_default');
    const fromInput = attributes !== undefined && /ValueFromPipeline/i.test(source(attributes));
    const isSwitch = attributes !== undefined && /\[switch\]/i.test(source(attributes));
    const otherwise: Form | undefined = fromInput
      ? { is: 'name', at: one.start, name: 'input' }
      : isSwitch
        ? textForm(one.start, switchText)
        : fallback && translate(parts(fallback).at(-1));
    return {
      name: variableNode === undefined ? '' : nameOf(source(variableNode)),
      ...(otherwise && { fallback: otherwise }),
    };
  });
  const hidden =
    name === undefined
      ? [{ name: '_' }]
      : [{ name: '_', fallback: { is: 'name', at: node.start, name: 'input' } as const }];
  const inside = block === undefined ? [] : parts(block).filter(({ type }) => type !== 'param_block');
  return {
    is: 'function',
    at: node.start,
    ...(name !== undefined && { name }),
    parameters: [...(name === undefined ? [] : [{ name: 'input' }]), ...parameters, ...hidden],
    body: translation.all(inside),
  };
}

/** What a parameter that takes no value is, where it is not given. */
export const switchText = 'False';
