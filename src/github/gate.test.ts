import { describe, expect, test } from 'vitest';
import type { Reason, Review } from '../review/review.ts';
import { everyoneAsked, gateOf, unanswered } from './gate.ts';

const head = 'a'.repeat(40);

function review(reasons: readonly Partial<Reason>[], verdict: Review['verdict'] = 'pass'): Review {
  return {
    verdict,
    base: { name: 'main', commit: 'b'.repeat(40) },
    head: { name: 'head', commit: head },
    merged: false,
    curators: ['cleo', 'dan'],
    reasons: reasons.map((reason) => ({ id: 'plugin-new', verdict: 'review', message: ['x'], ...reason })),
    plugins: [],
    outside: { count: 0, listed: [] },
  };
}

const asks = (...askOf: string[]) => ({ verdict: 'review' as const, question: ['May it?'], askOf });
const fails = { verdict: 'fail' as const, id: 'not-maintainer' as const };

describe('the gate', () => {
  const cases: [
    what: string,
    reviewed: Review,
    conclusion: string,
    approvedBy: string[],
    objectedBy: string[],
    state: string,
  ][] = [
    ['what passes', review([]), 'success', [], [], 'success'],
    ['what passes while jobs run', review([]), 'running', [], [], 'pending'],
    ['what passes and nobody looked at', review([]), 'none', [], [], 'pending'],
    ['what passes and a job failed', review([]), 'failure', [], [], 'failure'],
    ['what passes and a job was cancelled', review([]), 'cancelled', [], [], 'failure'],
    ['what passes and every job was skipped', review([]), 'skipped', [], [], 'failure'],
    ['what fails, approved', review([fails], 'fail'), 'success', ['cleo'], [], 'failure'],
    ['what asks', review([asks('cleo')], 'review'), 'success', [], [], 'pending'],
    [
      'what asks, approved by who is asked',
      review([asks('cleo')], 'review'),
      'success',
      ['Cleo'],
      [],
      'success',
    ],
    [
      'what asks, approved by somebody else',
      review([asks('cleo')], 'review'),
      'success',
      ['mallory'],
      [],
      'pending',
    ],
    [
      'two questions, one answered',
      review([asks('cleo'), asks('ada')], 'review'),
      'success',
      ['cleo'],
      [],
      'pending',
    ],
    [
      'two questions, both answered',
      review([asks('cleo'), asks('ada')], 'review'),
      'success',
      ['ada', 'cleo'],
      [],
      'success',
    ],
    [
      'approved, and another curator objects',
      review([asks('cleo')], 'review'),
      'success',
      ['cleo'],
      ['dan'],
      'failure',
    ],
    ['what passes, and a stranger objects', review([]), 'success', [], ['mallory'], 'success'],
    ['approved, and a job failed', review([asks('cleo')], 'review'), 'failure', ['cleo'], [], 'failure'],
  ];
  test.each(cases)('%s', (_, reviewed, conclusion, approvedBy, objectedBy, state) => {
    const gate = gateOf({
      review: reviewed,
      checks: { conclusion, jobs: [] },
      pullRequest: { head, approvedBy, objectedBy },
    });
    expect(gate.state).toBe(state);
    // What a status takes.
    expect(gate.description.length).toBeLessThanOrEqual(140);
  });

  test('is never decided about another commit than the one judged', () => {
    const pullRequest = { head: 'c'.repeat(40), approvedBy: ['cleo'], objectedBy: [] };
    expect(() =>
      gateOf({ review: review([]), checks: { conclusion: 'success', jobs: [] }, pullRequest }),
    ).toThrow('is at ccc');
  });
});

test('jobs that did not succeed are named, and only those that are known', () => {
  const jobs = [
    { name: 'Review', conclusion: 'success' },
    { name: 'Client', conclusion: 'failure' },
    { name: 'Site', conclusion: 'cancelled' },
    { name: 'Click https://evil.example', conclusion: 'failure' },
  ];
  const pullRequest = { head, approvedBy: [], objectedBy: [] };
  const gate = gateOf({ review: review([]), checks: { conclusion: 'failure', jobs }, pullRequest });
  expect(gate.description).toBe(
    'Did not succeed: Client (failure), Site (cancelled). The comment says what to do.',
  );
});

test('a maintainer cannot prevent what two curators do, and can prevent what others do', () => {
  const stateBy = (author: string) =>
    gateOf({
      review: { ...review([asks('dan', 'ada')], 'review'), author },
      checks: { conclusion: 'success', jobs: [] },
      pullRequest: { head, approvedBy: ['dan'], objectedBy: ['ada'] },
    }).state;
  expect(stateBy('cleo')).toBe('success');
  expect(stateBy('eve')).toBe('failure');
});

test('who is asked, each once, and what is still open', () => {
  const reviewed = review([asks('cleo', 'Ada'), asks('ada'), asks()], 'review');
  expect(everyoneAsked(reviewed)).toEqual(['ada', 'cleo']);
  // A question that nobody is asked is answered by nobody.
  expect(unanswered(reviewed, ['ada', 'cleo'])).toHaveLength(1);
});
