import { hookEntries } from '../../../plugin/kinds/hook.ts';
import { manifestFile, rawManifest } from '../../../plugin/read-manifest.ts';
import { asText, own } from '../../../plugin/values.ts';
import { quote } from '../../diagnostic.ts';
import { clientWarning, pluginRule } from '../../rule.ts';

export const rule = pluginRule(
  { id: 'hook-path-unquoted', version: 2, ...clientWarning, clientReads: ['hooks'] },
  ({ source, report }) => {
    for (const { hook, file, path } of hookEntries(source, rawManifest(source))) {
      // The client's validator does not look at the quoting of the manifest's own hooks.
      if (file === manifestFile) continue;
      const command = asText(own(hook, 'command'));
      // The exec form has no shell that could split the path, and PowerShell does not split variables.
      if (command === undefined || own(hook, 'args') !== undefined || own(hook, 'shell') === 'powershell')
        continue;
      const placeholder = unquotedPlaceholder(command);
      if (placeholder === undefined) continue;
      report({
        file,
        at: { json: [...path, 'command'] },
        message: `The command uses ${quote(placeholder)} without quotes, so a space in the path splits it.`,
        fix: `Write "\\"${placeholder}\\"/…" around the path, or give the parts in "args".`,
      });
    }
  },
);

const placeholders =
  /\$(?:\{(?:CLAUDE_PLUGIN_ROOT|CLAUDE_PLUGIN_DATA|CLAUDE_PROJECT_DIR)\}|(?:CLAUDE_PLUGIN_ROOT|CLAUDE_PLUGIN_DATA|CLAUDE_PROJECT_DIR)\b)/g;

/** The first path placeholder of a shell command that is outside quotes. */
function unquotedPlaceholder(command: string): string | undefined {
  if (!command.includes('CLAUDE_P')) return undefined;
  const starts = new Map([...command.matchAll(placeholders)].map((match) => [match.index, match[0]]));
  let quoteMark = '';
  for (let at = 0; at < command.length; at++) {
    const character = command.charAt(at);
    if (character === '\\' && quoteMark !== "'") at++;
    else if (quoteMark !== '') {
      if (character === quoteMark) quoteMark = '';
    } else if (character === '"' || character === "'") quoteMark = character;
    else {
      const placeholder = starts.get(at);
      if (placeholder !== undefined) return placeholder;
    }
  }
  return undefined;
}
