import { expect, it } from 'vitest';
import { diagnose, manifestWith } from '../../../../test/check/rule-fixtures.ts';
import { manifestFile } from '../../../plugin/read-manifest.ts';
import { rule } from './rule.ts';

it.each([
  ['commands', '', 'does not start with "./"'],
  ['commands', '/etc/passwd', 'does not start with "./"'],
  ['commands', '~/x.md', 'does not start with "./"'],
  ['commands', '.', 'does not start with "./"'],
  ['commands', './a/../../b.md', 'leads out of the plugin'],
  ['skills', './..', 'leads out of the plugin'],
  ['skills', './skills/hello/SKILL.md', 'is a file'],
  ['agents', './agents/', 'does not end with ".md"'],
  ['agents', './a.MD', 'does not end with ".md"'],
  ['hooks', './hooks.txt', 'does not end with ".json"'],
  ['mcpServers', './m.txt', 'does not end with ".json" or ".mcpb"'],
  ['mcpServers', 'https://example.com/servers.json', 'does not start with "./"'],
  ['lspServers', './l.toml', 'does not end with ".json"'],
  ['outputStyles', 'styles', 'does not start with "./"'],
  ['workflows', 'w', 'does not start with "./"'],
])('refuses "%s": %j', async (field, value, words) => {
  for (const written of [value, [value]]) {
    const found = await diagnose(rule, manifestWith({ [field]: written }));
    expect(found.map(({ message }) => message)).toEqual([expect.stringContaining(words)]);
  }
});

it.each([
  ['hooks', 'hooks/none.json', 'Write "./hooks/none.json".'],
  ['agents', 'agents/a.md', 'Write "./agents/a.md".'],
  ['commands', './a/../b/', 'Write "./b/".'],
  ['skills', '${CLAUDE_PLUGIN_ROOT}/skills', 'Write "./skills".'],
  ['outputStyles', '.\\styles\\a.md', 'Write "./styles/a.md".'],
  ['hooks', 'hooks/none.txt', 'Name a JSON file inside the plugin: "hooks": "./config/hooks.json".'],
  ['commands', '../b', 'Name a path inside the plugin: "commands": "./commands/".'],
  ['commands', '/etc/passwd', 'Name a path inside the plugin: "commands": "./commands/".'],
  ['commands', 'C:\\a', 'Name a path inside the plugin: "commands": "./commands/".'],
  [
    'mcpServers',
    'https://example.com/a.json',
    'Name a JSON file inside the plugin: "mcpServers": "./.mcp.json".',
  ],
])('says what to write in place of "%s": %j', async (field, value, fix) => {
  expect((await diagnose(rule, manifestWith({ [field]: value }))).map((found) => found.fix)).toEqual([fix]);
});

it('points at each path of a list, an object of commands and what is experimental', async () => {
  const text = `{
  "name": "tiny-tool",
  "agents": [
    "./agents/a.md",
    "agents/b.md"
  ],
  "commands": {
    "greet": { "source": "greet.md" }
  },
  "experimental": {
    "themes": "themes",
    "monitors": "./monitors.yaml"
  }
}`;
  const found = await diagnose(rule, { [manifestFile]: text });
  expect(found.map(({ line }) => line)).toEqual([5, 8, 11, 12]);
});

it.each([
  { skills: '.' },
  { skills: ['./', './a..b', './...'] },
  { commands: './' },
  { outputStyles: './style.txt' },
  { mcpServers: ['./server.mcpb', './old.dxt', 'https://example.com/server.mcpb'] },
  { hooks: {}, mcpServers: {}, commands: { greet: { content: '../..' } } },
  { experimental: { monitors: [{ name: 'a' }] } },
  { agents: [5, null] },
])('accepts %j', async (changes) => {
  expect(await diagnose(rule, manifestWith(changes))).toEqual([]);
});
