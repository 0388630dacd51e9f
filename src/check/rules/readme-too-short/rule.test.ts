import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../../test/check/rule-fixtures.ts';
import { rule } from './rule.ts';

describe('readme-too-short', () => {
  const words = (count: number) => 'word '.repeat(count);

  it('counts to the policy', async () => {
    expect(await diagnose(rule, { 'README.md': words(60) })).toEqual([]);
    expect(await diagnose(rule, { 'README.md': words(59) })).toMatchObject([
      { message: expect.stringContaining('there are 59') },
    ]);
    expect(
      await diagnose(rule, { 'README.md': words(5) }, { policy: { limits: { readmeWords: 5 } } }),
    ).toEqual([]);
  });

  it.each([
    ['headings', `# ${words(80)}\n\n${words(80)}\n===\n`],
    [
      'code',
      `\`\`\`\n${words(80)}\n\`\`\`\n\n~~~~\n${words(80)}\n~~~\n${words(10)}\n~~~~\n\`${words(80)}\`\n`,
    ],
    ['comments', `<!-- ${words(80)}\n${words(80)}\n-->\n<!-- ${words(80)} -->`],
    [
      'tags and addresses',
      `<img alt="${words(80)}"> https://example.com/${'a-'.repeat(100)}\n[x]: https://example.com ${words(80)}\n![${words(80)}](x.png)`,
    ],
  ])('does not count %s', async (_, text) => {
    expect(await diagnose(rule, { 'README.md': text })).toMatchObject([
      {
        message:
          'Expected 60 words of prose or more, not counting headings, code and addresses, but there are 0.',
      },
    ]);
  });

  it('counts what a link says', async () => {
    expect(await diagnose(rule, { 'README.md': `[${words(60)}](https://example.com)` })).toEqual([]);
  });

  it('counts scripts that put no spaces between words', async () => {
    expect(await diagnose(rule, { 'README.md': '这是一个很小的插件它会问候别人'.repeat(10) })).toEqual([]);
    expect(await diagnose(rule, { 'README.md': 'слово '.repeat(60) })).toEqual([]);
    expect(await diagnose(rule, { 'README.md': '这是一个很小的插件' })).toMatchObject([
      {
        message:
          'Expected 60 words of prose or more, not counting headings, code and addresses, but there are 4.',
      },
    ]);
  });

  it('says nothing where there is no README', async () => {
    expect(await diagnose(rule, { 'README.md': null })).toEqual([]);
  });

  it('ends on text that is made to keep it busy', async () => {
    for (const text of [
      '['.repeat(300_000),
      '<!--'.repeat(100_000),
      '`'.repeat(300_000),
      '<'.repeat(300_000),
      '![]('.repeat(80_000),
    ]) {
      await diagnose(rule, { 'README.md': text });
      await diagnose(rule, { 'README.md': text.replace(/(.{40})/g, '$1\n') });
    }
  });
});
