import type { Source, SourceFile } from '../../plugin/source.ts';

/** The README at the root, by the names that GitHub knows; undefined where there is none that is text. */
export function readmeOf(source: Source): SourceFile | undefined {
  for (const { path, kind } of source.children('')) {
    if (
      (kind === 'file' || kind === 'link') &&
      /^readme(?:\.(?:md|markdown|mdx|txt|rst|adoc))?$/i.test(path)
    ) {
      const resolved = source.resolve(path);
      const file = resolved.kind === 'file' ? source.files.get(resolved.path) : undefined;
      if (file?.text !== undefined) return file;
    }
  }
  return undefined;
}

const ideograph = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]/g;
const word = /[\p{L}\p{N}][\p{L}\p{M}\p{N}'’-]*/gu;
const asciiWord = /[A-Za-z0-9][A-Za-z0-9'-]*/g;

/**
 * Words of prose in Markdown, counted no further than `enough`: without headings, code, comments, tags, pictures and addresses.
 * Of scripts that put no spaces between words, two characters count as one word.
 */
export function countProse(text: string, enough: number): number {
  let words = 0;
  let fence: string | undefined;
  let comment = false;
  for (let start = 0; start < text.length && words < enough; ) {
    let end = text.indexOf('\n', start);
    if (end < 0) end = text.length;
    // A line of a megabyte is not prose, and one that long is not needed to tell.
    let line = text.slice(start, Math.min(end, start + 20_000));
    start = end + 1;
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence !== undefined) {
      if (mark?.startsWith(fence) === true) fence = undefined;
      continue;
    }
    if (mark !== undefined && !comment) {
      fence = mark;
      continue;
    }
    if (comment) {
      const close = line.indexOf('-->');
      if (close < 0) continue;
      line = line.slice(close + 3);
      comment = false;
    }
    for (let open = line.indexOf('<!--'); open >= 0; open = line.indexOf('<!--')) {
      const close = line.indexOf('-->', open + 4);
      comment = close < 0;
      line = comment ? line.slice(0, open) : line.slice(0, open) + line.slice(close + 3);
    }
    if (/^ {0,3}#{1,6}(?:\s|$)/.test(line) || isUnderlined(text, start)) continue;
    words += wordsOf(line);
  }
  return words;
}

/** Whether the line from here on underlines the one before, which makes that a heading. */
function isUnderlined(text: string, start: number): boolean {
  const first = text.charCodeAt(start);
  return (first === 61 || first === 45) && /^(?:=+|-+)[ \t]*\r?(?:\n|$)/.test(text.slice(start, start + 200));
}

function wordsOf(line: string): number {
  let plain = line;
  if (/[`<[]|:\/\//.test(line)) {
    plain = line
      .replace(/`[^`]*`/g, ' ')
      .replace(/!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])?/g, ' ')
      .replace(/^\s*\[[^\]]+\]:.*$/, ' ')
      .replace(/\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])/g, '$1')
      .replace(/<[^>]*>/g, ' ')
      .replace(/\b[a-z][a-z0-9+.-]{1,20}:\/\/\S+/gi, ' ');
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the whole of ASCII
  if (/^[\x00-\x7f]*$/.test(plain)) return plain.match(asciiWord)?.length ?? 0;
  const signs = plain.match(ideograph)?.length ?? 0;
  const rest = signs === 0 ? plain : plain.replace(ideograph, ' ');
  return Math.floor(signs / 2) + (rest.match(word)?.length ?? 0);
}
