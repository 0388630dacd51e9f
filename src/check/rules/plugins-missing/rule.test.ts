import { describe, expect, it } from 'vitest';
import type { Overlay } from '../../../../test/check/rule-fixtures.ts';
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

describe('plugins-missing', () => {
  it('finds an empty "plugins" and one that is missing', async () => {
    const severities = async (files: Overlay) =>
      (await diagnoseTarget(rule, files)).map(({ severity }) => severity);
    expect(await severities({ 'marketplace.config.json': config })).toEqual(['error']);
    expect(await severities({ 'marketplace.config.json': config, 'plugins/README.md': 'Plugins.' })).toEqual([
      'error',
    ]);
  });

  it('says how to add one', async () => {
    const [found] = await diagnoseTarget(rule, { 'marketplace.config.json': config });
    expect(found).toMatchObject({ file: '.', fix: 'npm run new -- my-plugin' });
  });
});
