import { describe, expect, test } from 'vitest';
import { describeConfig } from './describe-config.ts';
import { describeWorkflow } from './describe-workflow.ts';
import { plain } from './words.ts';

describe('a changed configuration', () => {
  test.each<[object, object, string[]]>([
    [
      { review: { curators: ['cleo', 'dan'] } },
      { review: { curators: ['cleo', 'eve'] } },
      ['Adds the curator "eve".', 'Removes the curator "dan".'],
    ],
    [
      { policy: { rules: { 'secret-exposed': 'error' } } },
      { policy: { rules: { 'secret-exposed': 'off', 'readme-missing': 'info' } } },
      [
        'The severity of the rule "readme-missing" changes from its default to "info".',
        'Switches off the rule "secret-exposed", which had "error".',
      ],
    ],
    [
      {},
      { policy: { rules: { 'host-not-allowed': 'off' } } },
      ['Switches off the rule "host-not-allowed", which had its default.'],
    ],
    [{ policy: { hosts: ['a.example'] } }, { policy: { hosts: ['a.example', '*'] } }, ['Adds the host "*".']],
    [{ policy: { licenses: ['MIT'] } }, { policy: {} }, ['Allows any license, where a list applied before.']],
    [
      { policy: {} },
      { policy: { licenses: ['MIT'] } },
      ['Allows only what a list names, where any license was allowed before.', 'Adds the license "MIT".'],
    ],
    [
      { site: 'https://a.example/' },
      { site: 'https://evil.example/', review: { merge: { enabled: true } } },
      [
        'Switches on merging by machine.',
        'Changes "site" from "https://a.example/" to "https://evil.example/".',
      ],
    ],
    [
      { renames: { a: null, b: 'c' } },
      { renames: { b: 'd', e: null } },
      [
        'No longer records what became of "a", so anybody could take its name.',
        'Records that "b" is now "d", where the record said "c".',
        'Records that "e" was removed.',
      ],
    ],
    [
      { review: { limits: { files: 100 } } },
      { review: { limits: { files: 9000 } } },
      ['Changes "review.limits.files" from "100" to "9000".'],
    ],
    [
      { review: { merge: { changes: 'none' } } },
      { review: { merge: { changes: 'all' } } },
      ['Changes "review.merge.changes" from "none" to "all".'],
    ],
  ])('%j becomes %j', (before, after, sentences) => {
    expect(describeConfig(before, after).map(plain)).toEqual(sentences);
  });
});

const workflow = (more: string) =>
  `on: pull_request\npermissions: {}\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n${more}`;
const checkout = `      - uses: actions/checkout@${'a'.repeat(40)}\n`;

describe('a changed workflow', () => {
  test.each<[string, string, string, string[]]>([
    [
      'rights',
      workflow(checkout),
      workflow(checkout).replace('permissions: {}', 'permissions:\n  contents: write'),
      [
        'The token of the workflow is no longer limited for "all rights", before "none".',
        'The token of the workflow has "write" for "contents", before not set.',
      ],
    ],
    [
      'rights of a job',
      workflow(checkout),
      workflow(checkout).replace('  a:\n', '  a:\n    permissions: write-all\n'),
      ['The token of the job "a" has "write-all" for "all rights", before not set.'],
    ],
    [
      'a trigger',
      workflow(checkout),
      workflow(checkout).replace('on: pull_request', 'on: [pull_request_target]'),
      [
        'It no longer starts on "pull_request".',
        'It starts on "pull_request_target" without a filter, which strangers can cause and which has secrets.',
      ],
    ],
    [
      'a pin',
      workflow(checkout),
      workflow('      - uses: actions/checkout@v5\n'),
      [`It uses "actions/checkout" at "v5" instead of "${'a'.repeat(40)}", which is not pinned to a commit.`],
    ],
    [
      'an action and a secret',
      workflow(checkout),
      workflow(
        `${checkout}      - uses: evil/action@main\n        with: { token: '\${{ secrets.DEPLOY }}' }\n`,
      ),
      ['It uses "evil/action" at "main", which is not pinned to a commit.', 'It uses the secret "DEPLOY".'],
    ],
    [
      'a command',
      workflow('      - run: npm test\n'),
      workflow('      - run: npm run evil\n'),
      ['1 of its commands is new or changed.'],
    ],
    [
      'a machine',
      workflow(checkout),
      workflow(checkout).replace('ubuntu-24.04', 'self-hosted'),
      ['The job "a" runs on "self-hosted" instead of "ubuntu-24.04".'],
    ],
    [
      'a comment',
      workflow(checkout),
      `# Hello\n${workflow(checkout)}`,
      ['Its triggers, rights, actions and commands stay the same.'],
    ],
    [
      'nothing that can be read',
      workflow(checkout),
      'a: [\n',
      ['It cannot be read as a workflow, so all of it has to be read.'],
    ],
  ])('%s', (_, before, after, sentences) => {
    expect(describeWorkflow(before, after).map(plain)).toEqual(sentences);
  });

  test('what is made to be slow ends', () => {
    const bomb = `a: &a [x]\n${Array.from({ length: 30 }, (_, index) => `b${index}: &b${index} [*${index === 0 ? 'a' : `b${index - 1}`}, *${index === 0 ? 'a' : `b${index - 1}`}]`).join('\n')}\n`;
    for (const text of [
      bomb,
      '['.repeat(60_000),
      `on: ${'a '.repeat(30_000)}`,
      `jobs:\n${'  a: {}\n'.repeat(7_000)}`,
    ])
      expect(describeWorkflow('on: push\n', text).length).toBeGreaterThan(0);
  }, 120_000);
});
