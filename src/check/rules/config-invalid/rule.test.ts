import { describe, expect, it } from 'vitest';
import { diagnoseTarget } from '../../../../test/check/target-fixtures.ts';
import { rule } from './rule.ts';

const config = JSON.stringify({
  name: 'many',
  description: 'Many plugins.',
  owner: { name: 'Many' },
  repository: 'example/many',
  site: 'https://example.github.io/many/',
  categories: [{ id: 'development', name: 'Development', description: 'Write code.' }],
});

describe('config-invalid', () => {
  it('points at each problem of the file', async () => {
    const broken = config.replace('"example/many"', '"many"');
    expect(await diagnoseTarget(rule, { 'marketplace.config.json': broken })).toMatchObject([
      { severity: 'error', file: 'marketplace.config.json', line: 1 },
    ]);
    expect(await diagnoseTarget(rule, { 'marketplace.config.json': '{' })).toMatchObject([
      { message: expect.stringContaining('is not JSON') },
    ]);
  });

  it('is reported for a plugin of the marketplace too', async () => {
    const files = { 'marketplace.config.json': '{', 'plugins/tiny-tool/README.md': 'Tiny.' };
    expect(await diagnoseTarget(rule, files, 'plugins/tiny-tool')).toMatchObject([
      { rule: 'config-invalid', file: '../../marketplace.config.json' },
    ]);
  });
});
