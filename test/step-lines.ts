import { openGrammars } from '../src/plugin/programs/grammars.ts';
import type { Language } from '../src/plugin/programs/language.ts';
import { readerOf } from '../src/plugin/programs/languages/list.ts';
import type { Step } from '../src/plugin/programs/step.ts';
import { textsOf, type Value } from '../src/plugin/programs/value.ts';

const grammars = openGrammars();

const isValue = (one: unknown): one is Value => typeof one === 'object' && one !== null && 'kind' in one;

const write = (one: unknown): string => {
  if (!isValue(one)) return Array.isArray(one) ? one.map(write).join(' ') : JSON.stringify(one);
  if (one.kind === 'list') return `[${one.items.map(write).join(', ')}]`;
  if (one.kind === 'record')
    return `{${one.entries.map(([key, value]) => `${key}: ${write(value)}`).join(', ')}}`;
  if (one.kind === 'result') return `(${one.step.step} ${one.step.line})`;
  if (one.kind === 'name') return `<${one.name}>`;
  if (one.kind === 'mixed') return one.of.map(write).join(' | ');
  return textsOf(one).join(' | ');
};

const writeStep = ({ line, step, certain, ...fields }: Step): string => {
  const { command, ...more } = fields as Record<string, unknown>;
  const { words, ...options } = (command ?? {}) as { words?: unknown };
  const rest = Object.entries({ ...options, ...more }).filter(
    ([, value]) => !Array.isArray(value) || value.length > 0,
  );
  const first = words === undefined ? [] : [write(words)];
  return [
    `${line} ${step}${certain ? '' : '?'}`,
    ...first,
    ...rest.map(([name, value]) => `${name}=${write(value)}`),
  ].join(' ');
};

/** The steps of a program as lines that tests compare, without what it loads. `?`: something decides whether it happens. */
export async function stepLines(language: Language, text: string): Promise<string[]> {
  const reader = await readerOf(language);
  const tree = await grammars.parse(language, text);
  if (!reader || !tree) throw new Error(`No reader of ${language}`);
  const steps = reader(tree.rootNode);
  tree.delete();
  return steps.filter(({ step }) => step !== 'loads').map(writeStep);
}
