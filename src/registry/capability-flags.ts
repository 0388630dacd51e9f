import { type Capability, capabilityPart } from '../plugin/kinds/list.ts';
import { type CapabilityFlag, type CapabilityGroup, capabilityFlags } from '../plugin/kinds/vocabulary.ts';

/** What a plugin does on a machine, in the order of `capabilityFlags`. Empty where none of it was found. */
export function flagsOf(plugin: { capabilities: readonly Capability[] }): CapabilityFlag[] {
  const raised = new Set(
    plugin.capabilities.flatMap((capability) => capabilityPart(capability).flags(capability)),
  );
  return capabilityFlags.filter((flag) => raised.has(flag));
}

/** The group that a capability is shown in. */
export function groupOf(capability: Capability): CapabilityGroup {
  return capabilityPart(capability).group(capability);
}
