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

/** In bytes. A page that may be larger gets a buffer of its own. */
const usualSize = 1 << 20;

/** Pages, in UTF-8, from what Astro rendered once. The bytes are for use until the next page is asked for. */
export type Shell = (page: StampedPage) => Uint8Array;

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
  let last: { page: StampedPage; bytes: Uint8Array } | undefined;
  // To encode a page and to allocate for it takes as long as to write it.
  const own = Buffer.allocUnsafeSlow(usualSize);
  return (page) => {
    // A page is weighed, and then written.
    if (last?.page === page) return last.bytes;
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
    const bytes = text.length * 3 <= own.length ? own.subarray(0, own.write(text)) : Buffer.from(text);
    last = { page, bytes };
    return bytes;
  };
}

function headOf({ head, isHidden }: StampedPage): Html {
  return html`${head ?? html``}${isHidden ? html`<meta name="robots" content="noindex">` : html``}`;
}
