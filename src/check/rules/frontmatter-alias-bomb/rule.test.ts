import { expect, it } from 'vitest';
import { diagnose } from '../../../../test/check/rule-fixtures.ts';
import { rule } from './rule.ts';

const nested = (levels: number, width: number) =>
  Array.from({ length: levels }, (_, level) => {
    const item = level === 0 ? 'x' : `*a${level - 1}`;
    return `a${level}: &a${level} [${Array.from({ length: width }, () => item).join(', ')}]`;
  }).join('\n');

it.each(['skills/hello/SKILL.md', 'agents/a.md', 'commands/a.md', 'output-styles/a.md'])(
  'looks into %s',
  async (file) => {
    const text = `---\nname: a\ndescription: d\n${nested(40, 9)}\n---\n`;
    expect(await diagnose(rule, { [file]: text })).toMatchObject([{ file, line: 1, severity: 'error' }]);
  },
);

it.each([
  ['a few aliases', nested(2, 5)],
  ['no aliases', 'x: &x 1\ny: "*x"'],
  ['an alias of itself', 'x: &x [*x]'],
])('says nothing of %s', async (_, lines) => {
  expect(await diagnose(rule, { 'agents/a.md': `---\nname: a\ndescription: d\n${lines}\n---\n` })).toEqual(
    [],
  );
});

it('leaves files alone that are no component', async () => {
  expect(await diagnose(rule, { 'docs/a.md': `---\n${nested(40, 9)}\n---\n` })).toEqual([]);
});
