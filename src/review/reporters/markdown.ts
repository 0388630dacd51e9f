import type { Diagnostic } from '../../check/diagnostic.ts';
import { sentenceOf } from '../../plugin/capability-words.ts';
import type { CapabilityChange, CountedList, PluginReview, Reason, Review, ShownChange } from '../review.ts';
import type { Words } from '../words.ts';
import {
  aboutChange,
  aboutPlugin,
  aboutTokens,
  answering,
  headlines,
  passSentence,
  summaryOf,
} from './phrases.ts';
import { safeText } from './safe-text.ts';

/** Characters of a comment: GitHub takes 65,536, and whoever posts it may add a line of their own. */
const longestMarkdown = 64_000;

/** Most UTF-16 units of a value that is shown. */
const longestValue = 160;
/** Shares of the comment that the list of failures, and both lists together, may fill: questions come before mere information. */
const shares = { failures: 0.35, lists: 0.7 } as const;

/**
 * The review as Markdown for a comment or a summary: the verdict, problems, questions, then what changed. Text from the pull request is always
 * a code span, in which mentions, links, images, HTML and tables have no effect.
 * https://github.github.com/gfm/#code-spans
 */
export function markdownReport(review: Review, limit = longestMarkdown): string {
  const failed = review.reasons.filter(({ verdict }) => verdict === 'fail');
  const asked = review.reasons.filter(({ verdict }) => verdict === 'review');
  let text = `## ${headlines[review.verdict]}\n\n${inline(summaryOf(review))}\n`;
  if (review.verdict === 'pass') text += `\n${passSentence}\n`;
  const tail = '\n… and more that does not fit here. `npm run review -- --format json` lists all.\n';
  const space = limit - tail.length;
  text += list('### Problems to fix', failed.map(failure), space * shares.failures);
  if (asked.length > 0) text += `\n### Questions to answer\n\n${inline(answering(review))}\n`;
  text += list(undefined, asked.map(question), space * shares.lists - text.length);
  for (const section of [...review.plugins.map(aboutOne), outside(review)]) {
    const left = space - text.length;
    if (section.length <= left) {
      text += section;
      continue;
    }
    // Only whole lines, so that no code span or fence stays open.
    const end = left < 0 ? -1 : section.lastIndexOf('\n', left - 1);
    text += `${end > 0 ? section.slice(0, end + 1) : ''}${tail}`;
    break;
  }
  return text;
}

/** A numbered list as far as it fits, and how many items were left out. */
function list(heading: string | undefined, items: readonly string[], space: number): string {
  if (items.length === 0) return '';
  let text = heading === undefined ? '\n' : `\n${heading}\n\n`;
  for (const [index, item] of items.entries()) {
    const number = `${index + 1}. `;
    const line = `${number}${item.replaceAll('\n', `\n${' '.repeat(number.length)}`)}\n`;
    if (text.length + line.length > space - 60) return `${text}\n… and ${items.length - index} more.\n`;
    text += line;
  }
  return text;
}

function failure(reason: Reason): string {
  const { plugin, message, fix = [], rule } = reason;
  const why = rule === undefined ? '' : `, rule ${code(rule)}`;
  return `${plugin === undefined ? '' : `**${code(plugin)}** `}${inline(message)}${placeOf(reason)}${why}\nFix: ${inline(fix)}`;
}

function question(reason: Reason): string {
  const { question: asked = [], askOf = [], before, after, changes = [] } = reason;
  const people = askOf.slice(0, 10).map((login) => code(login));
  const line = `${inline(asked)}${placeOf(reason)}\nCan be answered by ${people.join(', ')}.`;
  const blocks = [
    ...(before === undefined || after === undefined ? [] : [difference(before, after)]),
    ...changes.map((change) => `${code(change.file)}:\n${changedLines(change)}`),
  ];
  return [line, ...blocks].join('\n');
}

function placeOf({ file, line }: Reason): string {
  return file === undefined ? '' : ` (${code(line === undefined ? file : `${file}:${line}`)})`;
}

function aboutOne(plugin: PluginReview): string {
  const lines = [`\n### ${inline(aboutPlugin(plugin))}\n`, `- ${inline(aboutChange(plugin))}`];
  const changes = (heading: string, change: CapabilityChange['change']) => {
    const found = plugin.capabilities.listed.filter((item) => item.change === change);
    if (found.length === 0) return;
    lines.push(`- ${heading}:`, ...found.map((item) => `  - ${capability(item)}`));
  };
  changes(plugin.change === 'added' ? 'Capabilities' : 'New capabilities', 'gained');
  changes('Changed capabilities', 'changed');
  changes('Removed capabilities', 'lost');
  lines.push(...rest(plugin.capabilities, 'capability changes'));
  for (const [heading, { count, listed }] of [
    ['Components added', plugin.components.gained],
    ['Components removed', plugin.components.lost],
  ] as const) {
    if (count === 0) continue;
    const shown = listed.slice(0, 20).map(({ kind, name }) => `${kind} ${code(name)}`);
    lines.push(
      `- ${heading}: ${shown.join(', ')}${count > shown.length ? ` and ${count - shown.length} more` : ''}`,
    );
  }
  const tokens = aboutTokens(plugin);
  if (tokens !== undefined) lines.push(`- ${tokens}`);
  if (plugin.diagnostics.count > 0) {
    lines.push(
      '- New findings of the check:',
      ...plugin.diagnostics.listed.map((diagnostic) => `  - ${finding(diagnostic)}`),
    );
    lines.push(...rest(plugin.diagnostics, 'findings'));
  }
  return `${lines.join('\n')}\n`;
}

function capability({ kind, before, after }: CapabilityChange): string {
  const shown = after ?? before;
  if (shown === undefined) return kind;
  return `${kind}: ${inline([{ sentence: sentenceOf(shown) }])} ${code(`${shown.file}:${shown.line}`)}`;
}

function finding({ severity, rule, file, line, message, waived }: Diagnostic): string {
  const label = waived === undefined ? severity : 'waived';
  return `${label} ${code(rule)} in ${code(`${file}:${line}`)}: ${inline([{ sentence: message }])}`;
}

function rest({ count, listed }: CountedList<unknown>, what: string): string[] {
  return count > listed.length ? [`  - … and ${count - listed.length} more ${what}`] : [];
}

function outside({ outside: { count, listed } }: Review): string {
  if (count === 0) return '';
  const shown = listed.slice(0, 30).map(({ path, change }) => `- ${change} ${code(path)}`);
  const more = count > shown.length ? [`- … and ${count - shown.length} more`] : [];
  return `\n### Files outside of plugins: ${count} changed\n\n${[...shown, ...more].join('\n')}\n`;
}

/** Sentences as Markdown: values as code, our own words as they are. */
export function inline(words: Words): string {
  return words
    .map((word) => {
      if (typeof word === 'string') return word;
      return 'value' in word ? code(word.value) : quoting(word.sentence);
    })
    .join('');
}

/** Text that has no meaning to Markdown or to GitHub. */
const harmless = /^(?:[A-Za-z0-9 ,;:()'…]|\.(?!\w)|-)*$/;

/** A sentence that quotes in back-quotes. Where any other part could have a meaning to Markdown, all of it becomes code. */
function quoting(sentence: string): string {
  const parts = sentence.split('`');
  const isSafe =
    parts.length % 2 === 1 &&
    parts.every((part, index) =>
      index % 2 === 1 ? part !== '' : harmless.test(part) && !/:\/\/|\bwww\b|\b[0-9a-f]{7,}\b/i.test(part),
    );
  if (!isSafe) return code(sentence, 2 * longestValue);
  return parts.map((part, index) => (index % 2 === 1 ? code(part) : part)).join('');
}

/** A value as a code span, whatever back-quotes it holds. https://spec.commonmark.org/0.31.2/#code-spans */
export function code(value: string, most = longestValue): string {
  const shown = safeText(value, most);
  if (shown.trim() === '') return '(empty)';
  const fence = '`'.repeat(longestRun(shown) + 1);
  const pad = /^[ `]|[ `]$/.test(shown) ? ' ' : '';
  return fence + pad + shown + pad + fence;
}

/** Before and after in a fenced block that no line of them can close. https://spec.commonmark.org/0.31.2/#fenced-code-blocks */
export function difference(before: string, after: string): string {
  const lines = [`- ${safeText(before, 400)}`, `+ ${safeText(after, 400)}`];
  const fence = '`'.repeat(Math.max(3, longestRun(lines.join('\n')) + 1));
  return `${fence}diff\n${lines.join('\n')}\n${fence}`;
}

/** Changed lines of a file in a fenced block that no line of them can close. */
function changedLines({ lines, count }: ShownChange): string {
  const shown = lines.map((line) => `${signs[line.change]} ${safeText(line.text, 400)}`);
  if (count > lines.length) shown.push(`… and ${count - lines.length} more lines`);
  const fence = '`'.repeat(Math.max(3, longestRun(shown.join('\n')) + 1));
  return `${fence}diff\n${shown.join('\n')}\n${fence}`;
}

const signs: Readonly<Record<ShownChange['lines'][number]['change'], string>> = {
  added: '+',
  removed: '-',
  kept: ' ',
};

function longestRun(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0);
}
