import { pluginRule } from '../../rule.ts';

export const rule = pluginRule(
  { id: 'files-too-deep', version: 1, authority: 'marketplace', severity: 'error', waivable: true },
  ({ source, policy, report }) => {
    const most = policy.limits.depth;
    for (const path of source.directories) {
      // The topmost folder that is too deep stands for all below it.
      if (levelsOf(path) !== most + 1) continue;
      report({
        file: path,
        message: `Expected ${most} levels of folders or fewer, but this folder is on level ${most + 1}.`,
        fix: 'Move it up.',
      });
    }
  },
);

function levelsOf(path: string): number {
  let levels = 1;
  for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) levels++;
  return levels;
}
