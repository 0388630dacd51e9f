import { languageOf } from '../programs/language.ts';
import type { Source } from '../source.ts';

/** Paths that are looked up in one text. */
const mostPaths = 2_000;

/** A word that may be the path of a file: with an ending, and with no address before it. */
const path =
  /(?<![\w@:/.~$}-])(?:\$\{?(?:CLAUDE_PLUGIN_ROOT|CLAUDE_SKILL_DIR|SKILL_DIR)\}?\/|\.{1,2}\/)?[\w@-][\w.@-]*(?:\/[\w.@-]+)*\.[A-Za-z]\w{0,9}(?![\w/])/g;

/**
 * The files of a plugin that a text names, each once, with the offset of its first naming: by a path from the text's own folder, from a folder
 * above it, or from the plugin's.
 */
export function linkedFiles(
  source: Source,
  folder: string,
  body: string,
): { path: string; offset: number }[] {
  const found = new Map<string, number>();
  let left = mostPaths;
  for (const { 0: written, index } of body.matchAll(path)) {
    if (left-- <= 0) break;
    const file = fileNamed(source, folder, written);
    if (file !== undefined && !found.has(file)) found.set(file, index);
  }
  return [...found].map(([file, offset]) => ({ path: file, offset }));
}

/** The programs of a plugin that a text names, as `linkedFiles`. */
export function linkedPrograms(
  source: Source,
  file: string,
  text: string,
): { path: string; offset: number }[] {
  return linkedFiles(source, folderOf(file), text).filter(({ path: linked }) => {
    const found = source.files.get(source.resolve(linked).path);
    return found !== undefined && languageOf(found) !== undefined;
  });
}

/** The folder of a path; empty for the plugin's own. */
export const folderOf = (path: string) => path.slice(0, Math.max(path.lastIndexOf('/'), 0));

function fileNamed(source: Source, folder: string, written: string): string | undefined {
  const fromRoot = /^\$\{?CLAUDE_PLUGIN_ROOT\}?\//.exec(written)?.[0];
  if (fromRoot !== undefined) return fileAt(source, written.slice(fromRoot.length));
  const bare = written.replace(/^\$\{?\w+\}?\//, '');
  for (let at = folder; ; at = folderOf(at)) {
    const file = fileAt(source, `${at}/${bare}`);
    // A bare name is looked for in the text's own folder only.
    if (file !== undefined || at === '' || !bare.includes('/')) return file;
  }
}

function fileAt(source: Source, candidate: string): string | undefined {
  const { kind, path: file } = source.resolve(candidate);
  return kind === 'file' ? file : undefined;
}
