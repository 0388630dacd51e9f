/** Comments and texts, in which nothing is changed, and the words that the grammar does not know. */
const pieces =
  /<#[\s\S]*?(?:#>|$)|(?<![^\s;({|])#[^\n]*|@"[^\n]*\n[\s\S]*?\n"@|@'[^\n]*\n[\s\S]*?\n'@|(?<=\s)--?[\w-]+=(?:"[^"\n]*"|'[^'\n]*'|[^\s;|)}"']+)|(?<=[\s(])\$(?:\w+:)?\w+(?:\\|\/[A-Za-z.])[^\s;|),}"'`]*|(?<=\s)[\w.~][\w.~/\\:-]{0,200}[\\/]\$\w[^\s;|),}"'`]*|"(?:[^"`]|`[\s\S]|"")*"|'(?:[^']|'')*'|\bparam[ \t]*\(/gi;

/** Closing parenthesis of one that opens at an offset; undefined where there is none. */
function closing(text: string, open: number): number | undefined {
  const inner = /"(?:[^"`]|`[\s\S]|"")*"|'(?:[^']|'')*'|#[^\n]*|[()]/g;
  inner.lastIndex = open;
  let depth = 0;
  for (let match = inner.exec(text); match !== null; match = inner.exec(text)) {
    if (match[0] === '(') depth++;
    if (match[0] === ')' && --depth === 0) return match.index;
  }
  return undefined;
}

/** Parameters of one text that are given an end. */
const mostParameters = 200;

/**
 * A program as the grammar can parse it: words such as `$HOME\x` and `--flag=x` as texts, and an end behind parameters that something
 * follows in the same line. Line breaks stay.
 */
export function parsedPowershell(text: string): string {
  const quoted = text.replace(pieces, (piece) => {
    if (/^(?:["'#<@]|param)/i.test(piece)) return piece;
    if (!piece.startsWith('-')) return `"${piece}"`;
    const [name = '', value = ''] = piece.split(/=(.*)/s, 2);
    const quote = value.startsWith("'") ? "'" : '"';
    return `${quote}${name}=${value.replace(/^["']|["']$/g, '')}${quote}`;
  });
  return withEnds(quoted);
}

function withEnds(text: string): string {
  const ends: number[] = [];
  for (const { 0: piece, index } of text.matchAll(pieces)) {
    if (!/^param/i.test(piece)) continue;
    const end = ends.length < mostParameters ? closing(text, index + piece.length - 1) : undefined;
    if (end === undefined) break;
    if (/^[ \t]*[^\s;)}]/.test(text.slice(end + 1, end + 40))) ends.push(end + 1);
  }
  const starts = [0, ...ends];
  return starts.map((start, index) => text.slice(start, ends[index])).join(';');
}
