import type { Act, Reference } from './program.ts';
import type { Step } from './step.ts';
import { hole, textsOf, type Value } from './value.ts';

/** A program that is started: prefixes such as `sudo` are gone. */
export type Called = {
  /** Without its folder and ending: `python3`. */
  name: string;
  /** As written: `/usr/bin/python3`. */
  program: Value;
  /** Its arguments as texts, each the best known of what it may be. */
  words: readonly string[];
  values: readonly Value[];
  input?: Value;
  folder?: Value;
  background: boolean;
  captured?: boolean;
  line: number;
};

/** A file that is run. `through`: the interpreter. */
export type Executed = { path: Value; through: string; line: number };

/** A folder whose files are replaced by the newest of elsewhere. `what`: the command, as written. */
export type Updated = { folder: Value | undefined; what: string; line: number };

/** What is found of a program's steps. */
export type Found = {
  acts: Act[];
  references: Reference[];
  /** All steps: those of the program, and those that its commands are made of. */
  steps: Step[];
  executed: Executed[];
  /** Folders whose files are replaced by the newest of elsewhere. */
  updated: Updated[];
  /** The steps that a command is made of. */
  made: Map<Step, Step[]>;
  /** The program that makes a request, such as `curl`. */
  tools: Map<Step, string>;
};

/** What programs of one name do. Gives false where the program is worth a line of its own, too. */
export type Meaning = (called: Called, found: Found) => boolean;

export function emptyFound(): Found {
  return {
    acts: [],
    references: [],
    steps: [],
    executed: [],
    updated: [],
    made: new Map(),
    tools: new Map(),
  };
}

/** The text that a value most likely is: one without a part that is only known when the program runs, where there is one. */
export function likelyText(value: Value | undefined): string {
  if (value === undefined) return '';
  const texts = textsOf(value);
  return texts.find((text) => !text.includes(hole) && !text.includes('${')) ?? texts[0] ?? hole;
}

/** The text of a path or word in which `${1}` stands for the first argument of the program. */
export function textWithArguments(value: Value): string {
  const parts = value.kind === 'joined' ? value.parts : [value];
  if (!parts.some(isArgument)) return likelyText(value);
  return parts.map((part) => (isArgument(part) ? `\${${part.name.slice(1)}}` : likelyText(part))).join('');
}

const isArgument = (value: Value): value is Extract<Value, { kind: 'name' }> =>
  value.kind === 'name' && /^\$[1-9]$/.test(value.name);

/** Arguments of a program that are told to it. */
const mostArguments = 9;

/** What a program is called with; nothing where it is called with nothing. */
export function argumentsOf(values: readonly Value[]): { args?: string[] } {
  const args = values.slice(0, mostArguments).map((value) => textWithArguments(value).slice(0, 200));
  return args.length === 0 ? {} : { args };
}

/** The words of a command as text, as far as they are known. */
export function writtenCall({ program, words }: Pick<Called, 'program' | 'words'>): string {
  return [likelyText(program), ...words].join(' ').slice(0, 200);
}

/** A value without its first characters. */
export function withoutStart(value: Value, length: number): Value {
  if (value.kind === 'text') return { kind: 'text', text: value.text.slice(length) };
  if (value.kind !== 'joined') return value;
  const [first, ...rest] = value.parts;
  if (first?.kind !== 'text') return value;
  const text = first.text.slice(length);
  return { kind: 'joined', parts: text === '' ? rest : [{ kind: 'text', text }, ...rest] };
}

/** The options and operands of a command line. */
export type Parsed = {
  options: { name: string; value: Value | undefined; text: string }[];
  operands: { value: Value; text: string }[];
};

/**
 * Tells options from operands.
 * @param valued options that take a value, separated by spaces: `-o --output`
 */
export function parsedWords({ words, values }: Pick<Called, 'words' | 'values'>, valued: string): Parsed {
  const takes = new Set(valued.split(' '));
  const parsed: Parsed = { options: [], operands: [] };
  const at = (index: number) => ({ value: values[index], text: words[index] ?? '' });
  let onlyOperands = false;
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    const value = values[index] as Value;
    if (onlyOperands || !/^-./.test(word)) parsed.operands.push({ value, text: word });
    else if (word === '--') onlyOperands = true;
    else if (word.startsWith('--')) {
      const [name = '', text] = word.split(/=(.*)/s, 2);
      if (text !== undefined)
        parsed.options.push({ name, value: withoutStart(value, name.length + 1), text });
      else parsed.options.push({ name, ...(takes.has(name) ? at(++index) : { value: undefined, text: '' }) });
    } else if (takes.has(word)) parsed.options.push({ name: word, ...at(++index) });
    else index += shortOptions(word, value, takes, parsed, () => at(index + 1));
  }
  return parsed;
}

/** Options of one letter in one word. Gives how many of the next words belong to them. */
function shortOptions(
  word: string,
  value: Value,
  takes: ReadonlySet<string>,
  parsed: Parsed,
  next: () => { value: Value | undefined; text: string },
): number {
  for (let letter = 1; letter < Math.min(word.length, 30); letter++) {
    const name = `-${word[letter]}`;
    if (!takes.has(name)) {
      parsed.options.push({ name, value: undefined, text: '' });
      continue;
    }
    const rest = word.slice(letter + 1);
    if (rest === '') {
      parsed.options.push({ name, ...next() });
      return 1;
    }
    parsed.options.push({ name, value: withoutStart(value, letter + 1), text: rest });
    return 0;
  }
  return 0;
}

/** The value of the first of some options. */
export function optionOf({ options }: Parsed, ...names: string[]): Parsed['options'][number] | undefined {
  return options.find(({ name }) => names.includes(name));
}
