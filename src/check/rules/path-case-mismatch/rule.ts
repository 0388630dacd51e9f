import { insidePath } from '../../../plugin/declared.ts';
import { rawManifest } from '../../../plugin/read-manifest.ts';
import { asList, own } from '../../../plugin/values.ts';
import { quote, shellWord } from '../../diagnostic.ts';
import { clientError, pluginRule } from '../../rule.ts';
import { foldName } from '../../run/partial-source.ts';

/** Where the client looks, as it spells it; what decides over what a plugin may run must not hide behind another spelling. */
const standard: readonly string[] = [
  '.claude-plugin/plugin.json',
  '.claude-plugin/marketplace.json',
  'hooks/hooks.json',
];

export const rule = pluginRule(
  { id: 'path-case-mismatch', version: 1, ...clientError, clientReads: ['paths'] },
  ({ source, report }) => {
    const named = asList(own(rawManifest(source), 'hooks')).flatMap((item) => insidePath(item) ?? []);
    const seen = new Set<string>();
    for (const path of [...standard, ...named]) {
      const parts = path.split('/');
      for (const [depth, part] of parts.entries()) {
        const isLast = depth === parts.length - 1;
        const children = source.children(parts.slice(0, depth).join('/'));
        if (children.length === 0) break;
        const folded = foldName(part);
        for (const child of children) {
          if (child.name === part || foldName(child.name) !== folded) continue;
          if ((child.kind === 'directory') === isLast || seen.has(child.path)) continue;
          seen.add(child.path);
          report({
            file: child.path,
            message: `${quote(child.name)} differs from ${quote(part)} only in how it is spelled, so some systems find it and others do not.`,
            fix: `Rename it: git mv ${shellWord(child.path)} ${shellWord(parts.slice(0, depth + 1).join('/'))}`,
          });
        }
      }
    }
  },
);
