import { pathsOf } from '../declared.ts';
import { own } from '../values.ts';
import { defineKind } from './kind.ts';
import { filesBelow, isMarkdown, markdownComponent, markdownName, nameIn } from './markdown.ts';

export const agent = defineKind({
  kind: 'agent',
  component: {},
  find(reading, found) {
    const { source, raw, plugin } = reading;
    const declared = own(raw, 'agents');
    const files =
      declared === undefined
        ? filesBelow(source, 'agents')
        : pathsOf(declared)
            .filter((path) => source.resolve(path).kind === 'file')
            .map((path) => ({ path, segments: [] }));
    const seen = new Set<string>();
    for (const { path, segments } of files) {
      if (!isMarkdown(path)) continue;
      const name = [plugin, ...segments, nameIn(source, path) ?? markdownName(path)].join(':');
      if (!seen.has(name)) found.component(markdownComponent(reading, name, path));
      seen.add(name);
    }
  },
});
