import { declaredFiles } from '../declared.ts';
import { own, present } from '../values.ts';
import { text } from './fields.ts';
import { defineKind } from './kind.ts';
import { triggerAt } from './vocabulary.ts';

export const workflow = defineKind({
  kind: 'workflow',
  component: {},
  capability: {
    fields: { name: text('The workflow, as it is called.') },
    identity: ({ file }) => file,
    subject: ({ file }) => ({ kind: 'program', value: file }),
    flags: () => ['starts-programs'],
    group: () => 'starts-programs',
    waits: true,
  },
  find({ source, raw, plugin }, found) {
    for (const file of declaredFiles(source, own(raw, 'workflows'), 'workflows', '.js')) {
      const text = source.files.get(source.resolve(file).path)?.text ?? '';
      const match = meta.exec(text);
      if (match === null) continue;
      // The file is searched as text, never run.
      const block = text.slice(match.index, match.index + 4000);
      const name = fieldOf(block, 'name');
      if (name === undefined) continue;
      const line = text.slice(0, match.index).split('\n').length + (match[0].startsWith('\n') ? 1 : 0);
      const description = fieldOf(block, 'description');
      const place = { file, line };
      const trigger = triggerAt('called', place);
      found.component({ name: `${plugin}:${name}`, ...present({ description }), ...place });
      found.capability({ name: `${plugin}:${name}`, trigger, ...place });
      found.leadsTo(source.resolve(file).path, { trigger, ...place });
    }
  },
});

const meta = /(?:^|\n)[ \t]*export\s+const\s+meta\s*=\s*\{/;

/** A text of the object literal that a block begins with: quoted, or in a template literal that fills nothing in. Comments do not count. */
function fieldOf(block: string, key: 'name' | 'description'): string | undefined {
  const field = new RegExp(
    `[{,\\s]["']?${key}["']?\\s*:\\s*(?:"([^"\\\\\\n]*)"|'([^'\\\\\\n]*)'|\`([^\`\\\\$]*)\`)`,
  );
  const [, double, single, template] = field.exec(withoutComments(block)) ?? [];
  return double ?? single ?? template;
}

/** The text with its comments blanked out; what stands in quotes is kept. */
function withoutComments(text: string): string {
  return text.replace(
    /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`|\/\/[^\n]*|\/\*[\s\S]*?\*\//g,
    (part) => (part.startsWith('/') ? ' ' : part),
  );
}
