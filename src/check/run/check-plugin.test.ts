import { describe, expect, it } from 'vitest';
import { fixture } from '../../../test/check/rule-fixtures.ts';
import type { Severity } from '../diagnostic.ts';
import type { PluginRule } from '../rule.ts';
import { checkPlugin, placeIn } from './check-plugin.ts';

function findsMany(findings: readonly { file: string; severity?: Severity }[]): PluginRule {
  return {
    id: 'thing-wrong',
    version: 1,
    looksAt: 'plugin',
    authority: 'marketplace',
    severity: 'error',
    waivable: true,
    check({ report }) {
      for (const finding of findings) report({ ...finding, message: 'Something is wrong.', fix: 'Fix it.' });
    },
  };
}

async function check(rule: PluginRule, files: Record<string, string> = {}) {
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
    const rule = (severity: Severity): PluginRule => ({
      ...findsMany([{ file: 'README.md', severity }]),
      authority: 'claude-code',
    });
    expect(await check(rule('warning'), waivers('thing-wrong'))).toMatchObject([{ severity: 'info' }]);
    expect(await check(rule('error'), waivers('thing-wrong'))).toMatchObject([{ severity: 'error' }]);
  });

  it('is named when it lowers nothing any more', async () => {
    const { source, plugin, policy } = fixture(waivers('readme-too-short'));
    const { rules } = await import('../rules.ts');
    const found = await checkPlugin(source, plugin, { rules, policy, docsOf: (id) => id });
    expect(found).toMatchObject([
      { rule: 'waiver-invalid', severity: 'warning', file: 'waivers.json', line: 1 },
    ]);
  });
});

describe('the policy', () => {
  const rule = (changes: Partial<PluginRule>): PluginRule => ({
    ...findsMany([{ file: 'README.md' }]),
    ...changes,
  });
  const severities = async (subject: PluginRule, set: Severity | 'off') => {
    const { source, plugin, policy } = fixture({}, { policy: { rules: { 'thing-wrong': set } } });
    const found = await checkPlugin(source, plugin, { rules: [subject], policy, docsOf: (id) => id });
    return found.map(({ severity }) => severity);
  };

  it('weighs a rule of the marketplace that can be waived, or leaves it out', async () => {
    expect(await severities(rule({}), 'info')).toEqual(['info']);
    expect(await severities(rule({ severity: 'info' }), 'error')).toEqual(['error']);
    expect(await severities(rule({}), 'off')).toEqual([]);
  });

  it('leaves every other rule as it is', async () => {
    expect(await severities(rule({ waivable: false }), 'off')).toEqual(['error']);
    expect(await severities(rule({ authority: 'claude-code' }), 'off')).toEqual(['error']);
    expect(await severities(rule({ id: 'other-thing' }), 'off')).toEqual(['error']);
  });
});

it('runs what needs a marketplace only in one', async () => {
  const rule: PluginRule = { ...findsMany([{ file: 'README.md' }]), marketplaceOnly: true };
  expect(await check(rule)).toEqual([]);
  const { source, plugin, policy, marketplace } = fixture({});
  if (marketplace === undefined) throw new Error('The fixture has a marketplace.');
  expect(
    await checkPlugin(source, plugin, { rules: [rule], policy, marketplace, docsOf: (id) => id }),
  ).toHaveLength(1);
});

it('waits for rules that take their time, and sorts what all of them found', async () => {
  const slow: PluginRule = {
    ...findsMany([]),
    id: 'slow-thing',
    async check({ report }) {
      await new Promise((done) => setImmediate(done));
      report({ file: 'LICENSE', message: 'Slow.', fix: 'Wait.' });
    },
  };
  const { source, plugin, policy } = fixture({});
  const rules = [findsMany([{ file: 'README.md' }]), slow];
  const found = await checkPlugin(source, plugin, {
    rules,
    policy,
    docsOf: (id) => `https://example.com/${id}`,
  });
  expect(found.map(({ file, rule, docs }) => `${file} ${rule} ${docs}`)).toEqual([
    'LICENSE slow-thing https://example.com/slow-thing',
    'README.md thing-wrong https://example.com/thing-wrong',
  ]);
});

describe('the place of a finding', () => {
  const { source } = fixture({ 'a.json': '{\n  "a": { "b": 1 }\n}', 'b.json': { link: 'a.json' } });
  const at = (file: string | undefined, where?: Parameters<typeof placeIn>[1]['at']) =>
    placeIn(source, {
      ...(file === undefined ? {} : { file }),
      ...(where === undefined ? {} : { at: where }),
      message: '',
      fix: '',
    });

  it.each([
    ['nothing', at('a.json'), 1, 1],
    ['a line', at('a.json', { line: 2 }), 2, 1],
    ['a line and column', at('a.json', { line: 2, column: 3 }), 2, 3],
    ['an offset', at('a.json', { offset: 4 }), 2, 3],
    ['a value', at('a.json', { json: ['a', 'b'] }), 2, 15],
    ['a key', at('a.json', { json: ['a', 'b'], key: true }), 2, 10],
    ['a value that is missing', at('a.json', { json: ['a', 'gone'] }), 2, 8],
    ['a file through a link', at('b.json', { json: ['a'] }), 2, 8],
    ['a file that is missing', at('gone.json', { json: ['a'] }), 1, 1],
    ['no file', at(undefined, { offset: 4 }), 1, 1],
  ])('of %s', (_, found, line, column) => {
    expect(found).toEqual({ line, column });
  });
});
