import { childrenOf } from '../declared.ts';
import { text } from './fields.ts';
import { defineKind } from './kind.ts';
import { triggerAt } from './vocabulary.ts';

export const executable = defineKind({
  kind: 'executable',
  component: {},
  capability: {
    fields: { name: text('The command that it adds.') },
    identity: ({ name }) => name,
    subject: ({ name }) => ({ kind: 'program', value: name }),
    flags: () => ['adds-programs'],
    group: () => 'starts-programs',
    waits: true,
  },
  find({ source }, found) {
    for (const { name, path, kind } of childrenOf(source, 'bin')) {
      if (kind !== 'file') continue;
      const place = { file: path, line: 1 };
      const trigger = triggerAt('called', place);
      found.component({ name, ...place });
      found.capability({ name, trigger, ...place });
      found.leadsTo(path, { trigger, ...place });
    }
  },
});
