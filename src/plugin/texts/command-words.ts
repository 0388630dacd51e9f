import { type SimpleCommand, simpleCommands } from '../shell-words.ts';

/** A program with its arguments, without what only says how it is started. */
export type ToldCommand = {
  program: string;
  words: string[];
  redirects: string[];
  /** Variables that are set for it: `NAME=value`. */
  assigned: string[];
  pipedInto: boolean;
  /** The program that reads its output. */
  pipedTo?: string;
  /** Whether it is started as the administrator. */
  privileged: boolean;
};

const keywords = new Set([
  'then',
  'do',
  'else',
  'elif',
  'if',
  'while',
  'until',
  '!',
  '{',
  '}',
  'fi',
  'done',
  'time',
]);
const wrappers = new Set(['nohup', 'command', 'exec', 'env', 'xargs', 'builtin', 'nice', 'stdbuf']);
const administrators = new Set(['sudo', 'doas', 'pkexec', 'runas', 'gsudo']);
const assignment = /^[A-Za-z_]\w*=/;
/** Interpreters that run a text. */
const shellNames = /^(?:ba|z|da|k|fi)?sh$|^(?:powershell|pwsh)(?:\.exe)?$/i;
export const interpreter =
  /^(?:(?:ba|z|da|k|fi)?sh|python[\d.]*|node|deno|bun|ruby|perl|php|pwsh|powershell|iex|invoke-expression|source)$/i;

/** Texts inside commands that are read as commands: `bash -c "…"`. */
const deepest = 3;

/** What stands for a part that a reader fills in: `<name>`, `[name]`. */
export const blank = '…';

/** The programs that a line starts, those inside `sh -c "…"`, `$(…)` and `<(…)` too. */
export function toldCommands(line: string, depth = 0): ToldCommand[] {
  const filled = line.replace(/<(?!\()[A-Za-z][\w .|/:-]{0,60}>/g, blank);
  const found: ToldCommand[] = [];
  for (const command of simpleCommands(filled)) {
    const read = readCommand(command);
    if (read === undefined) continue;
    const last = found.at(-1);
    if (command.pipedInto && last !== undefined && !hasOwnCode(read)) last.pipedTo = read.program;
    found.push(read);
    if (depth >= deepest) continue;
    if (shellNames.test(read.program)) {
      const at = read.words.findIndex((word) => /^-\w*c$|^-command$/i.test(word));
      if (at >= 0) found.push(...toldCommands(read.words.slice(at + 1).join(' '), depth + 1));
    }
    for (const word of read.words)
      for (const inner of substituted(word)) found.push(...toldCommands(inner, depth + 1));
  }
  // bash <(curl …), sh -c "$(curl …)": what is downloaded is run.
  const runs = found.find(({ program }) => interpreter.test(program) || program === 'eval');
  for (const one of found)
    if (runs !== undefined && one !== runs && /<\(|\$\(|`/.test(line) && isFetcher(one.program))
      one.pipedTo ??= runs.program;
  return found;
}

export const isFetcher = (program: string) =>
  /^(?:curl|wget|irm|iwr|invoke-webrequest|invoke-restmethod)$/i.test(program);

/** Whether an interpreter runs a text or module of its own, and reads what it is given as data: `python3 -m json.tool`, `node -e …`. */
const hasOwnCode = ({ program, words }: ToldCommand) =>
  interpreter.test(program) && words.some((word) => /^-(?:c|m|e|p|ne|pe|command)$/i.test(word));

function substituted(word: string): string[] {
  return [...word.matchAll(/\$\(([^()]{3,400})\)|`([^`]{3,400})`/g)].map(
    (match) => match[1] ?? match[2] ?? '',
  );
}

function readCommand({ words, redirects, pipedInto }: SimpleCommand): ToldCommand | undefined {
  const assigned: string[] = [];
  let privileged = false;
  let at = 0;
  for (; at < words.length; at++) {
    const word = words[at] as string;
    if (assignment.test(word)) assigned.push(word);
    else if (administrators.has(word)) privileged = true;
    // Another user than the administrator.
    else if (privileged && (word === '-u' || word === '--user')) {
      at++;
      privileged = words[at] === 'root' || words[at] === '0';
    } else if (word === 'timeout') at++;
    else if (!keywords.has(word) && !wrappers.has(word) && !(privileged && word.startsWith('-'))) break;
  }
  const program = (words[at] ?? '').replace(/^.*\/bin\//, '').replace(/\.exe$/i, '');
  if (program === '') return undefined;
  return { program, words: words.slice(at + 1), redirects, assigned, pipedInto, privileged };
}
