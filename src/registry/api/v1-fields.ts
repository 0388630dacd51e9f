import { exactText } from '../../plugin/capability-words.ts';
import type { Component } from '../../plugin/kinds/list.ts';
import { targetOf } from '../../plugin/kinds/target.ts';
import type { CapabilityGroup } from '../../plugin/kinds/vocabulary.ts';
import { groupOf } from '../capability-flags.ts';
import type { PublishedCapability } from '../registry.ts';

/** A capability as the API has it: `group` is what it is shown under, `detail` the exact thing on one line. */
export type ApiCapability = PublishedCapability & { group: CapabilityGroup; detail: string };

export function apiCapability(capability: PublishedCapability): ApiCapability {
  return { ...capability, group: groupOf(capability), detail: exactText(capability) };
}

/** A component as the API has it: with the `type` and `target` that version 1 promises for all kinds. */
export function apiComponent(component: Component): object {
  const type = component.kind === 'mcp-server' ? component.transport : undefined;
  return { ...(type === undefined ? {} : { type }), ...component, target: targetOf(component) };
}
