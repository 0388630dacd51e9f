import type { Language } from '../language.ts';
import type { Command } from '../step.ts';
import type { OutsideCall, Run } from './run.ts';
import { asValue, itemsOf, knownText, mixed, optionsOf, type Thing, textThing } from './thing.ts';

/** What a call says of the program that it starts, apart from its words. */
export type Started = {
  readonly input?: Thing | undefined;
  readonly environment?: Thing | undefined;
  readonly background?: boolean;
  readonly output?: Thing | undefined;
  readonly folder?: Thing | undefined;
};

const more = ({ input, environment, background, output, folder }: Started): Omit<Command, 'words'> => {
  const set = environment?.kind === 'record' ? environment.entries.filter(([name]) => name !== '…') : [];
  return {
    ...(set.length > 0 && { environment: set.map(([name, value]) => [name, asValue(value)] as const) }),
    ...(input && { input: asValue(input) }),
    ...(output && { output: [{ path: asValue(output), append: false }] }),
    ...(folder && { folder: asValue(folder) }),
    ...(background && { background }),
  };
};

/** A program that is started with words of its own. */
export const startWords = (run: Run, at: number, words: readonly Thing[], started: Started = {}): Thing =>
  run.add({ step: 'command', command: { words: words.map(asValue), ...more(started) } }, at);

/** A text that a shell or another interpreter runs. */
export const evaluateText = (
  run: Run,
  at: number,
  code: Thing,
  language?: Language,
  background = false,
): Thing => {
  const results = optionsOf(code).map((one) =>
    run.add({ step: 'evaluates', code: asValue(one), ...(language && { language }) }, at),
  );
  if (background) run.add({ step: 'detaches', what: asValue(code) }, at);
  return mixed(results);
};

/** The words of a list, or of a text that is split at blanks. */
export const wordsOf = (thing: Thing): readonly Thing[] => {
  if (thing.kind === 'list') return itemsOf(thing);
  const text = knownText(thing);
  return text === undefined ? [thing] : text.trim().split(/\s+/u).map(textThing);
};

/** A list of words or a text, with or without a shell. */
export const start = (run: Run, { at }: OutsideCall, what: Thing, shell: boolean, started: Started): Thing =>
  mixed(
    optionsOf(what).map((one) => {
      if (!shell) return startWords(run, at, wordsOf(one), started);
      const code = one.kind === 'list' ? (one.items[0] ?? one) : one;
      return evaluateText(run, at, code, 'shell', started.background);
    }),
  );

/** Does something for each thing that one can be; which it is, something decides. */
const withEachOption = (run: Run, thing: Thing, tell: (one: Thing) => Thing): Thing => {
  const options = optionsOf(thing).slice(0, 16);
  const { certain } = run;
  run.certain = certain && options.length === 1;
  const results = options.map(tell);
  run.certain = certain;
  return mixed(results);
};

/** Prints a text. */
export const printText = (run: Run, at: number, content: Thing, to: 'output' | 'errors'): Thing =>
  withEachOption(run, content, (one) => run.add({ step: 'prints', content: asValue(one), to }, at));

/** Ends the program. */
export const exitWith = (run: Run, at: number, code: Thing): Thing =>
  withEachOption(run, code, (one) => run.add({ step: 'exits', code: asValue(one) }, at));
