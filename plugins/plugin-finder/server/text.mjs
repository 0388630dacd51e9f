/**
 * Text from a registry was written by strangers and is read by a model and shown in a terminal.
 * Nothing here interprets it: characters that hide, reorder or imitate are removed, and length is bounded.
 */

// Cc controls, Cf format (bidi, zero-width, tags, BOM), Cs lone surrogates, Co private use, Zl and Zp separators.
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu;
// Letters and marks that render as nothing: Hangul fillers, grapheme joiner, Khmer inherent vowels, variation selectors.
const blank = /[\u115F\u1160\u3164\uFFA0]|\u034F|\u17B4|\u17B5|[\uFE00-\uFE0F]|[\u{E0100}-\u{E01EF}]/gu;
// An opening tag could imitate the markers that clients put around their own messages.
const tag = /<(?=[a-z/!?])/giu;

/**
 * One line of plain text, or '' where the value is not a string.
 * @param {unknown} value
 * @param {number} [limit] In characters, the ellipsis included.
 * @returns {string}
 */
export function clean(value, limit = 300) {
  if (typeof value !== 'string') return '';
  // Most strings are plain already, and there are hundreds of thousands of them in a large registry.
  if (value.length <= limit && /^(?:[!-;=-~]+(?: [!-;=-~]+)*)?$/u.test(value)) return value;
  // Cut first: the rest of a huge string need not be looked at. A character is at most two units.
  const line = value
    .slice(0, limit * 4)
    .replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/gu, ' ')
    .replace(invisible, '')
    .replace(blank, '')
    .replace(tag, '‹')
    .replace(/\s+/gu, ' ')
    .trim();
  const characters = Array.from(line);
  const cut = value.length > limit * 4;
  if (characters.length <= limit && !cut) return line;
  return `${characters
    .slice(0, limit - 1)
    .join('')
    .trimEnd()}…`;
}

/**
 * Lower-case words for comparing: accents folded, split at whatever is neither a letter nor a digit.
 * @param {string} text
 * @returns {string[]}
 */
export function words(text) {
  return (
    text
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      // `GitHubActions` is two words to whoever searches for one of them.
      .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
      .toLowerCase()
      .split(/[^\p{L}\p{N}+#]+/u)
      .filter((word) => word !== '')
  );
}
