import { childrenOf } from '../declared.ts';
import { text } from './fields.ts';
import { defineKind } from './kind.ts';

export const executable = defineKind({
  kind: 'executable',
  component: {},
  capability: {
    fields: { name: text('The command that it adds.') },
    identity: ({ name }) => name,
    flags: () => ['adds-programs'],
    group: () => 'starts-programs',
    waits: true,
  },
  find({ source }, found) {
    for (const { name, path, kind } of childrenOf(source, 'bin')) {
      if (kind !== 'file') continue;
      found.component({ name, file: path, line: 1 });
      found.capability({ name, trigger: { when: 'called' }, file: path, line: 1 });
    }
  },
});
