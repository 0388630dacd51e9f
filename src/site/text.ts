/** Compares by UTF-16 code units, as every machine does. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Text that is one line already, as most is. To ask that takes a fifth of the time of making sure. */
const plainLine = /^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/;

/** One line of text without controls, turned directions and halves of characters, at most `longest` UTF-16 code units. */
export function oneLine(text: string, longest: number): string {
  if (text.length <= longest && plainLine.test(text)) return text;
  const line = text
    .slice(0, longest * 4)
    .toWellFormed()
    .replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return line.length <= longest
    ? line
    : `${line
        .slice(0, longest - 1)
        .toWellFormed()
        .trimEnd()}…`;
}

/** What an author wrote as a sentence that another one can follow: with a full stop, unless it ends already. */
export function closed(text: string): string {
  const whole = text.trim();
  return whole === '' || /[\p{Sentence_Terminal}…]["'”’»)\]]*$/u.test(whole) ? whole : `${whole}.`;
}

/** Characters of a slug before its hash. */
const longestSlug = 60;
/** Text that is its own slug, as most names of components are. */
const plainSlug = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/**
 * Text as a part of an address: lower-case letters, digits and hyphens. Texts that differ in more than case, accents and what separates words
 * keep different slugs, by a hash.
 */
export function slug(text: string): string {
  if (text.length <= longestSlug && plainSlug.test(text)) return text;
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const words = plain
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, longestSlug)
    .replace(/-$/, '');
  const isWhole = words !== '' && plain.length <= longestSlug && /^[a-z0-9\s\-_.:/,]+$/.test(plain);
  return isWhole ? words : `${words === '' ? 'x' : words}-${fnv(plain)}`;
}

/** http://www.isthe.com/chongo/tech/comp/fnv/ (FNV-1a, 32 bits) over UTF-16 code units, in base 36. */
function fnv(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return (hash >>> 0).toString(36);
}

/** The places of components on their plugin's page: `<kind>-<slug of the name>`, numbered from the second of the same name on. */
export function componentAnchors(components: readonly { kind: string; name: string }[]): string[] {
  const taken = new Map<string, number>();
  return components.map(({ kind, name }) => {
    const anchor = `${kind}-${slug(name)}`;
    const number = (taken.get(anchor) ?? 0) + 1;
    taken.set(anchor, number);
    return number === 1 ? anchor : `${anchor}--${number}`;
  });
}
