import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { filesIn, plugins, publishShop } from '../../../test/published-shop.ts';
import { aPlugin, aRegistry } from '../../../test/registries.ts';
import { memoryFileSystem } from '../../plugin/file-system.ts';
import { openOutput } from '../output-folder.ts';
import { publish, publishedFiles } from './publish.ts';

const shop = await publishShop();

describe('what is published', () => {
  test('of plugins that the check judged as this test needs them', () => {
    expect(shop.registry.plugins.map(({ name, check }) => [name, check.status])).toEqual([
      ['abacus', 'ok'],
      ['broken', 'error'],
      ['linked', 'ok'],
      ['measure', 'ok'],
      ['ruler', 'ok'],
    ]);
  });

  test('is all that a site offers besides its pages', () => {
    const files = filesIn(shop.out);
    expect(shop.withoutArchive).toEqual([{ name: 'linked', reason: '"docs/readme.md" is a symbolic link' }]);
    expect(files.filter((file) => file.startsWith('archives/'))).toEqual([
      'archives/abacus-1.2.3.zip',
      'archives/abacus-1.2.3.zip.sha256',
      'archives/measure-1.2.3.zip',
      'archives/measure-1.2.3.zip.sha256',
    ]);
    for (const file of [
      'registry.json',
      'marketplace.json',
      'feed.xml',
      'feed.json',
      'sitemap.xml',
      'robots.txt',
      'llms.txt',
      'opensearch.xml',
    ])
      expect(files).toContain(file);
    for (const file of files) expect(readFileSync(join(shop.out, file)).length, file).toBeGreaterThan(0);
    expect(Buffer.compare(readFileSync(join(shop.out, 'registry.json')), shop.registryBytes)).toBe(0);
  });

  test('is the same bytes each time, and only what has findings is read twice', async () => {
    const again = join(shop.root, 'again');
    const descriptions = await shop.describe('cache');
    expect([...descriptions.read]).toEqual(['broken', 'linked']);
    expect(publish(openOutput(again).put, shop.inputsWith(descriptions))).toEqual(shop.withoutArchive);
    expect(filesIn(again)).toEqual(filesIn(shop.out));
    for (const file of filesIn(again))
      expect(Buffer.compare(readFileSync(join(again, file)), readFileSync(join(shop.out, file))), file).toBe(
        0,
      );
  });

  test('is repaired where the cache was damaged', async () => {
    const archives = join(shop.root, 'damaged', 'archives');
    expect((await shop.describe('damaged')).read.size).toBe(5);
    for (const name of readdirSync(archives)) writeFileSync(join(archives, name), 'damaged');
    const descriptions = await shop.describe('damaged');
    expect([...descriptions.read]).toEqual(['abacus', 'broken', 'linked', 'measure']);
    publish(openOutput(join(shop.root, 'repaired')).put, shop.inputsWith(descriptions));
    const path = 'archives/abacus-1.2.3.zip';
    expect(
      Buffer.compare(readFileSync(join(shop.root, 'repaired', path)), readFileSync(join(shop.out, path))),
    ).toBe(0);
  });

  test('is never a plugin that changed since the registry was written', async () => {
    const changed = shop.describe('changed', function* (names) {
      for (const name of names) yield { name, fs: memoryFileSystem({ ...plugins[name], 'new.txt': '' }) };
    });
    await expect(changed).rejects.toThrow(
      'The plugin "abacus" is not as the registry describes it. Write the registry again with "npm run registry".',
    );
  });

  test('never leaves the folder', async () => {
    const registry = aRegistry([aPlugin('../../evil')]);
    const inputs = { ...shop.inputsWith(await shop.describe('cache')), registry };
    expect(() => [...publishedFiles(inputs, [])]).toThrow('"../../evil", which cannot be the name of a file');
  });
});

test('is what the page about the API lists, and nothing else', () => {
  const text = readFileSync(join(import.meta.dirname, '..', '..', '..', 'docs', 'api.md'), 'utf8');
  const rows = [...text.matchAll(/^\| (`.*?`) \| /gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, path = '']) => path),
  );
  expect(rows.length).toBeGreaterThan(15);
  const patterns = rows.map((path): [string, RegExp] => [
    path,
    new RegExp(`^${path.replaceAll('.', '\\.').replace(/<\w+>/g, '[\\w.-]+')}$`),
  ]);
  const files = filesIn(shop.out);
  expect(files.filter((file) => !patterns.some(([, pattern]) => pattern.test(file)))).toEqual([]);
  expect(
    patterns.filter(([, pattern]) => !files.some((file) => pattern.test(file))).map(([path]) => path),
  ).toEqual([]);
});
