import { listingFile } from '../../plugin/read-plugin.ts';
import type { Source } from '../../plugin/source.ts';

/** Where a plugin's waivers stand. */
export const waiversFile = 'waivers.json';

/** Files of a plugin that only the marketplace reads: Claude Code ignores them, so they may change without a new version. */
export const marketplaceFiles: ReadonlySet<string> = new Set([listingFile, waiversFile]);

/** A rule that a person has looked at and let pass for one file, with the reason. It lowers findings to `info` and never hides them. */
export type Waiver = {
  rule: string;
  /** Relative to the plugin, exactly as the diagnostic names it; `.` for the folder. */
  file: string;
  reason: string;
};

/** A plugin's waivers, and what is wrong with its file. */
export function readWaivers(source: Source): {
  waivers: Waiver[];
  problems: { message: string; index?: number }[];
} {
  const parsed = source.json(waiversFile);
  if (parsed === undefined) return { waivers: [], problems: [] };
  if (!parsed.ok)
    return { waivers: [], problems: [{ message: `"${waiversFile}" is not JSON: ${parsed.message}.` }] };
  if (!Array.isArray(parsed.value)) {
    return { waivers: [], problems: [{ message: `Expected "${waiversFile}" to hold a list of waivers.` }] };
  }
  const waivers: Waiver[] = [];
  const problems: { message: string; index: number }[] = [];
  for (const [index, item] of parsed.value.entries()) {
    const entry: Record<string, unknown> = typeof item === 'object' && item !== null ? { ...item } : {};
    const { rule, file, reason } = entry;
    const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';
    if (!isText(rule) || !isText(file) || !isText(reason)) {
      problems.push({
        message: 'Expected a waiver to hold "rule", "file" and "reason", each a text.',
        index,
      });
    } else if (reason.trim().length < 20) {
      problems.push({
        message: 'Expected "reason" to say in 20 characters or more why the rule may be passed over.',
        index,
      });
    } else waivers.push({ rule, file, reason });
  }
  return { waivers, problems };
}
