import { editDistance, letters, lettersApart } from '../../plugin/edit-distance.ts';

/** Characters that pass for one another in most fonts, folded to one of them. */
function foldLookAlikes(text: string): string {
  const plain = /rn|vv|0/.test(text)
    ? text.replaceAll('rn', 'm').replaceAll('vv', 'w').replaceAll('0', 'o')
    : text;
  return plain.replace(/[1i|]/g, 'l');
}

/** Digits that stand for letters, besides the look-alikes. */
const leet: Readonly<Record<string, string>> = { 3: 'e', 4: 'a', 5: 's', 7: 't', 8: 'b', $: 's', '@': 'a' };

function segmentsOf(name: string): string[] {
  const lower = name.toLowerCase();
  return (/[_.\s]/.test(lower) ? lower.split(/[-_.\s]/) : lower.split('-')).filter(Boolean);
}

function singular(segment: string): string {
  return segment.length > 3 && segment.endsWith('s') && !segment.endsWith('ss')
    ? segment.slice(0, -1)
    : segment;
}

/** A name without separators, plurals and look-alike characters: two names with one skeleton read as the same. */
export function skeleton(name: string): string {
  return foldLookAlikes(segmentsOf(name).map(singular).join(''));
}

/** As `skeleton`, for a word that may stand for a brand: digits that stand for letters are undone too, plurals are kept. */
export function brandSkeleton(word: string): string {
  return foldLookAlikes(word.toLowerCase().replace(/[34578$@]/g, (digit) => leet[digit] ?? digit));
}

/** Words that claim somebody's authority. */
export const claims: ReadonlySet<string> = new Set([
  'official',
  'officially',
  'verified',
  'trusted',
  'certified',
  'authentic',
  'genuine',
]);

/** Another name that a name is too close to, and why. */
export type CloseName = {
  name: string;
  /** `same`: equal but for separators, plurals and look-alikes. `typo`: one slip of the keyboard. `near`: two slips, or another digit. `reordered`: the same words. */
  kind: 'same' | 'typo' | 'near' | 'reordered';
};

/** Shortest names for which one edit, and for which two edits, count as close. */
const shortest = { typo: 5, near: 10 };

type NameIndex = {
  /** Names by their skeleton, and names of several words by their words in any order. */
  skeletons: ReadonlyMap<string, readonly string[]>;
  words: ReadonlyMap<string, readonly string[]>;
  /** Names by their length, with their letters, which tell most pairs apart without comparing them. */
  byLength: ReadonlyMap<number, readonly { name: string; letters: number }[]>;
  /** Answers by name and self, because two rules and the registry ask the same. */
  answers: Map<string, CloseName | undefined>;
};

const indexes = new WeakMap<readonly string[], NameIndex>();

/**
 * The closest other name of a list, or undefined. `self` is left out of the comparison.
 * The list's index is built once and kept for as long as the list.
 */
export function closestName(name: string, names: readonly string[], self: string): CloseName | undefined {
  const index = indexes.get(names) ?? indexOf(names);
  indexes.set(names, index);
  // A folder's name holds no NUL, so no two questions share a key.
  const question = `${self}\0${name}`;
  if (!index.answers.has(question)) index.answers.set(question, closest(name, index, self));
  return index.answers.get(question);
}

function closest(name: string, index: NameIndex, self: string): CloseName | undefined {
  const same = index.skeletons.get(skeleton(name))?.find((other) => other !== self);
  if (same !== undefined) return { name: same, kind: 'same' };
  const own = letters(name);
  const thirds = thirdsOf(name);
  let near: string | undefined;
  for (let length = name.length - 2; length <= name.length + 2; length++) {
    const shorter = Math.min(length, name.length);
    const max = shorter >= shortest.near ? 2 : 1;
    if (shorter < shortest.typo || Math.abs(length - name.length) > max) continue;
    for (const candidate of index.byLength.get(length) ?? []) {
      // Once a near name is known, only a nearer one matters.
      const within = near === undefined ? max : 1;
      if (lettersApart(own, candidate.letters) > 2 * within || candidate.name === self) continue;
      const other = candidate.name;
      if (!thirds.some((third) => other.includes(third))) continue;
      const distance = editDistance(name, other, within);
      if (distance <= 1 && !differByDigit(name, other)) return { name: other, kind: 'typo' };
      if (distance <= within && max === 2) near ??= other;
    }
  }
  if (near !== undefined) return { name: near, kind: 'near' };
  const reordered = index.words.get(wordsKey(name))?.find((other) => other !== self);
  return reordered === undefined ? undefined : { name: reordered, kind: 'reordered' };
}

/** A name in three pieces. Two edits, or a swap of neighbors, leave at least one of them as it is. */
function thirdsOf(name: string): string[] {
  const ends = [0, 1, 2, 3].map((piece) => Math.floor((name.length * piece) / 3));
  return ends.slice(1).map((end, piece) => name.slice(ends[piece], end));
}

function indexOf(names: readonly string[]): NameIndex {
  return {
    skeletons: Map.groupBy(names, skeleton),
    words: Map.groupBy(
      names.filter((name) => name.includes('-')),
      wordsKey,
    ),
    byLength: Map.groupBy(
      names.map((name) => ({ name, letters: letters(name) })),
      ({ name }) => name.length,
    ),
    answers: new Map(),
  };
}

/** `vue-2` and `vue-3` are two things, not a slip. */
function differByDigit(a: string, b: string): boolean {
  return a.length === b.length && a.replace(/\d/g, '0') === b.replace(/\d/g, '0');
}

function wordsKey(name: string): string {
  return segmentsOf(name).map(singular).sort().join('-');
}

/** The member of a list that a mistyped word most likely meant, or undefined. */
export function suggest(word: string, known: readonly string[]): string | undefined {
  let best: string | undefined;
  let least = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of known) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase(), least - 1);
    if (distance >= least) continue;
    least = distance;
    best = candidate;
  }
  return best;
}
