import { oneOf } from './fields.ts';
import { defineKind } from './kind.ts';

export const opensAnyFile = defineKind({
  kind: 'opens-any-file',
  capability: {
    fields: {
      access: oneOf('Whether the files that an MCP server is told of are read or written.', [
        'reads',
        'writes',
      ]),
    },
    identity: ({ access }) => access,
    once: ({ access }) => access,
    subject: ({ access }) => ({ kind: 'text', value: access }),
    flags: () => ['reaches-outside-project'],
    group: () => 'reaches-outside-project',
    waits: true,
  },
});
