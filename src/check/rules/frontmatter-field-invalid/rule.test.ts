import { expect, it } from 'vitest';
import { diagnose } from '../../../../test/check/rule-fixtures.ts';
import { rule } from './rule.ts';

const inSkill = (lines: string) => ({ 'skills/hello/SKILL.md': `---\n${lines}\n---\n` });

it.each([
  ['name: 5', 'Expected "name" to be a string, but it is a number.'],
  ['name: 0x1F', 'Expected "name" to be a string, but it is a number.'],
  ['name: true', 'Expected "name" to be a string, but it is true or false.'],
  ['name: [a]', 'Expected "name" to be a string, but it is a list.'],
  ['description: {}', 'Expected "description" to be a string, but it is an object.'],
  ['description:\n  - a', 'Expected "description" to be a string, but it is a list.'],
  ['allowed-tools: 5', 'Expected "allowed-tools" to be a string or a list of strings, but it is a number.'],
  [
    'allowed-tools: { a: b }',
    'Expected "allowed-tools" to be a string or a list of strings, but it is an object.',
  ],
  ['allowed-tools: [Read, 5]', 'Expected "allowed-tools[1]" to be a string, but it is a number.'],
  ['shell: fish', 'Expected "shell" to be "bash" or "powershell", but it is "fish".'],
  ['shell: 5', 'Expected "shell" to be "bash" or "powershell", but it is a number.'],
])('refuses %j', async (lines, message) => {
  expect(await diagnose(rule, inSkill(lines))).toMatchObject([{ line: 2, message }]);
});

it.each([
  'name: yes',
  'name: ~',
  'name: 1.2.3',
  'name: 2024-01-01',
  'description: 5',
  'description: true',
  'description:',
  'allowed-tools:',
  'allowed-tools: Bash(git:*',
  'allowed-tools: []',
  'shell: Bash',
  'shell:',
  'model: 5',
  'hooks: 5',
  'zzz: {}',
])('accepts %j', async (lines) => {
  expect(await diagnose(rule, inSkill(lines))).toEqual([]);
});

it('points at the line of each field, and looks at agents and commands too', async () => {
  const found = await diagnose(rule, {
    'agents/a.md': '---\ndescription: d\nname: 5\nshell: fish\n---\n',
    'commands/sub/a.md': '---\ndescription: d\nshell: fish\n"name": 5\n---\n',
  });
  expect(found.map(({ file, line }) => `${file}:${line}`)).toEqual([
    'agents/a.md:3',
    'commands/sub/a.md:3',
    'commands/sub/a.md:4',
  ]);
});
