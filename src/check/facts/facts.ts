import { manifestFile } from '../../plugin/read-manifest.ts';
import type { Source } from '../../plugin/source.ts';
import { isObject } from '../../plugin/values.ts';

/** A JSON object, as far as a rule may rely on it. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The manifest as written, or undefined where there is none or it is not an object: then other rules say so, and only they. */
export function manifestObject(source: Source): JsonObject | undefined {
  const parsed = source.json(manifestFile);
  return parsed?.ok === true && isObject(parsed.value) ? parsed.value : undefined;
}

/** Whether a path lies below one of some folders. */
export function isInside(path: string, folders: ReadonlySet<string>): boolean {
  if (folders.size === 0) return false;
  for (let end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1))
    if (folders.has(path.slice(0, end))) return true;
  return false;
}
