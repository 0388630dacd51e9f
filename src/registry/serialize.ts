import type { Registry, RegistryPlugin } from './registry.ts';

/** Everything in a registry but its plugins. */
export type RegistryHeader = Omit<Registry, 'plugins'>;

/** Where the registry stands, from the marketplace's folder. */
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

/** The plugins' lines as they stand in the file, and what follows them. `lines` are sorted by name. */
export function linesText(lines: readonly string[]): string {
  return `${lines.join(',\n')}${lines.length === 0 ? '' : '\n'}${end}`;
}

/** Where the header and each plugin's line lie in a `registry.json` that this room wrote. Offsets in bytes. */
export type RegistryLayout = { headerEnd: number; lines: { start: number; end: number }[] };

const plugins = Buffer.from('"plugins":[\n');
const newline = 10;

/** Finds the lines without parsing any; undefined for bytes that this room did not write. */
export function layoutOf(bytes: Buffer): RegistryLayout | undefined {
  const at = bytes.indexOf(plugins);
  if (at < 1 || bytes[at - 1] !== newline || !bytes.subarray(-end.length).equals(Buffer.from(end)))
    return undefined;
  const headerEnd = at + plugins.length;
  const last = bytes.length - end.length;
  const lines: RegistryLayout['lines'] = [];
  for (let start = headerEnd; start < last; ) {
    const stop = bytes.indexOf(newline, start);
    const comma = stop === last - 1 ? 0 : 1;
    lines.push({ start, end: stop - comma });
    start = stop + 1;
  }
  return { headerEnd, lines };
}

/** The header of bytes that this room wrote; undefined where they are not. */
export function headerOf(bytes: Buffer, layout: RegistryLayout): RegistryHeader | undefined {
  try {
    return JSON.parse(`${bytes.toString('utf8', 0, layout.headerEnd)}]}`) as RegistryHeader;
  } catch {
    return undefined;
  }
}
