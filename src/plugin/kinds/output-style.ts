import { pathsOf } from '../declared.ts';
import { byText } from '../text.ts';
import { own } from '../values.ts';
import { flag, text } from './fields.ts';
import { defineKind } from './kind.ts';
import { filesBelow, isMarkdown, markdownComponent, markdownName, nameIn } from './markdown.ts';
import { triggerAt } from './vocabulary.ts';

/** Whether a value of frontmatter is true, also as text. */
const isOn = (value: unknown) => value === true || value === 'true';

export const outputStyle = defineKind({
  kind: 'output-style',
  component: {},
  capability: {
    fields: {
      name: text('The style, which every session is given unasked.'),
      keepsInstructions: flag('Whether the instructions of Claude Code for programming stay beside it.'),
    },
    identity: ({ name }) => name,
    subject: ({ name }) => ({ kind: 'text', value: name }),
    flags: () => ['changes-settings'],
    group: () => 'changes-your-setup',
  },
  find(reading, found) {
    const { source, raw, plugin } = reading;
    const declared = own(raw, 'outputStyles');
    const files = (declared === undefined ? ['output-styles'] : pathsOf(declared)).flatMap((path) =>
      source.resolve(path).kind === 'file'
        ? [path].filter(isMarkdown)
        : filesBelow(source, path)
            .filter((file) => isMarkdown(file.name))
            .map((file) => file.path),
    );
    for (const file of [...new Set(files)].sort(byText)) {
      const name = `${plugin}:${nameIn(source, file) ?? markdownName(file)}`;
      found.component(markdownComponent(reading, name, file, true));
      const frontmatter = source.frontmatter(file);
      if (frontmatter?.kind !== 'mapping' || !isOn(own(frontmatter.data, 'force-for-plugin'))) continue;
      const place = { file, line: reading.lineOfKey(frontmatter, 'force-for-plugin') };
      const keepsInstructions = isOn(own(frontmatter.data, 'keep-coding-instructions'));
      found.capability({ name, keepsInstructions, trigger: triggerAt('session-start', place), ...place });
    }
  },
});
