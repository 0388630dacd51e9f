import { hash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asRecord } from '../values.ts';
import { readingEdition } from './edition.ts';
import { type Grammars, isBroken, openGrammars } from './grammars.ts';
import { interpret } from './interpret.ts';
import type { Language } from './language.ts';
import { readerOf } from './languages/list.ts';
import type { Program } from './program.ts';
import { actsInText } from './searched.ts';
import type { Step } from './step.ts';
import { longestParsed } from './unreadable.ts';

/** Texts of programs inside texts of programs that are followed: `bash -c "python -c '…'"`. */
const deepestNesting = 3;

/** Reads the texts of programs. What a text does is kept by its hash, so that it is parsed once. */
export type ProgramReader = {
  /** @param depth how many programs the text is nested in */
  read(language: Language, text: string, depth?: number): Promise<Program>;
};

const cacheFolder = join(import.meta.dirname, '..', '..', '..', '.cache', 'programs');

/** @param folder where results are kept from one run to the next; without it they are gone when the process ends */
export function openProgramReader(folder?: string): ProgramReader {
  const grammars = openGrammars();
  const known = new Map<string, Promise<Program>>();
  const read = async (language: Language, text: string, depth = 0): Promise<Program> => {
    if (depth > deepestNesting || text.length > longestParsed) return { acts: [], references: [] };
    const key = hash('sha256', `${readingEdition()} ${depth} ${language} ${text}`, 'hex');
    const found = known.get(key) ?? readOnce(key, language, text, depth);
    known.set(key, found);
    return found;
  };
  const readOnce = async (key: string, language: Language, text: string, depth: number): Promise<Program> => {
    const kept = folder === undefined ? undefined : find(join(folder, key));
    if (kept !== undefined) return kept;
    const program = await readBounded(language, text, depth);
    if (folder !== undefined) keep(folder, key, program);
    return program;
  };
  const readBounded = async (language: Language, text: string, depth: number): Promise<Program> => {
    try {
      const found = await stepsOf(grammars, language, text);
      if (found === undefined) return unparsable(text);
      const { steps, brokenAt } = found;
      const readInner = (inner: Language, code: string) => read(inner, code, depth + 1);
      const { acts, references } = await interpret(steps, language, readInner, text);
      return { acts, references, ...(brokenAt === undefined ? {} : { brokenAt }) };
    } catch (error) {
      // A text that is nested deeper than any reader expects must not end the gate.
      if (!(error instanceof RangeError) && !isBroken(error)) throw error;
      return unparsable(text);
    }
  };
  return { read };
}

/** The reader of this repository, which keeps what it read in `.cache/programs`. */
export const sharedPrograms: ProgramReader = openProgramReader(cacheFolder);

/** What can be said of a program that the parser gives up. */
const unparsable = (text: string): Program => ({
  acts: [
    { kind: 'unreadable', why: 'unparsable', bytes: Buffer.byteLength(text), line: 1 },
    ...actsInText(text),
  ],
  references: [],
});

async function stepsOf(
  grammars: Grammars,
  language: Language,
  text: string,
): Promise<{ steps: Step[]; brokenAt?: { line: number; column: number } } | undefined> {
  const readSteps = await readerOf(language);
  if (readSteps === undefined) return { steps: [] };
  const tree = await grammars.parse(language, text);
  if (tree === undefined) return undefined;
  try {
    const steps = readSteps(tree.rootNode);
    if (!tree.rootNode.hasError) return { steps };
    const { row, column } = firstError(tree.rootNode);
    return { steps, brokenAt: { line: row + 1, column: column + 1 } };
  } finally {
    tree.delete();
  }
}

type Faulty = import('@vscode/tree-sitter-wasm').Node;

/** Where the parser first could not go on. */
function firstError(root: Faulty): { row: number; column: number } {
  let node = root;
  for (;;) {
    const next = node.children.find((child) => child?.hasError === true || child?.isMissing === true);
    if (next === undefined || next === null || node.isError) return node.startPosition;
    node = next;
  }
}

/** A result that was kept; undefined where there is none, or where its file was changed. */
function find(path: string): Program | undefined {
  try {
    const [digest = '', json = ''] = readFileSync(path, 'utf8').split('\n', 2);
    if (hash('sha256', json, 'hex') !== digest) return undefined;
    const kept = asRecord(JSON.parse(json));
    return kept as Program;
  } catch {
    return undefined;
  }
}

function keep(folder: string, key: string, program: Program): void {
  const json = JSON.stringify(program);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, key), `${hash('sha256', json, 'hex')}\n${json}`);
  } catch {
    // A folder that cannot be written costs only time.
  }
}
