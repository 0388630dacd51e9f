/** Typing errors that are forgiven in a word of so many characters: none in a short one, because it would become any other. */
export function forgiven(length: number): number {
  return length < 4 ? 0 : length < 8 ? 1 : 2;
}

const rows = [new Uint8Array(256), new Uint8Array(256), new Uint8Array(256)] as const;

/**
 * How many letters were left out, added, changed or swapped with their neighbor between two words (optimal string alignment), up to `most`;
 * otherwise `most + 1`, which is also the distance between different words of more than 255 characters.
 * https://en.wikipedia.org/wiki/Damerau%E2%80%93Levenshtein_distance
 */
export function editDistance(a: string, b: string, most: number): number {
  return aligned(a, b, most, false);
}

/** The distance between `start` and the beginning of `word` that is nearest to it, for a word that is still being typed. */
export function startDistance(start: string, word: string, most: number): number {
  return aligned(start, word.slice(0, start.length + most), most, true);
}

function aligned(a: string, b: string, most: number, isStart: boolean): number {
  const far = most + 1;
  if (a === b) return 0;
  const short = isStart ? Math.max(0, a.length - b.length) : Math.abs(a.length - b.length);
  if (short > most || a.length > 255 || b.length > 255) return far;
  let [before, above, row] = rows as unknown as [Uint8Array, Uint8Array, Uint8Array];
  for (let j = 0; j <= b.length; j++) above[j] = j;
  for (let i = 1; i <= a.length; i++) {
    row[0] = i;
    let least = i;
    const letter = a.charCodeAt(i - 1);
    for (let j = 1; j <= b.length; j++) {
      const other = b.charCodeAt(j - 1);
      const change = (above[j - 1] as number) + (letter === other ? 0 : 1);
      let cost = Math.min(change, (above[j] as number) + 1, (row[j - 1] as number) + 1);
      if (i > 1 && j > 1 && letter === b.charCodeAt(j - 2) && other === a.charCodeAt(i - 2))
        cost = Math.min(cost, (before[j - 2] as number) + 1);
      row[j] = cost;
      if (cost < least) least = cost;
    }
    if (least > most) return far;
    [before, above, row] = [above, row, before];
  }
  let result = above[b.length] as number;
  if (isStart) for (let j = 0; j < b.length; j++) result = Math.min(result, above[j] as number);
  return Math.min(result, far);
}

/** One bit for each letter and digit that a word has: words whose letters differ much cannot be near each other. */
export function letters(word: string): number {
  let mask = 0;
  for (let index = 0; index < word.length; index++) mask |= 1 << (word.charCodeAt(index) & 31);
  return mask;
}

/** How many letters one of two words has and the other has not, by their `letters`. An edit changes two at most. */
export function lettersApart(a: number, b: number): number {
  return ones(a ^ b);
}

/** How many letters a word has that the other has not. Each typing error brings one at most. */
export function lettersMissing(a: number, b: number): number {
  return ones(a & ~b);
}

/** https://graphics.stanford.edu/~seander/bithacks.html#CountBitsSetParallel */
function ones(mask: number): number {
  let bits = mask - ((mask >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
