import type { Command, Step } from '../step.ts';
import { folderOf, joined, text, textOf, type Value } from '../value.ts';
import { readingOf } from './shell-redirects.ts';
import type { Shell } from './shell-state.ts';
import type { ShellNode } from './shell-tree.ts';

/** A call of a command that the shell itself knows, or whose output is plain. */
type Call = {
  command: Command;
  line: number;
  captured: boolean;
  toErrors: boolean;
  shell: Shell;
  node: ShellNode;
};

/** Gives what the command prints. */
type BuiltIn = (call: Call) => Value | undefined;

const standardInput: Value = { kind: 'name', name: 'stdin' };

const prints: BuiltIn = (call) => {
  const { words } = call.command;
  let first = 1;
  while (first < words.length && /^-[neE]+$/.test(textOf(words[first] as Value))) first++;
  const output = spaced(words.slice(first));
  return printed(call, output);
};

const printsFormat: BuiltIn = (call) => {
  const [, first, ...rest] = call.command.words;
  if (first !== undefined && textOf(first) === '-v') {
    call.shell.words.add({ step: 'constant', content: spaced(rest), line: call.line }, call.node);
    return undefined;
  }
  const [format = text(''), ...values] =
    textOf(first ?? text('')) === '--' ? rest : [first ?? text(''), ...rest];
  return printed(call, formatted(format, values));
};

/** The text that `printf` makes of its format. */
function formatted(format: Value, values: readonly Value[]): Value {
  const parts: Value[] = [];
  let next = 0;
  for (const part of format.kind === 'joined' ? format.parts : [format]) {
    if (part.kind !== 'text') {
      parts.push(part);
      continue;
    }
    for (const piece of part.text.split(/(%[-+ #0]*\d*(?:\.\d+)?[a-zA-Z]|%%|\\[nt])/)) {
      if (piece === '%%') parts.push(text('%'));
      else if (piece === '\\n' || piece === '\\t') parts.push(text(piece === '\\n' ? '\n' : '\t'));
      else if (/^%.*[a-zA-Z]$/.test(piece)) parts.push(values[next++] ?? text(''));
      else if (piece !== '') parts.push(text(piece));
    }
  }
  return joined([...parts, ...values.slice(next).flatMap((value) => [text(' '), value])]);
}

function printed(
  { captured, toErrors, line, node, shell, command }: Call,
  content: Value,
): Value | undefined {
  if (!captured || toErrors)
    shell.words.add({ step: 'prints', content, to: toErrors ? 'errors' : 'output', line }, node);
  if (command.environment !== undefined) return content;
  return toErrors ? undefined : content;
}

const spaced = (values: readonly Value[]): Value =>
  joined(values.flatMap((value, index) => (index === 0 ? [value] : [text(' '), value])));

const operands = (command: Command): readonly Value[] =>
  command.words.slice(1).filter((word) => !/^-./.test(textOf(word)));

/** `cat`: the files that it names, or what it is given. */
const concatenates: BuiltIn = (call) => {
  const files = operands(call.command);
  const output =
    files.length === 0 || (files.length === 1 && textOf(files[0] as Value) === '-')
      ? (call.command.input ?? standardInput)
      : joined(files.map((file) => (file.kind === 'result' ? file : readingOf(file, call.node, call.shell))));
  if (!call.captured || call.toErrors) return printed(call, output);
  return output;
};

const changesFolder: BuiltIn = ({ command, shell }) => {
  const [target] = operands(command);
  if (target === undefined) shell.folder = { kind: 'folder', of: 'home' };
  else shell.folder = inFolder(target, shell.folder);
  return undefined;
};

/** A path as it is from a folder. */
function inFolder(path: Value, folder: Value | undefined): Value {
  const first = path.kind === 'joined' ? path.parts[0] : path;
  const isRelative = first?.kind === 'text' && !first.text.startsWith('/');
  if (!isRelative || folder === undefined) return path;
  return textOf(path) === '.' ? folder : joined([folder, text('/'), path]);
}

const tellsFolder: BuiltIn = ({ shell }) => shell.folder ?? { kind: 'folder', of: 'project' };

const tellsPath: BuiltIn = ({ command }) => {
  const known = operands(command).at(-1);
  return known ?? text('');
};

const tellsPathFolder: BuiltIn = ({ command }) => folderOf(operands(command).at(-1) ?? text(''));

const loads: BuiltIn = ({ command, shell, node, line }) => {
  const [, path] = command.words;
  if (path === undefined) return undefined;
  const step: Step =
    path.kind === 'result' || textOf(path) === '/dev/stdin'
      ? {
          step: 'evaluates',
          code: path.kind === 'result' ? path : (command.input ?? standardInput),
          language: 'shell',
          through: 'source',
          line,
        }
      : { step: 'loads', path, line };
  shell.words.add(step, node);
  return undefined;
};

const evaluates: BuiltIn = ({ command, shell, node, line }) => {
  shell.words.add(
    { step: 'evaluates', code: spaced(command.words.slice(1)), language: 'shell', through: 'eval', line },
    node,
  );
  return undefined;
};

const traps: BuiltIn = ({ command, shell, node, line }) => {
  const [, code] = command.words;
  const written = code === undefined ? '' : textOf(code);
  // Functions of the program are read where they stand.
  const isOwn = written
    .split(/[;&|]+/)
    .every((part) => shell.words.names.functions.has(part.trim().split(/\s/)[0] ?? ''));
  if (code !== undefined && command.words.length > 2 && /[^-\s]/.test(written) && !isOwn)
    shell.words.add({ step: 'evaluates', code, language: 'shell', line }, node);
  return undefined;
};

const exits: BuiltIn = ({ command, shell, node, line }) => {
  shell.words.add({ step: 'exits', code: command.words[1] ?? text('0'), line }, node);
  return undefined;
};

/** `env` and its kind without a program: every variable. */
const tellsVariables: BuiltIn = (call) => {
  const { command, shell, node, line } = call;
  const names = operands(command).map(textOf);
  const asked = textOf(command.words[0] as Value) === 'printenv' ? names : [];
  const isDump =
    asked.length === 0 && (names.length === 0 || textOf(command.words[0] as Value) === 'printenv');
  if (!isDump && asked.length === 0) return startsProgram(call);
  for (const name of isDump ? ['*'] : asked) shell.words.add({ step: 'variable', name, line }, node);
  const output: Value = isDump
    ? { kind: 'result', step: { step: 'variable', name: '*', line } }
    : { kind: 'variable', name: asked[0] ?? '' };
  return output;
};

const setsOptions: BuiltIn = (call) =>
  call.command.words.length === 1
    ? tellsVariables({ ...call, command: { words: [text('env')] } })
    : undefined;

/** A program that is none of the shell's own. Gives what it prints. */
export function startsProgram({ command, shell, node, line, captured }: Call): Value {
  const step: Step = { step: 'command', command: captured ? { ...command, captured } : command, line };
  shell.words.add(step, node);
  return { kind: 'result', step };
}

/** Copies its input to files and goes on with it. */
const copies: BuiltIn = ({ command, shell, node, line }) => {
  const content = command.input ?? standardInput;
  const append = command.words.some((word) => /^-\w*a|^--append$/.test(textOf(word)));
  for (const path of operands(command))
    if (!/^\/dev\//.test(textOf(path)))
      shell.words.add({ step: 'writes', path, content, append, line }, node);
  return content;
};

const nothing: BuiltIn = () => undefined;

const names = (list: string, read: BuiltIn) => list.split(' ').map((name) => [name, read] as const);

/** Commands that are read here; all others become steps. */
export const builtIns: ReadonlyMap<string, BuiltIn> = new Map([
  ...names('echo', prints),
  ...names('printf', printsFormat),
  ...names('cat', concatenates),
  ...names('cd pushd', changesFolder),
  ...names('pwd', tellsFolder),
  ...names('realpath readlink', tellsPath),
  ...names('dirname', tellsPathFolder),
  ...names('source .', loads),
  ...names('eval', evaluates),
  ...names('trap', traps),
  ...names('exit', exits),
  ...names('env printenv', tellsVariables),
  ...names('set', setsOptions),
  ...names('tee', copies),
  ...names(
    'true false : test [ shift return break continue local read mapfile readarray wait popd shopt umask getopts unset hash type which disown jobs fg bg alias unalias let sleep ulimit',
    nothing,
  ),
]);
