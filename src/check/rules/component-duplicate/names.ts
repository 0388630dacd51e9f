import type { Plugin } from '../../../plugin/plugin.ts';
import type { Source } from '../../../plugin/source.ts';

/**
 * Agent files that the inventory leaves out because an earlier one has their name: they are what the rule looks for.
 * Only the standard folder can hold them, since the manifest names files one by one.
 */
export function frontmatterNames(source: Source, plugin: Plugin): { kind: string; name: string; file: string; line: number }[] {
  const listed = new Set(plugin.components.map((component) => component.file));
  if (!plugin.components.some((component) => component.kind === 'agent' && component.file.startsWith('agents/'))) return [];
  return [...source.files.values()].flatMap((file) => {
    if (!file.path.startsWith('agents/') || !/\.md$/i.test(file.path) || file.kind !== 'text' || listed.has(file.path)) return [];
    const frontmatter = source.frontmatter(file.path);
    const name = frontmatter?.kind === 'mapping' ? frontmatter.data.name : undefined;
    if (typeof name !== 'string') return [];
    const folders = file.path.split('/').slice(1, -1);
    return [{ kind: 'agent', name: [plugin.name, ...folders, name].join(':'), file: file.path, line: 1 }];
  });
}
