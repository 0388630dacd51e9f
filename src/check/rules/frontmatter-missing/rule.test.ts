import { expect, it } from 'vitest';
import { diagnose, type Overlay } from '../../../../test/check/rule-fixtures.ts';
import { rule } from './rule.ts';

it.each([
  ['an empty file', '', 'has no frontmatter'],
  ['a block that is never closed', '---\nname: a\n', 'has no frontmatter'],
  ['a line before the block', '\n---\ndescription: d\n---\n', 'has no frontmatter'],
  ['four dashes', '----\ndescription: d\n----\n', 'has no frontmatter'],
  ['TOML', '+++\ndescription = "d"\n+++\n', 'has no frontmatter'],
  ['an empty block', '---\n---\nHello.', 'has no description'],
  ['a block of comments', '---\n# description: d\n---\n', 'has no description'],
  ['another field', '---\nname: a\n---\n', 'has no description'],
])('warns about %s', async (_, text, words) => {
  for (const [file, kind] of [
    ['skills/hello/SKILL.md', 'skill'],
    ['agents/a.md', 'agent'],
    ['commands/a.md', 'command'],
  ] as const) {
    const found = await diagnose(rule, { [file]: text });
    expect(found).toMatchObject([{ file, line: 1, severity: 'warning' }]);
    expect(found[0]?.message).toContain(`The ${kind} ${words}`);
  }
});

it('takes every Markdown file of agents/ and commands/ for a component', async () => {
  const found = await diagnose(rule, { 'agents/README.md': '# Agents', 'commands/sub/NOTES.MD': '# Notes' });
  expect(found.map(({ file }) => file)).toEqual(['agents/README.md', 'commands/sub/NOTES.MD']);
});

it.each<[string, Overlay]>([
  ['a description of any kind', { 'skills/hello/SKILL.md': '---\ndescription:\n---\n' }],
  ['a block that ends the file', { 'skills/hello/SKILL.md': '---\ndescription: d\n---' }],
  ['Windows line ends', { 'skills/hello/SKILL.md': '---\r\ndescription: d\r\n---\r\n' }],
  [
    'frontmatter that is not YAML, which another rule reports',
    { 'skills/hello/SKILL.md': '---\na: "b\n---\n' },
  ],
  [
    'files beside a skill',
    { 'skills/hello/reference.md': '', 'skills/README.md': '', 'output-styles/a.md': '' },
  ],
])('says nothing of %s', async (_, overlay) => {
  expect(await diagnose(rule, overlay)).toEqual([]);
});
