import { describe, expect, it } from 'vitest';
import { diagnoseTarget, smallConfig } from '../../../../test/check/target-fixtures.ts';
import { rule } from './rule.ts';

describe('config-invalid', () => {
  it('points at each problem of the file', async () => {
    const broken = smallConfig.replace('"us/plugins"', '"plugins"');
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
