import { type Html, html } from '../html.ts';
import { pageSteps } from '../page-steps.ts';
import { codeParts } from '../words.ts';

/** A command or file to copy. `what` says in a few words what is copied, for who does not see it. */
export function codeBlock(text: string, what: string): Html {
  return html`<div class="code"><pre><code>${text}</code></pre><button class="copy" type="button" hidden>Copy<span class="unseen"> ${what}</span></button></div>`;
}

/** A sentence in which what stands between backquotes is code. */
export function sentence(text: string): Html[] {
  return codeParts(text).map((part) => (part.isCode ? html`<code>${part.text}</code>` : html`${part.text}`));
}

/** `2026-11-21` as a date that machines read too. */
export function date(text: string): Html {
  return html`<time datetime="${text}">${text}</time>`;
}

/** Where the reader is: the steps from the first page to this one, which is named last and is no link. */
export function breadcrumb(steps: readonly { text: string; href: string }[]): Html {
  return html`<nav class="crumbs" aria-label="Breadcrumb"><ol>${steps.map(({ text, href }) => html`<li><a href="${href}"><bdi>${text}</bdi></a></li>`)}</ol></nav>`;
}

/** Links to the other pages of a list. `hrefOf` gives the address of a page, counted from 1. */
export function pagination(page: number, pages: number, hrefOf: (page: number) => string): Html {
  if (pages <= 1) return html``;
  const items = pageSteps(page, pages).map((step) =>
    step === 'gap'
      ? html`<li aria-hidden="true">…</li>`
      : step === page
        ? html`<li><a href="${hrefOf(step)}" aria-current="page">${step}</a></li>`
        : html`<li><a href="${hrefOf(step)}">${step}</a></li>`,
  );
  const previous = page > 1 ? html`<li><a href="${hrefOf(page - 1)}" rel="prev">Previous</a></li>` : html``;
  const next = page < pages ? html`<li><a href="${hrefOf(page + 1)}" rel="next">Next</a></li>` : html``;
  return html`<nav class="pages" aria-label="Pages"><ol>${previous}${items}${next}</ol></nav>`;
}
