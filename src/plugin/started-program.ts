import { runnerOf, wrapperOf } from './runners.ts';
import { type SimpleCommand, simpleCommands } from './shell-words.ts';

/** A program that a command line starts. */
export type StartedProgram = {
  /** For `own` its path inside the plugin, for `package` the package, image or address, for `other` as written; `''` for code in the command. */
  program: string;
  origin: 'own' | 'package' | 'code' | 'other';
  /** The interpreter or tool that it is started through, such as `bash`, `python3` or `npx`. */
  through?: string;
};

/**
 * The programs that a command really starts: without shells, interpreters, preambles such as `cd x &&` and tests. Own programs stand first,
 * then packages, then others; texts that `echo` prints and the like stand last.
 * @param args where the command is one program that gets them as they are; without them it is a line for a shell
 * @param folder the folder inside the plugin that the command starts in, where that is known
 */
export function startedPrograms(
  command: string,
  args?: readonly string[],
  folder?: string,
): StartedProgram[] {
  const isProgram = args !== undefined && args.length > 0;
  const commands = isProgram ? [plain([command, ...args])] : simpleCommands(command);
  const found = programsOf(commands, { folder, variables: new Map() }, 0);
  const rank = ({ program, origin, through }: StartedProgram) => {
    if (origin === 'own') return 0;
    if (origin === 'package') return 1;
    return through === undefined && textTools.has(baseOf(program)) ? 3 : 2;
  };
  const unique = new Map(found.map((one) => [`${one.origin} ${one.program}`, one]));
  return [...unique.values()].sort((a, b) => rank(a) - rank(b));
}

const plain = (words: string[]): SimpleCommand => ({ words, redirects: [], pipedInto: false });

/** Deepest command inside a command (`sh -c "bash -c …"`) that is read. */
const deepest = 4;

/** Programs that print, cut or wait: what they do is in the command itself. */
const textTools = new Set(
  'echo printf cat jq grep egrep sed awk head tail tr cut sort uniq wc sleep date tee xargs basename dirname'.split(
    ' ',
  ),
);

/** What only prepares, tests or ends: no program that a reader would ask about. */
const builtins = new Set(
  `cd pushd popd test [ [[ ]] export set unset local declare typeset readonly true false : exit return read shift trap umask ulimit alias
  eval which type hash wait for case select in esac fi done }`.split(/\s+/),
);
const keywords = new Set(['if', 'then', 'elif', 'else', 'while', 'until', 'do', '{', '!', '&']);

type State = { folder: string | undefined; variables: Map<string, string> };

function programsOf(commands: readonly SimpleCommand[], state: State, depth: number): StartedProgram[] {
  return commands.flatMap((command) => {
    const words = command.words.map((word) => expand(word, state.variables));
    return programOf(words, state, depth);
  });
}

function programOf(all: readonly string[], state: State, depth: number): StartedProgram[] {
  let words = all;
  while (words.length > 0 && (keywords.has(words[0] ?? '') || isAssignment(words[0] ?? ''))) {
    const [, name = '', value = ''] = assignment.exec(words[0] ?? '') ?? [];
    if (name !== '' && state.variables.size < 100) state.variables.set(name, value);
    words = words.slice(1);
  }
  const [first, ...rest] = words;
  if (first === undefined || depth > deepest) return [];
  const name = baseOf(first);
  if (name === 'cd') state.folder = enter(state.folder, rest.find((word) => !word.startsWith('-')) ?? '');
  // `command -v x` only asks whether there is one.
  if (builtins.has(name) || (name === 'command' && /^-[vV]/.test(rest[0] ?? ''))) return [];
  const wrapped = wrapperOf(name, rest);
  if (wrapped !== undefined && wrapped.length > 0) return programOf(wrapped, state, depth + 1);
  const run = runnerOf(name, rest);
  const folder = run?.folder === undefined ? state.folder : enter(state.folder, run.folder);
  if (run === undefined) return [placed(first, state.folder)];
  if (run.line !== undefined) return programsOf(simpleCommands(run.line), state, depth + 1);
  if (run.code !== undefined) return [{ program: '', origin: 'code', through: run.through }];
  if (run.package !== undefined) return [{ program: run.package, origin: 'package', through: run.through }];
  return [
    {
      ...placed(run.file ?? first, folder),
      ...(run.file === undefined ? {} : { through: run.through }),
    },
  ];
}

const assignment = /^([A-Za-z_]\w*)\+?=(.*)$/s;
const isAssignment = (word: string) => assignment.test(word);

/** The last part of a path, without `.exe`. */
export const baseOf = (word: string): string =>
  word.slice(Math.max(word.lastIndexOf('/'), word.lastIndexOf('\\')) + 1).replace(/\.exe$/i, '');

/** A word with the variables that the command line itself sets. */
function expand(word: string, variables: ReadonlyMap<string, string>): string {
  if (variables.size === 0 || !word.includes('$')) return word;
  return word
    .replace(
      /\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/g,
      (whole, braced?: string, bare?: string) => variables.get(braced ?? bare ?? '') ?? whole,
    )
    .slice(0, 4000);
}

function enter(folder: string | undefined, target: string): string | undefined {
  const own = ownPath(target);
  if (own !== undefined) return own;
  return folder === undefined || /^[/~$%]|\.\./.test(target) ? undefined : joined(folder, target);
}

function placed(word: string, folder: string | undefined): StartedProgram {
  const own = ownPath(word);
  if (own !== undefined) return { program: own, origin: 'own' };
  const isPath = word.includes('/') && !/^[/~$%]|^[A-Za-z]:|(?:^|\/)\.\.(?:\/|$)/.test(word);
  if (folder !== undefined && (isPath || /\.\w{1,5}$/.test(word)) && !/^[/~$%-]/.test(word))
    return { program: joined(folder, word), origin: 'own' };
  return { program: word, origin: 'other' };
}

const joined = (folder: string, path: string) => normal(folder === '' ? path : `${folder}/${path}`);

/** A path without `.` and empty parts, and with `..` resolved where that stays inside. */
function normal(path: string): string {
  const parts: string[] = [];
  for (const part of path.split(/[/\\]+/)) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}

/** A path that begins with the plugin's own folder, inside that folder; undefined for any other. */
export function ownPath(word: string): string | undefined {
  const open = /^\$\{CLAUDE_PLUGIN_ROOT(?=[}:?=-])/.exec(word)?.[0];
  if (open !== undefined) {
    let depth = 1;
    for (let at = open.length; at < word.length; at++) {
      if (word[at] === '{') depth++;
      else if (word[at] === '}' && --depth === 0) return normal(word.slice(at + 1));
    }
    return undefined;
  }
  const bare =
    /^(?:\$CLAUDE_PLUGIN_ROOT|\$env:CLAUDE_PLUGIN_ROOT|%CLAUDE_PLUGIN_ROOT%)(?![A-Za-z0-9_])(.*)$/is.exec(
      word,
    );
  return bare === null ? undefined : normal(bare[1] ?? '');
}
