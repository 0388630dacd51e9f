import { readCommand } from './interpret-command.ts';
import { findContext, findDecisions } from './interpret-decisions.ts';
import { findRunCode, findUpdates } from './interpret-downloads.ts';
import { openFlow } from './interpret-flow.ts';
import { emptyFound, type Found, likelyText } from './interpret-found.ts';
import { findGiven } from './interpret-given.ts';
import { findHosts } from './interpret-hosts.ts';
import { withArguments } from './interpret-inline.ts';
import { findPaths } from './interpret-paths.ts';
import { findSecrets } from './interpret-secrets.ts';
import { findSends } from './interpret-sends.ts';
import type { Language } from './language.ts';
import type { Act, Program, Reference } from './program.ts';
import type { Step } from './step.ts';
import { textsOf } from './value.ts';

/** Steps of one program that are looked at, those that commands are made of included. */
const mostSteps = 40_000;

/**
 * What the steps of a program mean.
 * @param language of the program
 * @param read reads a program that the program holds as a text
 * @param whole text of the program
 */
export async function interpret(
  steps: readonly Step[],
  language: Language,
  read: (language: Language, text: string) => Promise<Program>,
  whole = '',
): Promise<{ acts: Act[]; references: Reference[] }> {
  const found = emptyFound();
  takeSteps(steps, language, found);
  const flow = openFlow(found);
  findSecrets(found);
  findPaths(found, flow);
  findHosts(found);
  findGiven(found);
  findSends(found, flow);
  findRunCode(found, flow);
  findUpdates(found, flow);
  findDecisions(found, flow);
  findContext(found, flow);
  await readInner(found, language, read, whole);
  return { acts: different(withoutProbes(found.acts)), references: different(found.references) };
}

/** Without calls that only ask a program for its version, where it is called for something else, too. */
function withoutProbes(acts: readonly Act[]): Act[] {
  const isProbe = (act: Act) =>
    act.kind === 'program' && /^\S+ (?:-v|-V|--?version|version|--help)$/.test(act.command);
  const used = new Set(acts.flatMap((act) => (act.kind === 'program' && !isProbe(act) ? [act.program] : [])));
  return acts.filter((act) => !(act.kind === 'program' && isProbe(act) && used.has(act.program)));
}

/** Without exact repetitions. */
function different<T>(all: readonly T[]): T[] {
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
}

/** All steps, commands followed by what they are made of. */
function takeSteps(steps: readonly Step[], language: Language, found: Found): void {
  const open = [...steps].reverse();
  while (open.length > 0 && found.steps.length < mostSteps) {
    const step = open.pop() as Step;
    found.steps.push(step);
    if (step.step === 'loads') refer(step, language, found);
    if (step.step === 'detaches')
      found.acts.push({ kind: 'background', command: likelyText(step.what).slice(0, 200), line: step.line });
    if (step.step !== 'command') continue;
    readCommand(step, found);
    // Commands in commands, such as those of `find -exec`, are read the same way.
    const inner = found.made.get(step)?.filter((one) => one.step === 'command') ?? [];
    for (const one of inner) if (one.step === 'command') readCommand(one, found);
  }
}

function refer(
  { path, module, line }: Extract<Step, { step: 'loads' }>,
  language: Language,
  found: Found,
): void {
  if (module !== undefined) found.references.push({ line, path: module, how: 'module', language });
  if (path !== undefined)
    for (const written of textsOf(path))
      found.references.push({ line, path: written, how: 'sources', language });
}

/** Texts of programs inside the program. Where one stands in it as it is, its lines are those of the program. */
async function readInner(
  found: Found,
  language: Language,
  read: (language: Language, text: string) => Promise<Program>,
  whole: string,
): Promise<void> {
  for (const step of found.steps) {
    if (step.step !== 'evaluates') continue;
    for (const text of textsOf(step.code)) {
      if (text === '…' || text.length < 2) continue;
      const ofText = step.language ?? language;
      const inner = await read(ofText, withArguments(text, ofText, step.arguments ?? []));
      const before = text.includes('\n') ? linesBefore(whole, text) : undefined;
      const placed = <One extends { line: number }>(one: One): One => ({
        ...one,
        line: before === undefined ? step.line : before + one.line,
      });
      const isHeard = (act: Act) =>
        step.captured !== true || !/^(?:feeds-claude|decides-for-you)$/.test(act.kind);
      found.acts.push(...inner.acts.filter(isHeard).map(placed));
      found.references.push(...inner.references.map(placed));
    }
  }
}

/** Lines of a program before a text in it; undefined where it does not stand there as it is. */
function linesBefore(whole: string, text: string): number | undefined {
  const at = whole.indexOf(text);
  return at < 0 ? undefined : whole.slice(0, at).split('\n').length - 1;
}
