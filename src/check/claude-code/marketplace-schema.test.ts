import { expect, it } from 'vitest';
import { schemaIssues } from '../schema/explain.ts';
import { marketplaceFields, marketplaceMetadataFields, marketplaceSchema } from './marketplace-schema.ts';

const whole = { name: 'tiny-market', owner: { name: 'Ada' }, plugins: [] };
const places = (manifest: object) => schemaIssues(marketplaceSchema, manifest).map(({ at }) => at.json);

it('passes what only has to be there', () => {
  expect(places(whole)).toEqual([]);
});

it.each<[object, (string | number)[]]>([
  [{ owner: undefined }, []],
  [{ owner: 'Ada' }, ['owner']],
  [{ owner: { name: '' } }, ['owner', 'name']],
  [{ plugins: {} }, ['plugins']],
  [{ plugins: [{}, 5] }, ['plugins', 1]],
  [{ version: 1 }, ['version']],
  [{ metadata: { pluginRoot: 5 } }, ['metadata', 'pluginRoot']],
  [{ renames: { old: 5 } }, ['renames', 'old']],
  [{ allowCrossMarketplaceDependenciesOn: [null] }, ['allowCrossMarketplaceDependenciesOn', 0]],
  [{ forceRemoveDeletedPlugins: 'yes' }, ['forceRemoveDeletedPlugins']],
])('refuses %j where it is wrong', (changes, path) => {
  expect(places({ ...whole, ...changes })).toEqual([path]);
});

it('speaks of the owner in what it says to write', () => {
  const [issue] = schemaIssues(marketplaceSchema, { ...whole, owner: 'Ada' });
  expect(issue?.fix).toContain('"owner": {');
  expect(issue?.fix).not.toContain('author');
});

it('knows as fields those that it judges', () => {
  const wrong = (fields: readonly string[]) => Object.fromEntries(fields.map((field) => [field, 5]));
  const judged = places({ ...wrong(marketplaceFields), metadata: wrong(marketplaceMetadataFields) });
  // The name is judged apart.
  const expected = marketplaceFields.filter((field) => field !== 'name' && field !== 'metadata');
  expect(new Set(judged.map((path) => path.join('.')))).toEqual(
    new Set([...expected, ...marketplaceMetadataFields.map((field) => `metadata.${field}`)]),
  );
});
