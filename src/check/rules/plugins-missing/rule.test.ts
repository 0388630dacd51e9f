import { describe, expect, it } from 'vitest';
import type { Overlay } from '../../../../test/check/rule-fixtures.ts';
import { diagnoseTarget, smallConfig } from '../../../../test/check/target-fixtures.ts';
import { rule } from './rule.ts';

describe('plugins-missing', () => {
  it('finds an empty "plugins" and one that is missing', async () => {
    const severities = async (files: Overlay) =>
      (await diagnoseTarget(rule, files)).map(({ severity }) => severity);
    expect(await severities({ 'marketplace.config.json': smallConfig })).toEqual(['error']);
    expect(
      await severities({ 'marketplace.config.json': smallConfig, 'plugins/README.md': 'Plugins.' }),
    ).toEqual(['error']);
  });

  it('says how to add one', async () => {
    const [found] = await diagnoseTarget(rule, { 'marketplace.config.json': smallConfig });
    expect(found).toMatchObject({ file: '.', fix: 'npm run new -- my-plugin' });
  });
});
