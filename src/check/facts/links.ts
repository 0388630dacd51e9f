import { posix } from 'node:path';
import type { Source } from '../../plugin/source.ts';

/** The symbolic links of a plugin: where each lies, its text, and what is where it leads. */
export function* linksOf(
  source: Source,
): Generator<{ file: string; target: string | undefined; leadsTo: ReturnType<Source['resolve']>['kind'] }> {
  for (const file of source.files.values())
    if (file.kind === 'link')
      yield { file: file.path, target: file.target, leadsTo: source.resolve(file.path).kind };
}

/** Whether a link leads into the folder of git, inside or outside the plugin. */
export function leadsIntoGit(file: string, target: string): boolean {
  const path = posix.join(posix.dirname(file), target);
  return path.split(/[/\\]/).some((part) => /^(?:\.git|git~\d+)$/i.test(part));
}
