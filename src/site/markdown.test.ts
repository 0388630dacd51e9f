import { htmlToHast } from 'satteri';
import { describe, expect, test } from 'vitest';
import { complex, repeated } from '../../test/hostile/payloads.ts';
import { folderMark, renderReadme, repositoryMark } from './content.ts';
import { type MarkdownOptions, renderMarkdown } from './markdown.ts';

const options: MarkdownOptions = {
  resolve: (address) => `https://repository.example/${address}`,
  idPrefix: 'x-',
  topLevel: 3,
  dropTitle: true,
  longest: 20_000,
  foreign: true,
};
const render = (text: string, more: Partial<MarkdownOptions> = {}) =>
  renderMarkdown(text, { ...options, ...more });

type Node = { tagName?: string; properties?: Record<string, unknown>; children?: Node[] };
const allowed: Record<string, string[]> = {
  a: ['href', 'rel'],
  div: ['className', 'role', 'ariaLabel', 'tabIndex'],
  span: ['className'],
  ol: ['start'],
  th: ['scope', 'className'],
  td: ['className'],
  li: ['dir'],
  p: ['dir'],
  ...Object.fromEntries(['h2', 'h3', 'h4', 'h5', 'h6'].map((tag) => [tag, ['id', 'dir']])),
  ...Object.fromEntries(
    'ul hr br em strong b i u s del ins sub sup kbd samp var mark small abbr q cite code dl dt dd blockquote table tbody tr pre details summary html head body'
      .split(' ')
      .map((tag) => [tag, []]),
  ),
};

/** What in the markup, as a browser's parser reads it, is not on the list above. */
function strange(markup: string): string[] {
  const wrong: string[] = [];
  const visit = (node: Node) => {
    const { tagName, properties = {} } = node;
    if (tagName !== undefined) {
      const attributes = allowed[tagName];
      if (attributes === undefined) wrong.push(`<${tagName}>`);
      for (const [name, value] of Object.entries(properties)) {
        if (!attributes?.includes(name)) wrong.push(`${tagName} ${name}`);
        if (name === 'href' && !/^(?:https?:\/\/|#x-)/.test(String(value))) wrong.push(`href ${value}`);
      }
    }
    for (const child of node.children ?? []) visit(child);
  };
  visit(htmlToHast(markup) as Node);
  return wrong;
}

describe('nothing but what is allowed comes out', () => {
  const attacks = [
    '<script>hacked=1</script>text',
    '<img src=x onerror=hacked=1>',
    '<svg onload=hacked=1><a xlink:href="javascript:hacked=1">x</a></svg>',
    '<math><mtext><table><mglyph><style><img src=x onerror=hacked=1></style></mglyph></table></mtext></math>',
    '[a](javascript:hacked=1) [b](JaVaScRiPt:hacked=1) [c](java&#10;script:hacked=1) [d](data:text/html,x) [e](vbscript:x)',
    '[f](//evil.example) [g](\\\\evil.example) [h]( javascript:hacked=1) [i](https://user:pass@evil.example)',
    '<a href="javascript:hacked=1" onclick=hacked=1 style="position:fixed">x</a>',
    '<iframe srcdoc="<script>hacked=1</script>"></iframe><object data=x></object><embed src=x>',
    '<form action=x><input name=y><button formaction=javascript:x>go</button><textarea></form>',
    '<style>*{display:none}</style><link rel=stylesheet href=x><meta http-equiv=refresh content=0><base href=x>',
    '<p id=content class=notice style=color:red>x</p><div id=install hidden>y',
    '<noscript><p title="</noscript><img src=x onerror=hacked=1>">',
    '<!--><img src=x onerror=hacked=1>--> <![CDATA[<img src=x onerror=hacked=1>]]>',
    '<b <script>hacked=1</script>',
    '![x](javascript:hacked=1) ![y](data:image/svg+xml,<svg/onload=hacked=1>)',
    '</main></body></html><script>hacked=1</script>',
    '<li>a<dt>b<td>c<option>d<summary>e',
    '`<script>` &lt;script&gt; &#60;script&#62;hacked=1&#60;/script&#62;',
    '<details open ontoggle=hacked=1><summary onclick=x>s</summary>t</details>',
    '<a href="#x-install"><h2>a<a href="https://b.example">c</a></h2></a>',
    '<template><script>hacked=1</script></template><xmp><script>hacked=1</script></xmp>',
  ];

  test('the test itself sees what is not allowed', () => {
    expect(strange('<img src=x onerror=y><a href="javascript:1">x</a>')).toEqual([
      '<img>',
      'img src',
      'img onError',
      'href javascript:1',
    ]);
  });

  test.each(attacks)('%s', (attack) => {
    for (const text of [
      attack,
      `- ${attack}`,
      `| a | b |\n|---|---|\n| ${attack} | x |`,
      `> ${attack}\n\nafter`,
    ])
      expect(strange(render(text).markup), text).toEqual([]);
  });

  test('all of them in one text', () => {
    expect(strange(render(attacks.join('\n\n')).markup)).toEqual([]);
    expect(strange(renderReadme(attacks.join('\n\n')).markup)).toEqual([]);
  });
});

test.each([
  ['Use <title> here.\n\n# Next\n', 'Use &lt;title&gt; here.'],
  ['A <select> box.\n\n# Next\n', 'A &lt;select&gt; box.'],
  ['<script>\nlet a;\n</script>\n\n# Next\n', '&lt;script&gt;\nlet a;\n&lt;/script&gt;'],
  ['a <TextArea rows=2> b </PLAINTEXT\n\n# Next\n', 'a &lt;TextArea rows=2&gt; b &lt;/PLAINTEXT'],
  [
    '`<style>` and\n\n    <iframe>\n\n# Next\n',
    '<code>&lt;style&gt;</code> and</p>\n<pre><code>&lt;iframe&gt;',
  ],
  ['[<xmp>](a "<title>") ![<title>](b)\n\n# Next\n', '<span class="picture">&lt;title&gt;</span>'],
  ['<video src=x>\n\n# Next\n', 'Next'],
  ['<title-card> <options> <scripted>x\n\n# Next\n', 'x'],
  ['a \ufdd0 <title>\n\n# Next\n', 'a \ufffd &lt;title&gt;'],
])(
  'a tag that a parser takes everything behind it for text of is shown, and nothing is lost: %s',
  (text, shown) => {
    const { markup, headings } = render(text);
    expect(markup).toContain(shown);
    expect(markup).not.toContain('\ufdd0');
    expect(headings.map((heading) => heading.text)).toEqual(['Next']);
  },
);

test.each([
  [
    '[![](a.png)](https://e.example/)',
    '<a href="https://e.example/" rel="nofollow ugc"><span class="picture">Picture</span></a>',
  ],
  ['## ![](a.png)', '<span class="picture">Picture</span>'],
  ['<a href="https://e.example/"><br></a>', '<br>'],
  ['[x](docs/a<title>.md)', 'href="https://repository.example/docs/a%3Ctitle%3E.md"'],
  ['![x](img/<script>.png)', 'img/%3Cscript%3E.png"'],
  ['<pre>one<br>two</pre>', '<pre><code>one\ntwo</code></pre>'],
  ['Foot[^1] and [^b].\n\n[^1]: Single\n[^b]: Two *words*.', 'Foot<sup>1</sup> and <sup>2</sup>.'],
  ['Foot[^1].\n\n[^1]: Single', '<p dir="auto">Single </p>'],
  ['<table><caption>What *is*</caption><tr><td>x</td></tr></table>', '<p>What *is*</p><div class="scroll"'],
  ['<dl><div><dt>a</dt><dd>b</dd></div></dl>', '<dl><dt>a</dt><dd>b</dd></dl>'],
  ['<dl>lost<dt>a</dt><dd>b</dd></dl>', 'lost'],
])('nothing that is written is lost: %s', (text, shown) => {
  const { markup } = render(text);
  expect(markup).toContain(shown);
  expect(strange(markup)).toEqual([]);
});

test.each([
  ['---\n\n# Tool\n\nInstall it.\n\n---\n\nMIT\n', 'Install it.', true],
  ['---\nSee: the end of it,\nwhich is far\n---\nMIT\n', 'which is far', true],
  ['---\nname: x\ntags:\n  - a\n- b\n\n# note\n---\nMIT\n', 'name', false],
  [`---\n${'-a:b\n'.repeat(5_000)}`, 'a:b', true],
])(
  'a README that begins with a rule has lost nothing, and fields are no part of it: %s',
  (text, words, isThere) => {
    const { markup } = renderReadme(text);
    expect(markup.includes(words)).toBe(isThere);
    if (text.includes('MIT')) expect(markup).toContain('MIT');
  },
);

test.each([
  ['> [!NOTE]\n> Read *this*.', '<p dir="auto"><strong>Note</strong><br>Read <em>this</em>.</p>'],
  [
    '> [!warning]\n>\n> Read this.',
    '<p dir="auto"><strong>Warning</strong></p>\n<p dir="auto">Read this.</p>',
  ],
  ['> [!NOTE]  \n> Read this.', '<p dir="auto"><strong>Note</strong><br>\nRead this.</p>'],
  ['> [!NOTE] Read this.', '<p dir="auto">[!NOTE] Read this.</p>'],
  ['> [!constructor]\n> Read this.', '<p dir="auto">[!constructor]\nRead this.</p>'],
  ['> Read [!NOTE]\n> this.', '<p dir="auto">Read [!NOTE]\nthis.</p>'],
])('a quotation begins with a word for what it is: %s', (text, shown) => {
  expect(render(text).markup).toBe(`<blockquote>\n${shown}\n</blockquote>`);
});

test('headings are closed up, numbered and listed, and a title that begins the text is left out', () => {
  const { markup, headings } = render('# Title\n\n### Deep\n\n## Same\n\n## Same\n\n# Same 1\n\n##\n');
  expect(headings).toEqual([
    { id: 'x-deep', text: 'Deep', level: 3 },
    { id: 'x-same', text: 'Same', level: 3 },
    { id: 'x-same-1', text: 'Same', level: 3 },
    { id: 'x-same-1-1', text: 'Same 1', level: 3 },
  ]);
  expect(markup).not.toContain('Title');
  expect(markup).toContain('<h3 id="x-deep" dir="auto">Deep</h3>');
  expect(render('# Title\n\n## One\n\n#### Two', { dropTitle: false, topLevel: 2 }).headings).toEqual([
    { id: 'x-title', text: 'Title', level: 2 },
    { id: 'x-one', text: 'One', level: 3 },
    { id: 'x-two', text: 'Two', level: 4 },
  ]);
});

test('links lead to the web, the repository or a heading that is there', () => {
  const { markup } = render(
    '## Use it\n\n[a](https://a.example/x) [b](docs/b.md) [c](#use-it) [d](#missing) ![e](e.png) [![f](f.png)](https://f.example)',
  );
  expect(markup).toContain('<a href="https://a.example/x" rel="nofollow ugc">a</a>');
  expect(markup).toContain('<a href="https://repository.example/docs/b.md" rel="nofollow ugc">b</a>');
  expect(markup).toContain('<a href="#x-use-it">c</a>');
  expect(markup).toContain('</a> d <a');
  expect(markup).toContain(
    '<a href="https://repository.example/e.png" rel="nofollow ugc"><span class="picture">e</span></a>',
  );
  expect(markup).toContain(
    '<a href="https://f.example/" rel="nofollow ugc"><span class="picture">f</span></a>',
  );
});

test('relative addresses of a README stay in the repository', () => {
  const { markup } = renderReadme(
    '[a](docs/a.md) [b](/LICENSE) [c](../../../../../etc/passwd) [d](./x y.md#z) [e](../other/README.md#use)',
  );
  expect([...markup.matchAll(/href="([^"]*)"/g)].map(([, to]) => to)).toEqual([
    `${folderMark}/docs/a.md`,
    `${repositoryMark}/LICENSE`,
    `${repositoryMark}/etc/passwd`,
    `${repositoryMark}/plugins/other/README.md#use`,
  ]);
});

test('a long text is cut between blocks, and no link leads to what is gone', () => {
  const text = `[end](#end)\n\n${'word '.repeat(200)}\n\n`.repeat(40);
  const { markup, isCut, headings } = render(`${text}## End\n`);
  expect(isCut).toBe(true);
  expect(headings).toEqual([]);
  expect(markup.length).toBeLessThanOrEqual(options.longest);
  expect(markup).not.toContain('<a');
  expect(render('short').isCut).toBe(false);
  const wide = render('字'.repeat(100).concat('\n\n').repeat(100));
  expect(wide.isCut).toBe(true);
  expect(Buffer.byteLength(wide.markup)).toBeGreaterThan(options.longest - 500);
  expect(Buffer.byteLength(wide.markup)).toBeLessThanOrEqual(options.longest);
});

test('a text is cut where its outermost blocks end, whatever stands around them', () => {
  const blocks = '# Title\n\nOne.\n\n## Two\n\n- a\n- b\n';
  const { markup, ends } = render(blocks);
  expect(ends.map((end) => markup.slice(0, end).replace(/^.*\n/s, ''))).toEqual([
    '<p dir="auto">One.</p>',
    '<h3 id="x-two" dir="auto">Two</h3>',
    '<ul><li dir="auto">a</li><li dir="auto">b</li></ul>',
  ]);
  const around = render(`<div align="center">\n<section>\n\n${blocks}\n</section>\n</div>\n`);
  expect(around.markup.trim()).toBe(markup.trim());
  expect(around.ends).toHaveLength(ends.length);
  const huge = render(`One.\n\n\`\`\`\n${'x'.repeat(options.longest)}\n\`\`\`\n`);
  expect(huge).toMatchObject({ isCut: true, headings: [], markup: '<p dir="auto">One.</p>' });
});

test('task lists, tables, code and pictures without words', () => {
  const { markup } = render(
    '- [x] a\n- [ ] b\n\n| a | |\n|--:|---|\n| 1 | 2 |\n\n```js\nif (a < b) {}\n```\n\n![](x.png)',
  );
  expect(markup).toContain('☑ a');
  expect(markup).toContain('☐ b');
  expect(markup).toContain('<th scope="col" class="right">a</th><td></td>');
  expect(markup).toContain('<pre><code>if (a &lt; b) {}\n</code></pre>');
  expect(markup).toContain('<span class="picture">Picture</span>');
});

test('texts that are hard on readers are rendered all the same', () => {
  const texts = Object.values(repeated);
  expect(texts.length).toBeGreaterThan(20);
  for (const text of texts) {
    const { markup } = render(text.repeat(Math.ceil(60_000 / text.length)));
    expect(strange(markup)).toEqual([]);
  }
});

describe('a text that asks more of a parser than its length lets expect', () => {
  test.each(Object.entries(complex))('is cut before that: %s', (_, text) => {
    const { markup, isCut, headings } = render(`# Title\n\nBefore.\n\n## One\n\n${text}\n\n## After\n`);
    expect(isCut).toBe(true);
    expect(markup).toContain('<p dir="auto">Before.</p>');
    expect(markup).not.toContain('After');
    expect(headings.map(({ id }) => id)).toEqual(['x-one']);
    expect(strange(markup)).toEqual([]);
  });

  test.each([
    ['quotations in one another', `${'>'.repeat(50)} the end`],
    [
      'a list in one another',
      Array.from({ length: 50 }, (_, step) => `${'  '.repeat(step)}- the end`).join('\n'),
    ],
    ['names with hyphens below', 'a_b_c '.repeat(1_200)],
    ['a list of such names', '- a_b_c the end\n'.repeat(5_000)],
    ['a table with many rows', `| a | b |\n|---|---|\n${'| the | end |\n'.repeat(3_000)}`],
    ['rows that lack cells', `|a|b|c|\n|-|-|-|\n${'|the end\n'.repeat(2_000)}`],
    [
      'people in a table of HTML',
      `<table>${'<tr><td><a href="https://a.example/"><img src="a.png" width="80" alt="A"><br><sub><b>A</b></sub></a></td></tr>\n'.repeat(500)}</table>`,
    ],
    ['words after what looks like a tag', `cat <<END ${'of words '.repeat(50)}\n`.repeat(20)],
  ])('is not cut where people write it: %s', (_, text) => {
    expect(render(`${text}\n\nAfter.\n`, { longest: 1e6 })).toMatchObject({
      isCut: false,
      markup: expect.stringContaining('<p dir="auto">After.</p>'),
    });
  });

  test('counts a line that a carriage return ends, and nothing of what a blank line ends', () => {
    expect(render(`a\r${'>'.repeat(100)} b`).isCut).toBe(true);
    expect(render(`${'a_b '.repeat(2_000)}\r\n\r\n${'a_b '.repeat(2_000)}`).isCut).toBe(false);
    expect(render(`${'a_b '.repeat(2_000)}\r\n${'a_b '.repeat(2_000)}`).isCut).toBe(true);
  });
});
