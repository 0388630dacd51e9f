import { text } from './fields.ts';
import { defineKind } from './kind.ts';

export const writesOutside = defineKind({
  kind: 'writes-outside',
  capability: {
    fields: { path: text('The file or folder outside the project, with "~" for the home folder.') },
    identity: ({ path }) => path,
    once: ({ path }) => path,
    subject: ({ path }) => ({ kind: 'path', value: path }),
    flags: () => ['reaches-outside-project'],
    group: () => 'reaches-outside-project',
  },
});
