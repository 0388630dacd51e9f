import type { Field } from '../src/plugin/kinds/fields.ts';
import { type Capability, type CapabilityKind, capabilityPart } from '../src/plugin/kinds/list.ts';

type Of<K extends CapabilityKind> = Extract<Capability, { kind: K }>;

/** A capability of any kind as the registry has it, with the fields that the kind requires filled in. */
export function aCapability<K extends CapabilityKind>(
  kind: K,
  more: Partial<Of<K>> & { summary?: string } = {},
): Of<K> & { summary: string } {
  const fields = Object.entries(capabilityPart({ kind }).fields)
    .filter(([, { optional }]) => !optional)
    .map(([key, field]) => [key, sampleOf(field)]);
  const required = Object.fromEntries(fields) as Partial<Of<K>>;
  return {
    kind,
    summary: 'It does something.',
    ...required,
    file: 'x',
    line: 1,
    ...more,
  } as unknown as Of<K> & {
    summary: string;
  };
}

function sampleOf({ schema }: Field): unknown {
  if (Array.isArray(schema.enum)) return schema.enum[0];
  switch (schema.type) {
    case 'boolean':
      return false;
    case 'array':
      return schema.uniqueItems === true ? [] : ['x'];
    default:
      return 'x';
  }
}
