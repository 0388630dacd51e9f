import { quote } from '../../diagnostic.ts';
import { pluginRule } from '../../rule.ts';
import { agentsLeftOut } from './names.ts';

/** Kinds that answer to their name; two hooks on one event are two hooks. */
const named = [
  'skill',
  'command',
  'agent',
  'mcp-server',
  'lsp-server',
  'monitor',
  'output-style',
  'theme',
  'workflow',
];

export const rule = pluginRule(
  { id: 'component-duplicate', version: 1, authority: 'marketplace', severity: 'error', waivable: true },
  ({ source, plugin, report }) => {
    const seen = new Map<string, string>();
    for (const { kind, name, file, line } of [...plugin.components, ...agentsLeftOut(source, plugin)]) {
      if (!named.includes(kind)) continue;
      // A command and a skill are called the same way.
      const key = `${kind === 'command' ? 'skill' : kind} ${name.toLowerCase()}`;
      const first = seen.get(key);
      if (first === undefined) seen.set(key, file);
      else if (first !== file || kind === 'mcp-server' || kind === 'lsp-server' || kind === 'monitor') {
        report({
          file,
          at: { line },
          message: `${quote(name)} is also the name of what ${quote(first)} declares, so one hides the other.`,
          fix: 'Give each a name of its own.',
        });
      }
    }
  },
);
