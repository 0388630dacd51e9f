import { describe, expect, it } from 'vitest';
import { diagnoseMarketplace, entryWith } from '../../../../test/check/marketplace-fixtures.ts';
import { rule } from './rule.ts';

describe('marketplace-relevance-invalid', () => {
  const withSignals = (signals: unknown, topic?: unknown) =>
    entryWith({ relevance: { signals, ...(topic === undefined ? {} : { topic }) } });

  it.each([
    [undefined],
    [null],
    [{}],
    [{ cli: [] }],
    [{ cli: 'terraform' }],
    [{ cli: [''] }],
    [{ cli: ['x'.repeat(65)] }],
    [{ cli: Array(11).fill('a') }],
    [{ hosts: ['A'] }],
    [{ hosts: ['a:1'] }],
    [{ hosts: ['*.a'] }],
    [{ hosts: Array(21).fill('a') }],
    [{ filesRead: ['a\\b'] }],
    [{ cwd: ['x'.repeat(257)] }],
    [{ manifestDeps: [] }],
    [{ manifestDeps: [{ file: 'a' }] }],
    [{ manifestDeps: [{ file: '(', pattern: 'a' }] }],
    [{ manifestDeps: [{ file: 'a', pattern: '(?i)a' }] }],
    [{ zzz: ['a'] }],
  ])('refuses signals %j', async (signals) => {
    expect((await diagnoseMarketplace(withSignals(signals), rule)).length).toBeGreaterThan(0);
  });

  it.each([
    [{ cli: [], hosts: ['a'] }],
    [{ cli: ['../x', ' '] }],
    [{ cli: ['😀'.repeat(64)] }],
    [{ hosts: ['.a.', '1.2.3.4'] }],
    [{ filesRead: ['[', '**'] }],
    [{ manifestDeps: [{ file: '(a+)+$', pattern: '{', more: 1 }] }],
  ])('passes signals %j', async (signals) => {
    expect(await diagnoseMarketplace(withSignals(signals, 'x'.repeat(64)), rule)).toEqual([]);
  });

  it('refuses a topic that is empty, too long or no text', async () => {
    for (const topic of ['', 'x'.repeat(65), 5, null])
      expect(await diagnoseMarketplace(withSignals({ cli: ['a'] }, topic), rule)).toMatchObject([
        { message: expect.stringContaining('Expected "plugins[0].relevance.topic"') },
      ]);
  });

  it('only compiles patterns, however long they would take to match', async () => {
    const pattern = '(a+)+$'.repeat(40);
    expect(
      await diagnoseMarketplace(withSignals({ manifestDeps: [{ file: pattern, pattern }] }), rule),
    ).toEqual([]);
  });
});
