import { count, type Diagnostic, type Severity, shellWord, visible } from '../diagnostic.ts';
import { type FrameLine, frameOf, widthOf } from './code-frame.ts';
import { pathOf, type Reporter, type TargetResult } from './reporter.ts';

/** How the text is laid out. */
type TextOptions = {
  color: boolean;
  /** Columns of the terminal. */
  width: number;
  /** Whether warnings count as errors. */
  strict: boolean;
};

/** Most diagnostics of one target that are shown; the rest is counted. */
const mostShown = 100;
/** With more targets than this, those without findings are not named. */
const mostNamed = 30;

const codes = { error: 31, warning: 33, info: 36, ok: 32, dim: 2, bold: 1 } as const;

type Paint = (style: keyof typeof codes, text: string) => string;

/** For a person at a terminal: what is wrong, where, with the lines around it, how to fix it, and what to type next. */
export function textReporter(options: TextOptions): Reporter {
  const paint: Paint = (style, text) =>
    options.color
      ? `\u001b[${codes[style]}m${text}\u001b[${style === 'bold' || style === 'dim' ? 22 : 39}m`
      : text;
  const explained = new Set<string>();
  const failed: string[] = [];
  let targets = 0;
  return {
    begin(run) {
      targets = run.targets;
      return '';
    },
    target(result) {
      const { dir, name, kind, diagnostics, status } = result;
      if (status === 'error' && failed.length <= 3) failed.push(dir);
      if (diagnostics.length === 0) return targets > mostNamed ? '' : `${paint('ok', '✓')} ${safe(dir)}\n`;
      const mark = status === 'error' ? paint('error', '✗') : paint('ok', '✓');
      const title = `${mark} ${paint('bold', safe(dir))}  ${kind} "${safe(name)}": ${counts(diagnostics)}\n`;
      // The worst first where not everything is shown.
      const shown =
        diagnostics.length <= mostShown ? diagnostics : [...diagnostics].sort(bySeverity).slice(0, mostShown);
      const texts = shown.map((diagnostic) => {
        const isNew = !explained.has(diagnostic.rule);
        // A waived finding is shown without the reason for its rule.
        if (diagnostic.waived === undefined && diagnostic.docs !== '') explained.add(diagnostic.rule);
        return diagnosticText(result, diagnostic, { paint, width: options.width, isNew });
      });
      const rest = diagnostics.length - shown.length;
      const more = rest === 0 ? '' : `\n  … and ${rest} more; "--format json" lists them all.\n`;
      return `${title}${texts.join('')}${more}\n`;
    },
    end(summary) {
      const { errors, warnings, waived } = summary;
      const found = [
        errors > 0 ? paint('error', count(errors, 'error')) : '0 errors',
        warnings > 0 ? paint('warning', count(warnings, 'warning')) : '0 warnings',
        ...(waived > 0 ? [`${waived} waived`] : []),
      ].join(', ');
      const rule = '─'.repeat(Math.min(options.width, Math.max(20, widthOf(`${summary.targets} checked`))));
      return `${paint('dim', rule)}\n${summary.targets} checked: ${found}.\n${next(summary, failed, options.strict)}\n`;
    },
  };
}

/** One diagnostic; `isNew` shows the address of the rule's page. */
function diagnosticText(
  result: TargetResult,
  { rule, severity, file, line, column, message, fix, docs, waived }: Diagnostic,
  { paint, width, isNew }: { paint: Paint; width: number; isNew: boolean },
): string {
  const place =
    file === '.' ? `${result.dir.replace(/\/$/, '')}/` : `${pathOf(result.dir, file)}:${line}:${column}`;
  const label = waived === undefined ? severity : 'waived';
  let text = `\n  ${paint('bold', safe(place))}  ${paint(severity, label)}  ${rule}\n`;
  text += `    ${safe(message)}\n`;
  if (waived !== undefined) return `${text}    Waived: ${safe(waived)}\n`;
  // Findings about the whole file are at its very start, where there is no line to show.
  const source = line === 1 && column === 1 ? undefined : result.textOf(file);
  if (source !== undefined) text += frameText(frameOf(source, line, column, { width: width - 4 }), paint);
  if (fix !== '') text += `    ${paint('ok', 'Fix:')} ${fix.split('\n').map(safe).join('\n       │ ')}\n`;
  if (isNew && docs !== '') text += `    ${paint('dim', `Why: ${safe(docs)}`)}\n`;
  return text;
}

function frameText(lines: readonly FrameLine[], paint: Paint): string {
  const digits = String(lines.at(-1)?.number ?? 0).length;
  const rows = lines.flatMap(({ number, text, mark }) => {
    const row = `    ${paint('dim', `${String(number).padStart(digits)} │`)} ${safe(text)}`.trimEnd();
    if (mark === undefined) return [row];
    const pointer = paint('error', '^'.repeat(mark.length));
    return [row, `    ${' '.repeat(digits)} ${paint('dim', '│')} ${' '.repeat(mark.from)}${pointer}`];
  });
  return rows.length === 0 ? '' : `\n${rows.join('\n')}\n`;
}

/** What to do now. */
function next(
  { errors, warnings, failed }: { errors: number; warnings: number; failed: number },
  dirs: readonly string[],
  strict: boolean,
): string {
  if (failed > 0) {
    const again =
      dirs.length <= 3
        ? ` -- ${strict ? '--strict ' : ''}${dirs.map((dir) => safe(shellWord(dir))).join(' ')}`
        : strict
          ? ' -- --strict'
          : '';
    return `Fix what is marked ${errors > 0 ? 'as an error' : 'as a warning'}, then check again: npm run check${again}`;
  }
  if (warnings > 0) return 'No errors found. Warnings are worth fixing; "--strict" counts them as errors.';
  return 'No issues found: commit, and open a pull request.';
}

const order: Record<Severity, number> = { error: 0, warning: 1, info: 2 };
const bySeverity = (a: Diagnostic, b: Diagnostic) => order[a.severity] - order[b.severity];

function counts(diagnostics: readonly Diagnostic[]): string {
  const amount = (severity: Severity) =>
    diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
  const waived = diagnostics.filter((diagnostic) => diagnostic.waived !== undefined).length;
  const parts = [
    ...(amount('error') > 0 ? [count(amount('error'), 'error')] : []),
    ...(amount('warning') > 0 ? [count(amount('warning'), 'warning')] : []),
    ...(amount('info') > waived ? [count(amount('info') - waived, 'note')] : []),
    ...(waived > 0 ? [`${waived} waived`] : []),
  ];
  return parts.join(', ');
}

/** On one line, without anything that a terminal obeys, or GitHub's log, which obeys `##[…]` anywhere in a line. */
export function safe(text: string): string {
  return visible(text).replaceAll('##[', '#\\u{23}[');
}
