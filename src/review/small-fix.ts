import { isUtf8 } from 'node:buffer';
import { isDeepStrictEqual } from 'node:util';
import parse from 'semver/functions/parse.js';
import { marketplaceFiles } from '../check/config/waivers.ts';
import { parseJson } from '../plugin/json.ts';
import { manifestFile } from '../plugin/read-manifest.ts';
import { asRecord } from '../plugin/values.ts';
import type { FileChange } from './changes.ts';
import type { PluginContext } from './judge-plugin.ts';
import type { PluginReview } from './review.ts';

/** What somebody who does not maintain a plugin may propose to its maintainers. Lines are those added and removed. */
export const smallFix = { files: 5, lines: 20, characters: 4_000 } as const;
/** Largest file of a small fix, in bytes. */
const largestFile = 1 << 20;
/** Keys of a manifest that a small fix may change. */
const ownKeys = ['version', 'description'] as const;

/** Whether a change is a few lines of text in files that stay, brings and removes nothing that the plugin adds or can do, and is at most a patch. */
export function isSmallFix({ change, touched, capabilities, inputs }: PluginContext, review: PluginReview) {
  const { files } = touched;
  const { gained, lost } = review.components;
  if (change !== 'updated' || files.length > smallFix.files) return false;
  if (capabilities.length + gained.count + lost.count > 0 || !files.every(isPlain)) return false;
  const ids = files.flatMap(({ id = '', formerId = '' }) => [id, formerId]);
  const blobs = inputs.readBlobs(ids, largestFile);
  const textOf = (id = '') => {
    const bytes = blobs.get(id);
    return bytes !== undefined && isUtf8(bytes) && !bytes.includes(0) ? bytes.toString('utf8') : undefined;
  };
  let lines: string[] = [];
  for (const { path, id, formerId } of files) {
    const [before, after] = [textOf(formerId), textOf(id)];
    if (before === undefined || after === undefined) return false;
    if (path === manifestFile && !isPatch(before, after)) return false;
    lines = [...lines, ...changedLines(before, after)];
    if (lines.length > smallFix.lines) return false;
  }
  return lines.join('').length <= smallFix.characters;
}

/** Whether a file stays what it is, and only its content differs. */
function isPlain({ path, change, mode, formerMode }: FileChange): boolean {
  if (change !== 'modified' || mode !== formerMode || !/^100/.test(mode ?? '')) return false;
  return !marketplaceFiles.has(path) && !/(?:^|\/)\.git[^/]*$/i.test(path);
}

/** Whether a manifest changes in its description and the last number of its version alone. */
function isPatch(before: string, after: string): boolean {
  const [was, is] = [before, after].map((text) => {
    const parsed = parseJson(text.replace(/^\ufeff/, ''));
    return parsed.ok ? asRecord(parsed.value) : {};
  }) as [Record<string, unknown>, Record<string, unknown>];
  const others = (manifest: Record<string, unknown>) =>
    Object.fromEntries(
      Object.entries(manifest).filter(([key]) => !(ownKeys as readonly string[]).includes(key)),
    );
  if (!isDeepStrictEqual(others(was), others(is))) return false;
  if (was.version === is.version) return true;
  const [from, to] = [was, is].map(({ version }) => (typeof version === 'string' ? parse(version) : null));
  return (
    from != null && to != null && from.major === to.major && from.minor === to.minor && to.compare(from) > 0
  );
}

/** The lines that only one of two texts has, as often as it has them more than the other. */
export function changedLines(before: string, after: string): string[] {
  const balance = new Map<string, number>();
  for (const line of after.split('\n')) balance.set(line, (balance.get(line) ?? 0) + 1);
  for (const line of before.split('\n')) balance.set(line, (balance.get(line) ?? 0) - 1);
  return [...balance].flatMap(([line, count]) => Array.from({ length: Math.abs(count) }, () => line));
}
