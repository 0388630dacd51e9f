import { expect, it } from 'vitest';
import { basePlugin, diagnose, manifestWith, type Overlay } from '../../../../test/check/rule-fixtures.ts';
import { manifestFile } from '../../../plugin/read-manifest.ts';
import { rule } from './rule.ts';

const skill = basePlugin['skills/hello/SKILL.md'] as string;
const hooks = '{ "hooks": {} }';

it.each<[string, Overlay, string]>([
  [
    'a linked skills folder',
    { 'skills/hello/SKILL.md': null, 'more/hello/SKILL.md': skill, skills: { link: 'more' } },
    'skills',
  ],
  ['a linked skill', { 'more/SKILL.md': skill, 'skills/more': { link: '../more' } }, 'skills/more'],
  [
    'a linked SKILL.md',
    { 'more.md': skill, 'skills/more/SKILL.md': { link: '../../more.md' } },
    'skills/more/SKILL.md',
  ],
  ['a linked hooks folder', { 'h/hooks.json': hooks, hooks: { link: 'h' } }, 'hooks'],
  ['a linked hooks file', { 'h.json': hooks, 'hooks/hooks.json': { link: '../h.json' } }, 'hooks/hooks.json'],
  ['a linked .mcp.json', { 'm.json': '{}', '.mcp.json': { link: 'm.json' } }, '.mcp.json'],
  ['a linked manifest', { 'p.json': '{}', [manifestFile]: { link: '../p.json' } }, manifestFile],
  ['a .mcp.json that is a folder', { '.mcp.json/x': '' }, '.mcp.json'],
  [
    'a skills folder of the repository',
    { 'skills/hello/SKILL.md': null, skills: { link: '../../shared/skills' } },
    'skills',
  ],
  [
    'a hooks file of the repository',
    { 'hooks/hooks.json': { link: '../../../shared/h.json' } },
    'hooks/hooks.json',
  ],
  ['a link that leads nowhere', { 'skills/gone': { link: 'nowhere' } }, 'skills/gone'],
  ['a link that leads round in circles', { 'skills/round': { link: 'round' } }, 'skills/round'],
  ['a large skill', { 'skills/hello/SKILL.md': skill.padEnd((1 << 20) + 1) }, 'skills/hello/SKILL.md'],
  ['a large hooks file', { 'hooks/hooks.json': hooks.padEnd((1 << 20) + 1) }, 'hooks/hooks.json'],
  [
    'a large file that the manifest names',
    { ...manifestWith({ mcpServers: './m.json' }), 'm.json': '{}'.padEnd((1 << 20) + 1) },
    'm.json',
  ],
  ['claude.md in any case', { 'claude.md': '' }, 'claude.md'],
])('warns about %s', async (_, overlay, file) => {
  expect(await diagnose(rule, overlay)).toMatchObject([{ file, line: 1, severity: 'warning' }]);
});

it.each([
  ['/etc', 'out of the plugin'],
  ['../../../other/skills', 'above the repository'],
])('refuses a component that links to %s, which leads %s', async (link) => {
  const found = await diagnose(rule, { 'skills/hello/SKILL.md': null, skills: { link } });
  expect(found).toMatchObject([{ file: 'skills', severity: 'error' }]);
});

it.each<[string, Overlay]>([
  ['instructions elsewhere', { '.claude/CLAUDE.md': '', 'docs/CLAUDE.md': '' }],
  [
    'links that are no component',
    { 'docs/a.md': { link: '../README.md' }, 'output-styles/a.md': { link: '../README.md' } },
  ],
  [
    'a linked agent or command, as the client says nothing',
    { 'a.md': skill, 'agents/a.md': { link: '../a.md' }, 'commands/a.md': { link: '../a.md' } },
  ],
  ['a file of exactly a megabyte', { 'skills/hello/SKILL.md': skill.padEnd(1 << 20) }],
  ['a large file beside a skill', { 'skills/hello/data.md': ''.padEnd((1 << 20) + 1) }],
])('says nothing of %s', async (_, overlay) => {
  expect(await diagnose(rule, overlay)).toEqual([]);
});
