import { describe, expect, it } from 'vitest';
import { checkPlugin } from './check-plugin.ts';
import type { Severity } from './diagnostic.ts';
import type { Rule } from './rule.ts';
import { fixture } from './rule-fixtures.ts';

function findsMany(findings: readonly { file: string; severity?: Severity }[]): Rule {
  return {
    id: 'thing-wrong',
    authority: 'marketplace',
    severity: 'error',
    waivable: true,
    check({ report }) {
      for (const finding of findings) report({ ...finding, message: 'Something is wrong.', fix: 'Mend it.' });
    },
  };
}

async function check(rule: Rule, files: Record<string, string> = {}) {
  const { source, plugin, policy } = fixture(files);
  return checkPlugin(source, plugin, { rules: [rule], policy, docsOf: () => 'https://example.com/' });
}

describe('a rule that finds very much in one file', () => {
  const many = Array.from({ length: 1000 }, () => ({ file: 'README.md', severity: 'warning' as const }));

  it('is told 25 times, and the rest is counted', async () => {
    const found = await check(findsMany(many));
    expect(found).toHaveLength(26);
    expect(found.filter(({ message }) => message.includes('975 more'))).toHaveLength(1);
  });

  it('hides nothing of another severity or file behind it', async () => {
    const found = await check(
      findsMany([...many, { file: 'README.md' }, { file: 'LICENSE', severity: 'warning' }]),
    );
    expect(found.filter(({ severity }) => severity === 'error')).toHaveLength(1);
    expect(found.filter(({ file }) => file === 'LICENSE')).toHaveLength(1);
  });

  it('can be waived for that file as a whole, and for no other', async () => {
    const waivers = [
      { rule: 'thing-wrong', file: 'README.md', reason: 'A person has looked at every one of them.' },
    ];
    const found = await check(findsMany([...many, { file: 'LICENSE' }]), {
      'waivers.json': JSON.stringify(waivers),
    });
    expect(found.filter(({ severity }) => severity !== 'info').map(({ file }) => file)).toEqual(['LICENSE']);
    expect(found.filter(({ waived }) => waived !== undefined)).toHaveLength(26);
  });
});

it('shows the file of a finding with nothing that could fool a reader', async () => {
  const [found] = await check(findsMany([{ file: 'a\u202eb' }]));
  expect(found?.file).toBe('a\\u{202e}b');
});

describe('a waiver', () => {
  const waivers = (rule: string) => ({
    'waivers.json': JSON.stringify([
      { rule, file: 'README.md', reason: 'A person has looked at it and lets it pass.' },
    ]),
  });

  it('lowers a warning of the client, and never what the client refuses', async () => {
    const rule = (severity: Severity): Rule => ({
      ...findsMany([{ file: 'README.md', severity }]),
      authority: 'claude-code',
    });
    expect(await check(rule('warning'), waivers('thing-wrong'))).toMatchObject([{ severity: 'info' }]);
    expect(await check(rule('error'), waivers('thing-wrong'))).toMatchObject([{ severity: 'error' }]);
  });

  it('is named when it lowers nothing any more', async () => {
    const { source, plugin, policy } = fixture(waivers('readme-too-short'));
    const { rules } = await import('./rules.ts');
    const found = await checkPlugin(source, plugin, { rules, policy, docsOf: (id) => id });
    expect(found).toMatchObject([
      { rule: 'waiver-invalid', severity: 'warning', file: 'waivers.json', line: 1 },
    ]);
  });
});
