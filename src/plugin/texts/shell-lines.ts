import type { Block } from './markdown-blocks.ts';

/** A command as a text gives it, with where it starts in the body. */
export type ShellLine = { text: string; offset: number };

const shells = new Set(
  'bash sh shell zsh console terminal shellsession shell-session powershell pwsh ps1 ps cmd bat batch fish'.split(
    ' ',
  ),
);
/** Fences without a language, or with one that says nothing: commands only where a line looks like one. */
const open = new Set(['', 'text', 'txt', 'plaintext', 'markdown', 'md', 'plain']);

/** Commands of one text that are read, and longest of them, in UTF-16 units. */
const mostLines = 5_000;
const longest = 4_000;

/** What marks what not to do: in a comment, a heading or the sentence before. */
const refusal =
  /\b(?:never|do not|don['’]?t|must not|mustn['’]t|should not|shouldn['’]t|avoid|forbidden|prohibited|disallowed|anti-?patterns?|wrong|incorrect|bad|unsafe|insecure|vulnerable|dangerous|instead of|rather than|not allowed|blocked?|blocks|denied|refuse[sd]?|reject(?:ed|s)?|without (?:running|using)|no need to|deprecated|malicious|attack(?:er)?s?|exploit)\b|❌|🚫|⛔|✗/iu;

/** Whether a text says not to do what it names. */
export const isRefused = (text: string) => refusal.test(text.slice(-300));

const refusedNext =
  /^\W*(?:never|do not|don['’]?t|avoid|forbidden|bad|wrong|incorrect|unsafe|insecure|vulnerable|anti-?pattern|instead of|not\b|no:)|❌|🚫|⛔|✗/iu;

/** Whether a line or comment announces what not to do: "Never run:", "❌ Bad". */
const leadsToRefused = (line: string) =>
  refusedNext.test(
    line
      .slice(-300)
      .replace(/^.*(?:[.!?][*_]*\s+|[—;]\s*)/s, '')
      .replace(/^(?:#+|\/\/|REM)\s*/i, ''),
  );

/** The commands in the fences of a text, each as one line: continued lines are joined, here-documents left out. */
export function fencedLines(blocks: readonly Block[]): ShellLine[] {
  const found: ShellLine[] = [];
  for (const { kind, language, text, offset, heading, before } of blocks) {
    if (kind !== 'code' || found.length >= mostLines) continue;
    const isShell = shells.has(language);
    if (!isShell && !open.has(language)) continue;
    if (isRefused(heading) || leadsToRefused(before)) continue;
    for (const line of commandLines(text)) {
      const command = isShell ? line.text : looseCommand(line.text);
      if (command !== undefined) found.push({ text: command, offset: offset + line.offset });
    }
  }
  return found;
}

/** The logical lines of a shell text, without prompts, comments, output and the texts of here-documents. */
function commandLines(text: string): ShellLine[] {
  const found: ShellLine[] = [];
  const prompts = /^[ \t]*(?:>[ \t]?)*(?:\$|PS [^>\n]*>|[\w.-]+@[\w.-]+[^\n$#]{0,60}[$#])[ \t]+\S/m.test(
    text,
  );
  const prompt = /^[ \t]*(?:>[ \t]?)*(?:\$|%|PS [^>]*>|[\w.-]+@[\w.-]+[^$#]{0,60}[$#])[ \t]+/;
  let ended: string | undefined;
  let refused = false;
  let current: ShellLine | undefined;
  let at = 0;
  for (const line of text.split('\n')) {
    const offset = at;
    at += line.length + 1;
    const bare = line.replace(/\r$/, '');
    if (ended !== undefined) {
      if (bare.trim() === ended) ended = undefined;
      continue;
    }
    const trimmed = bare.replace(prompts ? prompt : /^[ \t]*(?:>[ \t]?)*/, '').trim();
    if (current === undefined && /^(?:#|\/\/|REM\b)/i.test(trimmed)) {
      refused = leadsToRefused(trimmed);
      continue;
    }
    if (trimmed === '') refused = false;
    if (current === undefined && prompts && !prompt.test(bare)) continue;
    current = { text: `${current?.text ?? ''}${trimmed}`, offset: current?.offset ?? offset };
    if (/\\$/.test(trimmed) && current.text.length < longest) {
      current.text = `${current.text.slice(0, -1)} `;
      continue;
    }
    ended = /<<-?\s*(["']?)(\w+)\1/.exec(current.text)?.[2];
    if (current.text !== '' && current.text.length <= longest && !refused && !saysNo(current.text))
      found.push(current);
    current = undefined;
  }
  return found;
}

/** Whether the comment behind a command says not to run it. */
const saysNo = (line: string) => {
  const comment = /\s#\s(.*)$/.exec(line)?.[1];
  return comment !== undefined && leadsToRefused(comment);
};

const called =
  'npx|bunx|uvx|pipx|pnpm|npm|yarn|bun|pip3?|uv|curl|wget|docker|podman|sudo|brew|apt|apt-get|cargo|go|gem|git|gh|rm|chmod|bash|sh|python3?|node|deno|powershell|pwsh|irm|iwr|gemini|codex|claude';
const looseStart = new RegExp(
  `^(?:[-*]\\s+|\\d+[.)]\\s+)?(?:[$%]\\s+|(?:Use |Via )?(?:Bash|Run|Shell|Execute|Command|Install)(?::| tool:)\\s+)?((?:${called})\\s+\\S.*)$`,
);
const bashCall = /\bBash\(\s*(?:command\s*[:=]\s*)?(["'`])(.+)\1\s*[,)]/;

/** A line that is a command though nothing says so: by the program that it starts with, or as a call of the tool `Bash`. */
function looseCommand(line: string): string | undefined {
  const { 2: quoted } = bashCall.exec(line) ?? [];
  if (quoted !== undefined) return quoted;
  const { 1: command } = looseStart.exec(line) ?? [];
  // "go to the page" and "claude is" are sentences.
  return command === undefined || isSentence(command) ? undefined : command;
}

const isSentence = (line: string) =>
  /[.!?:]$/.test(line) || /^\w+ (?:to|the|is|are|a|an|and|with|for|will|can|should|or|in)\b/.test(line);

const span = /(?<!`)(`{1,2})(?!`)([^`\n]{3,400})\1(?!`)/g;

/** What says of a command what it does, and not that it is to be run. */
const described =
  /^\**\s+(?:will|would|can|could|may|might|is|are|was|does|did|fails?|failed|removes|deletes|destroys|means|reports|returns|shows|says|or similar|flags?|options?|calls?|commands?|hangs|exits|errors?)\b/;

/** What says of the commands behind it what to do before they are run: "Before any command that deletes, ask:". */
const isExample = /^\W*before (?:you run |running )?(?:any|every|each|one of|commands?)\b/i;

/** Whether the sentence of a line goes on in the next. */
const goesOn = (line: Block, next: Block) =>
  line.kind === 'line' &&
  line.text.trimEnd().endsWith(',') &&
  next.offset - line.offset - line.text.length <= 2;

/** The commands in code spans of prose, but for those that the sentence says not to run. */
export function spannedLines(blocks: readonly Block[]): ShellLine[] {
  const found: ShellLine[] = [];
  let last: Block | undefined;
  for (const block of blocks) {
    const { kind, text, offset, heading } = block;
    const start = last !== undefined && goesOn(last, block) ? `${last.text.slice(-300)} ` : '';
    last = block;
    if (kind !== 'line' || found.length >= mostLines || !text.includes('`') || isRefused(heading)) continue;
    for (const match of text.matchAll(span)) {
      const command = (match[2] ?? '').trim();
      if (!/\s/.test(command) || found.length >= mostLines) continue;
      const before = `${start}${text.slice(Math.max(0, match.index - 300), match.index)}`;
      const sentence = before.replace(/^.*[.!?;]\s/s, '');
      const after = text.slice(match.index + match[0].length, match.index + match[0].length + 160);
      if (
        isRefused(sentence) ||
        isExample.test(sentence) ||
        isRefused(after.replace(/[.!?;|](?:\s[\s\S]*)?$/, ''))
      )
        continue;
      if (tells(before) && !described.test(after))
        found.push({ text: command, offset: offset + match.index });
    }
  }
  return found;
}

const asked =
  /\b(?:run(?:s|ning)?|re-?run|execut(?:e|es|ing)|us(?:e|es|ing)|try|install(?:s|ed|ing)?(?: (?:it|them|with|via|using|by))?|via|with|call|invoke|type|launch|start|issue|apply|then|or|command|prefer|tell (?:the )?user|fix|by|otherwise|missing|check(?: with)?|pull|fetch|download|upgrade|update)\b/i;

/** Whether what stands before a code span asks for it to be run: a word for it in the same sentence, or nothing but a list mark. */
function tells(before: string): boolean {
  const sentence = before.replace(/^.*(?:[.!?]\s|\|)/s, '');
  return (
    asked.test(sentence) ||
    /^\s*(?:[-*+>]\s+|\d+[.)]\s+|\*\*[^*]*\*\*:?\s*|[^:]{0,80}[:→]\s*)*$/.test(sentence)
  );
}
