import type { Language } from './language.ts';
import type { Act, Program, Reference } from './program.ts';
import type { Step } from './step.ts';

/**
 * What the steps of a program mean.
 * @param language of the program
 * @param read reads a program that the program holds as a text
 */
export async function interpret(
  steps: readonly Step[],
  language: Language,
  read: (language: Language, text: string) => Promise<Program>,
): Promise<{ acts: Act[]; references: Reference[] }> {
  const acts: Act[] = [];
  const references: Reference[] = [];
  for (const step of steps) {
    if (step.step === 'evaluates' && step.code.kind === 'text') {
      const inner = await read(step.language ?? language, step.code.text);
      acts.push(...inner.acts.map((act) => ({ ...act, line: step.line })));
      references.push(...inner.references.map((reference) => ({ ...reference, line: step.line })));
    }
  }
  return { acts, references };
}
