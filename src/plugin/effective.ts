import type { Capability, Component } from './kinds/list.ts';
import type { Trigger } from './kinds/vocabulary.ts';
import type { Language } from './programs/language.ts';
import type { Reach } from './programs/reach.ts';
import { byText } from './text.ts';
import { present } from './values.ts';

/** Why a part of a plugin takes effect. */
export const effects = [
  'runs-by-itself',
  'is-reached',
  'is-read',
  'stands-in-context',
  'tells-claude',
] as const;

/**
 * A part of a plugin that takes effect without anybody asking for exactly that part. The rest of a plugin only takes effect when a person or
 * Claude chooses it.
 */
export type EffectivePart = {
  file: string;
  /** Where the part starts; absent for a whole file. */
  line?: number;
  /**
   * `runs-by-itself`: a hook, server, monitor, inline command or setting, with all of its fields. `is-reached`: a file that something that
   * starts leads to. `is-read`: another file that such a program reads. `stands-in-context`: text that the model reads unasked. `tells-claude`: text that tells the model to run or send.
   */
  why: (typeof effects)[number];
  when: Trigger['when'];
  /** `<path>:<line>` of what makes it take effect. */
  by: string;
  /** `is-reached` only: the language that the file runs as; absent where it is unknown. */
  language?: Language;
};

/** The effective parts of a plugin. Sorted by file, line and reason. */
export function effectiveParts(
  components: readonly Component[],
  capabilities: readonly Capability[],
  { programs, data }: Pick<Reach, 'programs' | 'data'>,
): EffectivePart[] {
  const parts: EffectivePart[] = [];
  const reached = new Set(programs.map(({ file }) => file));
  for (const { file, language, trigger } of programs)
    if (trigger.when !== 'never')
      parts.push({ file, why: 'is-reached', when: trigger.when, by: trigger.by, ...present({ language }) });
  for (const { file, trigger } of data)
    if (trigger.when !== 'never') parts.push({ file, why: 'is-read', when: trigger.when, by: trigger.by });
  for (const component of components) {
    const by = `${component.file}:${component.line}`;
    if (isInContext(component, capabilities))
      parts.push({
        file: component.file,
        line: component.line,
        why: 'stands-in-context',
        when: 'session-start',
        by,
      });
  }
  for (const { kind, file, line, trigger } of capabilities) {
    const { when, by } = trigger ?? { when: 'called', by: `${file}:${line}` };
    if (kind.startsWith('tells-claude') || kind === 'hidden-text')
      parts.push({ file, line, why: 'tells-claude', when, by });
    // What a program does is in a file that is listed as a whole.
    else if (!reached.has(file) && trigger !== undefined && when !== 'never')
      parts.push({ file, line, why: 'runs-by-itself', when, by });
  }
  const seen = new Set<string>();
  return parts.sort(inOrder).filter((part) => {
    const key = `${part.file}:${part.line} ${part.why}`;
    return seen.has(key) ? false : seen.add(key);
  });
}

/** Whether the model reads a component, or what describes it, in every session. */
function isInContext(component: Component, capabilities: readonly Capability[]): boolean {
  return (component.tokens?.alwaysOn ?? 0) > 0 || isSessionAgent(component, capabilities);
}

/** Whether the plugin's settings start every session with an agent. */
export function isSessionAgent({ kind, name }: Component, capabilities: readonly Capability[]): boolean {
  return (
    kind === 'agent' &&
    capabilities.some((one) => one.kind === 'settings' && one.setting === 'agent' && isNamed(name, one.value))
  );
}

const isNamed = (component: string, name: string) => component === name || component.endsWith(`:${name}`);

function inOrder(a: EffectivePart, b: EffectivePart): number {
  return byText(a.file, b.file) || (a.line ?? 0) - (b.line ?? 0) || byText(a.why, b.why);
}
