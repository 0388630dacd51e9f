import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../../test/check/rule-fixtures.ts';
import { rule } from './rule.ts';

describe('download-unpinned', () => {
  it('looks at hooks and scripts too, and says where', async () => {
    const found = await diagnose(rule, {
      'scripts/run.sh': { text: '#!/bin/sh\n\nuvx ruff check\n', executable: true },
    });
    expect(found).toMatchObject([{ file: 'scripts/run.sh', line: 3, severity: 'warning' }]);
  });

  it('lets what only the caller names be', async () => {
    const text = '#!/bin/sh\ngit clone --depth 1 "https://github.com/$1" x\ngit clone "$1" y\n';
    const found = await diagnose(rule, { 'scripts/run.sh': { text, executable: true } });
    expect(found.map(({ line }) => line)).toEqual([2]);
  });

  it('lets Markdown that only tells how be', async () => {
    expect(await diagnose(rule, { 'docs/a.md': 'Run `npx prettier`.' })).toEqual([]);
  });
});
