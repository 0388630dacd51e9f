import { expect, test } from 'vitest';
import { collectReasons } from './reasons.ts';
import { plain, say } from './words.ts';

test('reasons of one kind are capped, and the rest are counted in one question to the same people', () => {
  const reasons = collectReasons({ author: 'ada', curators: ['ada', 'cleo'] }, 'tiny-tool');
  for (let index = 0; index < 50; index++)
    reasons.ask('waiver-added', say`Waives.`, say`May it?`, { file: 'README.md', line: index });
  const all = reasons.all();
  expect(all.length).toBe(41);
  expect(all[0]).toMatchObject({ plugin: 'tiny-tool', file: 'plugins/tiny-tool/README.md', askOf: ['cleo'] });
  const rest = all[40];
  expect(rest).toMatchObject({ id: 'waiver-added', verdict: 'review', askOf: ['cleo'] });
  expect(plain(rest?.question ?? [])).toBe(
    'There are 10 more findings of this kind. Are all of them right too?',
  );
});
