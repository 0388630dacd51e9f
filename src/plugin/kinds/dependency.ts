import { declaredDependencies, manifestFile } from '../read-manifest.ts';
import { optional, text } from './fields.ts';
import { defineKind } from './kind.ts';
import { triggerAt } from './vocabulary.ts';

export const dependency = defineKind({
  kind: 'dependency',
  capability: {
    fields: {
      name: text('The plugin that is installed with it.'),
      marketplace: optional(text('The marketplace that it comes from, where that is another one.')),
      version: optional(text('The range of versions.')),
    },
    identity: ({ name, marketplace }) => JSON.stringify([name, marketplace]),
    subject: ({ name }) => ({ kind: 'text', value: name }),
    flags: () => ['brings-plugins'],
    group: () => 'changes-your-setup',
  },
  find({ raw, lineOf }, found) {
    for (const { index, ...dependency } of declaredDependencies(raw)) {
      const place = { file: manifestFile, line: lineOf(manifestFile, ['dependencies', index]) };
      found.capability({ ...dependency, trigger: triggerAt('event:install', place), ...place });
    }
  },
});
