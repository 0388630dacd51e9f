import { childrenOf, insidePath, pathsOf } from '../declared.ts';
import { manifestFile } from '../read-manifest.ts';
import type { Source } from '../source.ts';
import { asRecord, asText, own, present } from '../values.ts';
import { defineKind } from './kind.ts';
import {
  baseName,
  deepestFolder,
  isMarkdown,
  markdownComponent,
  markdownName,
  mostEntries,
  tokensOf,
} from './markdown.ts';

export const command = defineKind({
  kind: 'command',
  component: {},
  find(reading, found) {
    const { source, raw, plugin, lineOf } = reading;
    const seen = new Set<string>();
    const isNew = (name: string) => !seen.has(name) && seen.add(name) !== undefined;
    const add = (commands: readonly Command[], described: { description?: string } = {}) => {
      for (const { name, file } of commands)
        if (isNew(name))
          found.component({ ...markdownComponent(reading, `${plugin}:${name}`, file), ...described });
    };
    const declared = own(raw, 'commands');
    const budget = { left: mostEntries };
    if (declared === undefined) return add(commandsIn(source, 'commands', budget));
    if (typeof declared === 'string' || Array.isArray(declared))
      return add(pathsOf(declared).flatMap((path) => commandsAt(source, path, budget)));
    for (const [key, value] of Object.entries(asRecord(declared))) {
      const file = insidePath(own(asRecord(value), 'source'));
      const described = present({ description: asText(own(asRecord(value), 'description')) });
      const content = asText(own(asRecord(value), 'content'));
      if (file !== undefined) add(commandsAt(source, file, budget, key), described);
      else if (content !== undefined && isNew(key)) {
        const name = `${plugin}:${key}`;
        const line = lineOf(manifestFile, ['commands', key], key);
        const alwaysOn = tokensOf(`${name}${described.description ?? ''}`);
        const tokens = { alwaysOn, onInvoke: tokensOf(content) };
        found.component({ name, ...described, file: manifestFile, line, tokens });
      }
    }
  },
});

type Command = { name: string; file: string };

/** The commands of a declared path: a Markdown file, called `name` where that is given, or a folder. */
function commandsAt(source: Source, path: string, budget: { left: number }, name?: string): Command[] {
  const { kind } = source.resolve(path);
  if (kind === 'directory') return commandsIn(source, path, budget);
  return kind === 'file' && isMarkdown(path) ? [{ name: name ?? markdownName(path), file: path }] : [];
}

/** @param budget files and folders that may still be looked at */
function commandsIn(
  source: Source,
  directory: string,
  budget: { left: number },
  segments: readonly string[] = [],
): Command[] {
  if (segments.length > deepestFolder || budget.left <= 0) return [];
  const children = childrenOf(source, directory);
  budget.left -= children.length;
  const skill = children.find((child) => child.kind === 'file' && child.name === 'SKILL.md');
  // A folder with a SKILL.md is one command, and nothing else in it is.
  if (skill !== undefined)
    return [{ name: segments.length === 0 ? baseName(directory) : segments.join(':'), file: skill.path }];
  return children.flatMap(({ kind, name, path }): Command[] => {
    if (kind === 'directory') return commandsIn(source, path, budget, [...segments, name]);
    return isMarkdown(name) ? [{ name: [...segments, markdownName(name)].join(':'), file: path }] : [];
  });
}
