import { expect, test } from 'vitest';
import { html } from '../html.ts';
import { createShell, marks } from './shell.ts';

const rendered = `<title>${marks.title} · M</title><meta name="description" content="${marks.description}"><link rel="canonical" href="https://m.example/${marks.path}"><meta property="og:title" content="${marks.title}"><meta property="og:image" content="https://m.example/${marks.image}"><meta name="${marks.head}"><main>${marks.content}</main>`;

test('puts each part where its mark stands, escaped', () => {
  const page = createShell(rendered)({
    path: 'plugins/a/',
    title: '<A> $& $1',
    description: '"quoted"',
    content: html`<p>${'<'}</p>`,
    head: html`<meta name="x">`,
    isHidden: true,
  });
  expect(page).toBe(
    '<title>&lt;A&gt; $&amp; $1 · M</title><meta name="description" content="&quot;quoted&quot;"><link rel="canonical" href="https://m.example/plugins/a/"><meta property="og:title" content="&lt;A&gt; $&amp; $1"><meta property="og:image" content="https://m.example/social.png"><meta name="x"><meta name="robots" content="noindex"><main><p>&lt;</p></main>',
  );
});

test('a title that is a mark stays a title', () => {
  const page = createShell(rendered)({
    path: 'x/',
    title: marks.content,
    description: marks.title,
    content: html`<p>content</p>`,
  });
  expect(page.match(/<p>content<\/p>/g)).toHaveLength(1);
});

test('refuses a shell without a place for something', () => {
  expect(() => createShell(rendered.replace(marks.content, ''))).toThrow('no place for "content"');
});
