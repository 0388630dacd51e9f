import { optional, text } from './fields.ts';
import { defineKind } from './kind.ts';

export const callsAnyAddress = defineKind({
  kind: 'calls-any-address',
  capability: {
    fields: { variable: optional(text('The variable that holds the address, or the start of it.')) },
    identity: ({ variable = '' }) => variable,
    once: ({ variable = '' }) => variable,
    subject: ({ variable }) =>
      variable === undefined ? { kind: 'text', value: 'any address' } : { kind: 'variable', value: variable },
    flags: () => ['reaches-network'],
    group: () => 'reaches-the-network',
    waits: true,
  },
});
