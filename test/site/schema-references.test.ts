// Editors check a JSON file by what its `$schema` names: one that leads nowhere checks nothing, and says nothing of it.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { schemaFiles } from '../../src/registry/api/published-schemas.ts';

const root = join(import.meta.dirname, '..', '..');
const { site } = JSON.parse(readFileSync(join(root, 'marketplace.config.json'), 'utf8')) as { site: string };

/** Schemas that others publish. */
const elsewhere = [
  'http://json-schema.org/draft-07/schema#',
  'https://json-schema.org/draft/2020-12/schema',
  'https://json.schemastore.org/claude-code-plugin-manifest.json',
  'https://json.schemastore.org/claude-code-marketplace.json',
];

/** The JSON files of the repository that name a schema. Those of tests may be wrong on purpose. */
const files = execFileSync('git', ['ls-files', '-z', '--', '*.json'], { cwd: root, encoding: 'utf8' })
  .split('\0')
  .filter((file) => file !== '' && !/(?:^|\/)fixtures\//.test(file) && !file.startsWith('test/'))
  .flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    const value: unknown = text.includes('"$schema"') ? JSON.parse(text) : undefined;
    const schema =
      typeof value === 'object' && value !== null && '$schema' in value ? value.$schema : undefined;
    return schema === undefined ? [] : [{ file, schema: String(schema) }];
  });

test('every schema that a file names is there, or is published', () => {
  const published = new Set(schemaFiles(site).map(({ path }) => site + path));
  const isThere = ({ file, schema }: (typeof files)[number]) =>
    /^https?:/.test(schema)
      ? published.has(schema) || elsewhere.includes(schema)
      : existsSync(join(root, dirname(file), schema));
  expect(files.filter((one) => !isThere(one))).toEqual([]);
});

test('every listing, the configuration and the registry name one', () => {
  const named = files.map(({ file }) => file);
  expect(named).toEqual(expect.arrayContaining(['marketplace.config.json', 'registry.json']));
  const listings = execFileSync('git', ['ls-files', '--', 'plugins/*/listing.json'], {
    cwd: root,
    encoding: 'utf8',
  });
  expect(listings.split('\n').filter((file) => file !== '' && !named.includes(file))).toEqual([]);
});
