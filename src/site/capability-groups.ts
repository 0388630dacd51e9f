import type { Capability } from '../plugin/kinds/list.ts';
import { capabilityFlags } from '../plugin/kinds/vocabulary.ts';
import { flagsOf } from '../registry/capability-flags.ts';
import { type CapabilityFacet, facetWords } from './capability-words.ts';

/** Every filter of the catalog with its words: the flags in their order, then `none`. */
export const capabilityFacets = ([...capabilityFlags, 'none'] as const).map((id) => ({
  id,
  ...facetWords[id],
}));

/** The facets of a plugin, in the order of `capabilityFacets`; never empty. */
export function facetsOf(plugin: { capabilities: readonly Capability[] }): CapabilityFacet[] {
  const flags = flagsOf(plugin);
  return flags.length > 0 ? flags : ['none'];
}
