import { type Capability, capabilityPart } from '../plugin/kinds/list.ts';
import type { CapabilityChange } from './review.ts';

/**
 * What a plugin can do after a change that it could not do before, or could do otherwise. Moving a line or a file changes nothing.
 * @param names the plugin's name before and after, where it was renamed: its components carry it
 */
export function compareCapabilities(
  before: readonly Capability[],
  after: readonly Capability[],
  names?: { before: string; after: string },
): CapabilityChange[] {
  const gone = new Set(before);
  const former = (capability: Capability) => contentOf(capability, names);
  const equals = Map.groupBy(before, former);
  const gained = after.filter((capability) => {
    const match = take(equals, contentOf(capability), capability.file);
    if (match !== undefined) gone.delete(match);
    return match === undefined;
  });
  const alike = Map.groupBy(gone, identityOf);
  const changes = gained.map((capability): CapabilityChange => {
    const { kind } = capability;
    const match = take(alike, identityOf(capability), capability.file);
    if (match === undefined) return { kind, change: 'gained', narrowed: false, after: capability };
    gone.delete(match);
    const narrowed = capabilityPart(capability).isNarrower?.(match, capability) ?? false;
    return { kind, change: 'changed', narrowed, before: match, after: capability };
  });
  const lost = [...gone].map(
    (capability): CapabilityChange => ({
      kind: capability.kind,
      change: 'lost',
      narrowed: true,
      before: capability,
    }),
  );
  return [...changes, ...lost];
}

/** Removes and gives one of a group, of the same file where there is one. */
function take(groups: Map<string, Capability[]>, key: string, file: string): Capability | undefined {
  const group = groups.get(key) ?? [];
  const index = group.findIndex((capability) => capability.file === file);
  return group.splice(Math.max(index, 0), 1)[0];
}

/** What makes two capabilities the same one in two versions of a plugin. */
function identityOf(capability: Capability): string {
  return `${capability.kind} ${capabilityPart(capability).identity(capability)}`;
}

/** Everything of a capability that matters in a comparison, as one text. */
function contentOf(capability: Capability, names?: { before: string; after: string }): string {
  const { trigger, component = '', ...rest } = capability;
  const ignored: readonly string[] = ['file', 'line', ...(capabilityPart(capability).incidental ?? [])];
  const isNamed = names !== undefined && component.startsWith(`${names.before}:`);
  const called = isNamed ? `${names.after}${component.slice(names.before.length)}` : component;
  const fields = Object.entries(rest).filter(([key]) => !ignored.includes(key));
  return JSON.stringify([trigger?.when, called, ...fields]);
}
