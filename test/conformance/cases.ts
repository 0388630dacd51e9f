// The recorded cases: made-up plugins and marketplaces with what Claude Code said of them.
import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * A file of a case: text, text of a program, bytes, where a link leads, or parts, of which one is a text or how often a text is repeated, with
 * each `{n}` in it counting from 0.
 */
type CaseFile =
  | string
  | { text: string; exec?: boolean }
  | { base64: string }
  | { link: string }
  | { parts: readonly (string | readonly [text: string, times: number])[] };

/** A made-up plugin or marketplace with what the client said of it. */
export type Case = {
  id: string;
  kind: string;
  /** What is special about it, in our words. */
  what: string;
  /** The path inside the folder that was named; absent: the folder. */
  target?: string;
  files: Readonly<Record<string, CaseFile>>;
  /** The version of Claude Code that was asked. */
  client: string;
  /** The exit code of `claude plugin validate`. */
  exit: number;
  /** How many warnings it gave; absent: none. */
  warnings?: number;
  /** What `claude plugin details` lists of a plugin that passed. */
  provides?: Provides;
  /** What was not installed or not loaded: exit codes, and of what was installed, why it did not load. */
  runtime?: { add?: number; install?: number; errors?: readonly ('dependency-missing' | 'refused')[] };
  /** The codes of what `validate --profile directory` finds, sorted. */
  directory?: readonly string[];
  /** What earlier versions said, where it was something else. */
  earlier?: Readonly<Record<string, Pick<Case, 'exit' | 'warnings' | 'provides'>>>;
};

/** The client's inventory: names, or objects for components with more fields. */
export type Provides = Readonly<Record<string, readonly (string | Readonly<Record<string, unknown>>)[]>>;

/** A case as it is recorded: a file may also be that of an earlier case, by its id, at the same path. */
type WrittenCase = Omit<Case, 'files'> & { files: Readonly<Record<string, CaseFile | { same: string }>> };

/**
 * Reads recorded cases, one JSON object a line.
 * @throws where a line is not one
 */
export function readCases(file: string): Case[] {
  const earlier = new Map<string, Case['files']>();
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line, index) => {
      const written = parseCase(line, index + 1);
      const files = Object.entries(written.files).map(([path, entry]): [string, CaseFile] => {
        if (typeof entry === 'string' || !('same' in entry)) return [path, entry];
        const found = earlier.get(entry.same)?.[path];
        if (found === undefined)
          throw new Error(
            `Case ${index + 1} takes "${path}" from "${entry.same}", which no earlier case has.`,
          );
        return [path, found];
      });
      const read = { ...written, files: Object.fromEntries(files) };
      earlier.set(read.id, read.files);
      return read;
    });
}

function parseCase(line: string, number: number): WrittenCase {
  try {
    return JSON.parse(line) as WrittenCase;
  } catch {
    throw new Error(`Case ${number} of the recorded verdicts is not JSON: write one object a line.`);
  }
}

/** Writes the files of a case. */
export function writeCase(files: Case['files'], folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const [path, file] of Object.entries(files)) {
    const at = join(folder, path);
    mkdirSync(dirname(at), { recursive: true });
    if (typeof file === 'string') writeFileSync(at, file);
    else if ('link' in file) symlinkSync(file.link, at);
    else if ('base64' in file) writeFileSync(at, Buffer.from(file.base64, 'base64'));
    else if ('parts' in file) writeFileSync(at, file.parts.map(partText).join(''));
    else {
      writeFileSync(at, file.text);
      if (file.exec === true) chmodSync(at, 0o755);
    }
  }
}

function partText(part: string | readonly [text: string, times: number]): string {
  if (typeof part === 'string') return part;
  const [text, times] = part;
  return text.includes('{n}')
    ? Array.from({ length: times }, (_, n) => text.replaceAll('{n}', String(n))).join('')
    : text.repeat(times);
}
