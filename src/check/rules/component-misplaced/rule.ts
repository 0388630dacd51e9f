import type { Source } from '../../../plugin/source.ts';
import { quote } from '../../diagnostic.ts';
import { pluginRule } from '../../rule.ts';

/** Where components stand, and the spellings that people write in their place. */
const folders: Readonly<Record<string, readonly string[]>> = {
  skills: ['skill'],
  commands: ['command'],
  agents: ['agent', 'subagents'],
  hooks: ['hook'],
  'output-styles': ['output-style', 'outputstyles', 'output_styles', 'styles'],
  themes: ['theme'],
  monitors: ['monitor'],
  workflows: ['workflow'],
};

/** The folder that a name means, spelled in lower case. */
const spellings: ReadonlyMap<string, string> = new Map(
  Object.entries(folders).flatMap(([folder, others]) =>
    [folder, ...others].map((name) => [name, folder] as const),
  ),
);

export const rule = pluginRule(
  { id: 'component-misplaced', version: 2, authority: 'marketplace', severity: 'warning', waivable: true },
  ({ source, plugin, report }) => {
    for (const child of source.children('')) {
      if (child.kind !== 'directory' || child.name in folders) continue;
      const lower = child.name.toLowerCase();
      const meant = spellings.get(lower);
      if (meant === undefined || plugin.components.some(({ file }) => file.startsWith(`${child.name}/`)))
        continue;
      if (lower !== meant && !holdsComponents(source, meant, child.path)) continue;
      report({
        file: child.path,
        message: `Claude Code does not look into ${quote(child.name)}, but into ${quote(meant)}.`,
        fix: `Run: git mv ${child.name} ${meant}`,
      });
    }
    for (const child of source.children('.claude-plugin')) {
      const meant = child.kind === 'directory' ? child.name : undefined;
      if (meant === undefined || !(meant in folders)) continue;
      report({
        file: child.path,
        message: `Claude Code does not look into ${quote(child.path)}, but into ${quote(meant)} at the plugin's root.`,
        fix: `Run: git mv ${child.path} ${meant}`,
      });
    }
  },
);

/** What the files of components are called, below the folder of their kind. */
const componentFiles: Readonly<Record<string, RegExp>> = {
  skills: /^[^/]+\/SKILL\.md$/,
  commands: /^[^/]+\.md$/,
  agents: /^[^/]+\.md$/,
  hooks: /^hooks\.json$/,
  'output-styles': /^[^/]+\.md$/,
  themes: /^[^/]+\.json$/,
  monitors: /^monitors\.json$/,
  workflows: /^[^/]+\.js$/,
};

/** Whether a folder of another name holds what the client would load from the right one: "agent/skills/…" holds no agents. */
function holdsComponents(source: Source, kind: string, folder: string): boolean {
  for (const path of source.files.keys()) {
    if (path.startsWith(`${folder}/`) && componentFiles[kind]?.test(path.slice(folder.length + 1)) === true)
      return true;
  }
  return false;
}
