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

/**
 * Whether a link out of the plugin stays in the repository that holds the plugin, so that an installation from git still finds what it leads to.
 * @param levels folders between the repository's root and the plugin's files
 */
export function leadsIntoRepository(source: Source, file: string, levels: number): boolean {
  const end = source.resolve(file);
  if (end.kind !== 'outside') return false;
  const last = source.files.get(end.path)?.target ?? '';
  if (last.startsWith('/') || /^[A-Za-z]:|\\/.test(last)) return false;
  const climbed = posix.join(posix.dirname(file), source.files.get(file)?.target ?? '').split('/');
  return climbed.filter((part) => part === '..').length <= levels;
}

/** Folders above a plugin in its repository: two in `plugins/<name>` of a marketplace; anywhere else unknown, so without bound. */
export const levelsAbove = (inMarketplace: boolean): number => (inMarketplace ? 2 : Number.POSITIVE_INFINITY);
