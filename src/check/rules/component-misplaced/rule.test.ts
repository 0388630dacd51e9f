import { dirname } from 'node:path';
import { expect, it } from 'vitest';
import { diagnose, manifestWith, type Overlay } from '../../../../test/check/rule-fixtures.ts';
import { rule } from './rule.ts';

it.each([
  ['.claude-plugin/skills/SKILL.md', 'skills'],
  ['.claude-plugin/hooks/hooks.json', 'hooks'],
  ['Commands/a.md', 'commands'],
  ['command/a.md', 'commands'],
  ['Agent/a.md', 'agents'],
  ['subagents/a.md', 'agents'],
  ['hook/hooks.json', 'hooks'],
  ['output_styles/a.md', 'output-styles'],
  ['OutputStyles/a.md', 'output-styles'],
  ['theme/a.json', 'themes'],
  ['workflow/a.js', 'workflows'],
])('finds %s', async (file, meant) => {
  const folder = dirname(file);
  expect(await diagnose(rule, { [file]: '' })).toMatchObject([
    { file: folder, severity: 'warning', fix: `Run: git mv ${folder} ${meant}` },
  ]);
});

it.each<[string, Overlay]>([
  [
    'a folder of that kind without components',
    { 'style/a.css': '', 'styles/a.css': '', 'agent/index.js': '' },
  ],
  ['a folder that holds another kind', { 'agent/skills/a/SKILL.md': '', 'agent/skills/a/README.md': '' }],
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
