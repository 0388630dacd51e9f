import { count, type Diagnostic, visible } from '../diagnostic.ts';
import { pathOf, type Reporter } from './reporter.ts';
import { safe } from './text.ts';

/** GitHub shows this many annotations of one level a step: https://docs.github.com/en/rest/checks/runs */
const mostShown = 10;

type Level = 'error' | 'warning' | 'notice';
const levels = { error: 'error', warning: 'warning', info: 'notice' } as const;

/**
 * Workflow commands, which GitHub shows beside the lines that they name. Findings beyond the number that it shows are printed as plain lines and
 * counted in the last annotation of their level.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 * @param fromRepository a path as it was given, as a path from the repository's top
 */
export function githubReporter(fromRepository: (path: string) => string): Reporter {
  const used: Record<Level, number> = { error: 0, warning: 0, notice: 0 };
  /** The last that would be shown, held back until it is known whether there are more. */
  const held: Partial<Record<Level, { command: string; plain: string }>> = {};

  return {
    begin: () => '',
    target({ dir, diagnostics }) {
      let text = '';
      for (const diagnostic of diagnostics) {
        const level = levels[diagnostic.severity];
        const path = fromRepository(pathOf(dir, diagnostic.file));
        used[level]++;
        if (used[level] < mostShown) text += `${command(level, path, diagnostic)}\n`;
        else if (used[level] === mostShown)
          held[level] = { command: command(level, path, diagnostic), plain: plain(path, diagnostic) };
        else text += `${plain(path, diagnostic)}\n`;
      }
      return text;
    },
    end({ targets, errors, warnings, waived }) {
      let text = '';
      for (const level of ['error', 'warning', 'notice'] as const) {
        const last = held[level];
        if (last === undefined) continue;
        const rest = used[level] - mostShown + 1;
        text +=
          rest === 1
            ? `${last.command}\n`
            : `${last.plain}\n::${level} title=${rest} more::There are ${rest} more; the log of this step lists them.\n`;
      }
      return `${text}${targets} checked: ${count(errors, 'error')}, ${count(warnings, 'warning')}, ${waived} waived.\n`;
    },
  };
}

function command(
  level: Level,
  path: string,
  { rule, line, column, file, message, fix, docs, waived }: Diagnostic,
): string {
  const place = file === '.' ? `file=${property(path)}` : `file=${property(path)},line=${line},col=${column}`;
  const advice = waived === undefined ? `Fix: ${fix}` : `Waived: ${waived}`;
  return `::${level} ${place},title=${property(rule)}::${data([message, advice, docs].map(visible).join('\n'))}`;
}

function plain(path: string, { rule, severity, line, column, message }: Diagnostic): string {
  return `${severity} ${safe(path)}:${line}:${column} ${safe(message)} (${rule})`;
}

/** As the runner reads it back: https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
