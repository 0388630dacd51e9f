import { visible } from '../../check/diagnostic.ts';
import { shorten } from '../words.ts';

/** Characters that draw nothing, marks that pile up on others, and unusual spaces: escaped, as `visible` escapes control characters. */
const invisible = new RegExp(
  [
    '\\u034f|\\u17b4|\\u17b5|[\\u180b-\\u180f]|[\\ufe00-\\ufe0f]|[\\u{e0100}-\\u{e01ef}]',
    '[\\u00a0\\u2000-\\u200a\\u202f\\u205f\\u2800\\u3000]',
    '(?<=\\p{M}\\p{M})\\p{M}',
  ].join('|'),
  'gu',
);

/** A value on one line, cut, with invisible characters escaped and without commands to GitHub's log. */
export function safeText(text: string, most: number): string {
  const shown = visible(shorten(text, most)).replace(
    invisible,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
  return shorten(shown, most).replaceAll('##[', '#\\u{23}[');
}
