import { expect, it } from 'vitest';
import { diagnose, manifestWith, type Overlay } from '../../../../test/check/rule-fixtures.ts';
import { rule } from './rule.ts';

it.each([
  ['.claude-plugin/skills/a/SKILL.md', '.claude-plugin/skills', 'skills'],
  ['.claude-plugin/hooks/hooks.json', '.claude-plugin/hooks', 'hooks'],
  ['Commands/a.md', 'Commands', 'commands'],
  ['command/a.md', 'command', 'commands'],
  ['Agent/a.md', 'Agent', 'agents'],
  ['subagents/a.md', 'subagents', 'agents'],
  ['hook/hooks.json', 'hook', 'hooks'],
  ['output_styles/a.md', 'output_styles', 'output-styles'],
  ['OutputStyles/a.md', 'OutputStyles', 'output-styles'],
  ['theme/a.json', 'theme', 'themes'],
  ['workflow/a.js', 'workflow', 'workflows'],
])('finds %s', async (file, folder, meant) => {
  expect(await diagnose(rule, { [file]: '' })).toMatchObject([
    { file: folder, severity: 'warning', fix: `Run: git mv ${folder} ${meant}` },
  ]);
});

it.each<[string, Overlay]>([
  [
    'a folder of that kind without components',
    { 'style/a.css': '', 'styles/a.css': '', 'agent/index.js': '' },
  ],
  [
    'a folder that the manifest names',
    { ...manifestWith({ commands: './command/' }), 'command/a.md': '---\ndescription: d\n---\n' },
  ],
  ['a folder deeper down', { 'docs/command/a.md': '', 'skills/hello/agent/a.md': '' }],
  ['a file of that name', { command: '', '.claude-plugin/skills': '' }],
  ['other folders in .claude-plugin/', { '.claude-plugin/assets/a.png': '' }],
])('says nothing of %s', async (_, overlay) => {
  expect(await diagnose(rule, overlay)).toEqual([]);
});
