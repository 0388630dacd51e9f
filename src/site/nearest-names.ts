/** Less alike than this is not near. */
const leastLikeness = 0.2;

/** The names most like one that there is not, best first, at most `most`; none where none is near. Case and what separates words do not count. */
export function nearestNames(name: string, names: readonly string[], most: number): string[] {
  return nearestTexts(lettersOf(name), names.map(lettersOf), most).map((place) => names[place] as string);
}

function lettersOf(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, '');
}

/** The same of texts as they are, by their places. Of two that are as near, the first one comes first. */
export function nearestTexts(text: string, others: readonly string[], most: number): number[] {
  if (text === '') return [];
  const likeness = likenessTo(text);
  const found: { place: number; score: number }[] = [];
  others.forEach((other, place) => {
    const score = likeness(other);
    if (score > leastLikeness) found.push({ place, score });
  });
  return found
    .sort((a, b) => b.score - a.score || a.place - b.place)
    .slice(0, most)
    .map(({ place }) => place);
}

/**
 * How alike others are to a text, from 0 to 1: by the pairs of letters that stand side by side in both, the first letter and the last one counted
 * as pairs with a space. A table of all pairs takes a few milliseconds for ten thousand names where a set for each takes thirty.
 * https://en.wikipedia.org/wiki/Dice-S%C3%B8rensen_coefficient
 */
function likenessTo(text: string): (other: string) => number {
  const wanted = new Uint8Array(1 << 14);
  // Which text has had a pair last.
  const seen = new Uint32Array(1 << 14);
  let turn = 0;
  let count = 0;
  const read = (other: string): number => {
    turn++;
    let own = 0;
    let same = 0;
    let before = 32;
    for (let index = 0; index <= other.length; index++) {
      // Letters beyond ASCII share places, which is near enough.
      const letter = index === other.length ? 32 : other.charCodeAt(index) & 127;
      const pair = (before << 7) | letter;
      before = letter;
      if (seen[pair] === turn) continue;
      seen[pair] = turn;
      own++;
      if (count === 0) wanted[pair] = 1;
      else if (wanted[pair] === 1) same++;
    }
    return count === 0 ? own : (2 * same) / (count + own);
  };
  count = read(text);
  return read;
}
