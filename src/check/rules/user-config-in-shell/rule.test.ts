import { expect, it } from 'vitest';
import { diagnose, manifestWith, type Overlay } from '../../../../test/check/rule-fixtures.ts';
import { rule } from './rule.ts';

const hook = (entry: object) =>
  manifestWith({ hooks: { Stop: [{ hooks: [{ type: 'command', ...entry }] }] } });
const monitor = (command: string) =>
  manifestWith({ experimental: { monitors: [{ name: 'a', command, description: 'd' }] } });

it.each<[string, Overlay, string]>([
  ['a hook', hook({ command: 'send ${user_config.token}' }), 'The hook uses "${user_config.token}"'],
  ['quotes', hook({ command: 'send "${user_config.token}"' }), 'The hook uses'],
  ['PowerShell', hook({ command: 'send ${user_config.token}', shell: 'powershell' }), 'The hook uses'],
  ['a monitor', monitor('tail ${user_config.file}'), 'The monitor uses "${user_config.file}"'],
])('reports %s', async (_, overlay, words) => {
  const found = await diagnose(rule, overlay);
  expect(found).toMatchObject([{ severity: 'error' }]);
  expect(found[0]?.message).toContain(words);
});

it.each<[string, Overlay]>([
  ['arguments, which no shell reads', hook({ command: 'send', args: ['${user_config.token}'] })],
  ['a command beside arguments', hook({ command: '${user_config.program}', args: [] })],
  ['a server, which no shell starts', { '.mcp.json': '{ "a": { "command": "${user_config.program}" } }' }],
  ['another variable', hook({ command: 'send $CLAUDE_PLUGIN_OPTION_TOKEN ${USER}' })],
  [
    'a question to a model',
    manifestWith({ hooks: { Stop: [{ hooks: [{ type: 'prompt', prompt: '${user_config.a}' }] }] } }),
  ],
])('says nothing of %s', async (_, overlay) => {
  expect(await diagnose(rule, overlay)).toEqual([]);
});
