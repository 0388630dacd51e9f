/** Characters of a slug before its hash. */
const longestSlug = 60;
/** Text that is its own slug, as most names of components are. */
const plainSlug = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/**
 * Text as a part of an address: lower-case letters, digits and hyphens. Texts that differ in more than case, accents and what separates words
 * keep different slugs, by a hash, unless one is written like another's slug.
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

/** UTF-16 units of a component's name that its place is called by: those that the search keeps of it. */
export const longestName = 200;

/**
 * The places of components on their plugin's page: `<kind>-<slug of the name>`, numbered from the second of the same name on. Names are lines of at
 * most `longestName`, as the search knows them.
 */
export function componentAnchors(components: readonly { kind: string; name: string }[]): string[] {
  const taken = new Map<string, number>();
  return components.map(({ kind, name }) => {
    const anchor = `${kind}-${slug(name)}`;
    const number = (taken.get(anchor) ?? 0) + 1;
    taken.set(anchor, number);
    return number === 1 ? anchor : `${anchor}--${number}`;
  });
}
