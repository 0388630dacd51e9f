import { expect, test } from 'vitest';
import { aPlugin, aRegistry } from '../../../test/registries.ts';
import { defaultPolicy, type MarketplaceConfig } from '../../check/config/policy.ts';
import type { Archive } from './api.ts';
import { hostedMarketplace } from './hosted-marketplace.ts';

const failed = { status: 'error', ruleset: 'a'.repeat(64), errors: 1, warnings: 0, infos: 0 } as const;
const registry = aRegistry([
  aPlugin('failed', { check: failed }),
  aPlugin('linked'),
  aPlugin('one', {
    version: '1.0.0',
    maintainers: ['ann'],
    dependencies: [{ name: 'two', marketplace: 'other' }],
  }),
]);
const config: MarketplaceConfig = {
  ...registry,
  renames: { old: 'one', older: 'old', gone: null, lost: 'linked' },
  policy: { ...defaultPolicy, dependencies: ['two@other'] },
};
const archive = (name: string): [string, Archive] => [
  name,
  { url: `https://catalog.example/shop/archives/${name}.zip`, bytes: 100, sha256: 'e'.repeat(64) },
];

test('offers archives of what passed and has one, with the keys that the marketplace in git has', () => {
  const file = hostedMarketplace(config, registry, new Map([archive('failed'), archive('one')]));
  expect(file?.path).toBe('marketplace.json');
  expect(JSON.parse(String(file?.content))).toEqual({
    name: 'shop',
    description: 'Plugins to test with.',
    owner: { name: 'Owner' },
    allowCrossMarketplaceDependenciesOn: ['other'],
    renames: { gone: null, old: 'one', older: 'one' },
    plugins: [
      {
        name: 'one',
        source: {
          source: 'archive',
          url: 'https://catalog.example/shop/archives/one.zip',
          sha256: 'e'.repeat(64),
        },
        version: '1.0.0',
      },
    ],
  });
});

test('is not there without https, because the client would refuse all of it', () => {
  expect(
    hostedMarketplace(config, { ...registry, site: 'http://catalog.example/' }, new Map([archive('one')])),
  ).toBeUndefined();
});
