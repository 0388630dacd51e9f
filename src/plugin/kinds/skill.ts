import { childrenOf, pathsOf } from '../declared.ts';
import { own } from '../values.ts';
import { defineKind } from './kind.ts';
import { baseName, markdownComponent, nameIn } from './markdown.ts';

export const skill = defineKind({
  kind: 'skill',
  component: {},
  find(reading, found) {
    const { source, raw, plugin } = reading;
    const declared = own(raw, 'skills');
    const seen = new Set<string>();
    const add = (file: string, name: string) => {
      const at = source.resolve(file).path;
      if (seen.has(at)) return;
      seen.add(at);
      found.component(markdownComponent(reading, `${plugin}:${skillName(name)}`, file));
    };
    const scan = (directory: string) => {
      const own = skillFile(directory);
      if (source.resolve(own).kind === 'file')
        return add(own, nameIn(source, own) ?? (directory === '' ? source.folder : baseName(directory)));
      for (const { kind, name, path } of childrenOf(source, directory))
        if (kind === 'directory' && source.resolve(skillFile(path)).kind === 'file')
          add(skillFile(path), name);
    };
    const hasFolder = source.resolve('skills').kind === 'directory';
    if (hasFolder) scan('skills');
    else if (declared === undefined && source.resolve('SKILL.md').kind === 'file') scan('');
    for (const path of pathsOf(declared)) scan(path);
  },
});

const skillFile = (directory: string) => (directory === '' ? 'SKILL.md' : `${directory}/SKILL.md`);

/** Claude Code replaces everything but letters, digits, `_` and `-` in a skill's name by `-`. */
const skillName = (name: string) => name.replace(/[^A-Za-z0-9_-]/g, '-');
