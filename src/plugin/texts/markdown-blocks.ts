/**
 * A part of a Markdown text. `code`: the inside of a fence. `line`: a line of prose. `advice`: the text that says what it is for, the heading
 * and the line before it.
 */
export type Block = {
  kind: 'code' | 'line';
  /** What follows the opening marks of a fence, in lower case; empty where nothing does. */
  language: string;
  text: string;
  /** Where the text starts in the body, in UTF-16 units. */
  offset: number;
  heading: string;
  before: string;
};

/** Longest line that is read as prose; a longer one is no sentence. UTF-16 units. */
const longestLine = 20_000;

const fence = /^[ \t]*(?:>[ \t]?|[-*+][ \t]+|\d+[.)][ \t]+)*(`{3,}|~{3,})[ \t]*([\w+#.-]*)[^`\n]*$/;

/**
 * The fenced code and the lines of prose of a Markdown text, in their order. HTML comments are left out. Reads each line once: an open fence
 * ends with the text.
 */
export function blocksOf(body: string): Block[] {
  const blocks: Block[] = [];
  const text = body.includes('<!--') ? body.replace(/<!--[\s\S]*?(?:-->|$)/g, blanked) : body;
  let heading = '';
  let before = '';
  let open: { mark: string; language: string; offset: number } | undefined;
  let at = 0;
  const close = (end: number) => {
    if (open === undefined) return;
    const { language, offset } = open;
    blocks.push({ kind: 'code', language, text: text.slice(offset, end), offset, heading, before });
    open = undefined;
  };
  while (at <= text.length) {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline;
    const line = text.slice(at, end).replace(/\r$/, '');
    const mark = line.length < 400 ? fence.exec(line) : null;
    if (open !== undefined) {
      if (mark?.[1]?.startsWith(open.mark) === true && mark[2] === '') close(at);
    } else if (mark !== null)
      open = { mark: mark[1] ?? '', language: (mark[2] ?? '').toLowerCase(), offset: end + 1 };
    else if (line.trim() !== '' && line.length <= longestLine) {
      const title = /^#{1,6}\s+(.*)/.exec(line)?.[1];
      if (title !== undefined) heading = title;
      blocks.push({ kind: 'line', language: '', text: line, offset: at, heading, before });
      before = line;
    }
    at = end + 1;
  }
  close(text.length);
  return blocks;
}

/** Blanks of the same length, so that places stay where they are. */
export const blanked = (part: string) => part.replace(/[^\n]/g, ' ');
