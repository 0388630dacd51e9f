import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../../test/check/rule-fixtures.ts';
import { rule } from './rule.ts';

describe('path-not-portable', () => {
  it.each([
    'CON',
    'nul.txt',
    'docs/com1',
    'docs/LPT9.tar.gz',
    'aux/notes.md',
    'docs/a:b.md',
    'docs/what?.md',
    'docs/a|b',
    'docs/a\\b.md',
    'docs /a.md',
    'docs/end.',
    'docs/end ',
  ])('refuses %j', async (path) => {
    expect(await diagnose(rule, { [path]: 'Text' })).toMatchObject([
      { message: expect.stringContaining('Disallowed path') },
    ]);
  });

  it.each([
    'docs/console.md',
    'docs/nullable.md',
    'docs/com.md',
    'docs/.hidden',
    'docs/a.b.c',
    'docs/auxiliary',
    'docs/lpt10.md',
    'docs/com12',
  ])('takes %j', async (path) => {
    expect(await diagnose(rule, { [path]: 'Text' })).toEqual([]);
  });

  it("looks at the plugin's own folder where it is part of a marketplace", async () => {
    expect(await diagnose(rule, {}, { folder: 'nul' })).toMatchObject([
      {
        message:
          'Disallowed folder name "nul": Windows reserves it for a device, so this marketplace could not be fetched there.',
      },
    ]);
    expect(await diagnose(rule, {}, { folder: 'nul', alone: true })).toEqual([]);
  });

  it('names a folder and not all that it holds', async () => {
    const files = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`aux/${index}.md`, 'Text']));
    expect(await diagnose(rule, files)).toMatchObject([
      { message: 'Disallowed path "aux": Windows keeps that name for a device.' },
    ]);
  });
});
