import { join } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { filesIn, publishShop } from '../../../test/published-shop.ts';
import type { RegistryPlugin } from '../registry.ts';
import { apiFolder } from './published-file.ts';
import { schemaFiles } from './published-schemas.ts';

const shop = await publishShop();

describe('the schemas', () => {
  const validators = (folder: string, site = shop.registry.site): Map<string, ValidateFunction> => {
    const ajv = new Ajv2020({
      strict: true,
      allowUnionTypes: true,
      allErrors: true,
      formats: { uri: (text: string) => URL.canParse(text), date: true, regex: true },
    });
    const found = new Map<string, ValidateFunction>();
    const schemas = schemaFiles(site).filter(({ path }) => path.startsWith(folder));
    for (const { content } of schemas) ajv.addSchema(JSON.parse(String(content)) as object);
    for (const { path } of schemas) {
      const validate = ajv.getSchema(`${site}${path}`);
      if (validate !== undefined) found.set(path.slice(folder.length).replace('.schema.json', ''), validate);
    }
    return found;
  };
  const schemaOf = (path: string): string | undefined =>
    /^(\w+)\.json$/.exec(path)?.[1] ??
    (/^plugins\//.test(path) ? 'plugin' : /^badges\/.*\.json$/.test(path) ? 'badge' : undefined);

  test('describe every file of the API, and the file says by which', () => {
    const known = validators(`${apiFolder}schemas/`);
    const seen = new Set<string>();
    for (const file of filesIn(join(shop.out, apiFolder))) {
      if (file.startsWith('schemas/') || file.endsWith('.svg')) continue;
      const name = schemaOf(file) ?? '';
      const validate = known.get(name);
      const value = shop.json(`${apiFolder}${file}`);
      expect(validate?.(value), `${file} ${JSON.stringify(validate?.errors)}`).toBe(true);
      if (name !== 'badge')
        expect(value.$schema).toBe(`https://catalog.example/shop/${apiFolder}schemas/${name}.schema.json`);
      seen.add(name);
    }
    expect([...seen].sort()).toEqual([
      'badge',
      'categories',
      'index',
      'plugin',
      'plugins',
      'removed',
      'search',
    ]);
    expect(known.get('registry')?.(shop.registry), JSON.stringify(known.get('registry')?.errors)).toBe(true);
  });

  test('refuse what is not so', () => {
    const known = validators(`${apiFolder}schemas/`);
    const refuses = (
      name: string,
      change: (value: Record<string, unknown>) => object,
      path = `${apiFolder}${name}.json`,
    ) => known.get(name)?.(change(shop.json(path))) === false;
    const one = `${apiFolder}plugins/abacus.json`;
    const flies = (plugin: { flags: string[] }) => ({ ...plugin, flags: [...plugin.flags, 'flies'] });
    expect(refuses('plugin', (value) => ({ ...value, extra: 1 }), one)).toBe(true);
    expect(refuses('plugin', (value) => ({ ...value, archive: undefined }), one)).toBe(true);
    expect(refuses('plugin', (value) => ({ ...value, noArchive: 'because' }), one)).toBe(true);
    expect(refuses('plugins', (value) => ({ ...value, schemaVersion: 2 }))).toBe(true);
    expect(refuses('index', (value) => ({ ...value, files: [] }))).toBe(true);
    expect(
      refuses('search', ({ plugins, ...value }) => ({
        ...value,
        plugins: (plugins as { flags: string[] }[]).map(flies),
      })),
    ).toBe(true);
    expect(refuses('removed', (value) => ({ ...value, removed: [{ name: 'x' }] }))).toBe(true);
    expect(refuses('categories', (value) => ({ ...value, uncategorized: undefined }))).toBe(true);
    expect(refuses('plugin', (value) => value, one)).toBe(false);
  });

  test('of the files in the repository are published at the address that those files name', () => {
    const known = validators('schemas/');
    expect([...known.keys()].sort()).toEqual([
      'listing',
      'marketplace-config',
      'registry',
      'tools',
      'waivers',
    ]);
    expect(known.get('registry')?.(shop.registry)).toBe(true);
    expect(shop.registry.$schema).toBe(shop.json('schemas/registry.schema.json').$id);
  });

  test('know every field of a plugin', () => {
    const withAll: { [Key in keyof RegistryPlugin]-?: 0 } = {
      name: 0,
      tree: 0,
      digest: 0,
      displayName: 0,
      version: 0,
      description: 0,
      author: 0,
      homepage: 0,
      repository: 0,
      license: 0,
      keywords: 0,
      defaultEnabled: 0,
      dependencies: 0,
      category: 0,
      tags: 0,
      maintainers: 0,
      relevance: 0,
      deprecated: 0,
      yanked: 0,
      components: 0,
      capabilities: 0,
      tokens: 0,
      files: 0,
      check: 0,
      created: 0,
      updated: 0,
      versions: 0,
    };
    const described = Object.keys(shop.json(`${apiFolder}schemas/plugin.schema.json`).properties as object);
    expect(Object.keys(withAll).filter((key) => !described.includes(key))).toEqual([]);
  });
});
