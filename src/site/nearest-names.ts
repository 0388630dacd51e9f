import { distance } from './search/edit-distance.ts';

/** The names closest to one that there is not, best first, at most `most`: those few letters away, and those that hold it. */
export function nearestNames(name: string, names: readonly string[], most: number): string[] {
  const wanted = name.toLowerCase();
  const bare = wanted.replaceAll('-', '');
  const tolerance = Math.max(1, Math.min(4, Math.floor(bare.length / 3)));
  const scored: [string, number][] = [];
  for (const candidate of names) {
    const away = distance(bare, candidate.replaceAll('-', ''), tolerance);
    const holds = bare.length >= 3 && (candidate.includes(wanted) || wanted.includes(candidate));
    if (away <= tolerance || holds) scored.push([candidate, Math.min(away, tolerance)]);
  }
  return scored
    .sort(([a, x], [b, y]) => x - y || (a < b ? -1 : 1))
    .slice(0, most)
    .map(([candidate]) => candidate);
}
