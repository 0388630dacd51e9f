import { describe, expect, it } from 'vitest';
import { diagnose } from '../../rule-fixtures.ts';
import { rule } from './rule.ts';

describe('text-hidden-unicode', () => {
  it.each([
    ['an override', 'access \u202e} of admin'],
    ['an isolate', 'a\u2066b'],
    ['tags', 'x\u{e0041}\u{e0042}'],
    ['tags after a flag that is none', '\u{1f3f4}\u{e0041}\u{e0042}'],
    ['a message in selectors', 'x\ufe00\ufe01\ufe02\u{e0100}'],
    ['a message in zero-width characters', 'x\u200b\u200c\u200b\u200b'],
    ['a tag that ends a legal flag wrongly', '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}'],
  ])('finds %s', async (_, text) => {
    const found = await diagnose(rule, { 'skills/hello/notes.md': `First line.\n${text}\n` });
    expect(found).toMatchObject([{ file: 'skills/hello/notes.md', line: 2, severity: 'error' }]);
    expect(found[0]?.message).not.toMatch(/[\u200b-\u206f]|[\ufe00-\ufe0f]|[\u{e0000}-\u{e01ef}]/u);
  });

  it.each([
    ['emoji', '👩‍👩‍👧‍👦 🏳️‍🌈 ❤️ ✔️ 👨🏽‍💻 1️⃣ ©️'],
    ['a flag in tags', '🏴󠁧󠁢󠁷󠁬󠁳󠁿'],
    ['Persian and Hindi', 'می‌خواهم क्‍ष'],
    ['accents and ideographs', 'déjà vu 葛\u{e0100}飾区'],
  ])('lets %s be', async (_, text) => {
    expect(await diagnose(rule, { 'README.md': text })).toEqual([]);
  });

  it('says once a file how often, and looks into every text file', async () => {
    const found = await diagnose(rule, { 'a.py': '\u202e x \u202e x \u202e', LICENSE: '\u2067' });
    expect(found.map(({ file, message }) => [file, message.includes('2 times more')])).toEqual([
      ['LICENSE', false],
      ['a.py', true],
    ]);
  });

  it('cannot be waived', async () => {
    const waivers = JSON.stringify([
      { rule: rule.id, file: 'a.md', reason: 'This is only a test of the waiver.' },
    ]);
    const found = await diagnose(rule, { 'a.md': '\u202e', 'waivers.json': waivers });
    expect(found.map((diagnostic) => diagnostic.severity)).toEqual(['error']);
  });

  it('ends on a megabyte of it', async () => {
    expect(
      await diagnose(rule, {
        'a.md': '\u202e'.repeat(300_000),
        'b.md': 'x\u200b\u200b\u200b'.repeat(200_000),
      }),
    ).toHaveLength(2);
  });
});
