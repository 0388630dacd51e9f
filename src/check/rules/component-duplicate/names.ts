import { lineOfKey } from '../../../plugin/frontmatter.ts';
import type { PluginContent } from '../../../plugin/plugin.ts';
import { rawManifest } from '../../../plugin/read-manifest.ts';
import type { Source } from '../../../plugin/source.ts';
import { own } from '../../../plugin/values.ts';

/** A component that the inventory leaves out. */
type LeftOut = { kind: 'agent'; name: string; file: string; line: number };

/**
 * Agents that the inventory leaves out because an earlier one has their name: they are what the rule looks for.
 * Only the standard folder is looked at, and only where it is read: a manifest that names agents names files, which are few.
 */
export function agentsLeftOut(source: Source, plugin: PluginContent): LeftOut[] {
  if (own(rawManifest(source), 'agents') !== undefined) return [];
  const listed = new Set(
    plugin.components
      .filter((component) => component.kind === 'agent')
      .map((component) => source.resolve(component.file).path),
  );
  if (listed.size === 0) return [];
  return [...source.files.values()].flatMap((file): LeftOut[] => {
    const { path } = file;
    if (!path.startsWith('agents/') || !/\.md$/i.test(path) || file.kind !== 'text' || listed.has(path))
      return [];
    const frontmatter = source.frontmatter(path);
    const named = frontmatter?.kind === 'mapping' ? own(frontmatter.data, 'name') : undefined;
    const folders = path.split('/').slice(1);
    const base = folders.pop()?.replace(/\.md$/, '') ?? '';
    const name = typeof named === 'string' && named.trim() !== '' ? named.trim() : base;
    const line = frontmatter?.kind === 'mapping' && name === named ? lineOfKey(frontmatter, 'name') : 1;
    return [{ kind: 'agent', name: [plugin.name, ...folders, name].join(':'), file: path, line }];
  });
}
