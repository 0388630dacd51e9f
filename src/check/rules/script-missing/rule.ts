import { quote } from '../../diagnostic.ts';
import { programsOf, rootReferences } from '../../facts/programs.ts';
import { pluginRule } from '../../rule.ts';

export const rule = pluginRule(
  { id: 'script-missing', version: 1, authority: 'marketplace', severity: 'error', waivable: true },
  ({ source, report }) => {
    for (const program of programsOf(source)) {
      const parts: [string, (string | number)[]][] = [[program.command, ['command']]];
      for (const [index, arg] of program.args.entries()) parts.push([arg, ['args', index]]);
      for (const [text, below] of parts) {
        for (const { path } of rootReferences(text)) {
          const { kind } = source.resolve(path);
          if (kind === 'file' || kind === 'directory') continue;
          const outside = kind === 'outside';
          report({
            file: program.file,
            at: { json: [...program.path, ...below] },
            message: outside
              ? `The ${program.what} names ${quote(path)}, which lies outside the plugin and is not installed with it.`
              : `The ${program.what} names ${quote(path)}, which the plugin does not have.`,
            fix: outside
              ? 'Copy what it needs into the plugin and name it there.'
              : 'Add the file or correct the path.',
          });
        }
      }
    }
  },
);
