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
  { id: 'component-duplicate', version: 2, authority: 'marketplace', severity: 'error', waivable: true },
  ({ source, plugin, report }) => {
    const seen = new Map<string, Named>();
    for (const component of [...plugin.components, ...agentsLeftOut(source, plugin)]) {
      const { kind, name, file, line } = component;
      if (!named.includes(kind)) continue;
      // A command and a skill are called the same way.
      const key = `${kind === 'command' ? 'skill' : kind} ${name.toLowerCase()}`;
      const first = seen.get(key);
      if (first === undefined) seen.set(key, component);
      else if (kind !== first.kind) {
        report({
          file,
          at: { line },
          message: `${quote(name)} is a ${kind} and a ${first.kind} (${quote(first.file)}). Claude Code lists both under that name.`,
          fix: `Give each a name of its own, or remove the ${kind}.`,
          severity: 'warning',
        });
      } else if (first.file !== file || inOneFile.includes(kind)) {
        // A server that is declared twice in the same words is one server.
        if (isSame(component, first)) continue;
        report({
          file,
          at: { line },
          message: `${quote(name)} is also the name of what ${quote(first.file)} declares, so one hides the other.`,
          fix: 'Give each a name of its own.',
        });
      }
    }
  },
);

type Named = { kind: string; name: string; file: string; line: number };

/** Kinds of which one file declares several. */
const inOneFile = ['mcp-server', 'lsp-server', 'monitor'];

function isSame(one: Named, other: Named): boolean {
  if (!inOneFile.includes(one.kind)) return false;
  const [a, b] = [one, other].map(({ file, line, ...definition }) => JSON.stringify(definition));
  return a === b;
}
