/** One simple command of a command line: its words without quotes, and the texts that its redirections name. */
export type SimpleCommand = { words: string[]; redirects: string[]; pipedInto: boolean };

/** Longest command line that is read, in characters. */
const longest = 20_000;

/**
 * The simple commands of a shell command line, in order. Quotes are removed, variables and substitutions stay as written; keywords such as
 * `then` are words. Reads a line as text: nothing is expanded.
 */
export function simpleCommands(text: string): SimpleCommand[] {
  const line = text.slice(0, longest);
  const closes = closings(line);
  const found: SimpleCommand[] = [];
  let current: SimpleCommand = { words: [], redirects: [], pipedInto: false };
  let isRedirect = false;
  let at = 0;
  const end = (pipedInto: boolean) => {
    if (current.words.length > 0 || current.redirects.length > 0) found.push(current);
    current = { words: [], redirects: [], pipedInto };
    isRedirect = false;
  };
  while (at < line.length) {
    const operator = nextOperator(line, at);
    if (operator !== undefined) {
      at += operator.length;
      if (/[<>]/.test(operator)) isRedirect = true;
      else if (/\S/.test(operator) || operator === '\n') end(operator === '|' || operator === '|&');
    } else if (line.startsWith('\\\n', at)) at += 2;
    else if (line[at] === '#') at = endOf(line, '\n', at);
    else {
      const { word, next } = readWord({ text: line, closes }, at);
      (isRedirect ? current.redirects : current.words).push(word);
      isRedirect = false;
      at = Math.max(next, at + 1);
    }
  }
  end(false);
  return found;
}

const operators = /(?:\d*(?:<<-?|<<<|<>|<&|<|>>|>&|>\||>)|&>>?|&&|\|\||\|&|;;|[;&|()\n]|[ \t\r]+)/y;

function nextOperator(line: string, at: number): string | undefined {
  operators.lastIndex = at;
  return operators.exec(line)?.[0];
}

const endOf = (line: string, mark: string, from: number): number => {
  const at = line.indexOf(mark, from);
  return at < 0 ? line.length : at;
};

type Line = { text: string; closes: ReadonlyMap<number, number> };

/** The word at a place, and where it ends. */
function readWord(line: Line, from: number): { word: string; next: number } {
  const { text } = line;
  let word = '';
  let at = from;
  while (at < text.length && !/[\s;&|()<>]/.test(text.charAt(at))) {
    const character = text.charAt(at);
    if (character === "'") {
      const close = endOf(text, "'", at + 1);
      word += text.slice(at + 1, close);
      at = close + 1;
    } else if (character === '"') {
      const inside = readDouble(line, at + 1);
      word += inside.word;
      at = inside.next;
    } else if (character === '\\' && /[\s"'\\$`;&|()<>*?]/.test(text.charAt(at + 1))) {
      word += text.charAt(at + 1).replace('\n', '');
      at += 2;
    } else {
      const next = endOfExpansion(line, at);
      word += text.slice(at, next);
      at = next;
    }
  }
  return { word, next: at };
}

function readDouble(line: Line, from: number): { word: string; next: number } {
  const { text } = line;
  let word = '';
  let at = from;
  while (at < text.length && text[at] !== '"') {
    if (text[at] === '\\' && /["\\$`\n]/.test(text.charAt(at + 1))) {
      word += text.charAt(at + 1).replace('\n', '');
      at += 2;
      continue;
    }
    const next = endOfExpansion(line, at);
    word += text.slice(at, next);
    at = next;
  }
  return { word, next: at + 1 };
}

/** Where a character ends, or the whole of an expansion: `${…}`, `$(…)`, `` `…` ``. One that nothing closes is text. */
function endOfExpansion({ text, closes }: Line, at: number): number {
  if (text[at] === '`') return Math.min(endOf(text, '`', at + 1) + 1, text.length);
  const close = text[at] === '$' ? closes.get(at + 1) : undefined;
  return close === undefined ? at + 1 : close + 1;
}

/** Where each bracket that opens is closed. */
function closings(text: string): Map<number, number> {
  const found = new Map<number, number>();
  const open: number[] = [];
  for (const { index, 0: bracket } of text.matchAll(/[(){}]/g)) {
    if (bracket === '(' || bracket === '{') open.push(index);
    else if (text[open.at(-1) ?? -1] === (bracket === ')' ? '(' : '{')) found.set(open.pop() ?? 0, index);
  }
  return found;
}
