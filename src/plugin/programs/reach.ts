import { posix } from 'node:path';
import type { Happening } from '../kinds/kind.ts';
import { type Trigger, triggerAt } from '../kinds/vocabulary.ts';
import type { Source, SourceFile } from '../source.ts';
import { byText } from '../text.ts';
import { present } from '../values.ts';
import { isAside } from './aside.ts';
import { consoleScripts } from './console-scripts.ts';
import type { Entry } from './entry.ts';
import { inlineInstalls, installsOf } from './installs.ts';
import { type Language, languageOf } from './language.ts';
import { modulePaths } from './modules.ts';
import type { Act, Program, Reference } from './program.ts';
import type { ProgramReader } from './reader.ts';
import { recipesOf } from './recipes.ts';
import { actsInText } from './searched.ts';
import { unreadableAct } from './unreadable.ts';
import { hole } from './value.ts';

/** A program of a plugin, and what makes it run. */
export type ReachedProgram = {
  file: string;
  /** Absent where the language is unknown, so that nothing in it was read. */
  language?: Language;
  /** `never`: no entry point leads to it. */
  trigger: Trigger;
  program: Program;
};

/** What the programs of a plugin do. */
export type Reach = {
  /** What the commands that start programs do themselves, each where it is declared. */
  started: { act: Act; when: Happening }[];
  /** Sorted by path. */
  programs: ReachedProgram[];
  /** Other files of the plugin that programs read when they run, each with the strongest of what makes that happen. Sorted by path. */
  data: { file: string; trigger: Trigger }[];
};

/** Programs of one folder that can be called by their names. */
const mostOffered = 100;

/** Programs of one plugin that are read. */
const mostPrograms = 3_000;

/** `entry`: the script or target of the file that runs, where not the whole file does. */
type Open = {
  file: string;
  trigger: Trigger;
  language: Language | undefined;
  entry?: string;
  installs?: true;
  /** What it is called with. */
  args?: readonly string[];
};

/**
 * Follows what runs: from each entry point to the files that it starts, sources, imports or installs from, whatever they are called. Programs
 * that no entry point leads to are read, too, but for tests, examples and documents, unless only what is reached is asked for.
 */
export async function reachOf(
  source: Source,
  entries: readonly Entry[],
  reader: ProgramReader,
  { onlyReached = false }: { onlyReached?: boolean } = {},
): Promise<Reach> {
  const started: Reach['started'] = [];
  const reached = new Map<string, ReachedProgram>();
  const data = new Map<string, Trigger>();
  const open: Open[] = [];
  /** Programs of a folder that can be called by their names from now on. */
  const offer = ({ path, line }: Reference, from: string | undefined, { by }: Trigger) => {
    const [folder] = pathsIn(path, from === undefined ? '' : posix.dirname(from));
    for (const child of folder === undefined ? [] : source.children(folder).slice(0, mostOffered)) {
      const resolved = source.resolve(child.path);
      const file = resolved.kind === 'file' ? source.files.get(resolved.path) : undefined;
      if (file === undefined || !file.executable || isAside(child.path)) continue;
      const trigger: Trigger = { when: 'called', by: from === undefined ? by : `${from}:${line}` };
      started.push({
        act: { kind: 'executable', name: child.name, line: 1 },
        when: { file: child.path, line: 1, trigger },
      });
      open.push({ file: child.path, trigger, language: undefined });
    }
  };
  const follow = (
    references: readonly Reference[],
    from: string | undefined,
    trigger: Trigger,
    given: readonly string[] = [],
  ) => {
    for (const { args, ...reference } of references) {
      if (reference.how === 'offers') {
        offer(reference, from, trigger);
        continue;
      }
      for (const file of filesOf(source, { ...reference, path: withArguments(reference.path, given) }, from))
        if (reference.how === 'reads') data.set(file, data.get(file) ?? trigger);
        else
          open.push({
            file,
            trigger,
            language: reference.language,
            ...present({
              entry: reference.entry,
              installs: reference.how === 'installs' || undefined,
              args: args?.map((word) => withArguments(word, given)),
            }),
          });
    }
  };
  const called = new Set<string>();
  /** A program that is known may start other files when it is called with something else. */
  const followAgain = ({ file, trigger, args = [] }: Open, { program }: ReachedProgram) => {
    const key = JSON.stringify([file, args]);
    if (args.length === 0 || called.has(key) || called.size >= mostPrograms) return;
    called.add(key);
    follow(program.references.filter(takesArguments), file, trigger, args);
  };
  const entered = new Set<string>();
  const readEntry = async ({ file, trigger }: Open, entry: string) => {
    const key = `${file} ${entry}`;
    const text = entered.has(key) ? undefined : source.files.get(file)?.text;
    entered.add(key);
    for (const { command, line } of text === undefined ? [] : recipesOf(file, text, entry)) {
      const program = await reader.read('shell', command);
      started.push(...program.acts.map((act) => ({ act, when: { file, line, trigger } })));
      follow(program.references, file, trigger);
    }
  };
  const readOpen = async () => {
    for (let next = open.shift(); next !== undefined; next = open.shift()) {
      if (next.entry !== undefined) await readEntry(next, next.entry);
      const known = reached.get(next.file);
      if (next.entry === undefined && known !== undefined) followAgain(next, known);
      if (next.entry !== undefined || known !== undefined || reached.size >= mostPrograms) continue;
      const read = await readFile(source, next, reader);
      if (read === undefined) continue;
      reached.set(next.file, read);
      const started = read.program.acts.flatMap((act) => (act.kind === 'program' ? [act.program] : []));
      const references = [...read.program.references, ...namedPrograms(source, started.join(' '))];
      follow(references, next.file, next.trigger, next.args);
    }
  };
  for (const entry of [...entries].sort(byStrength)) {
    if ('program' in entry) {
      open.push({ file: entry.program, trigger: entry.trigger, language: undefined });
      await readOpen();
      continue;
    }
    const { command, folder, ...when } = entry;
    const line = typeof command === 'string' ? command : command.map(quoted).join(' ');
    const program = await readCommandLine(line, started.length, reader);
    started.push(...program.acts.map((act) => ({ act, when })));
    const from = folder === undefined ? undefined : `${folder}/.`;
    follow(
      [
        ...program.references,
        ...namedPrograms(source, line),
        ...program.references.flatMap((one) => givenPrograms(source, one)),
      ],
      from,
      when.trigger,
    );
    await readOpen();
  }
  for (const file of onlyReached ? [] : source.files.values()) {
    const isProgram = languageOf(file) !== undefined || unreadableAct(file, undefined) !== undefined;
    if (reached.has(file.path) || !isProgram || isAside(file.path)) continue;
    open.push({
      file: file.path,
      trigger: triggerAt('never', { file: file.path, line: 1 }),
      language: undefined,
    });
    await readOpen();
  }
  return {
    started,
    programs: [...reached.values()].sort((a, b) => byText(a.file, b.file)),
    data: [...data]
      .filter(([file]) => !reached.has(file))
      .map(([file, trigger]) => ({ file, trigger }))
      .sort((a, b) => byText(a.file, b.file)),
  };
}

/** UTF-16 units of a command line that are parsed, and statements about the command lines of one plugin: nobody writes more by hand. */
const longestCommand = 16_384;
const mostStated = 2_000;

/** What a command line does. One that is too long, or comes after too many others, is only said to be there. */
async function readCommandLine(line: string, stated: number, reader: ProgramReader): Promise<Program> {
  if (stated > mostStated) return { acts: [], references: [] };
  if (line.length <= longestCommand && stated < mostStated) return reader.read('shell', line);
  const bytes = Buffer.byteLength(line);
  return {
    acts: [{ kind: 'unreadable', why: 'too-large', bytes, language: 'shell', line: 1 }],
    references: [],
  };
}

/** What runs by itself comes before what waits for somebody, so that a file is known by the strongest of its triggers. */
function byStrength(a: Entry, b: Entry): number {
  const strength = ({ when }: Trigger) =>
    when === 'session-start'
      ? 0
      : when.startsWith('event:')
        ? 1
        : when === 'opened'
          ? 2
          : when === 'called'
            ? 3
            : 4;
  return strength(a.trigger) - strength(b.trigger);
}

/** A word as a shell reads it. A word that names a variable stays open to it, as the client replaces those before anything starts. */
function quoted(word: string): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  return word.includes('${') ? `"${word.replace(/[\\"`]/g, '\\$&')}"` : `'${word.replaceAll("'", `'\\''`)}'`;
}

async function readFile(
  source: Source,
  { file: path, trigger, language: asked, installs }: Open,
  reader: ProgramReader,
): Promise<ReachedProgram | undefined> {
  const file = source.files.get(path);
  if (file === undefined) return undefined;
  const language = languageOf(file) ?? asked;
  const unreadable = unreadableAct(file, language);
  const read =
    unreadable !== undefined
      ? { acts: [unreadable, ...actsInText(file.text ?? '')], references: [] }
      : file.text === undefined || language === undefined
        ? undefined
        : await reader.read(language, file.text);
  const install = installs === true ? installsOf(source, path) : inlineInstalls(language, file.text);
  const { acts, ...program } = read ?? { acts: [], references: [] };
  return {
    file: path,
    ...(language === undefined ? {} : { language }),
    trigger,
    program: { ...program, acts: install === undefined ? acts : [...acts, install] },
  };
}

/** Programs of the plugin that a wrapper is given as a path, to start them: `run.sh "${CLAUDE_PLUGIN_ROOT}/check.py"`. */
function givenPrograms(source: Source, { args = [], how, line }: Reference): Reference[] {
  if (how !== 'starts') return [];
  return args.flatMap((word) => {
    const path = /^(?:\$\{(?:plugin|CLAUDE_PLUGIN_ROOT)\})?\/([\w@./-]+)$/.exec(word)?.[1];
    const resolved = path === undefined ? undefined : source.resolve(posix.normalize(path));
    const file = resolved?.kind === 'file' ? source.files.get(resolved.path) : undefined;
    return file === undefined || languageOf(file) === undefined
      ? []
      : [{ line, path: `\${plugin}/${file.path}`, how }];
  });
}

/** Programs of the plugin that are called by what its packages call them. */
const namedPrograms = (source: Source, words: string): Reference[] =>
  consoleScripts(source, words).map((file) => ({ line: 1, path: `\${plugin}/${file}`, how: 'starts' }));

const ownArgument = /\$\{([1-9])\}/g;

/** Whether where a reference leads depends on what its program is called with. */
const takesArguments = ({ path, args = [] }: Reference): boolean =>
  [path, ...args].some((word) => word.search(ownArgument) >= 0);

/** A path or word with what the program that holds it was called with. */
const withArguments = (word: string, given: readonly string[]): string =>
  word.replace(ownArgument, (_, place: string) => given[Number(place) - 1] ?? hole).slice(0, 1_000);

/** Files of a plugin that a reference leads to. */
function filesOf(source: Source, reference: Reference, from: string | undefined): string[] {
  const folder = from === undefined ? '' : posix.dirname(from);
  const candidates =
    reference.how === 'module'
      ? modulePaths(source, reference.path, from ?? '', reference.language)
      : pathsIn(reference.path, folder);
  for (const candidate of candidates) {
    const resolved = source.resolve(candidate);
    if (resolved.kind === 'file') return [resolved.path];
  }
  return reference.how === 'module' ? [] : byEnding(source, reference.path);
}

/** Where a path may lead: from the plugin's folder, from the file's own. */
function pathsIn(path: string, folder: string): string[] {
  const bare = path.replace(/^\$\{(?:plugin|CLAUDE_PLUGIN_ROOT)\}\/?/, '');
  if (bare !== path) return [posix.normalize(bare)];
  const own = path.replace(/^\$\{here\}\/?/, '');
  if (own !== path) return [posix.join(folder, own)];
  if (/^[~/]|^\$\{|…/.test(path)) return [];
  return [posix.join(folder, path), posix.normalize(path)];
}

/** A file that ends as a path does behind the part that is only known when it runs: `…/lib/send.sh`. */
function byEnding(source: Source, path: string): string[] {
  const end = /(?:…|\}|~|^)((?:\/[\w.-]+)+)$/.exec(path)?.[1];
  if (end === undefined || path.startsWith('/')) return [];
  const found: SourceFile[] = [];
  for (const file of source.files.values()) if (`/${file.path}`.endsWith(end)) found.push(file);
  return found.length === 1 ? [(found[0] as SourceFile).path] : [];
}
