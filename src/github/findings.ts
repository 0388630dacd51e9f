import { type Diagnostic, docsOf } from '../check/diagnostic.ts';
import type { Reporter, Summary, TargetResult } from '../check/reporters/reporter.ts';
import { countIn } from '../check/run/check-targets.ts';
import type { Reason, Review } from '../review/review.ts';
import { plain } from '../review/words.ts';

/**
 * A review as results of the check, so that both are shown alike: problems are errors, questions are notes, and each plugin has its new
 * findings.
 * @param repository where the pages of the rules are, as `owner/name`
 */
export function findingsOf(review: Review, repository: string): TargetResult[] {
  const textOf = () => undefined;
  const pullRequest: TargetResult = {
    kind: 'marketplace',
    name: 'the pull request',
    dir: '.',
    status: review.verdict === 'fail' ? 'error' : 'ok',
    // The check's own errors are listed with their plugin.
    diagnostics: review.reasons
      .filter(({ id }) => id !== 'diagnostic-error')
      .map((reason) => fromReason(reason, repository)),
    textOf,
  };
  const plugins = review.plugins.map(
    ({ name, diagnostics: { listed } }): TargetResult => ({
      kind: 'plugin',
      name,
      dir: `plugins/${name}`,
      status: listed.some(({ severity }) => severity === 'error') ? 'error' : 'ok',
      diagnostics: listed,
      textOf,
    }),
  );
  return [pullRequest, ...plugins];
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

/** The whole output of a reporter for a review. */
export function report(
  reporter: Reporter,
  results: readonly TargetResult[],
  ruleset: string,
  home: string,
): string {
  const summary: Summary = { targets: 0, failed: 0, errors: 0, warnings: 0, infos: 0, waived: 0 };
  let text = reporter.begin({ ruleset, targets: results.length, home });
  for (const result of results) {
    countIn(summary, result);
    text += reporter.target(result);
  }
  return text + reporter.end(summary);
}

/** Bytes of a step's summary: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#step-isolation-and-limits */
const largestSummary = 1 << 20;

/** Markdown for a step's summary: whole lines, at most 1 MiB in all. */
export function stepSummary(markdown: string, limit = largestSummary): string {
  if (Buffer.byteLength(markdown) <= limit) return markdown;
  const tail = '\n… and more that does not fit here.\n';
  let bytes = Buffer.byteLength(tail);
  const kept: string[] = [];
  for (const line of markdown.split('\n')) {
    bytes += Buffer.byteLength(line) + 1;
    if (bytes > limit) break;
    kept.push(line);
  }
  return `${kept.join('\n')}${tail}`;
}
