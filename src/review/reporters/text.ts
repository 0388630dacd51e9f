import { sentenceOf } from '../../plugin/capability-words.ts';
import type { CapabilityChange, PluginReview, Reason, Review, ShownChange } from '../review.ts';
import { plain, type Words } from '../words.ts';
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

/** How text is laid out. */
type TextOptions = { color: boolean };

/** Most entries of a list that are shown; the rest are counted. */
const mostShown = 60;
/** UTF-16 units of a line. */
const longestLine = 1200;

const codes = { pass: 32, review: 33, fail: 31, bold: 1, dim: 2 } as const;

/** The review for a person at a terminal. No line starts with text from the pull request, so that none can be a command to a log. */
export function textReport(review: Review, { color }: TextOptions): string {
  const paint = (style: keyof typeof codes, text: string) =>
    color ? `\u001b[${codes[style]}m${text}\u001b[${style === 'bold' || style === 'dim' ? 22 : 39}m` : text;
  const lines = [paint(review.verdict, paint('bold', headlines[review.verdict])), lineOf(summaryOf(review))];
  if (review.verdict === 'pass') lines.push(passSentence);
  const section = (heading: string, items: readonly string[][]) => {
    if (items.length === 0) return;
    lines.push('', paint('bold', heading), ...items.slice(0, mostShown).flat());
    if (items.length > mostShown)
      lines.push(`  … and ${items.length - mostShown} more; "npm run review -- --format json" lists all.`);
  };
  const reasons = (verdict: Reason['verdict']) =>
    review.reasons.filter((reason) => reason.verdict === verdict);
  section(
    'Problems to fix',
    reasons('fail').map((reason) => [
      `  ${paint('fail', '✗')} ${reason.id}: ${headOf(reason)}${lineOf(reason.message)}`,
      ...placeLine(reason),
      `    Fix: ${lineOf(reason.fix ?? [])}`,
    ]),
  );
  const asked = reasons('review');
  section(
    'Questions to answer',
    asked.map((reason) => [
      `  ${paint('review', '?')} ${reason.id}: ${lineOf(reason.question ?? [])}`,
      ...placeLine(reason),
      ...(reason.before === undefined
        ? []
        : [
            `    before: ${safeText(reason.before, longestLine)}`,
            `    after:  ${safeText(reason.after ?? '', longestLine)}`,
          ]),
      ...(reason.changes ?? []).flatMap(changedLines),
      `    Can be answered by: ${(reason.askOf ?? []).map((login) => safeText(login, 60)).join(', ')}`,
    ]),
  );
  if (asked.length > 0) lines.push(`  ${lineOf(answering(review))}`);
  section('Plugins', review.plugins.map(aboutOne));
  section(
    'Files outside of plugins',
    review.outside.listed.map(({ path, change }) => [`  ${change} ${safeText(path, longestLine)}`]),
  );
  return `${lines.join('\n')}\n`;
}

const marks = { added: '+', removed: '-', kept: ' ' } as const;

function changedLines({ file, lines, count }: ShownChange): string[] {
  const shown = lines.map(
    ({ change, line, text }) => `      ${marks[change]} ${line}: ${safeText(text, longestLine)}`,
  );
  const more = count > lines.length ? [`      … and ${count - lines.length} more lines`] : [];
  return [`    in ${safeText(file, 200)}`, ...shown, ...more];
}

function lineOf(words: Words): string {
  return safeText(plain(words), longestLine);
}

function headOf({ plugin }: Reason): string {
  return plugin === undefined ? '' : `${safeText(plugin, 80)}: `;
}

function placeLine({ file, line, rule }: Reason): string[] {
  if (file === undefined) return [];
  const where = safeText(line === undefined ? file : `${file}:${line}`, longestLine);
  return [`    at ${where}${rule === undefined ? '' : ` (${rule})`}`];
}

const signs: Readonly<Record<CapabilityChange['change'], string>> = { gained: '+', lost: '-', changed: '~' };

function aboutOne(plugin: PluginReview): string[] {
  const lines = [`  • ${lineOf(aboutPlugin(plugin))}`, `    ${lineOf(aboutChange(plugin))}`];
  for (const { change, kind, before, after } of plugin.capabilities.listed.slice(0, mostShown)) {
    const shown = after ?? before;
    if (shown === undefined) continue;
    lines.push(
      `    ${signs[change]} ${kind}: ${safeText(sentenceOf(shown), 400)} (${safeText(`${shown.file}:${shown.line}`, 200)})`,
    );
  }
  const left = plugin.capabilities.count - Math.min(plugin.capabilities.listed.length, mostShown);
  if (left > 0) lines.push(`    … and ${left} more`);
  const tokens = aboutTokens(plugin);
  if (tokens !== undefined) lines.push(`    ${tokens}`);
  for (const { severity, rule, file, line, message, waived } of plugin.diagnostics.listed.slice(
    0,
    mostShown,
  )) {
    lines.push(
      `    ${waived === undefined ? severity : 'waived'} ${rule} at ${safeText(`${file}:${line}`, 200)}: ${safeText(message, longestLine)}`,
    );
  }
  if (plugin.diagnostics.count > mostShown)
    lines.push(`    … and ${plugin.diagnostics.count - mostShown} more`);
  return lines;
}
