import { flag, texts } from './fields.ts';
import { defineKind } from './kind.ts';
import { openedTexts } from './opened-texts.ts';
import { triggerAt } from './vocabulary.ts';

export const allowedTools = defineKind({
  kind: 'allowed-tools',
  capability: {
    fields: {
      tools: texts('What Claude may use without asking.'),
      sensitive: flag('Whether any shell command is among them.'),
    },
    identity: ({ file }) => file,
    isNarrower: (before, after) =>
      before.file === after.file && after.tools.every((tool) => before.tools.includes(tool)),
    subject: ({ tools }) => ({ kind: 'tool', value: tools.join(', ') }),
    flags: () => ['pre-approves-tools'],
    group: () => 'pre-approves-tools',
    waits: true,
  },
  find(reading, found) {
    for (const { name, allowedTools } of openedTexts(reading)) {
      const tools = toolList(allowedTools?.value);
      if (allowedTools === undefined || tools.length === 0) continue;
      const { place } = allowedTools;
      found.capability({
        tools,
        sensitive: tools.some(isUnrestrictedShell),
        trigger: triggerAt('opened', place),
        component: name,
        ...place,
      });
    }
  },
});

/** `allowed-tools` as a list: text separated by commas or spaces outside parentheses, or a list of such texts. */
export function toolList(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => (typeof item === 'string' ? toolList(item) : []));
  if (typeof value !== 'string') return [];
  return value.match(/[^\s,(]+(?:\([^)]*\)?)?/g) ?? [];
}

/** Whether an entry of `allowed-tools` lets any shell command through. */
export function isUnrestrictedShell(tool: string): boolean {
  return /^(?:\*|(?:Bash|PowerShell)(?:\(\s*(?::?\*+(?::\*+)?)?\s*\))?)$/.test(tool);
}
