import { describe, expect, it } from 'vitest';
import { diagnose, manifestWith } from '../../../../test/check/rule-fixtures.ts';
import { rule } from './rule.ts';

describe('link-unsafe-scheme', () => {
  it.each([
    '[x](javascript:alert(1))',
    '[x]( <javascript:alert(1)> )',
    '[x](JaVaScRiPt:alert(1))',
    '[x](java&#115;cript:alert(1))',
    '[x](javascript&colon;alert(1))',
    '![x](data:text/html;base64,AAAA)',
    '[x][y]\n\n[y]: vbscript:msgbox',
    '<javascript:alert(1)>',
    '<a href="javascript:alert(1)">x</a>',
    "<a href='java\tscript:alert(1)'>x</a>",
    '<img src=data:image/svg+xml,x>',
    '[x](file:///etc/passwd)',
    '<form action="javascript:x">',
    '<file:///etc/passwd>',
    '<FILE:/etc/passwd>',
    '<file:C:/Users/x>',
    '[x](file:etc/passwd)',
    '<data:text/html,x>',
    '<javascript:alert%281%29>',
    '<javascript:a=b>',
  ])('refuses %j', async (text) => {
    expect(await diagnose(rule, { 'docs/a.md': `Text.\n\n${text}\n` })).toMatchObject([
      { file: 'docs/a.md', severity: 'error' },
    ]);
  });

  it.each([
    '[x](https://example.com/javascript:x)',
    '[x](#data)',
    '[x](./file.md)',
    '[x](mailto:a@example.com)',
    'data: [x] and `javascript:`',
    '[x](docs/data.md) file: here',
    '[x](?javascript:x)',
    // Placeholders, which say what to write.
    'Cite as <file:line>.',
    '- **Location:** <File:line>',
    'Cite as <file:line:column>, <file:path/to/it:line> or <file:start-end>.',
    'Cite as [name](file:line).',
    '[1]: file:line',
    '<data:type> and <javascript:name>',
    'const f = (a)[b](data: { x: 1 })',
    // Code.
    '`[x](javascript:x)`',
    '```\n[x](javascript:x)\n```',
    '~~~ html\n<a href="javascript:x">\n~~~',
    'Use `src="data:…"`.',
    'const url = "data:x"',
    '--url=file:///x',
  ])('takes %j', async (text) => {
    expect(await diagnose(rule, { 'docs/a.md': text })).toEqual([]);
  });

  it('finds a link after code', async () => {
    expect(
      await diagnose(rule, { 'docs/a.md': '```\ncode\n```\n`x` and `y` [z](javascript:x)' }),
    ).toMatchObject([{ line: 4 }]);
  });

  it.each([{ homepage: 'javascript:alert(1)' }, { repository: 'data:text/html,x' }])(
    'refuses %j',
    async (manifest) => {
      expect(await diagnose(rule, manifestWith(manifest))).toMatchObject([{ severity: 'error' }]);
    },
  );

  it.each([
    { homepage: 'example.com' },
    { repository: 'ada-writer/tiny-tool' },
    { repository: 'git@github.com:ada-writer/tiny-tool.git' },
    { homepage: 'https://user:password@example.com/' },
    { homepage: 'ftp://example.com' },
  ])('warns about %j', async (manifest) => {
    expect(await diagnose(rule, manifestWith(manifest))).toMatchObject([{ severity: 'warning' }]);
  });

  it('proposes the address of a repository', async () => {
    for (const repository of [
      'ada-writer/tiny-tool',
      'git@github.com:ada-writer/tiny-tool.git',
      'git+ssh://git@github.com/ada-writer/tiny-tool.git',
    ]) {
      const [found] = await diagnose(rule, manifestWith({ repository }));
      expect(found?.fix).toBe('"repository": "https://github.com/ada-writer/tiny-tool"');
    }
  });

  it("looks at the author's address, and leaves wrong types to other rules", async () => {
    expect(await diagnose(rule, manifestWith({ author: { name: 'A', url: 'javascript:x' } }))).toMatchObject([
      {
        message:
          'Expected "author.url" to be an address that starts with "https://", but it is "javascript:x".',
      },
    ]);
    expect(
      await diagnose(rule, manifestWith({ author: 'A', homepage: 7, repository: { url: 'x' } })),
    ).toEqual([]);
  });

  it('ends on text that is made to keep it busy', async () => {
    for (const unit of ['](', '[a]: ', '<', 'href=', 'href="', '](javascript', '   [']) {
      await diagnose(rule, { 'a.md': unit.repeat(100_000), 'b.md': `${unit}\n`.repeat(100_000) });
    }
  });
});
