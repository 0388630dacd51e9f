import { escapeText, type Html, html } from '../html.ts';
import type { StampedPage } from '../parts/page.ts';

/** Words of the shell that stand where something of a page belongs. Nothing else on the shell holds them. */
export const marks = {
  title: 'STAMP-TITLE',
  description: 'STAMP-DESCRIPTION',
  path: 'STAMP-PATH/',
  image: 'STAMP-IMAGE',
  head: 'STAMP-HEAD',
  content: 'STAMP-CONTENT',
} as const;

type Part = { text: string; mark: keyof typeof marks | undefined };

/** Pages from what Astro rendered once. */
export type Shell = (page: StampedPage) => string;

/**
 * Reads a rendered shell.
 * @throws where a mark is missing, because then no page would have what belongs there
 */
export function createShell(rendered: string): Shell {
  const names = Object.keys(marks) as (keyof typeof marks)[];
  for (const name of names)
    if (!rendered.includes(marks[name]))
      throw new Error(`The shell of the pages has no place for "${name}".`);
  const parts: Part[] = rendered
    .split(new RegExp(`(<meta name="${marks.head}"[^>]*>|${Object.values(marks).join('|')})`))
    .map((text) => {
      if (text.includes(marks.head)) return { text, mark: 'head' };
      const mark = names.find((name) => marks[name] === text);
      return { text, mark };
    });
  let last: { page: StampedPage; text: string } | undefined;
  return (page) => {
    // A page is weighed, and then written.
    if (last?.page === page) return last.text;
    const filled: Record<keyof typeof marks, string> = {
      title: escapeText(page.title),
      description: escapeText(page.description),
      path: escapeText((page.canonicalPath ?? page.path).split('/').map(encodeURIComponent).join('/')),
      image: escapeText(page.image ?? 'social.png'),
      head: headOf(page).markup,
      content: page.content.markup,
    };
    let text = '';
    for (const part of parts) text += part.mark === undefined ? part.text : filled[part.mark];
    last = { page, text };
    return text;
  };
}

function headOf({ head, isHidden }: StampedPage): Html {
  return html`${head ?? html``}${isHidden ? html`<meta name="robots" content="noindex">` : html``}`;
}
