import { sentenceOf } from '../../plugin/capability-words.ts';
import type { Capability, CapabilityKind } from '../../plugin/kinds/list.ts';
import { quote, type Severity } from '../diagnostic.ts';
import type { PluginContext } from '../rule.ts';

type Of<K extends CapabilityKind> = Extract<Capability, { kind: K }>;

/** Why a rule objects to something that a plugin does, and what to do instead. `severity`: where it is not the rule's own. */
type Objection = { why: string; fix: string; severity?: Severity };

/** Reports what a plugin does that a rule objects to: what happens and when, in the words of the plugin's page, then why that is refused. */
export function reportActs<K extends CapabilityKind>(
  { plugin, report }: Pick<PluginContext, 'plugin' | 'report'>,
  kind: K,
  objectTo: (capability: Of<K>) => Objection | undefined,
): void {
  for (const capability of plugin.capabilities) {
    if (capability.kind !== kind) continue;
    const objection = objectTo(capability as Of<K>);
    if (objection === undefined) continue;
    const { why, ...rest } = objection;
    report({
      file: capability.file,
      at: { line: capability.line },
      message: `${plainSentence(capability)} ${why}`,
      ...rest,
    });
  }
}

/** The sentence of a capability for a terminal, in which values stand in quotes. */
function plainSentence(capability: Capability): string {
  return sentenceOf(capability).replace(/`([^`]*)`/g, (_, value: string) => quote(value));
}

/** Whether it happens without anybody asking for it: in a session, on an event, or as a skill or command opens. */
export function runsByItself({ trigger }: Pick<Capability, 'trigger'>): boolean {
  return trigger !== undefined && trigger.when !== 'called' && trigger.when !== 'never';
}

/** Whether anything that is known makes it happen: something by itself, or Claude or a person who asks. */
export function isReached({ trigger }: Pick<Capability, 'trigger'>): boolean {
  return trigger?.when !== 'never';
}
