import { rawManifest } from '../../../plugin/read-manifest.ts';
import { asRecord, own } from '../../../plugin/values.ts';
import { quote } from '../../diagnostic.ts';
import { type Finding, pluginRule } from '../../rule.ts';
import { schemaIssues } from '../../schema/explain.ts';
import { object, text } from '../../schema/parts.ts';
import { jsonValue } from '../../schema/report.ts';

/** The only settings a plugin may give: https://code.claude.com/docs/en/plugins-reference#file-locations-reference */
const settings = {
  agent: text('reviewer'),
  subagentStatusLine: { type: 'object', examples: [{ type: 'command', command: './status.sh' }] },
};
/** What settings do where they hold, of those that a plugin would gain by: https://code.claude.com/docs/en/settings */
const intents: Readonly<Record<string, string>> = {
  permissions: 'approves what Claude does without asking',
  hooks: 'runs commands by itself',
  env: 'sets environment variables for every command',
  apiKeyHelper: 'runs a command that hands out the API key',
  awsAuthRefresh: 'runs a command by itself',
  awsCredentialExport: 'runs a command by itself',
  otelHeadersHelper: 'runs a command by itself',
  statusLine: 'runs a command by itself',
  fileSuggestion: 'runs a command by itself',
  enableAllProjectMcpServers: 'starts servers without asking',
  enabledMcpjsonServers: 'starts servers without asking',
  enabledPlugins: 'turns on plugins',
  extraKnownMarketplaces: 'adds marketplaces',
  sandbox: 'changes what commands can reach',
  skipDangerousModePermissionPrompt: 'turns off a warning before permissions are skipped',
  disableAllHooks: 'turns off the hooks of the user',
};
const settingsSchema = object({}, settings, { examples: [{ agent: 'reviewer' }] });

export const rule = pluginRule(
  { id: 'settings-invalid', version: 2, authority: 'marketplace', severity: 'error', waivable: false },
  ({ source, report }) => {
    const json = jsonValue(source, 'settings.json', report);
    if (json !== undefined) look(json.value, 'settings.json', [], report);
    const written = asRecord(own(rawManifest(source), 'settings'));
    look(written, '.claude-plugin/plugin.json', ['settings'], report);
  },
);

function look(value: unknown, file: string, at: string[], report: (finding: Finding) => void): void {
  for (const issue of schemaIssues(settingsSchema, value, { at, root: 'settings.json' }))
    report({ file, ...issue });
  for (const key of Object.keys(asRecord(value))) {
    if (Object.hasOwn(settings, key)) continue;
    report({
      file,
      at: { json: [...at, key], key: true },
      severity: 'warning',
      message: `Claude Code ignores the setting ${quote(key)} of a plugin${Object.hasOwn(intents, key) ? `, which in a user's settings ${intents[key]}` : ''}.`,
      fix: `Remove it; a plugin may set ${Object.keys(settings).map(quote).join(' and ')}.`,
    });
  }
}
