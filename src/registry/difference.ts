import { quote } from '../check/diagnostic.ts';

/** Plugins, and fields of one plugin, that are listed one by one. */
const most = { plugins: 20, fields: 8 };

/**
 * The differences between two texts of `registry.json`, one line a plugin: `+` added, `-` removed, `~` changed, with each field before and after.
 * Empty where there are none.
 */
export function registryDifference(before: string | undefined, after: string): string[] {
  if (before === after) return [];
  if (before === undefined) return ['It does not exist yet.'];
  const old = parse(before);
  const now = parse(after);
  if (old === undefined || now === undefined) return ['It is not a registry that this version wrote.'];
  const lines = fields(old.header, now.header).map((field) => `  ${field}`);
  const plugins: string[] = [];
  for (const name of [...new Set([...old.plugins.keys(), ...now.plugins.keys()])].sort()) {
    const [was, is] = [old.plugins.get(name), now.plugins.get(name)];
    if (was === undefined) plugins.push(`+ ${quote(name)}`);
    else if (is === undefined) plugins.push(`- ${quote(name)}`);
    else if (JSON.stringify(was) !== JSON.stringify(is)) {
      const changed = fields(was, is);
      const more = changed.length > most.fields ? `, and ${changed.length - most.fields} more` : '';
      plugins.push(`~ ${quote(name)}: ${changed.slice(0, most.fields).join(', ') || 'order of keys'}${more}`);
    }
  }
  lines.push(...plugins.slice(0, most.plugins));
  if (plugins.length > most.plugins) lines.push(`  and ${plugins.length - most.plugins} more plugins`);
  return lines.length === 0 ? ['Only its spacing or order differs.'] : lines;
}

type Parsed = { header: Record<string, unknown>; plugins: Map<string, Record<string, unknown>> };

function parse(text: string): Parsed | undefined {
  try {
    const { plugins, ...header } = JSON.parse(text) as Record<string, unknown>;
    if (!Array.isArray(plugins)) return undefined;
    const named = (plugins as Record<string, unknown>[]).map((plugin): [string, Record<string, unknown>] => [
      String(plugin.name),
      plugin,
    ]);
    return { header, plugins: new Map(named) };
  } catch {
    return undefined;
  }
}

function fields(before: Record<string, unknown>, after: Record<string, unknown>): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]))
    .map((key) => `${key} ${shown(before[key])} → ${shown(after[key])}`);
}

/** A value in a word or two: hashes by their first letters, lists by their length. */
function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return `${value.length} ${value.length === 1 ? 'entry' : 'entries'}`;
  if (typeof value === 'string') return /^[0-9a-f]{40,64}$/.test(value) ? value.slice(0, 8) : quote(value);
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60).toWellFormed()}…` : text;
}
