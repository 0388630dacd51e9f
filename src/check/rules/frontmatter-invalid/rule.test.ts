import { expect, it } from 'vitest';
import { diagnose, type Overlay } from '../../../../test/check/rule-fixtures.ts';
import { rule } from './rule.ts';

const open = '---\nname: a\ndescription: "b\n---\n';

it.each([
  'skills/hello/SKILL.md',
  'agents/a.md',
  'agents/sub/a.MD',
  'commands/a.md',
  'commands/x/SKILL.md',
  'commands/x/beside.md',
])('looks into %s', async (file) => {
  expect(await diagnose(rule, { [file]: open })).toMatchObject([{ file, severity: 'error' }]);
});

it.each([
  ['---\nname: a\ntools:\n  - a\n - b\n---\n', 5],
  ['---\nname: a\ndescription: a\n  b: c\n---\n', 3],
  ['\ufeff---\r\nname: a\r\nmetadata:\r\n  x: @y\r\n---\r\n', 4],
  ['---\nname: a\nmetadata:\n  x: *gone\n---\n', 4],
  ['---\nname: a\ndescription: "a\\qb"\n---\n', 3],
  ['---\nname: a\0\n---\n', 2],
])('says at which line %j goes wrong', async (text, line) => {
  expect(await diagnose(rule, { 'skills/hello/SKILL.md': text })).toMatchObject([{ line }]);
});

it.each([
  ['- a\n- b', 'a list'],
  ['just text', 'a string'],
  ['5', 'a number'],
  ['description: a\n...\nname: b', 'a list'],
])('refuses a block that is %j', async (block, got) => {
  const found = await diagnose(rule, { 'skills/hello/SKILL.md': `---\n${block}\n---\n` });
  expect(found.map(({ message }) => message)).toEqual([
    `Expected the frontmatter to be "key: value" lines, but it is ${got}.`,
  ]);
});

it.each<[string, Overlay]>([
  ['no frontmatter, which another rule reports', { 'skills/hello/SKILL.md': 'Hello.' }],
  ['values that the client repairs', { 'skills/hello/SKILL.md': '---\ndescription: Use when: @x [y\n---\n' }],
  ['an empty block', { 'skills/hello/SKILL.md': '---\n---\n' }],
  [
    'files that are no component',
    { 'docs/a.md': open, 'skills/hello/reference.md': open, 'skills/a.md': open },
  ],
  ['output styles, which the client reads as they come', { 'output-styles/a.md': open }],
  ['a link, which the client does not read', { 'x.md': open, 'agents/a.md': { link: '../x.md' } }],
  ['a file over a megabyte', { 'agents/a.md': `${open}${' '.repeat(1 << 20)}` }],
])('says nothing of %s', async (_, overlay) => {
  expect(await diagnose(rule, overlay)).toEqual([]);
});
