import { insidePath } from './declared.ts';
import { rawManifest } from './read-manifest.ts';
import { renamedSource, type Source } from './source.ts';

/** Where Claude Code looks: macOS and Windows find these also in another case, Linux does not. */
const standardFiles = [
  '.claude-plugin/plugin.json',
  '.mcp.json',
  '.lsp.json',
  'settings.json',
  'hooks/hooks.json',
  'monitors/monitors.json',
  'SKILL.md',
];
const standardFolders = [
  'skills',
  'commands',
  'agents',
  'hooks',
  'monitors',
  'output-styles',
  'themes',
  'workflows',
  'bin',
  '.claude-plugin',
];

/** A plugin as systems read it that do not tell capital letters apart. */
export type OtherCase = {
  source: Source;
  raw: Record<string, unknown>;
  /** The path as it is written in the plugin. */
  writtenPath(path: string): string;
};

/** The plugin as macOS and Windows read it; undefined where that is as Linux does. */
export function otherCase(source: Source, raw: Record<string, unknown>): OtherCase | undefined {
  const paths = [...source.files.keys(), ...source.directories];
  const wanted = wantedPaths(source, raw);
  const written = new Map<string, string>();
  for (const path of paths) {
    const name = standardName(path, wanted);
    if (name !== path && !source.files.has(name) && !written.has(name)) written.set(name, path);
  }
  if (written.size === 0) return undefined;
  const names = new Map([...written].map(([name, path]) => [path, name]));
  const other = renamedSource(source, (path) => names.get(path) ?? path);
  return { source: other, raw: rawManifest(other), writtenPath: (path) => written.get(path) ?? path };
}

const lowerFiles = new Map(standardFiles.map((path) => [path.toLowerCase(), path]));

/** How Claude Code would have to find a path written for it to be read on Linux too. */
function standardName(path: string, wanted: ReadonlyMap<string, string>): string {
  const lower = path.toLowerCase();
  const file = lowerFiles.get(lower);
  if (file !== undefined) return file;
  for (const [start, name] of wanted)
    if (lower === start || lower.startsWith(`${start}/`)) return `${name}${path.slice(name.length)}`;
  const folder = standardFolders.find((name) => lower === name || lower.startsWith(`${name}/`));
  if (folder === undefined) return path;
  const inside = `${folder}${path.slice(folder.length)}`;
  return /^(?:skills|commands)$/.test(folder) ? inside.replace(/(^|\/)skill\.md$/i, '$1SKILL.md') : inside;
}

/** Paths of the manifest that lead nowhere as they are written, by their lower case. */
function wantedPaths(source: Source, raw: Record<string, unknown>): Map<string, string> {
  const found = new Map<string, string>();
  const collect = (value: unknown, depth: number): void => {
    if (typeof value === 'string') {
      const path = /^\.\/[^/]/.test(value) ? insidePath(value) : undefined;
      if (path !== undefined && found.size < 100 && source.resolve(path).kind === 'missing')
        found.set(path.toLowerCase(), path);
    } else if (typeof value === 'object' && value !== null && depth < 4)
      for (const item of Object.values(value)) collect(item, depth + 1);
  };
  collect(raw, 0);
  return found;
}
