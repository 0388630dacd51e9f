import { describe, expect, it } from 'vitest';
import type { Overlay } from '../../../../test/check/rule-fixtures.ts';
import { diagnoseTarget, smallConfig } from '../../../../test/check/target-fixtures.ts';
import { rule } from './rule.ts';

describe('plugins-stray', () => {
  const check = async (path: string, file: Overlay[string]) =>
    (await diagnoseTarget(rule, { 'marketplace.config.json': smallConfig, [path]: file })).map(
      ({ severity, file, message }) => `${severity} ${file}: ${message}`,
    );

  it('warns about a file and refuses a link', async () => {
    expect(await check('plugins/notes.txt', 'Notes.')).toEqual([
      'warning plugins: Expected "notes.txt" in "plugins/" to be the folder of a plugin, but it is a file.',
    ]);
    expect(await check('plugins/other', { link: '../elsewhere' })).toEqual([
      'error plugins: Expected "other" in "plugins/" to be the folder of a plugin, but it is a link.',
    ]);
  });

  it('leaves hidden files alone, and hidden links not', async () => {
    expect(await check('plugins/.gitkeep', '')).toEqual([]);
    expect(await check('plugins/.hidden', { link: '../elsewhere' })).toHaveLength(1);
  });
});
