import { visible } from '../diagnostic.ts';

/** How a frame is drawn. */
type FrameOptions = {
  /** Columns of a terminal that a line may take. */
  width: number;
  /** Lines shown before and after the one that is meant. */
  around?: number;
};

/** A frame's line: its number in the text, what of it is shown, and the columns (from 0) to underline. */
export type FrameLine = { number: number; text: string; mark?: { from: number; length: number } };

/** Least columns given to the text, on however narrow a terminal. */
const leastWidth = 20;

/**
 * The lines around a place in a text, as they can safely be shown: what cannot be seen is written out, tabs are two spaces, and a line that is
 * too long is cut around the place. Empty where the text has no such line. Never splits the whole text.
 * @param line 1-based
 * @param column 1-based, in UTF-16 units
 */
export function frameOf(text: string, line: number, column: number, options: FrameOptions): FrameLine[] {
  const around = options.around ?? 1;
  const first = Math.max(1, line - around);
  const last = line + around;
  const room = Math.max(leastWidth, options.width - String(last).length - 5);
  const frame: FrameLine[] = [];
  let start = startOf(text, first);
  for (let number = first; number <= last && start !== undefined; number++) {
    const end = text.indexOf('\n', start);
    const stop = end < 0 ? text.length : end;
    const isMeant = number === line;
    // A text that ends in a line break has no line after it, unless that is the place.
    if (stop === text.length && start === stop && !isMeant) break;
    frame.push({ number, ...show(text, start, stop, isMeant ? column : undefined, room) });
    start = end < 0 ? undefined : end + 1;
  }
  return frame.some(({ number }) => number === line) ? frame : [];
}

/** Offset at which a line starts. */
function startOf(text: string, line: number): number | undefined {
  let start = 0;
  for (let number = 1; number < line; number++) {
    const end = text.indexOf('\n', start);
    if (end < 0) return undefined;
    start = end + 1;
  }
  return start;
}

function show(
  text: string,
  start: number,
  end: number,
  column: number | undefined,
  room: number,
): { text: string; mark?: { from: number; length: number } } {
  const stop = end > start && text.charCodeAt(end - 1) === 13 ? end - 1 : end;
  const at = Math.min(start + (column ?? 1) - 1, stop);
  // Enough characters on both sides, whatever each takes once it is written out.
  let from = at - start > room ? at - Math.floor(room / 2) : start;
  if (isLowSurrogate(text, from)) from--;
  let until = Math.min(stop, from + room * 2);
  if (isLowSurrogate(text, until)) until--;
  const head = safe(text.slice(from, at));
  const tail = safe(text.slice(at, Math.max(at, until)));
  const ellipsis = from > start ? '…' : '';
  const shown = cut(`${ellipsis}${head}${tail}`, room, until < stop);
  if (column === undefined) return { text: shown };
  const before = widthOf(`${ellipsis}${head}`);
  const token = /^(?:"(?:[^"\\]|\\.){0,60}"|[\w.@/:-]{1,60})/.exec(tail)?.[0] ?? ' ';
  return {
    text: shown,
    mark: { from: Math.min(before, room), length: Math.max(1, Math.min(widthOf(token), room - before)) },
  };
}

function isLowSurrogate(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff;
}

function safe(text: string): string {
  return visible(text.replaceAll('\t', '  '));
}

/** As much of a text as fits, with `…` for the rest. */
function cut(text: string, room: number, isCut: boolean): string {
  if (!isCut && widthOf(text) <= room) return text;
  let width = 0;
  let kept = '';
  for (const character of text) {
    width += widthOf(character);
    if (width > room - 1) break;
    kept += character;
  }
  return `${kept}…`;
}

const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/gu;

/** Columns that a text takes on a terminal, near enough: https://www.unicode.org/reports/tr11/ */
export function widthOf(text: string): number {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the whole of ASCII
  if (/^[\x00-\x7f]*$/.test(text)) return text.length;
  let width = 0;
  for (const character of text) if (!/\p{M}/u.test(character)) width++;
  return width + (text.match(wide)?.length ?? 0);
}
