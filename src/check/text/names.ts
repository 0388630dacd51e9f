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
  return segment.slice(0, singularLength(segment));
}

function singularLength(segment: string): number {
  return segment.length - (segment.length > 3 && segment.endsWith('s') && !segment.endsWith('ss') ? 1 : 0);
}

/** What is left of a name once separators, plurals and look-alike characters are taken out: two names with one skeleton read as one. */
export function skeleton(name: string): string {
  return foldLookAlikes(segmentsOf(name).map(singular).join(''));
}

/** As `skeleton`, for a word that may stand for a brand: digits that stand for letters are undone too, plurals are kept. */
export function brandSkeleton(word: string): string {
  return foldLookAlikes(word.toLowerCase().replace(/[34578$@]/g, (digit) => leet[digit] ?? digit));
}

/** Three rows of a distance table, kept because a new one for each pair of names costs more than filling it. */
const rows: [number[], number[], number[]] = [[], [], []];

/** Optimal string alignment distance (insert, delete, replace, swap neighbours), or `max + 1` where it is larger than `max`. */
export function editDistance(a: string, b: string, max: number): number {
  if (Math.abs(a.length - b.length) > max) return max + 1;
  let [before, last, current] = rows;
  for (let column = 0; column <= b.length; column++) last[column] = column;
  for (let row = 1; row <= a.length; row++) {
    // Further than `max` from the diagonal nothing can come back within it.
    const from = Math.max(1, row - max);
    const until = Math.min(b.length, row + max);
    current[from - 1] = from === 1 ? row : max + 1;
    let least = from === 1 ? row : max + 1;
    const code = a.charCodeAt(row - 1);
    for (let column = from; column <= until; column++) {
      const other = b.charCodeAt(column - 1);
      const above = column === row + max ? max + 1 : (last[column] ?? 0);
      let value = Math.min(
        above + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (code === other ? 0 : 1),
      );
      if (row > 1 && column > 1 && code === b.charCodeAt(column - 2) && a.charCodeAt(row - 2) === other) {
        value = Math.min(value, (before[column - 2] ?? 0) + 1);
      }
      current[column] = value;
      if (value < least) least = value;
    }
    if (least > max) return max + 1;
    [before, last, current] = [last, current, before];
  }
  return Math.min(last[b.length] ?? 0, max + 1);
}

/** Another name that a name is too close to, and why. */
export type CloseName = {
  name: string;
  /** `same`: equal but for separators, plurals and look-alikes. `typo`: one slip of the keyboard. `near`: two slips, or another digit. `reordered`: the same words. */
  kind: 'same' | 'typo' | 'near' | 'reordered';
};

/** Shortest names for which one edit, and for which two edits, count as close. */
const shortest = { typo: 5, near: 10 };

/** Numbers by hash. What it gives may be something else with the same hash, so whoever asks compares. */
type Table = { heads: Int32Array; next: Int32Array };

type NameIndex = {
  names: readonly string[];
  skeletons: Map<string, string[]>;
  /** Places in `names` by the words of a name in any order. */
  words: Table;
  /** Three times the place in `names` and the number of the piece, by length and piece. */
  pieces: Table;
  /** A bit for each letter that a name holds, and a bit for each that it holds more than once, side by side. */
  letters: Int32Array;
  /** The number of the question for which a name was last looked at. */
  asked: Int32Array;
  questions: number;
  /** The last answers, because two rules ask the same, and some that are likely to be asked for next. */
  answers: Map<string, CloseName | undefined>;
};

const indexes = new WeakMap<readonly string[], NameIndex>();

/**
 * The closest other name of a list, or undefined. `self` is left out of the comparison.
 * The list's index is built once and kept for as long as the list.
 */
export function closestName(name: string, names: readonly string[], self: string): CloseName | undefined {
  const index = indexOf(names);
  // A folder's name holds no NUL, so that no two questions are written alike.
  const question = (one: string, own: string) => `${own}\0${one}`;
  if (!index.answers.has(question(name, self))) {
    index.answers.clear();
    // Who asks about one name of the list mostly asks about the next ones too, and while the index is in the processor's caches that costs a third.
    const place = name === self ? names.indexOf(name) : -1;
    for (const next of place < 0 ? [] : names.slice(place, place + askedAhead))
      index.answers.set(question(next, next), closest(next, index, next));
    if (place < 0) index.answers.set(question(name, self), closest(name, index, self));
  }
  return index.answers.get(question(name, self));
}

/** Names that are looked at together. */
const askedAhead = 50;

function closest(name: string, index: NameIndex, self: string): CloseName | undefined {
  const same = index.skeletons.get(skeleton(name))?.find((other) => other !== self);
  if (same !== undefined) return { name: same, kind: 'same' };
  let near: string | undefined;
  index.questions++;
  const once = lettersOf(name, 1);
  const twice = lettersOf(name, 2);
  for (let length = name.length - 2; length <= name.length + 2; length++) {
    const max = Math.min(length, name.length) >= shortest.near ? 2 : 1;
    if (Math.min(length, name.length) < shortest.typo || Math.abs(length - name.length) > max) continue;
    for (let piece = 0; piece < 3; piece++) {
      const start = pieceEnd(length, piece);
      const end = pieceEnd(length, piece + 1);
      // An edit before a piece moves it by one place, and no further than the edits that are allowed.
      // What stands first or last and is untouched stands at the same end of both; were it moved by an edit at that very end, another piece is untouched.
      const most = start === 0 ? 0 : end === length ? name.length - length : max;
      const least = start === 0 ? 0 : end === length ? most : -max;
      for (let shift = least; shift <= most; shift++) {
        const from = start + shift;
        if (from < 0 || end + shift > name.length) continue;
        const hash = pieceHash(name, from, end + shift, length, piece);
        for (let entry = first(index.pieces, hash); entry >= 0; entry = index.pieces.next[entry] as number) {
          const place = (entry / 3) | 0;
          // Once a near one is known, only a nearer one matters.
          const within = near === undefined ? max : 1;
          const apart = bitsOf(once ^ (index.letters[place * 2] as number));
          if (apart > 2 * within) continue;
          if (apart + bitsOf(twice ^ (index.letters[place * 2 + 1] as number)) > 2 * within) continue;
          if (index.asked[place] === index.questions) continue;
          index.asked[place] = index.questions;
          const other = index.names[place] as string;
          if (other === self) continue;
          const distance = editDistance(name, other, within);
          if (distance > within) continue;
          if (distance <= 1 && !differByDigit(name, other)) return { name: other, kind: 'typo' };
          if (max === 2) near ??= other;
        }
      }
    }
  }
  if (near !== undefined) return { name: near, kind: 'near' };
  const words = wordsKey(name);
  for (
    let place = first(index.words, wordsHash(name));
    place >= 0;
    place = index.words.next[place] as number
  ) {
    const other = index.names[place] as string;
    if (other !== self && other.includes('-') && wordsKey(other) === words)
      return { name: other, kind: 'reordered' };
  }
  return undefined;
}

/**
 * A bit for each letter that a name holds so many times or more. An edit takes out one letter and puts in one, each of which changes at most one
 * bit of both sets together: most pairs are told apart by that alone.
 */
function lettersOf(name: string, times: 1 | 2): number {
  let once = 0;
  let twice = 0;
  for (let at = 0; at < name.length; at++) {
    const letter = 1 << (name.charCodeAt(at) & 31);
    twice |= once & letter;
    once |= letter;
  }
  return times === 1 ? once : twice;
}

function bitsOf(set: number): number {
  let bits = set;
  bits -= (bits >>> 1) & 0x55555555;
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** `vue-2` and `vue-3` are two things, not a slip. */
function differByDigit(a: string, b: string): boolean {
  return a.length === b.length && a.replace(/\d/g, '0') === b.replace(/\d/g, '0');
}

function wordsKey(name: string): string {
  return segmentsOf(name).map(singular).sort().join('-');
}

/** A hash of a stretch of a text: FNV-1a. */
function hashOf(text: string, start: number, end: number, seed = 0x811c9dc5): number {
  let hash = seed;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash;
}

function pieceHash(name: string, start: number, end: number, length: number, piece: number): number {
  return hashOf(name, start, end, Math.imul(length * 3 + piece + 1, 0x9e3779b1));
}

/** A hash of a name's words that their order does not change. */
function wordsHash(name: string): number {
  let hash = 0;
  for (const segment of segmentsOf(name)) hash = (hash + hashOf(segment, 0, singularLength(segment))) | 0;
  return hash;
}

function tableOf(entries: number): Table {
  return {
    heads: new Int32Array(2 ** Math.ceil(Math.log2(entries * 2 + 1))).fill(-1),
    next: new Int32Array(entries),
  };
}

/** Entries are put in from the last to the first, so that they come out in the order of the names. */
function put(table: Table, hash: number, entry: number): void {
  const slot = slotOf(table, hash);
  table.next[entry] = table.heads[slot] as number;
  table.heads[slot] = entry;
}

function first(table: Table, hash: number): number {
  return table.heads[slotOf(table, hash)] as number;
}

function slotOf(table: Table, hash: number): number {
  return (hash ^ (hash >>> 15)) & (table.heads.length - 1);
}

/**
 * Two names within two edits (or one swap) of each other share one of three pieces, so only those that do are compared:
 * Li, Deng, Wang, Feng: Pass-Join, 2011. A piece ends where the next begins.
 */
function pieceEnd(length: number, pieces: number): number {
  return Math.floor((length * pieces) / 3);
}

function indexOf(names: readonly string[]): NameIndex {
  const known = indexes.get(names);
  if (known !== undefined) return known;
  const index: NameIndex = {
    names,
    skeletons: new Map(),
    words: tableOf(names.length),
    pieces: tableOf(names.length * 3),
    letters: Int32Array.from(names.flatMap((name) => [lettersOf(name, 1), lettersOf(name, 2)])),
    answers: new Map(),
    asked: new Int32Array(names.length),
    questions: 0,
  };
  for (let place = names.length - 1; place >= 0; place--) {
    const name = names[place] as string;
    put(index.words, wordsHash(name), place);
    const { length } = name;
    for (let piece = 0; piece < 3; piece++) {
      const hash = pieceHash(name, pieceEnd(length, piece), pieceEnd(length, piece + 1), length, piece);
      put(index.pieces, hash, place * 3 + piece);
    }
  }
  for (const name of names) {
    const key = skeleton(name);
    const list = index.skeletons.get(key);
    if (list === undefined) index.skeletons.set(key, [name]);
    else list.push(name);
  }
  indexes.set(names, index);
  return index;
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
