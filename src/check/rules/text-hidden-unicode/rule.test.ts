import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../../test/check/rule-fixtures.ts';
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

  it.each([
    ['a description', '"description": "Greets \\u202eyou"', 'description', 'U+202E'],
    ['a name that is shown', '"displayName": "A\\udb40\\udc41\\udb40\\udc42"', 'displayName', 'U+E0041'],
    ['a keyword', '"keywords": ["a", "b\\u200b\\u200c\\u200b"]', 'b', 'U+200B'],
    ['an author', '"author": { "name": "A\\u2066b" }', 'name', 'U+2066'],
  ])('finds what %s hides in escapes', async (_, text, word, code) => {
    const manifest = `{\n"name": "demo",\n${text}\n}`;
    const found = await diagnose(rule, { '.claude-plugin/plugin.json': manifest });
    expect(found).toMatchObject([{ file: '.claude-plugin/plugin.json', line: 3, severity: 'error' }]);
    expect(text).toContain(word);
    expect(found[0]?.message).toContain(code);
  });

  it('finds what frontmatter hides in escapes, and lets escapes be that are none or are no text', async () => {
    const skill = (description: string) => `---\nname: hello\ndescription: ${description}\n---\n\nGreet.\n`;
    const at = (description: string) => diagnose(rule, { 'skills/hello/SKILL.md': skill(description) });
    expect(await at('"Greets \\u202eyou"')).toMatchObject([{ file: 'skills/hello/SKILL.md' }]);
    expect(await at('"Greets \\U000e0041\\U000e0042"')).toMatchObject([
      {
        message:
          'Disallowed hidden text: these escapes stand for text written in tag characters such as U+E0041, which nobody sees and a model reads.',
      },
    ]);
    expect(await at("'Finds \\u202e in text'")).toEqual([]);
    expect(await at('Finds \\u202e in text')).toEqual([]);
    expect(await at('"\\U0001F469\\u200d\\U0001F4BB \\u00e9"')).toEqual([]);
    const hooks = '{"hooks":{"Stop":[{"hooks":[{"type":"command","command":"echo \\u202e"}]}]}}';
    expect(await diagnose(rule, { 'hooks/hooks.json': hooks })).toEqual([]);
  });

  it('says once what stands in a file as it is', async () => {
    const manifest = '{ "name": "demo", "description": "\u202e, \\n" }';
    expect(await diagnose(rule, { '.claude-plugin/plugin.json': manifest })).toMatchObject([
      {
        message:
          'Disallowed hidden text: this is the character U+202E, which shows text in another order than it is read in.',
      },
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
    ).toMatchObject([
      {
        message:
          'Disallowed hidden text: this is the character U+202E, which shows text in another order than it is read in, and 4687 times more in this file.',
      },
      {
        message:
          'Disallowed hidden text: this is a run of characters such as U+200B, which nobody sees and a model reads, and 199999 times more in this file.',
      },
    ]);
  });
});
