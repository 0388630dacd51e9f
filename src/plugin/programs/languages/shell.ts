import type { Node } from '@vscode/tree-sitter-wasm';
import type { Command, Step } from '../step.ts';
import { mixed, text, textOf, type Value } from '../value.ts';
import { builtIns, startsProgram } from './shell-builtins.ts';
import { type Call, namesOf } from './shell-names.ts';
import { outputsOf, type Redirects, redirectsOf } from './shell-redirects.ts';
import type { Shell } from './shell-state.ts';
import { allInField, inField, namedIn, type ShellNode, shellTree } from './shell-tree.ts';
import { deepest, itemsOf, wordReader } from './shell-words.ts';

/** Steps of one program that are kept. */
const mostSteps = 20_000;

/** How a command stands: what it reads, and whether its output goes on to something else. */
type Standing = { input?: Value; captured: boolean; background: boolean; redirects?: Redirects };

/** Translates a program for a shell into steps. */
export function readShell(tree: Node): Step[] {
  const found: { at: number; step: Step }[] = [];
  const root = shellTree(tree);
  const names = namesOf(root);
  const add = (step: Step, node: ShellNode) => {
    if (found.length >= mostSteps) return;
    if (shell.certain) step.certain = true;
    found.push({ at: node.start, step });
  };
  const substitute = (node: ShellNode): Value => {
    const folder = shell.folder;
    const output = walkAll(namedIn(node), shell, { captured: true, background: false });
    shell.folder = folder;
    return output ?? text('');
  };
  const shell: Shell = {
    words: wordReader(names, add, substitute),
    folder: undefined,
    sockets: new Map(),
    outputs: new Map(),
    certain: true,
  };
  walkAll(root.children, shell, { captured: false, background: false });
  return found.sort((a, b) => a.at - b.at).map(({ step }) => step);
}

/** Walks statements one after the other. Gives what they print together. */
function walkAll(nodes: readonly ShellNode[], shell: Shell, standing: Standing): Value | undefined {
  const outputs: Value[] = [];
  for (const [index, node] of nodes.entries()) {
    if (!node.isNamed) continue;
    const background = nodes[index + 1]?.type === '&' && !shell.words.names.calls.has('wait');
    const output = walk(node, shell, background ? { ...standing, background } : standing);
    if (output !== undefined && outputs.length < 16) outputs.push(output);
  }
  return outputs.length === 0 ? undefined : mixed(outputs);
}

const simple = new Set(['command', 'redirected_statement', 'pipeline', 'list', 'negated_command']);

function walk(node: ShellNode, shell: Shell, before: Standing): Value | undefined {
  const { level } = shell.words;
  if (level.now > deepest) return undefined;
  level.now++;
  const output = walkOne(node, shell, before);
  level.now--;
  return output;
}

const deciding = new Set([
  'if_statement',
  'case_statement',
  'while_statement',
  'for_statement',
  'c_style_for_statement',
  'list',
  'function_definition',
]);

function walkOne(node: ShellNode, shell: Shell, before: Standing): Value | undefined {
  let standing = before;
  // What stands behind a decision may not be reached, as the program may have ended.
  if (deciding.has(node.type)) shell.certain = false;
  if (standing.background && !simple.has(node.type)) {
    const what = text(node.text.slice(0, 200));
    shell.words.add({ step: 'detaches', what, line: node.line }, node);
    standing = { ...standing, background: false };
  }
  switch (node.type) {
    case 'command':
      return walkCommand(node, shell, standing);
    case 'pipeline':
      return walkPipeline(node, shell, standing);
    case 'redirected_statement':
      return walkRedirected(node, shell, standing);
    case 'list':
      return walkList(node, shell, standing);
    case 'variable_assignment':
    case 'declaration_command':
    case 'unset_command':
      return walkAssignments(node, shell);
    case 'subshell': {
      const { folder } = shell;
      const output = walkAll(node.children, shell, standing);
      shell.folder = folder;
      return output;
    }
    case 'function_definition':
      outputOfFunction(inField(node, 'name')?.text ?? '', shell);
      return undefined;
    case 'test_command':
    case 'word':
    case 'comment':
    case 'heredoc_body':
    case 'string':
    case 'concatenation':
    case 'simple_expansion':
    case 'expansion':
    case 'command_substitution':
      shell.words.valueIn(node);
      return undefined;
    default:
      return walkAll(node.children, shell, standing);
  }
}

/** Both sides of `&&` and `||`; what stands in the background is the last. */
function walkList(node: ShellNode, shell: Shell, standing: Standing): Value | undefined {
  const sides = namedIn(node);
  const outputs = sides.flatMap((side, index) => {
    const output = walk(
      side,
      shell,
      index === sides.length - 1 ? standing : { ...standing, background: false },
    );
    return output === undefined ? [] : [output];
  });
  return outputs.length === 0 ? undefined : mixed(outputs);
}

function walkPipeline(node: ShellNode, shell: Shell, standing: Standing): Value | undefined {
  const sides = namedIn(node);
  let input = standing.input;
  for (const [index, side] of sides.entries()) {
    const isLast = index === sides.length - 1;
    const output = walk(side, shell, {
      ...standing,
      ...(input === undefined ? {} : { input }),
      captured: isLast ? standing.captured : true,
      background: isLast && standing.background,
    });
    if (isLast) return output;
    input = output ?? text('');
  }
  return undefined;
}

function walkRedirected(node: ShellNode, shell: Shell, standing: Standing): Value | undefined {
  const redirects = redirectsOf(node, shell);
  const body = inField(node, 'body');
  const input = redirects.input ?? standing.input;
  const captured = standing.captured || redirects.away || redirects.rest !== undefined;
  const inner = {
    ...standing,
    ...(input === undefined ? {} : { input }),
    captured,
    redirects,
  };
  const output = body === undefined ? undefined : walk(body, shell, inner);
  outputsOf(redirects, output, shell, node);
  if (redirects.rest === undefined) return redirects.away ? undefined : output;
  return walk(redirects.rest, shell, { ...standing, input: output ?? text('') });
}

function walkAssignments(node: ShellNode, shell: Shell): undefined {
  const assignments =
    node.type === 'variable_assignment'
      ? [node]
      : namedIn(node).filter((child) => child.type === 'variable_assignment');
  const isExport = /^(?:export\b|(?:declare|typeset)\s+-\w*x)/.test(node.text.slice(0, 40));
  for (const assignment of assignments) {
    const value = inField(assignment, 'value');
    if (value === undefined) continue;
    const content = shell.words.valueIn(value);
    const line = assignment.line;
    const name = inField(assignment, 'name')?.text ?? '';
    shell.words.add(
      isExport ? { step: 'sets-variable', name, content, line } : { step: 'constant', content, line },
      assignment,
    );
  }
  if (/^(?:export\s+-p|declare\s+-\w*x)\s*$/.test(node.text))
    shell.words.add({ step: 'variable', name: '*', line: node.line }, node);
  return undefined;
}

/** Whether every call of a function stands where its output goes on to something else. */
function isOnlyCaptured(name: string, { words }: Shell): boolean {
  const calls = words.names.calls.get(name);
  return calls?.every(({ captured }) => captured) === true;
}

/** Walks the body of a function, once. Gives what it prints. */
function outputOfFunction(name: string, shell: Shell): Value | undefined {
  const { outputs, words } = shell;
  const body = words.names.functions.get(name);
  if (outputs.has(name) || body === undefined || words.level.now > deepest) return outputs.get(name);
  outputs.set(name, undefined);
  const { folder } = shell;
  const output = walk(body, shell, { captured: isOnlyCaptured(name, shell), background: false });
  shell.folder = folder;
  outputs.set(name, output);
  return output;
}

/** Words of a command that are read in more than one way. */
const mostWays = 12;

/**
 * The words of a command with the place where they stand. Where a function starts what it is called with, each call is a command of its own.
 */
function waysOf(node: ShellNode, name: ShellNode, shell: Shell): { values: Value[]; at: ShellNode }[] {
  const { words } = shell;
  const nodes = [name, ...allInField(node, 'argument')];
  const values = nodes.map((word) => words.valueIn(word));
  const lists = values.find(
    (value) => value.kind === 'mixed' && value.of.every((one) => one.kind === 'list'),
  );
  const calls = words.names.calls.get(words.names.functionAt(node.start)) ?? [];
  if (lists?.kind !== 'mixed' || nodes.every((word) => !/^"?\$\{?[@*]/.test(word.text)))
    return [{ values: values.flatMap(itemsOf), at: placeOf(node, nodes, calls) }];
  return lists.of.slice(0, mostWays).map((list, index) => ({
    values: values.flatMap((value) => itemsOf(value === lists ? list : value)),
    at: calls[index]?.node ?? node,
  }));
}

/** Where a command stands that only says `"$@"`: where its function is called. */
function placeOf(node: ShellNode, nodes: readonly ShellNode[], calls: readonly Call[]): ShellNode {
  const isPassedOn = nodes.some((word) => /^"?\$\{?[@*]/.test(word.text));
  return isPassedOn && calls.length === 1 ? (calls[0]?.node ?? node) : node;
}

function walkCommand(node: ShellNode, shell: Shell, standing: Standing): Value | undefined {
  const nameNode = inField(node, 'name');
  const redirects = node.children.some((child) => child.type.endsWith('_redirect') === true)
    ? redirectsOf(node, shell)
    : undefined;
  if (nameNode === undefined) return undefined;
  const outputs = waysOf(node, nameNode, shell).flatMap(({ values, at }) => {
    const output = walkCall(node, at, values, shell, standing, redirects);
    return output === undefined ? [] : [output];
  });
  const output = outputs.length === 0 ? undefined : mixed(outputs);
  if (redirects !== undefined) outputsOf(redirects, output, shell, node);
  return redirects?.away === true ? undefined : output;
}

function walkCall(
  node: ShellNode,
  at: ShellNode,
  values: readonly Value[],
  shell: Shell,
  standing: Standing,
  redirects: Redirects | undefined,
): Value | undefined {
  const { words } = shell;
  const environment = namedIn(node).flatMap((child) =>
    child.type === 'variable_assignment'
      ? [[inField(child, 'name')?.text ?? '', words.valueIn(inField(child, 'value'))] as const]
      : [],
  );
  const name = textOf(values[0] ?? text(''));
  const input = redirects?.input ?? standing.input;
  const command: Command = {
    words: values,
    ...(environment.length === 0 ? {} : { environment }),
    ...(input === undefined ? {} : { input }),
    ...(shell.folder === undefined ? {} : { folder: shell.folder }),
    ...(standing.background ? { background: true } : {}),
  };
  const line = at.line;
  const toErrors = redirects?.toErrors === true || standing.redirects?.toErrors === true;
  const captured = standing.captured || redirects?.away === true;
  return words.names.functions.has(name)
    ? outputOfFunction(name, shell)
    : (builtIns.get(name) ?? startsProgram)({ command, line, captured, toErrors, shell, node });
}
