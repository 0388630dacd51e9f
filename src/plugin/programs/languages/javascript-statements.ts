import {
  bind,
  bindAttribute,
  branchAt,
  callOf,
  classOf,
  madeOf,
  nameAt,
  type OpenClass,
  openBody,
  textAt,
} from '../follow/body.ts';
import type { Body, Entry, Expression } from '../follow/code.ts';
import { inField, ofType, parts, type Syntax } from '../follow/syntax.ts';
import {
  all,
  bindPattern,
  deepest,
  expression,
  functionCode,
  type Place,
  source,
} from './javascript-code.ts';

/** Reads the statements of a program in JavaScript or TypeScript. */
export const javascriptBody = (root: Syntax, text: string): Body => {
  const body = openBody(undefined);
  block(root, { text, body, depth: 0, block: [0, text.length], read: block });
  return body;
};

const block = (node: Syntax, place: Place): void => {
  const inner: Place = { ...place, depth: place.depth + 1, block: [node.start, node.end] };
  if (inner.depth > deepest) return;
  for (const child of parts(node)) statement(child, inner);
};

/** Statements that decide whether what follows happens. */
const branches = /^(?:if|for|for_in|while|do|switch|throw|return)_statement$|^catch_clause$/u;

const statement = (node: Syntax, place: Place): void => {
  if (branches.test(node.type)) {
    const test = inField(node, 'condition');
    const isMain = test !== undefined && /^\((?:require\.main|import\.meta\.main)/u.test(source(test, place));
    if (!isMain) branchAt(place.body, node.type === 'return_statement' ? node.end : node.start);
  }
  const reader = Object.hasOwn(readers, node.type) ? readers[node.type] : undefined;
  if (reader) reader(node, place);
  else if (/_statement$|_clause$|^switch_|^ERROR$|^internal_module$|^module$/u.test(node.type))
    inside(node, place);
  else place.body.run.push(expression(node, place));
};

/** Statements and expressions in a statement that gives no names. */
const inside = (node: Syntax, place: Place): void => {
  if (place.depth > deepest) return;
  for (const child of parts(node)) statement(child, { ...place, depth: place.depth + 1 });
};

const expressionStatement = (node: Syntax, place: Place): void => {
  for (const child of parts(node)) {
    if (child.type === 'string') continue;
    place.body.run.push(expression(child, place));
    if (child.type === 'call_expression') grow(child, place);
  }
};

/** `list.push(x)`: the name stands for a longer list from here on. */
const grow = (node: Syntax, place: Place): void => {
  const callee = inField(node, 'function');
  const object = inField(callee, 'object');
  const property = inField(callee, 'property');
  if (
    object?.type !== 'identifier' ||
    !property ||
    !/^(?:push|unshift|append)$/u.test(source(property, place))
  )
    return;
  const args = all(parts(inField(node, 'arguments') ?? node), place);
  const value = callOf(node.start, '#append', [expression(object, place), ...args]);
  bindPattern(object, value, place, { at: node.end, block: place.block, local: false, grows: true }, false);
};

const declaration = (node: Syntax, place: Place): void => {
  const local = node.type === 'lexical_declaration';
  for (const one of parts(node)) {
    const name = inField(one, 'name');
    const right = inField(one, 'value');
    if (one.type !== 'variable_declarator' || !name) continue;
    const value = right ? expression(right, place) : madeOf(one.start, []);
    place.body.run.push(value);
    bindPattern(name, value, place, { at: one.end, block: place.block, local }, true);
  }
};

const forIn = (node: Syntax, place: Place): void => {
  const left = inField(node, 'left');
  const right = inField(node, 'right');
  if (left && right) {
    const value: Expression = { is: 'each', at: right.start, of: expression(right, place) };
    place.body.run.push(value);
    bindPattern(left, value, place, { at: right.end, block: [node.start, node.end], local: true }, true);
  }
  const body = inField(node, 'body');
  if (body) statement(body, place);
};

const functionDeclaration = (node: Syntax, place: Place): void => {
  const name = inField(node, 'name');
  const code = functionCode(node, place, name ? source(name, place) : '');
  const value: Expression = { is: 'function', at: node.start, code };
  place.body.run.push(value);
  if (name)
    bindPattern(
      { ...name, type: 'identifier' },
      value,
      place,
      { at: place.block[0], block: place.block, local: true },
      true,
    );
};

/** What a class says of one member. */
const classMember = (node: Syntax, open: OpenClass, place: Place): void => {
  const name = inField(node, 'name') ?? inField(node, 'property');
  const value = inField(node, 'value');
  if (node.type === 'method_definition' && name) {
    const code = functionCode(node, place, source(name, place));
    open.methods.set(code.name, code);
    for (const one of parts(inField(node, 'parameters') ?? node)) {
      const pattern = inField(one, 'pattern');
      // "constructor(private readonly client: Client)" gives an attribute of the same name.
      if (pattern && ofType(one, 'accessibility_modifier'))
        bindAttribute(open, source(pattern, place), {
          method: code,
          value: nameAt(pattern.start, source(pattern, place)),
        });
    }
  } else if (/field_definition$/u.test(node.type) && name && value) {
    const one = expression(value, place);
    place.body.run.push(one);
    bindAttribute(open, source(name, place), { value: one });
  } else if (node.type === 'class_static_block') inside(node, place);
  else if (node.type === 'decorator') place.body.run.push(...all(parts(node), place));
};

const classDeclaration = (node: Syntax, place: Place): void => {
  const name = inField(node, 'name');
  const inner = inField(node, 'body');
  if (!inner) return;
  const open: OpenClass = { methods: new Map(), attributes: new Map() };
  const body = openBody(place.body, open);
  const heritage = ofType(node, 'class_heritage');
  const extended = heritage && (inField(ofType(heritage, 'extends_clause'), 'value') ?? parts(heritage)[0]);
  const bases = extended && !/clause$/u.test(extended.type) ? [expression(extended, place)] : [];
  for (const one of parts(inner))
    classMember(one, open, { ...place, body, depth: place.depth + 1, block: [inner.start, inner.end] });
  const code = classOf(name ? source(name, place) : '', node.start, bases, body, open);
  const value: Expression = { is: 'class', at: node.start, code };
  place.body.run.push(value);
  if (name)
    bindPattern(
      { ...name, type: 'identifier' },
      value,
      place,
      { at: place.block[0], block: place.block, local: true },
      true,
    );
};

const returned = (node: Syntax, place: Place): void => {
  for (const child of parts(node)) {
    const value = expression(child, place);
    place.body.run.push(value);
    place.body.returns.push(value);
  }
};

const moduleOf = (node: Syntax, place: Place): string | undefined => {
  const from = inField(node, 'source');
  return from ? source(from, place).slice(1, -1) : undefined;
};

const importStatement = (node: Syntax, place: Place): void => {
  const required = ofType(node, 'import_require_clause');
  const module = moduleOf(required ?? node, place);
  if (module === undefined || /^import\s+type\b/u.test(source(node, place))) return;
  const value = callOf(node.start, '#import', [textAt(node.start, module)]);
  place.body.run.push(value);
  const give = (name: Syntax, of: Expression): void =>
    bind(place.body, { name: source(name, place), at: 0, block: place.block, local: false, value: of });
  if (required) for (const name of parts(required)) if (name.type === 'identifier') give(name, value);
  for (const one of parts(ofType(node, 'import_clause') ?? { ...node, children: [] })) {
    if (one.type === 'identifier') give(one, value);
    else if (one.type === 'namespace_import') for (const name of parts(one)) give(name, value);
    for (const name of one.type === 'named_imports' ? parts(one) : []) {
      const imported = inField(name, 'name');
      const alias = inField(name, 'alias') ?? imported;
      if (imported && alias)
        give(alias, { is: 'member', at: imported.start, of: value, name: source(imported, place) });
    }
  }
};

const exportStatement = (node: Syntax, place: Place): void => {
  const module = moduleOf(node, place);
  if (module !== undefined) place.body.run.push(callOf(node.start, '#import', [textAt(node.start, module)]));
  else for (const child of parts(node)) if (child.type !== 'export_clause') statement(child, place);
};

const catchClause = (node: Syntax, place: Place): void => {
  const body = inField(node, 'body');
  if (body) block(body, place);
};

const enumDeclaration = (node: Syntax, place: Place): void => {
  const name = inField(node, 'name');
  const entries = parts(inField(node, 'body') ?? node).flatMap((one): Entry[] => {
    const key = inField(one, 'name');
    const value = inField(one, 'value');
    return key && value
      ? [{ key: textAt(key.start, source(key, place)), value: expression(value, place) }]
      : [];
  });
  const value: Expression = { is: 'record', at: node.start, entries };
  if (name)
    bindPattern(
      { ...name, type: 'identifier' },
      value,
      place,
      { at: place.block[0], block: place.block, local: true },
      true,
    );
};

const nothing = (): void => {};

const readers: Record<string, (node: Syntax, place: Place) => void> = {
  statement_block: block,
  expression_statement: expressionStatement,
  lexical_declaration: declaration,
  variable_declaration: declaration,
  for_in_statement: forIn,
  function_declaration: functionDeclaration,
  generator_function_declaration: functionDeclaration,
  class_declaration: classDeclaration,
  abstract_class_declaration: classDeclaration,
  return_statement: returned,
  import_statement: importStatement,
  export_statement: exportStatement,
  catch_clause: catchClause,
  enum_declaration: enumDeclaration,
  interface_declaration: nothing,
  type_alias_declaration: nothing,
  ambient_declaration: nothing,
  function_signature: nothing,
  hash_bang_line: nothing,
  break_statement: nothing,
  continue_statement: nothing,
  statement_identifier: nothing,
};
