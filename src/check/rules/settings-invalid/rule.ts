import { rawManifest } from '../../../plugin/read-manifest.ts';
import { asRecord, own } from '../../../plugin/values.ts';
import { isObject, kindOf } from '../../claude-code/shape.ts';
import { quote } from '../../diagnostic.ts';
import type { Finding, Rule } from '../../rule.ts';

/** The only settings a plugin may give: https://code.claude.com/docs/en/plugins-reference#file-locations-reference */
const supported = ['agent', 'subagentStatusLine'];

export const rule: Rule = {
  id: 'settings-invalid',
  authority: 'marketplace',
  severity: 'error',
  waivable: false,
  check({ source, report }) {
    const file = 'settings.json';
    const parsed = source.json(file);
    if (parsed?.ok === false) {
      report({
        file,
        at: { offset: parsed.offset },
        message: `The file is not JSON: ${parsed.message}.`,
        fix: parsed.fix,
      });
    } else if (parsed !== undefined && !isObject(parsed.value)) {
      report({
        file,
        message: `Expected settings.json to hold an object, but it holds ${kindOf(parsed.value)}.`,
        fix: 'Write { "agent": "…" }, or remove the file.',
      });
    } else if (parsed !== undefined) look(asRecord(parsed.value), file, [], report);
    look(asRecord(own(rawManifest(source), 'settings')), '.claude-plugin/plugin.json', ['settings'], report);
  },
};

function look(
  settings: Record<string, unknown>,
  file: string,
  path: string[],
  report: (finding: Finding) => void,
): void {
  for (const [key, value] of Object.entries(settings)) {
    const at = { json: [...path, key], key: true as const };
    if (!supported.includes(key)) {
      report({
        file,
        at,
        severity: 'warning',
        message: `Claude Code ignores the setting ${quote(key)} of a plugin.`,
        fix: `Remove it; a plugin may set ${supported.map(quote).join(' and ')}.`,
      });
    } else if (key === 'agent' && typeof value !== 'string') {
      report({
        file,
        at,
        message: `Expected "agent" to be a text, but it is ${kindOf(value)}.`,
        fix: 'Write the name of an agent of the plugin.',
      });
    } else if (key === 'subagentStatusLine' && !isObject(value)) {
      report({
        file,
        at,
        message: `Expected "subagentStatusLine" to be an object, but it is ${kindOf(value)}.`,
        fix: 'Write { "type": "command", "command": "…" }.',
      });
    }
  }
}
