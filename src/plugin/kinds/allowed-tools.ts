import { effects, permissionOf } from '../permission-effects.ts';
import { isAsked, permits, toolList } from '../permission-rules.ts';
import { manifestFile } from '../read-manifest.ts';
import { flag, someOf, texts } from './fields.ts';
import { defineKind } from './kind.ts';
import { openedTexts } from './opened-texts.ts';
import { triggerAt } from './vocabulary.ts';

export const allowedTools = defineKind({
  kind: 'allowed-tools',
  capability: {
    fields: {
      tools: texts('What Claude may use without asking.'),
      permits: someOf(
        'What that amounts to where it has no limit. "any-program": through an interpreter or the like.',
        effects,
      ),
      sensitive: flag('Whether any command or program is among them.'),
    },
    identity: ({ file, component = '' }) => (file === manifestFile ? component.replace(/^[^:]*:/, '') : file),
    isNarrower: (before, after) =>
      before.file === after.file && after.tools.every((tool) => isPermittedBy(before.tools, tool)),
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
      const amounts = tools.flatMap((tool) => permissionOf(tool).effect ?? []);
      found.capability({
        tools,
        permits: effects.filter((effect) => amounts.includes(effect)),
        sensitive: amounts.includes('any-command') || amounts.includes('any-program'),
        trigger: triggerAt('opened', place),
        component: name,
        ...place,
      });
    }
  },
});

/** What an interpreter can do: everything that these tools can. */
const shellTools = /^(?:Bash|PowerShell|Read|Grep|Glob|Edit|Write|MultiEdit|NotebookEdit|WebFetch)(?:\(|$)/;

/** Whether entries permit all that another one does. */
function isPermittedBy(before: readonly string[], tool: string): boolean {
  if (!isAsked(tool) || before.some((one) => permits(one, tool))) return true;
  const isUnlimited = before.some((one) => permissionOf(one).isInterpreter);
  return isUnlimited && shellTools.test(tool);
}
