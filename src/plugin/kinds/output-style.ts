import { pathsOf } from '../declared.ts';
import { byText } from '../text.ts';
import { own } from '../values.ts';
import { defineKind } from './kind.ts';
import { filesBelow, isMarkdown, markdownComponent, markdownName, nameIn } from './markdown.ts';

export const outputStyle = defineKind({
  kind: 'output-style',
  component: {},
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
    }
  },
});
