import { type Diagnostic, docsOf } from '../check/diagnostic.ts';
import type { Reporter, Summary, TargetResult } from '../check/reporters/reporter.ts';
import type { Reason, Review } from '../review/review.ts';
import { plain } from '../review/words.ts';

/**
 * A review in the form in which the check reports, so that both are shown alike: what stands in the way as errors, what has to be answered as
 * notes, and what the check newly says of each plugin.
 * @param repository where the pages of the rules are, as `owner/name`
 */
export function findingsOf(review: Review, repository: string): TargetResult[] {
  const results: TargetResult[] = [
    {
      kind: 'marketplace',
      name: 'the pull request',
      dir: '.',
      status: review.verdict === 'fail' ? 'error' : 'ok',
      // The check's own errors stand with their plugin, with what to do about them.
      diagnostics: review.reasons
        .filter(({ id }) => id !== 'diagnostic-error')
        .map((reason) => fromReason(reason, repository)),
      textOf: () => undefined,
    },
  ];
  for (const { name, diagnostics } of review.plugins) {
    results.push({
      kind: 'plugin',
      name,
      dir: `plugins/${name}`,
      status: diagnostics.listed.some(({ severity }) => severity === 'error') ? 'error' : 'ok',
      diagnostics: diagnostics.listed,
      textOf: () => undefined,
    });
  }
  return results;
}

function fromReason(
  { id, verdict, file, line, message, fix, question }: Reason,
  repository: string,
): Diagnostic {
  return {
    rule: id,
    authority: 'marketplace',
    severity: verdict === 'fail' ? 'error' : 'info',
    file: file ?? '.',
    line: line ?? 1,
    column: 1,
    message: plain(verdict === 'fail' ? message : (question ?? message)),
    fix: plain(fix ?? []),
    docs: docsOfReview(repository),
  };
}

/** The page that explains the gate. */
function docsOfReview(repository: string): string {
  return docsOf(repository, '').replace(/src\/check\/.*$/, 'docs/gate.md');
}

/** Everything that a reporter says of a review. */
export function report(
  reporter: Reporter,
  results: readonly TargetResult[],
  ruleset: string,
  home: string,
): string {
  const summary: Summary = { targets: 0, failed: 0, errors: 0, warnings: 0, infos: 0, waived: 0 };
  let text = reporter.begin({ ruleset, targets: results.length, home });
  for (const result of results) {
    summary.targets++;
    if (result.status === 'error') summary.failed++;
    for (const { severity, waived } of result.diagnostics) {
      summary[severity === 'error' ? 'errors' : severity === 'warning' ? 'warnings' : 'infos']++;
      if (waived !== undefined) summary.waived++;
    }
    text += reporter.target(result);
  }
  return text + reporter.end(summary);
}

/** Bytes of a step's summary: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#step-isolation-and-limits */
const largestSummary = 1 << 20;

/** Markdown that a step's summary takes: whole lines of at most 1 MiB in all. */
export function stepSummary(markdown: string, limit = largestSummary): string {
  if (Buffer.byteLength(markdown) <= limit) return markdown;
  const tail = '\n… and more that has no room here.\n';
  let bytes = Buffer.byteLength(tail);
  const kept: string[] = [];
  for (const line of markdown.split('\n')) {
    bytes += Buffer.byteLength(line) + 1;
    if (bytes > limit) break;
    kept.push(line);
  }
  return `${kept.join('\n')}${tail}`;
}
