import { expect, it } from 'vitest';
import { diagnose, manifestWith, type Overlay } from '../../../../test/check/rule-fixtures.ts';
import { rule } from './rule.ts';

const named = (name: string) => `---\nname: ${name}\ndescription: d\n---\n`;
const described = '---\ndescription: d\n---\n';

it.each<[string, Overlay, string]>([
  ['skills that differ in letter case', { 'skills/Hello/SKILL.md': described }, 'tiny-tool:hello'],
  [
    'skills that are called alike once cleaned',
    { 'skills/a b/SKILL.md': described, 'skills/a.b/SKILL.md': described },
    'tiny-tool:a-b',
  ],
  [
    'an agent called like the file of another',
    { 'agents/a.md': named('b'), 'agents/b.md': described },
    'tiny-tool:b',
  ],
  [
    'a server in two files',
    {
      ...manifestWith({ mcpServers: { db: { command: 'x' } } }),
      '.mcp.json': '{ "db": { "command": "y" } }',
    },
    'db',
  ],
  [
    'two styles',
    { 'output-styles/a.md': named('Fancy'), 'output-styles/b.md': named('fancy') },
    'tiny-tool:fancy',
  ],
  [
    'two workflows',
    {
      'workflows/a.js': 'export const meta = { name: "w" }',
      'workflows/b.js': 'export const meta = { name: "w" }',
    },
    'tiny-tool:w',
  ],
])('reports %s', async (_, overlay, name) => {
  const found = await diagnose(rule, overlay);
  expect(found).toHaveLength(1);
  expect(found[0]?.message.toLowerCase()).toContain(`"${name}" is also the name of`);
});

it('warns of a command called like a skill, which Claude Code lists beside it', async () => {
  expect(await diagnose(rule, { 'commands/hello.md': described })).toMatchObject([
    {
      severity: 'warning',
      message:
        '"tiny-tool:hello" is a command and a skill ("skills/hello/SKILL.md"). Claude Code lists both under that name.',
    },
  ]);
});

it('points at the name of the one that came second', async () => {
  const found = await diagnose(rule, {
    'agents/a.md': named('x'),
    'agents/b.md': '---\ndescription: d\nname: x\n---\n',
  });
  expect(found.map(({ file, line }) => `${file}:${line}`)).toEqual(['agents/b.md:3']);
});

it.each<[string, Overlay]>([
  [
    'a server that two files declare in the same words',
    {
      ...manifestWith({ mcpServers: { db: { command: 'x', args: ['1'] } } }),
      '.mcp.json': '{ "mcpServers": { "db": { "command": "x", "args": ["1"] } } }',
    },
  ],
  ['an agent and a skill of one name', { 'agents/hello.md': described }],
  ['agents in different folders', { 'agents/a/x.md': named('x'), 'agents/b/x.md': named('x') }],
  ['one skill that is reached in two ways', manifestWith({ skills: ['./skills/', './skills/hello'] })],
  [
    'hooks on one event',
    {
      'hooks/hooks.json':
        '{ "hooks": { "Stop": [{ "hooks": [{ "type": "command", "command": "a" }, { "type": "command", "command": "b" }] }] } }',
    },
  ],
  [
    'agents that the manifest leaves out',
    {
      ...manifestWith({ agents: ['./agents/a.md'] }),
      'agents/a.md': named('x'),
      'agents/old.md': named('x'),
    },
  ],
])('says nothing of %s', async (_, overlay) => {
  expect(await diagnose(rule, overlay)).toEqual([]);
});
