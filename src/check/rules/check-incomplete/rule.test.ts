import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PluginRule } from '../../rule.ts';
import { rules } from '../../rules.ts';
import { checkTargets, defaultRepository } from '../../run/check-targets.ts';
import type { Target } from '../../run/targets.ts';

const failing: PluginRule = {
  id: 'thing-broken',
  version: 1,
  looksAt: 'plugin',
  authority: 'marketplace',
  severity: 'warning',
  waivable: true,
  check() {
    throw new Error('the disk\u001b[2J is on fire');
  },
};

describe('check-incomplete', () => {
  let path = '';
  beforeAll(() => {
    path = mkdtempSync(join(tmpdir(), 'check-incomplete-'));
    writeFileSync(join(path, 'README.md'), 'Tiny.');
  });
  afterAll(() => rmSync(path, { recursive: true, force: true }));

  const check = async (more: readonly PluginRule[]) => {
    const target: Target = { kind: 'plugin', dir: 'tiny', path };
    const options = { rules: [...rules, ...more], strict: false, repository: defaultRepository };
    const results = [];
    for await (const result of checkTargets([target], options)) results.push(result);
    return results;
  };

  it('is never a pass where a rule throws, and shows nothing that a terminal obeys', async () => {
    expect(await check([failing])).toMatchObject([
      {
        status: 'error',
        diagnostics: [
          {
            rule: 'check-incomplete',
            message: 'Expected the whole check to run, but it stopped: "the disk\\u{1b}[2J is on fire".',
          },
        ],
      },
    ]);
  });

  it('is not reported of a check that ran to its end', async () => {
    const found = (await check([])).flatMap(({ diagnostics }) => diagnostics.map(({ rule }) => rule));
    expect(found).not.toContain('check-incomplete');
    expect(found).toContain('readme-too-short');
  });
});
