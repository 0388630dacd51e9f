// What all commands share: declaring and reading arguments, --help, printing, errors and exit codes.
import './compile-cache.ts';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { quote, visible } from '../src/check/diagnostic.ts';
import {
  type Argument,
  type CommandHelp,
  commandHelp,
  groupHelp,
  listed,
  type Option,
} from './command-help.ts';

/** The folder of this repository. */
export const home = join(import.meta.dirname, '..');

const configFile = 'marketplace.config.json';

/** `--root`, with the same meaning for every command that works on a marketplace. */
export const rootOption = {
  value: 'folder',
  about: `the folder of the marketplace (default: the current folder if it has a ${configFile}, else this repository)`,
  isRoot: true,
} as const;

type ChoiceOf<O extends Option> = O extends { choices: readonly (infer Choice)[] } ? Choice : string;
type OptionValue<O extends Option> = O extends { isList: true }
  ? ChoiceOf<O>[]
  : O extends { value: string }
    ?
        | ChoiceOf<O>
        | (O extends { default: string } | { isRequired: true } | { isRoot: true } ? never : undefined)
    : boolean;
type ArgumentValue<A extends Argument> = A extends { isList: true }
  ? string[]
  : string | (A extends { isOptional: true } ? undefined : never);
type Arguments = Readonly<Record<string, Argument>>;
type Options = Readonly<Record<string, Option>>;

/** What a command was given, by the names of its arguments and options. `--root` is an absolute path. */
export type Values<A extends Arguments, O extends Options> = { [Name in keyof A]: ArgumentValue<A[Name]> } & {
  [Name in keyof O]: OptionValue<O[Name]>;
};

/** An exit code, or nothing for 0. */
// biome-ignore lint/suspicious/noConfusingVoidType: what a function without a return statement gives
export type Result = number | void;

/** A command: what its help says, and what it does. */
type Command<A extends Arguments = Arguments, O extends Options = Options> = CommandHelp & {
  arguments?: A;
  options: O;
  /** Returns the exit code; 0 where it returns nothing. What it throws is printed and ends with 2; see `failure`. */
  run(values: Values<A, O>): Result | Promise<Result>;
  /** Prints an error; by default on standard error. */
  printError?: (message: string) => void;
};

/** Several commands under one name, such as `npm run lifecycle -- rename`. */
type CommandGroup = Omit<CommandHelp, 'arguments' | 'options'> & {
  commands: Readonly<Record<string, Command>>;
};

/** Prints text on standard output as it is: for reports, which escape what they quote. */
export function write(text: string): void {
  if (text !== '') process.stdout.write(text);
}

/** Prints a line on standard output, with control characters written out. */
export function print(line = ''): void {
  write(`${escaped(line)}\n`);
}

/** Prints a line on standard error, with control characters written out. */
export function printError(line: string): void {
  process.stderr.write(`${escaped(line)}\n`);
}

function escaped(text: string): string {
  return text.split('\n').map(visible).join('\n');
}

type Failure = Error & { exitCode: number; isUsage: boolean };

/** An error that says in its message why a command failed, and ends it with an exit code. */
export function failure(message: string, exitCode = 1): Failure {
  return Object.assign(new Error(message), { exitCode, isUsage: false });
}

/** An error in how the command was called: exit code 2, and where its help is. */
export function usageError(message: string): Failure {
  return Object.assign(failure(message, 2), { isUsage: true });
}

/** Declares a command of a group. */
export function command<const A extends Arguments, const O extends Options>(
  declared: Command<A, O>,
): Command {
  return declared;
}

/** Runs a command with the arguments of this process and sets the exit code. */
export async function runCommand<const A extends Arguments, const O extends Options>(
  declared: Command<A, O>,
): Promise<void> {
  await finish(declared.name, declared.printError ?? printError, () =>
    start(declared, process.argv.slice(2)),
  );
}

/** Runs the command of a group that the arguments of this process name. */
export async function runCommandOf(group: CommandGroup): Promise<void> {
  await finish(group.name, printError, async () => {
    const [name, ...words] = process.argv.slice(2);
    if (name === '--help' || name === '-h') return write(groupHelp(group, group.commands));
    const known = Object.keys(group.commands);
    if (name === undefined || name.startsWith('-')) throw usageError(`Expected a command: ${listed(known)}.`);
    const chosen = Object.hasOwn(group.commands, name) ? group.commands[name] : undefined;
    if (chosen === undefined) throw usageError(await unknown('command', name, known));
    return start(chosen, words);
  });
}

async function finish(
  name: string,
  complain: (message: string) => void,
  work: () => Result | Promise<Result>,
): Promise<void> {
  // The reader of the output may stop early, as "| head" does.
  process.stdout.on('error', () => process.exit(1));
  try {
    process.exitCode = (await work()) ?? 0;
  } catch (error) {
    const { message, exitCode = 2, isUsage = false } = error as Partial<Failure>;
    const help = isUsage ? ` See "${name}${name.startsWith('npm ') ? ' --' : ''} --help".` : '';
    complain(`${message ?? error}${help}`);
    process.exitCode = exitCode;
  }
}

async function start<A extends Arguments, O extends Options>(
  declared: Command<A, O>,
  words: readonly string[],
): Promise<number> {
  const values = await readValues(declared, words);
  if (values !== 'help') return (await declared.run(values as Values<A, O>)) ?? 0;
  write(commandHelp(declared));
  return 0;
}

type Given = Record<string, string | boolean | string[] | undefined>;

/**
 * The values of a command's arguments and options, or that its help is asked for.
 * @throws a `usageError`
 */
export async function readValues(declared: Command, words: readonly string[]): Promise<Given | 'help'> {
  const options: Options = { ...declared.options, help: { about: '' } };
  const { tokens } = parseArgs({
    args: [...words],
    strict: false,
    tokens: true,
    allowPositionals: true,
    options: Object.fromEntries(
      Object.entries(options).map(([name, { value }]) => [
        name,
        { type: value === undefined ? 'boolean' : 'string', ...(name === 'help' ? { short: 'h' } : {}) },
      ]),
    ),
  });
  if (tokens.some((token) => token.kind === 'option' && token.name === 'help')) return 'help';
  /** The values of each option that was given; a flag has none. */
  const given = new Map<string, string[]>();
  const positionals: string[] = [];
  let list = positionals;
  for (const token of tokens) {
    if (token.kind === 'positional') list.push(token.value);
    else list = positionals;
    if (token.kind !== 'option') continue;
    const option = Object.hasOwn(options, token.name) ? options[token.name] : undefined;
    if (option === undefined) {
      const known = Object.keys(options).map((name) => `--${name}`);
      throw usageError(await unknown('option', token.rawName, known));
    }
    const values = [...(given.get(token.name) ?? []), ...optionValue(option, token)];
    given.set(token.name, values);
    if (option.isList && token.inlineValue !== true) list = values;
  }
  const values: Given = {};
  Object.assign(values, readArguments(declared.arguments ?? {}, positionals));
  for (const [name, option] of Object.entries(declared.options))
    values[name] = await finalValue(name, option, given.get(name));
  return values;
}

type OptionToken = { rawName: string; value?: string | undefined; inlineValue?: boolean | undefined };

/** The value that follows an option; none for a flag. */
function optionValue(
  { value: noun, about, choices = [about] }: Option,
  { rawName, value, inlineValue }: OptionToken,
): string[] {
  if (noun === undefined) {
    if (value !== undefined)
      throw usageError(`Expected no value after ${rawName}, and it is ${quote(value)}.`);
    return [];
  }
  if (value === undefined || value === '')
    throw usageError(`Expected <${noun}> after ${rawName}: ${listed(choices)}.`);
  if (inlineValue !== true && value.startsWith('-') && value !== '-')
    throw usageError(
      `Expected <${noun}> after ${rawName}, and not ${quote(value)}. If it is meant, write ${rawName}=…`,
    );
  return [value];
}

/** What a command gets for an option: its default where it was not given, checked against its choices. */
async function finalValue(name: string, option: Option, given: string[] | undefined): Promise<Given[string]> {
  if (option.value === undefined) return given !== undefined;
  if (option.isRoot) return rootOf(given?.at(-1));
  const values = option.isList
    ? (given ?? []).flatMap((value) => value.split(',')).filter((value) => value !== '')
    : [given?.at(-1) ?? option.default].filter((value) => value !== undefined);
  if (values.length === 0 && option.isRequired)
    throw usageError(`Expected --${name} <${option.value}>: ${option.about}.`);
  const odd = values.find((value) => option.choices?.includes(value) === false);
  if (odd !== undefined) throw usageError(await unknown(option.value, odd, option.choices ?? []));
  return option.isList ? values : values[0];
}

function readArguments(declared: Arguments, positionals: readonly string[]): Given {
  const left = [...positionals];
  const given: Given = {};
  for (const [name, { about, isOptional, isList }] of Object.entries(declared)) {
    if (left.length === 0 && !isOptional) throw usageError(`Expected <${name}>: ${about}.`);
    given[name] = isList ? left.splice(0) : left.shift();
  }
  const expected = Object.keys(declared).map((name) => `<${name}>`);
  if (left.length > 0)
    throw usageError(
      `Unexpected argument ${left.map(quote).join(', ')}: expected ${expected.length === 0 ? 'none' : `only ${expected.join(' ')}`}.`,
    );
  return given;
}

/** The absolute path of the marketplace's folder. */
function rootOf(given: string | undefined): string {
  if (given === undefined) return existsSync(configFile) ? process.cwd() : home;
  // A bare repository has no files but "HEAD" at its top.
  if (![configFile, 'HEAD'].some((file) => existsSync(join(given, file))))
    throw usageError(
      `There is no "${configFile}" in ${quote(given)}: name the folder of a marketplace with --root.`,
    );
  return resolve(given);
}

async function unknown(noun: string, value: string, known: readonly string[]): Promise<string> {
  const { suggest } = await import('../src/check/text/names.ts');
  const meant = suggest(value, known);
  return `Unknown ${noun} ${quote(value)}. ${meant === undefined ? `Use ${listed(known)}.` : `Did you mean "${meant}"?`}`;
}
