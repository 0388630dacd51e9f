import { describe, expect, it } from 'vitest';
import { fixture, manifestWith, type Overlay } from '../../../test/check/rule-fixtures.ts';
import { clientMarkdown, hookFiles, lspFiles, mcpFiles } from './client-files.ts';

const source = (overlay: Overlay) => fixture({ 'skills/hello/SKILL.md': null, ...overlay }).source;

describe.each([
  ['hooks', 'hooks/hooks.json', hookFiles],
  ['mcpServers', '.mcp.json', mcpFiles],
  ['lspServers', '.lsp.json', lspFiles],
] as const)('the files of %s', (field, standard, files) => {
  it('are the standard one and those that are named, where they exist', () => {
    expect(files(source({}))).toEqual([]);
    expect(files(source({ [standard]: '' }))).toEqual([standard]);
    const named = manifestWith({
      [field]: ['./x.json', { a: 1 }, './gone.json', './y.txt', `./${standard}`, '../z.json', 5],
    });
    expect(files(source({ ...named, [standard]: '', 'x.json': '', 'y.txt': '' }))).toEqual([
      standard,
      'x.json',
    ]);
    expect(files(source({ ...manifestWith({ [field]: './x.json' }), 'x.json': '' }))).toEqual(['x.json']);
  });
});

it('finds the skills, agents and commands that the client looks into', () => {
  const overlay: Overlay = {
    'skills/a/SKILL.md': '',
    'skills/a/more.md': '',
    'skills/b/c/SKILL.md': '',
    'skills/d/SKILL.md': { link: '../a/SKILL.md' },
    'skills/e': { link: 'a' },
    'skills/SKILL.md': '',
    'agents/a.md': '',
    'agents/sub/b.MD': '',
    'agents/c.txt': '',
    'agents/d.md': { link: 'a.md' },
    'commands/a.md': '',
    'commands/x/SKILL.md': '',
    'SKILL.md': '',
    'output-styles/a.md': '',
  };
  const found = clientMarkdown(source(overlay)).map(({ kind, name, file }) => `${kind} ${name} ${file}`);
  expect(found).toEqual([
    'skill a skills/a/SKILL.md',
    'agent a agents/a.md',
    'agent b agents/sub/b.MD',
    'command a commands/a.md',
    'command SKILL commands/x/SKILL.md',
  ]);
});

it('looks below another folder where it is told to', () => {
  const found = clientMarkdown(source({ '.claude/agents/a.md': '', 'agents/b.md': '' }), '.claude');
  expect(found.map(({ file }) => file)).toEqual(['.claude/agents/a.md']);
});
