// Judges a pull request: annotations, a page for the run, and files for whoever wants to read on.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { githubReporter } from '../../src/check/reporters/github.ts';
import { sarifReporter } from '../../src/check/reporters/sarif.ts';
import { rulesetVersion } from '../../src/check/ruleset.ts';
import { findingsOf, report, stepSummary } from '../../src/github/findings.ts';
import { jsonReport } from '../../src/review/reporters/json.ts';
import { markdownReport } from '../../src/review/reporters/markdown.ts';
import type { Review } from '../../src/review/review.ts';
import { configHere, root, summarize, workflowCommand } from './context.ts';
import { judgeEvent } from './judge.ts';

const folder = join(root, '.cache', 'review');

await workflowCommand({
  file: 'review',
  about: 'Judges a pull request: annotations, a summary, and files with the details.',
  async run() {
    const { judged, review: whole } = await judgeEvent();
    const review = judged.kind === 'merge-group' ? together(whole) : whole;
    const { repository } = configHere();
    const home = `https://github.com/${repository}`;
    const ruleset = rulesetVersion();
    const findings = findingsOf(review, repository);
    const markdown = markdownReport(review);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'review.json'), jsonReport(review, ruleset));
    writeFileSync(join(folder, 'review.md'), markdown);
    const samePath = (path: string) => path;
    writeFileSync(join(folder, 'review.sarif'), report(sarifReporter(samePath), findings, ruleset, home));
    process.stdout.write(report(githubReporter(samePath), findings, ruleset, home));
    summarize(stepSummary(markdown));
    return review.verdict === 'fail' ? 1 : 0;
  },
});

/** What is asked in a merge queue: each pull request was judged by its author's rights already, and here whether all of it together is sound. */
function together(review: Review): Review {
  const asked: ReadonlySet<string> = new Set([
    'diagnostic-error',
    'merge-conflict',
    'too-much',
    'config-invalid',
    'path-unusable',
  ]);
  const reasons = review.reasons.filter(({ id }) => asked.has(id));
  return { ...review, reasons, verdict: reasons.some(({ verdict }) => verdict === 'fail') ? 'fail' : 'pass' };
}
