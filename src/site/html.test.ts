import { expect, test } from 'vitest';
import { escapeText, html, jsonBlock, trusted } from './html.ts';

test('escapes every value, and leaves markup as it is', () => {
  const attack = `"'><script>&`;
  expect(html`<p title="${attack}">${attack}</p>`.markup).toBe(
    '<p title="&quot;&#39;&gt;&lt;script&gt;&amp;">&quot;&#39;&gt;&lt;script&gt;&amp;</p>',
  );
  expect(html`<p>${html`<b>${'<'}</b>`}${trusted('<i></i>')}</p>`.markup).toBe('<p><b>&lt;</b><i></i></p>');
});

test('joins lists, writes numbers, and leaves out what is absent', () => {
  expect(html`${[1, [html`<b></b>`, '<']]}${undefined}${null}${false}${true}${0}`.markup).toBe(
    '1<b></b>&lt;0',
  );
});

test('what turns text around is shown and turns nothing', () => {
  expect(escapeText('a\u202Eb\u2066c\0')).toBe('a\ufffdb\ufffdc\ufffd');
  expect(escapeText('שלום é 😀')).toBe('שלום é 😀');
});

test('no value closes a data block', () => {
  const value = { text: '</script><!--\u2028\u202e' };
  const { markup } = jsonBlock(value);
  expect(markup).not.toContain('<');
  expect(JSON.parse(markup)).toEqual(value);
});
