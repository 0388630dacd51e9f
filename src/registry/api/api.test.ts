import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { filesIn, license, plugins, publishShop } from '../../../test/published-shop.ts';
import { aPlugin, aRegistry, hostilePlugin } from '../../../test/registries.ts';
import type { RegistryPlugin } from '../registry.ts';
import { dependentsOf, listFiles, newestDate, removedPlugins } from './api.ts';
import { apiFolder } from './published-file.ts';

const shop = await publishShop();

describe('the index', () => {
  test('lists every other file of the API with its size and digest', () => {
    const listed = shop.json(`${apiFolder}index.json`).files as {
      path: string;
      bytes: number;
      sha256: string;
    }[];
    const there = filesIn(shop.out).filter(
      (file) => file.startsWith(apiFolder) && file !== `${apiFolder}index.json`,
    );
    expect(listed.map(({ path }) => path)).toEqual(there);
    expect(there.length).toBeGreaterThan(20);
    for (const { path, bytes, sha256 } of listed) {
      const content = readFileSync(join(shop.out, path));
      expect([bytes, sha256], path).toEqual([content.length, hash('sha256', content, 'hex')]);
    }
  });
});

describe('one plugin', () => {
  test('is all that the registry says of it, and more', () => {
    const value = shop.json(`${apiFolder}plugins/measure.json`);
    const entry = shop.registry.plugins.find(({ name }) => name === 'measure');
    expect(value).toMatchObject({ ...entry, files: { ...entry?.files } });
    expect(value).toMatchObject({
      id: 'measure@shop',
      url: 'https://catalog.example/shop/plugins/measure/',
      source: 'https://github.com/owner/shop/tree/HEAD/plugins/measure',
      dependents: ['abacus'],
      feeds: { atom: 'https://catalog.example/shop/plugins/measure/feed.xml' },
      badges: { svg: 'https://catalog.example/shop/api/v1/badges/measure.svg' },
    });
    const { entries, count, bytes } = value.files as {
      count: number;
      bytes: number;
      entries: { path: string; bytes: number; sha256: string; mode: string }[];
    };
    expect(entries).toHaveLength(count);
    expect(entries.reduce((sum, file) => sum + file.bytes, 0)).toBe(bytes);
    expect(entries.find(({ path }) => path === 'LICENSE')).toEqual({
      path: 'LICENSE',
      bytes: Buffer.byteLength(license),
      sha256: hash('sha256', license, 'hex'),
      mode: '100644',
    });
  });

  test('says where its archive is and what it should hold, or why there is none', () => {
    const zip = readFileSync(join(shop.out, 'archives/abacus-1.2.3.zip'));
    expect(shop.json(`${apiFolder}plugins/abacus.json`).archive).toEqual({
      url: 'https://catalog.example/shop/archives/abacus-1.2.3.zip',
      bytes: zip.length,
      sha256: hash('sha256', zip, 'hex'),
    });
    expect(shop.json(`${apiFolder}plugins/linked.json`).noArchive).toBe(
      '"docs/readme.md" is a symbolic link',
    );
    expect(shop.json(`${apiFolder}plugins/broken.json`).noArchive).toBe('it did not pass the check');
    expect(shop.json(`${apiFolder}plugins/ruler.json`)).toMatchObject({
      status: 'withdrawn',
      noArchive: 'its version was withdrawn',
    });
    const hosted = shop.json('marketplace.json').plugins as { name: string }[];
    expect(hosted.map(({ name }) => name)).toEqual(['abacus', 'measure']);
  });
});

describe('the lists', () => {
  test('name every plugin, also what did not pass, and say so', () => {
    const { plugins: list } = shop.json(`${apiFolder}plugins.json`) as {
      plugins: { name: string; status: string }[];
    };
    expect(list.map(({ name, status }) => [name, status])).toEqual([
      ['abacus', 'ok'],
      ['broken', 'error'],
      ['linked', 'ok'],
      ['measure', 'ok'],
      ['ruler', 'withdrawn'],
    ]);
    expect(list[0]).toMatchObject({
      components: { skill: 2, hook: 1 },
      flags: ['runs-hooks', 'brings-plugins'],
      author: 'Ann',
    });
    // One line a plugin.
    expect(
      readFileSync(join(shop.out, `${apiFolder}plugins.json`), 'utf8')
        .trimEnd()
        .split('\n'),
    ).toHaveLength(list.length + 2);
  });

  test('hold what a search looks through', () => {
    const { plugins: list } = shop.json(`${apiFolder}search.json`) as {
      plugins: { name: string; components: object[] }[];
    };
    expect(list.map(({ name }) => name)).toEqual(Object.keys(plugins).sort());
    expect(list[0]?.components).toContainEqual({
      kind: 'skill',
      name: 'abacus:count',
      description: 'Counts what is in files. Use when somebody asks how many.',
    });
  });

  test('put each plugin under its category', () => {
    expect(shop.json(`${apiFolder}categories.json`)).toMatchObject({
      categories: [{ id: 'testing', count: 4, plugins: ['abacus', 'linked', 'measure', 'ruler'] }],
      uncategorized: ['broken'],
    });
  });

  test('hold markup as text', () => {
    for (const { path, content } of listFiles(aRegistry([hostilePlugin()]))) {
      expect(String(content), path).not.toContain('<');
      expect(() => JSON.parse(String(content)), path).not.toThrow();
    }
    const search = listFiles(aRegistry([hostilePlugin()])).find(({ path }) => path.endsWith('search.json'));
    const { plugins: list } = JSON.parse(String(search?.content)) as { plugins: { description: string }[] };
    expect(list[0]?.description).toBe(hostilePlugin().description);
  });
});

describe('removed plugins', () => {
  test('lead to what they became in the end', () => {
    const renames = {
      a: 'b',
      b: 'c',
      c: 'one',
      gone: null,
      lost: 'nobody',
      ring: 'round',
      round: 'ring',
      late: 'gone',
      one: 'two',
    };
    expect(removedPlugins(aRegistry([aPlugin('one')], { renames }))).toEqual([
      { name: 'a', replacement: 'one' },
      { name: 'b', replacement: 'one' },
      { name: 'c', replacement: 'one' },
      { name: 'gone', replacement: null },
      { name: 'late', replacement: null },
      { name: 'lost', replacement: null },
      { name: 'ring', replacement: null },
      { name: 'round', replacement: null },
    ]);
    expect(shop.json(`${apiFolder}removed.json`).removed).toEqual([
      { name: 'beads', replacement: 'abacus' },
      { name: 'slate', replacement: null },
    ]);
  });
});

test('who needs a plugin is known by its name in this marketplace alone', () => {
  const needs = (...dependencies: RegistryPlugin['dependencies'] & object) => ({ dependencies });
  const dependents = dependentsOf(
    aRegistry([
      aPlugin('b', needs({ name: 'x' }, { name: 'x', version: '^1.0.0' })),
      aPlugin('a', needs({ name: 'x', marketplace: 'shop' })),
      aPlugin('c', needs({ name: 'x', marketplace: 'elsewhere' })),
    ]),
  );
  expect([...dependents]).toEqual([['x', ['a', 'b']]]);
});

test('the newest date is that of any plugin', () => {
  expect(
    newestDate(
      aRegistry([
        aPlugin('a', { created: '2026-01-01' }),
        aPlugin('b', { updated: '2026-03-01' }),
        aPlugin('c', { updated: 'soon' }),
      ]),
    ),
  ).toBe('2026-03-01');
  expect(newestDate(aRegistry([aPlugin('a')]))).toBeUndefined();
});
