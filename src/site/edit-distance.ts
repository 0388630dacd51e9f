/**
 * How many letters have to be added, left out, replaced or swapped with their neighbour to come from one text to the other, and
 * `most + 1` where it is more than `most`. https://en.wikipedia.org/wiki/Damerau–Levenshtein_distance (optimal string alignment)
 */
export function editDistance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    let least = row;
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1] ? 0 : 1;
      let value = Math.min(
        (last[column] as number) + 1,
        (current[column - 1] as number) + 1,
        (last[column - 1] as number) + same,
      );
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1])
        value = Math.min(value, (before[column - 2] as number) + 1);
      current.push(value);
      if (value < least) least = value;
    }
    if (least > most) return most + 1;
    before = last;
    last = current;
  }
  return Math.min(last[b.length] as number, most + 1);
}

/** The names closest to one that there is not, best first, at most `most`: those few letters away, and those that hold it. */
export function nearestNames(name: string, names: readonly string[], most: number): string[] {
  const wanted = name.toLowerCase();
  const bare = wanted.replaceAll('-', '');
  const tolerance = Math.max(1, Math.min(4, Math.floor(bare.length / 3)));
  const scored: [string, number][] = [];
  for (const candidate of names) {
    const distance = editDistance(bare, candidate.replaceAll('-', ''), tolerance);
    const holds = bare.length >= 3 && (candidate.includes(wanted) || wanted.includes(candidate));
    if (distance <= tolerance || holds)
      scored.push([candidate, Math.min(distance, holds ? tolerance : distance)]);
  }
  return scored
    .sort(([a, x], [b, y]) => x - y || (a < b ? -1 : 1))
    .slice(0, most)
    .map(([candidate]) => candidate);
}
