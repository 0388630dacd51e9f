import type { Registry, RegistryPlugin } from './registry.ts';

/** Everything in a registry but its plugins. */
export type RegistryHeader = Omit<Registry, 'plugins'>;

/** Path of the registry in the marketplace's folder. */
export const registryFile = 'registry.json';

const end = ']\n}\n';

/** The text in front of the first plugin: one key a line, in a fixed order. */
export function headerText(header: RegistryHeader): string {
  const ordered: RegistryHeader = {
    $schema: header.$schema,
    schemaVersion: header.schemaVersion,
    name: header.name,
    displayName: header.displayName,
    description: header.description,
    owner: header.owner,
    repository: header.repository,
    site: header.site,
    categories: header.categories,
    client: header.client,
    ruleset: header.ruleset,
    policy: header.policy,
    marketplace: header.marketplace,
    codeowners: header.codeowners,
    trees: header.trees,
    renames: header.renames,
  };
  const lines = Object.entries(ordered).map(
    ([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)},\n`,
  );
  return `{\n${lines.join('')}"plugins":[\n`;
}

/** One plugin as a line, without the comma and line break that follow. */
export function pluginLine(plugin: RegistryPlugin): string {
  const { name, tree, ...rest } = plugin;
  return JSON.stringify({ name, tree, ...rest });
}

/** The lines of all plugins and the end of the file. `lines` are sorted by name. */
export function linesText(lines: readonly string[]): string {
  return `${lines.join(',\n')}${lines.length === 0 ? '' : '\n'}${end}`;
}

const plugins = Buffer.from('\n"plugins":[\n');
const newline = 10;

/** The header of a `registry.json` that `headerText` wrote, and the offset in bytes of what follows it; undefined for other bytes. */
export function headerOf(bytes: Buffer): { header: RegistryHeader; end: number } | undefined {
  const at = bytes.indexOf(plugins);
  if (at < 0) return undefined;
  const headerEnd = at + plugins.length;
  try {
    const header = JSON.parse(`${bytes.toString('utf8', 0, headerEnd)}]}`) as RegistryHeader;
    return { header, end: headerEnd };
  } catch {
    return undefined;
  }
}

/** The offsets of each plugin's line, found without parsing it. None where `linesText` did not write them. */
export function linesIn(bytes: Buffer, from: number): { start: number; end: number }[] {
  if (!bytes.subarray(-end.length).equals(Buffer.from(end))) return [];
  const last = bytes.length - end.length;
  const lines: { start: number; end: number }[] = [];
  for (let start = from; start < last; ) {
    const stop = bytes.indexOf(newline, start);
    const comma = stop === last - 1 ? 0 : 1;
    lines.push({ start, end: stop - comma });
    start = stop + 1;
  }
  return lines;
}
