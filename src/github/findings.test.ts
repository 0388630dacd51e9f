import { expect, test } from 'vitest';
import { githubReporter } from '../check/reporters/github.ts';
import { sarifReporter } from '../check/reporters/sarif.ts';
import type { Reason, Review } from '../review/review.ts';
import { findingsOf, report, stepSummary } from './findings.ts';

const reason = (index: number, verdict: 'fail' | 'review'): Reason => ({
  id: verdict === 'fail' ? 'not-maintainer' : 'plugin-new',
  verdict,
  plugin: 'one',
  file: `plugins/one/${index}.md`,
  line: index + 1,
  message: ['This is so of ', { value: `\n::error::${index}` }, '.'],
  ...(verdict === 'fail' ? { fix: ['Fix it.'] } : { question: ['May it?'], askOf: ['cleo'] }),
});

const review = (reasons: readonly Reason[]): Review => ({
  verdict: 'fail',
  base: { name: 'main', commit: 'a'.repeat(40) },
  head: { name: 'head', commit: 'b'.repeat(40) },
  merged: false,
  curators: ['cleo'],
  reasons,
  plugins: [],
  outside: { count: 0, listed: [] },
});

test('a pull request gets no more annotations than GitHub shows, and all the rest in the log', () => {
  const reasons = Array.from({ length: 40 }, (_, index) =>
    reason(index, index % 2 === 0 ? 'fail' : 'review'),
  );
  const text = report(
    githubReporter((path) => path),
    findingsOf(review(reasons), 'ada/plugins'),
    '',
    '',
  );
  const commands = text.split('\n').filter((line) => line.startsWith('::'));
  expect(commands.filter((line) => line.startsWith('::error ')).length).toBe(10);
  expect(commands.filter((line) => line.startsWith('::notice ')).length).toBe(10);
  expect(commands).toHaveLength(20);
  for (let index = 0; index < 40; index++) expect(text).toContain(`plugins/one/${index}.md`);
  expect(commands[0]).toContain('docs/gate.md');
});

test('the findings are SARIF too', () => {
  const text = report(
    sarifReporter((path) => path),
    findingsOf(review([reason(0, 'fail')]), 'ada/plugins'),
    'f'.repeat(64),
    '',
  );
  const { version, runs } = JSON.parse(text) as {
    version: string;
    runs: { results: { ruleId: string; level: string }[] }[];
  };
  expect(version).toBe('2.1.0');
  expect(runs[0]?.results).toMatchObject([{ ruleId: 'not-maintainer', level: 'error' }]);
});

test('a summary is cut at whole lines, by bytes', () => {
  const line = `- ${'ä'.repeat(100)}\n`;
  const markdown = line.repeat(10_000);
  const summary = stepSummary(markdown);
  expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(1 << 20);
  expect(Buffer.byteLength(summary)).toBeGreaterThan(1_000_000);
  expect(summary.endsWith('… and more that does not fit here.\n')).toBe(true);
  for (const kept of summary.split('\n').slice(0, -2)) expect(`${kept}\n`).toBe(line);
  expect(stepSummary('short\n')).toBe('short\n');
});
