import { oneOf, optional, text } from './fields.ts';
import { defineKind } from './kind.ts';

/** What is sent, as far as it can be read from the program. */
export const sentData = [
  'conversation',
  'secret',
  'environment',
  'file',
  'project',
  'telemetry',
  'data',
] as const;

/** By what data leaves the machine. */
export const sendingWays = ['request', 'socket', 'dns', 'program', 'service'] as const;

export const sendsData = defineKind({
  kind: 'sends-data',
  capability: {
    fields: {
      what: oneOf('What is sent; "data" where the program does not show it.', sentData),
      host: optional(text('The host, in lower case; absent where it is only known when the program runs.')),
      service: optional(text('The service whose library or program is used, such as "OpenAI".')),
      by: oneOf('By what it is sent.', sendingWays),
    },
    identity: ({ what, host, service, by }) => JSON.stringify([what, host, service, by]),
    subject: ({ host, service, what }) =>
      host === undefined ? { kind: 'text', value: service ?? what } : { kind: 'host', value: host },
    flags: () => ['reaches-network', 'sends-data'],
    group: () => 'sends-data',
  },
});
