import { expect, test } from 'vitest';
import { html } from '../html.ts';
import { createShell, marks } from './shell.ts';

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

const rendered = `<title>${marks.title} · M</title><meta name="description" content="${marks.description}"><link rel="canonical" href="https://m.example/${marks.path}"><meta property="og:title" content="${marks.title}"><meta property="og:image" content="https://m.example/${marks.image}"><meta name="${marks.head}"><main>${marks.content}</main>`;

test('puts each part where its mark stands, escaped', () => {
  const page = text(
    createShell(rendered)({
      path: 'plugins/a/',
      title: '<A> $& $1',
      description: '"quoted"',
      content: html`<p>${'<'}</p>`,
      head: html`<meta name="x">`,
      isHidden: true,
    }),
  );
  expect(page).toBe(
    '<title>&lt;A&gt; $&amp; $1 · M</title><meta name="description" content="&quot;quoted&quot;"><link rel="canonical" href="https://m.example/plugins/a/"><meta property="og:title" content="&lt;A&gt; $&amp; $1"><meta property="og:image" content="https://m.example/social.png"><meta name="x"><meta name="robots" content="noindex"><main><p>&lt;</p></main>',
  );
});

test('a title that is a mark stays a title', () => {
  const page = text(
    createShell(rendered)({
      path: 'x/',
      title: marks.content,
      description: marks.title,
      content: html`<p>content</p>`,
    }),
  );
  expect(page.match(/<p>content<\/p>/g)).toHaveLength(1);
});

test('gives a page of any length, and the same one again', () => {
  const shell = createShell(rendered);
  const page = (content: string) => ({ path: 'x/', title: 'X', description: '', content: html`${content}` });
  const [short, long] = [page('short'), page('語'.repeat(500_000))];
  expect(text(shell(short))).toContain('<main>short</main>');
  expect(text(shell(short))).toContain('<main>short</main>');
  expect(text(shell(long))).toContain(`<main>${'語'.repeat(500_000)}</main>`);
  expect(text(shell(short))).toContain('<main>short</main>');
});

test('refuses a shell without a place for something', () => {
  expect(() => createShell(rendered.replace(marks.content, ''))).toThrow('no place for "content"');
});
