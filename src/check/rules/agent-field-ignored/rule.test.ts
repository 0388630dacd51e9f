import { expect, it } from 'vitest';
import { diagnose, manifestWith } from '../../../../test/check/rule-fixtures.ts';
import { rule } from './rule.ts';

it('points at each of the three', async () => {
  const text =
    '---\nname: a\ndescription: d\nhooks:\n  Stop: []\nmcpServers: [slack]\npermissionMode: plan\n---\n';
  const found = await diagnose(rule, { 'agents/sub/a.md': text });
  expect(found.map(({ file, line, fix }) => `${file}:${line} ${fix}`)).toEqual([
    'agents/sub/a.md:4 Remove it, or declare it for the plugin: hooks/hooks.json.',
    'agents/sub/a.md:6 Remove it, or declare it for the plugin: .mcp.json.',
    'agents/sub/a.md:7 Remove it.',
  ]);
});

it('looks into agents that the manifest names, and only those', async () => {
  const text = '---\nname: a\npermissionMode: plan\n---\n';
  const overlay = { ...manifestWith({ agents: './more/a.md' }), 'more/a.md': text, 'agents/b.md': text };
  expect(await diagnose(rule, overlay)).toMatchObject([{ file: 'more/a.md' }]);
});

it.each(['skills/hello/SKILL.md', 'commands/a.md'])('leaves %s alone, where hooks work', async (file) => {
  expect(await diagnose(rule, { [file]: '---\nname: a\ndescription: d\nhooks: {}\n---\n' })).toEqual([]);
});

it.each([
  'tools: Read',
  'PermissionMode: plan',
  'metadata:\n  hooks: x',
  '# hooks: x',
  'description: "hooks:"',
])('accepts %j', async (lines) => {
  expect(await diagnose(rule, { 'agents/a.md': `---\nname: a\n${lines}\n---\nhooks: x\n` })).toEqual([]);
});
