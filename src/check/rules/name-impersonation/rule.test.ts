import { describe, expect, it } from 'vitest';
import { diagnose, manifestWith } from '../../../../test/check/rule-fixtures.ts';
import { rule } from './rule.ts';

describe('name-impersonation', () => {
  it.each([
    'c1aude-tools',
    'cl4ude',
    'anthr0pic-x',
    'g1t-hub',
    'paypa1',
    'rnicrosoft-docs',
    '0penai',
    'my-official-tool',
    'verified-notes',
  ])('refuses %j', async (name) => {
    expect(await diagnose(rule, manifestWith({ name }))).toHaveLength(1);
  });

  it.each([
    'github-helper',
    'git-hub',
    'slack',
    'stripe-notes',
    'modern-table',
    'office-hours',
    'for-claude',
  ])('takes %j', async (name) => {
    expect(await diagnose(rule, manifestWith({ name }))).toEqual([]);
  });

  it.each([
    { displayName: 'Аnthropic Official' },
    { displayName: 'Сlаudе Helper' },
    { displayName: 'Tiny Tооl' },
    { displayName: '𝐂𝐥𝐚𝐮𝐝𝐞 Tools' },
    { displayName: 'ΟΡΕΝΑΙ' },
    { author: { name: 'Аda Writer' } },
  ])('refuses %j', async (fields) => {
    expect(await diagnose(rule, manifestWith(fields))).toHaveLength(1);
  });

  it.each([
    { displayName: 'Claude Helper' },
    { displayName: 'Погода' },
    { displayName: 'Помощник для Claude' },
    { displayName: '天気予報 for Claude' },
    { displayName: 'Καλημέρα' },
    { displayName: 'Größe & Café' },
    { author: { name: 'Анна Ковалёва' } },
    { author: { name: 'Ángel Muñoz' } },
  ])('takes %j', async (fields) => {
    expect(await diagnose(rule, manifestWith(fields))).toEqual([]);
  });
});
