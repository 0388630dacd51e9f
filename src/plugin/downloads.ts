import { type Fetched, fetchedBy } from './download-tools.ts';

/** Code that a command line downloads when it runs. `offset`: where it stands in the text that was searched. */
export type Download = Fetched & { offset: number };

const tools =
  /\b(?:npx|bunx|uvx|pipx|pnpx|npm|pnpm|yarn|bun|uv|pip3?|python3? -m pip|docker|podman|deno|go|cargo|gem|brew|apt|apt-get|dnf|apk|choco|winget|git|curl|wget|iwr|irm|Invoke-WebRequest|Invoke-RestMethod)(?=[ \t]+[^\s=])/g;

/** Most tools that one simple command is expected to name. */
const longestChain = 8;

/** Whether a tool is named by the folder that systems install it to: `/usr/bin/env`, `/usr/local/bin/npx`. */
const isInstalled = (text: string, at: number): boolean =>
  /\/bin\/$/.test(text.slice(Math.max(at - 5, 0), at));

const calls =
  /(["'])(npx|bunx|uvx|pipx|pnpx|npm|pnpm|yarn|bun|uv|pip3?|docker|podman|deno|go|cargo|gem|brew|apt|apt-get|apk|git)\1\s*,\s*\[?\s*(?=["'])/g;

/** Downloads of a program that is started with its arguments as a list: `spawn('npx', ['prettier'])`, `subprocess.run(["pip", "install", "x"])`. */
function findCalled(text: string): Download[] {
  const found: Download[] = [];
  for (const match of text.matchAll(calls)) {
    const line = text.slice(text.lastIndexOf('\n', match.index) + 1, match.index);
    if (comment.test(line.slice(0, 80))) continue;
    const words: string[] = [];
    const argument = /\s*(?:"([^"\n]*)"|'([^'\n]*)')\s*,?/y;
    argument.lastIndex = match.index + match[0].length;
    for (let word = argument.exec(text); word !== null && words.length < 40; word = argument.exec(text))
      words.push(word[1] ?? word[2] ?? '');
    const download = fetchedBy(match[2] ?? '', words, undefined);
    if (download !== undefined) found.push({ ...download, offset: match.index });
  }
  return found;
}

/** Finds run-time downloads in hook and server commands, inline commands and scripts. Reads them as text; nothing is run. */
export function findDownloads(text: string): Download[] {
  const found: Download[] = [];
  let end = 0;
  let lineStart = 0;
  let chain = 0;
  tools.lastIndex = 0;
  for (let match = tools.exec(text); match !== null; match = tools.exec(text)) {
    // Looking behind in the expression itself would cost more than all the rest.
    if (match.index > 0 && './@-'.includes(text.charAt(match.index - 1)) && !isInstalled(text, match.index)) {
      tools.lastIndex = match.index + 1;
      continue;
    }
    const between = text.slice(end, match.index);
    const newline = between.lastIndexOf('\n');
    if (newline >= 0) lineStart = end + newline + 1;
    // Tools named one after the other are arguments of the first few: a page of them would be read a page's number of times.
    chain = /[\n;&|()`]/.test(between) ? 0 : chain + 1;
    end = match.index;
    if (chain > longestChain) continue;
    // What a comment or a message says is not run.
    if (comment.test(text.slice(lineStart, lineStart + 80))) continue;
    if (isSaid(text.slice(Math.max(lineStart, match.index - 200), match.index))) continue;
    // `uv pip install` is uv's, and found as such.
    if (match[0].startsWith('pip') && /\buv[ \t]+$/.test(between)) continue;
    const rest = text.slice(match.index, match.index + 600);
    const { words, pipedTo } = wordsOf(rest);
    const download = fetchedBy(match[0], words.slice(match[0].split(' ').length), pipedTo);
    if (download !== undefined) found.push({ ...download, offset: match.index });
  }
  return [...found, ...findCalled(text)];
}

const comment = /^\s*(?:#(?!!)|\/\/|\/?\*|--|rem\s)/i;
const message =
  /\b(?:echo|print\w*|log\w*|warn\w*|error|throw|raise|\w*Error|message|description|help|usage)\b/i;

/** Whether what stands before a command on its line makes it text for a reader. */
function isSaid(before: string): boolean {
  if (/\s(?:#|\/\/)\s/.test(before)) return true;
  // Only the command that it would be part of: `echo x; npx y` still runs the second.
  const start = Math.max(...[';', '&', '|', '`', '$('].map((mark) => before.lastIndexOf(mark)));
  return message.test(before.slice(start + 1));
}

/** The words of the first simple command, and the program that its output is piped into. */
function wordsOf(text: string): { words: string[]; pipedTo: string | undefined } {
  const words: string[] = [];
  let word = '';
  let started = false;
  let at = 0;
  const push = () => {
    // A backslash at the end escapes the quote of a text that the command stands in.
    if (started) words.push(word.replace(/\\+$/, ''));
    word = '';
    started = false;
  };
  for (; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '\\' && text.charAt(at + 1) === '\n') at++;
    else if (character === "'" || character === '"') {
      const end = text.indexOf(character, at + 1);
      // In a script of another language the quote that closes the whole command is not one that opens a word.
      if (end < 0 || text.slice(at, end).includes('\n')) break;
      word += text.slice(at + 1, end);
      started = true;
      at = end;
    } else if (/[\n;&|()`]/.test(character)) break;
    else if (/\s/.test(character)) push();
    else {
      word += character;
      started = true;
    }
  }
  push();
  const piped =
    /^\|\s*(?:sudo\s+(?:-\S+\s+)*)?(?:\/\S*\/)?(sh|bash|zsh|dash|fish|python3?|node|ruby|perl|pwsh|powershell|iex)\b/.exec(
      text.slice(at),
    );
  return { words, pipedTo: piped?.[1] };
}
