import type { Author, Dependency, Manifest } from './manifest.ts';
import type { Source } from './source.ts';
import { asRecord, asText, own, present } from './values.ts';

/** Where a plugin's manifest stands. */
export const manifestFile = '.claude-plugin/plugin.json';
/** Where a plugin's listing stands. */
export const listingFile = 'listing.json';

/** The manifest's JSON object, or an empty one where there is none that parses. */
export function rawManifest(source: Source): Record<string, unknown> {
  const parsed = source.json(manifestFile);
  return parsed?.ok === true ? asRecord(parsed.value) : {};
}

/** The facts of a manifest; what has the wrong type is left out, for the rules to name. */
export function readManifest(raw: Record<string, unknown>): Manifest {
  const manifest: Manifest = {};
  for (const key of [
    'name',
    'displayName',
    'version',
    'description',
    'homepage',
    'repository',
    'license',
  ] as const) {
    const value = asText(own(raw, key));
    if (value !== undefined && value !== '') manifest[key] = value;
  }
  const author = readAuthor(own(raw, 'author'));
  if (author !== undefined) manifest.author = author;
  const keywords = own(raw, 'keywords');
  if (Array.isArray(keywords)) manifest.keywords = keywords.filter((keyword) => typeof keyword === 'string');
  const enabled = own(raw, 'defaultEnabled');
  if (typeof enabled === 'boolean') manifest.defaultEnabled = enabled;
  if (Array.isArray(own(raw, 'dependencies')))
    manifest.dependencies = declaredDependencies(raw).map(({ index, ...dependency }) => dependency);
  return manifest;
}

function readAuthor(value: unknown): Author | undefined {
  const record = asRecord(value);
  const name = asText(own(record, 'name'));
  if (name === undefined || name === '') return undefined;
  return { name, ...present({ email: asText(own(record, 'email')), url: asText(own(record, 'url')) }) };
}

/** The dependencies of a manifest that have a name, with their places in its list. */
export function declaredDependencies(
  raw: Readonly<Record<string, unknown>>,
): (Dependency & { index: number })[] {
  const list = own(raw, 'dependencies');
  if (!Array.isArray(list)) return [];
  return list.flatMap((item, index) => {
    const dependency = readDependency(item);
    return dependency === undefined ? [] : [{ ...dependency, index }];
  });
}

/** A dependency is `name`, `name@marketplace` or an object: https://code.claude.com/docs/en/plugin-dependencies */
function readDependency(value: unknown): Dependency | undefined {
  if (typeof value === 'string') {
    const at = value.indexOf('@', 1);
    if (at > 0) return { name: value.slice(0, at), marketplace: value.slice(at + 1) };
    return value === '' ? undefined : { name: value };
  }
  const record = asRecord(value);
  const name = asText(own(record, 'name'));
  const version = asText(own(record, 'version'));
  const marketplace = asText(own(record, 'marketplace'));
  return name === undefined
    ? undefined
    : { name, ...present({ version: version === '' ? undefined : version, marketplace }) };
}
