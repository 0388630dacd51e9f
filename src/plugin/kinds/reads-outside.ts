import { isSecretPath } from '../programs/interpret-places.ts';
import { text } from './fields.ts';
import { defineKind } from './kind.ts';
import { openedTexts } from './opened-texts.ts';
import { triggerAt } from './vocabulary.ts';

export const readsOutside = defineKind({
  kind: 'reads-outside',
  capability: {
    fields: { path: text('The file or folder, as written.') },
    identity: ({ path }) => path,
    subject: ({ path }) => ({ kind: 'path', value: path }),
    flags: () => ['reaches-outside-project'],
    group: () => 'reaches-outside-project',
  },
  find(reading, found) {
    for (const { name, frontmatter, placeAt } of openedTexts(reading))
      for (const { path, offset } of attachments(frontmatter.body)) {
        if (!isOutside(path) || isSecretPath(path)) continue;
        const place = placeAt(offset);
        found.capability({ path, trigger: triggerAt('opened', place), component: name, ...place });
      }
  },
});

const reference = /(?<=^|\s)@(?:"([^"\n]+)"|(\S+))/g;

/**
 * The files and folders that Claude Code attaches to the conversation while it opens a skill or command: `@path` at the start or after
 * white space. Relative paths start in the session's working folder: https://code.claude.com/docs/en/common-workflows#reference-files-and-directories
 */
export function attachments(body: string): { path: string; offset: number }[] {
  return [...body.matchAll(reference)].flatMap(({ 1: quoted, 2: bare = '', index }) => {
    // A path without quotes ends at its last letter or digit of ASCII.
    const path = (quoted ?? /^.*\w/.exec(bare)?.[0] ?? '').replace(/#.*/, '');
    return path === '' || (quoted === undefined && /[*"'`]/.test(path)) ? [] : [{ path, offset: index }];
  });
}

/** Folders at the root of a disk. Names such as `/lib` and `/app` are left out: `@/lib/x` is how programs name their own modules. */
const rootFolder =
  /^\/(?:etc|home|root|Users|var|tmp|usr|opt|proc|sys|private|mnt|media|srv|run|Library|Applications|System|Volumes|boot)(?:\/|$)/;

/** Whether a reference leads out of the folder that a session works in. */
function isOutside(path: string): boolean {
  if (/^~(?:\/|$)/.test(path) || rootFolder.test(path) || /^[A-Za-z]:[\\/]/.test(path)) return true;
  let depth = 0;
  for (const part of path.replace(/^\$\{CLAUDE_(?:PLUGIN_ROOT|SKILL_DIR)\}/, '.').split('/')) {
    if (part === '..') depth--;
    else if (part !== '' && part !== '.') depth++;
    if (depth < 0) return !path.startsWith('/');
  }
  return false;
}
