import type { FrontmatterResult } from '../frontmatter.ts';
import { manifestFile } from '../read-manifest.ts';
import type { Reading } from './kind.ts';

/** A file that Claude Code opens as a skill or command. */
type OpenedFile = { name: string; file: string; content: string; frontmatter: FrontmatterResult };

/** The files of a plugin's skills and commands. */
export function openedFiles({ source, components }: Reading): OpenedFile[] {
  return components.flatMap(({ kind, name, file }) => {
    const frontmatter = source.frontmatter(file);
    if ((kind !== 'skill' && kind !== 'command') || frontmatter === undefined || file === manifestFile)
      return [];
    const content = source.files.get(source.resolve(file).path)?.text ?? '';
    return [{ name, file, content, frontmatter }];
  });
}
