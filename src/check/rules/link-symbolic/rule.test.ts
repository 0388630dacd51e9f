import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../../test/check/rule-fixtures.ts';
import { rule } from './rule.ts';

describe('link-symbolic', () => {
  it('names links to folders too', async () => {
    const found = await diagnose(rule, {
      more: { link: 'skills' },
      again: { link: './more/hello/../hello' },
    });
    expect(found.map((diagnostic) => diagnostic.file)).toEqual(['again', 'more']);
  });

  it('leaves links that lead out or nowhere to the rules that nobody can waive', async () => {
    expect(await diagnose(rule, { a: { link: '../x' }, b: { link: 'nothing' }, c: { link: 'c' } })).toEqual(
      [],
    );
  });
});
