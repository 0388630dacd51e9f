import { visible } from '../check/diagnostic.ts';
import { componentLabels } from '../plugin/kind-labels.ts';
import { type Capability, type Component, capabilityPart, componentKinds } from '../plugin/kinds/list.ts';
import type { Plugin } from '../plugin/plugin.ts';
import { startSentence } from '../plugin/start-words.ts';
import { oneLine } from '../plugin/text.ts';
import type { Inspected } from './report.ts';

/** The parts of the report, in their order. */
const parts = {
  itself: 'Runs by itself',
  opened: 'When a skill or command opens',
  called: 'When Claude or you call it',
  texts: 'What its texts tell Claude',
  changes: 'What else it brings or changes',
  unreached: 'In programs that nothing known starts',
  named: 'Only named, with no sign that it is called',
  unread: 'Could not be read',
} as const;
type Part = keyof typeof parts;

/** Kinds of what is asked or changed once, when the plugin is installed or enabled. */
const settings: ReadonlySet<Capability['kind']> = new Set(['user-config', 'dependency', 'settings']);

/** Statements of one part that are shown, and places of one. */
const mostShown = 100;
const mostPlaces = 5;

/** The report for a person. What a plugin holds is escaped, so that it cannot affect the terminal. */
export function textReport({ plugin, inspected }: { plugin: Plugin; inspected: Inspected }): string {
  const { version, description } = plugin.manifest;
  const lines = [`${plugin.name}${version === undefined ? '' : ` ${version}`}  (${inspected.dir})`];
  if (description !== undefined) lines.push(`  ${oneLine(description, 300)}`);
  lines.push('', startSentence(plugin));
  if (inspected.components.length > 0) lines.push(`Brings ${brought(inspected.components)}.`);
  for (const part of Object.keys(parts) as Part[]) {
    const stated = inspected.capabilities.filter((capability) => partOf(capability) === part);
    if (stated.length === 0) continue;
    lines.push('', parts[part]);
    const said = [...Map.groupBy(stated, ({ summary }) => summary)];
    for (const [summary, same] of said.slice(0, mostShown))
      lines.push(
        `  ${summary}`,
        ...same.slice(0, mostPlaces).map(({ file, line }) => `      ${file}:${line}`),
      );
    if (said.length > mostShown)
      lines.push(`  and ${said.length - mostShown} more; "--format json" lists them all.`);
  }
  return `${lines.map(visible).join('\n')}\n`;
}

/** `2 skills, 1 hook`. */
function brought(components: readonly Component[]): string {
  return componentKinds
    .flatMap((kind) => {
      const amount = components.filter((component) => component.kind === kind).length;
      return amount === 0 ? [] : [`${amount} ${componentLabels[kind][amount === 1 ? 'one' : 'many']}`];
    })
    .join(', ');
}

function partOf(capability: Capability): Part {
  const part = capabilityPart(capability);
  const group = part.group(capability);
  if (capability.kind === 'unreadable') return 'unread';
  if (group === 'only-named') return 'named';
  if (group === 'tells-claude') return 'texts';
  if (settings.has(capability.kind)) return 'changes';
  const when = capability.trigger?.when;
  if (when === 'opened' || when === 'called') return when;
  if (when === 'never') return 'unreached';
  if (when === undefined) return 'changes';
  return 'itself';
}
