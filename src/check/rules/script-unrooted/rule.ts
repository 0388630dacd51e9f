import { quote } from '../../diagnostic.ts';
import { programsOf } from '../../facts/programs.ts';
import { pluginRule } from '../../rule.ts';

const word = /(?:^|[\s"'=])((?:\.{0,2}\/|[A-Za-z]:\\)?[\w.@+-]+(?:[/\\][\w.@+-]+)*)(?=$|[\s"';&|)<>])/g;
/** What a word without a folder must end with to be meant as a file to run, as in `node server.js`. */
const program = /\.(?:[cm]?[jt]s|py|sh|bash|rb|pl|php|ps1)$/;

export const rule = pluginRule(
  { id: 'script-unrooted', version: 1, authority: 'marketplace', severity: 'warning', waivable: true },
  ({ source, report }) => {
    for (const { what, command, args, file, path } of programsOf(source)) {
      const parts: [string, (string | number)[]][] = [[command, ['command']]];
      for (const [index, arg] of args.entries()) parts.push([arg, ['args', index]]);
      for (const [text, below] of parts) {
        // A command that changes to the plugin's folder first may name what lies there.
        if (/\bcd\s+["']?\$\{?CLAUDE_PLUGIN_ROOT/.test(text)) continue;
        for (const match of text.matchAll(word)) {
          const named = match[1] ?? '';
          if (/^(?:\/(?:Users|home)\/|[A-Za-z]:\\)/.test(named)) {
            report({
              file,
              at: { json: [...path, ...below] },
              message: `The ${what} names ${quote(named)}, a path on one person's computer.`,
              fix: 'Put the file into the plugin and write "${CLAUDE_PLUGIN_ROOT}/…".',
            });
            continue;
          }
          if (!/[/\\]/.test(named) && !program.test(named)) continue;
          const inside = named.replace(/^\.\//, '');
          if (named.startsWith('/') || source.resolve(inside).kind !== 'file') continue;
          report({
            file,
            at: { json: [...path, ...below] },
            message: `The ${what} names ${quote(named)}, which is looked for in the user's project and not in the plugin.`,
            fix: `Write "\${CLAUDE_PLUGIN_ROOT}/${inside}", in quotes.`,
          });
        }
      }
    }
  },
);
