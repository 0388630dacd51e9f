import { configFile } from '../check/config/config.ts';
import { placesIn } from '../plugin/json.ts';
import { listingFile, manifestFile } from '../plugin/read-manifest.ts';
import { readLimits } from '../plugin/source.ts';
import { asRecord, jsonValue } from '../plugin/values.ts';
import type { Home } from './home.ts';

/** Most places that are listed. */
const mostPlaces = 20;

/** Where the plugin's own files still use its former name. */
export function mentionsInside(home: Home, from: string, to: string, manifest: string): string[] {
  const word = new RegExp(`(?<![\\w-])${from}(?![\\w-])`);
  const places: string[] = [];
  for (const entry of home.open(from).walk(readLimits).entries) {
    if (entry.kind !== 'file') continue;
    const text = entry.path === manifestFile ? manifest : (home.text(from, entry.path) ?? '');
    const at = text.search(word);
    if (at >= 0)
      places.push(
        `plugins/${to}/${entry.path}:${placesIn(text).positionAt(at).line} still uses the name "${from}".`,
      );
  }
  return shortened(places);
}

/** Where other plugins depend on a plugin: `plugins/other/.claude-plugin/plugin.json:12`. */
export function dependencyPlaces(home: Home, name: string): string[] {
  const { config, names, surroundings } = home;
  return names
    .filter((other) => other !== name)
    .flatMap((other) => {
      const needed = surroundings.manifestOf(other)?.dependencies ?? [];
      if (!needed.some((item) => item.name === name && (item.marketplace ?? config.name) === config.name))
        return [];
      const line = placesIn(home.text(other, manifestFile) ?? '').lineOf(['dependencies'], name);
      return [`plugins/${other}/${manifestFile}:${line}`];
    });
}

/** Where other plugins and the policy name a plugin, one sentence each; `what` is what to do about it. */
export function mentionsElsewhere(home: Home, name: string, what: string): string[] {
  const { config, names } = home;
  const places = dependencyPlaces(home, name).map((place) => `${place} depends on "${name}": ${what}.`);
  for (const other of names) {
    if (other === name) continue;
    const listing = home.text(other, listingFile);
    if (listing?.includes(`"${name}"`) !== true) continue;
    const deprecated = asRecord(asRecord(jsonValue(listing)).deprecated);
    if (deprecated.replacement === name) {
      const line = placesIn(listing).lineOf(['deprecated', 'replacement'], name);
      places.push(`plugins/${other}/${listingFile}:${line} names "${name}" as its replacement: ${what}.`);
    }
  }
  if (config.policy.dependencies?.some((item) => item === name || item === `${name}@${config.name}`))
    places.push(`${configFile} allows plugins to depend on "${name}": ${what}.`);
  return shortened(places);
}

/** The first of many sentences, and the number of the rest. */
export function shortened(places: readonly string[]): string[] {
  const more = places.length - mostPlaces;
  return more > 0 ? [...places.slice(0, mostPlaces), `There are ${more} more such places.`] : [...places];
}
