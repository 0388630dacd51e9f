import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { installedCopies } from './installed.ts';

const folder = mkdtempSync(join(tmpdir(), 'installed-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function records(installed: unknown, known: unknown = {}): void {
  mkdirSync(join(folder, 'plugins'), { recursive: true });
  writeFileSync(join(folder, 'plugins/installed_plugins.json'), JSON.stringify(installed));
  writeFileSync(join(folder, 'plugins/known_marketplaces.json'), JSON.stringify(known));
}

test('gives every copy of every scope, with the version that a tag was resolved to', () => {
  records(
    {
      version: 2,
      plugins: {
        'one@shop': [
          { scope: 'user', installPath: '/cache/one', version: '1.0.0' },
          { scope: 'project', projectPath: '/work', installPath: '/cache/one', version: '1.0.0' },
        ],
        'two@other': [
          {
            scope: 'user',
            installPath: '/cache/two',
            version: '1.2.0-0123456789ab',
            resolvedVersion: '1.2.0',
          },
        ],
      },
    },
    {
      shop: { source: { source: 'directory', path: '/shop' }, installLocation: '/shop' },
      other: { source: { source: 'git' } },
    },
  );
  const inPlace = join('/shop', 'plugins', 'one');
  expect(installedCopies(folder)).toEqual([
    { name: 'one', marketplace: 'shop', scope: 'user', path: '/cache/one', version: '1.0.0', inPlace },
    {
      name: 'one',
      marketplace: 'shop',
      scope: 'project',
      project: '/work',
      path: '/cache/one',
      version: '1.0.0',
      inPlace,
    },
    { name: 'two', marketplace: 'other', scope: 'user', path: '/cache/two', version: '1.2.0' },
  ]);
});

test('reads the records of older clients', () => {
  records({ version: 1, plugins: { 'one@shop': { installPath: '/cache/one', version: '1.0.0' } } });
  expect(installedCopies(folder)).toEqual([
    { name: 'one', marketplace: 'shop', scope: 'user', path: '/cache/one', version: '1.0.0' },
  ]);
});

test.each([
  [[]],
  [{ plugins: null }],
  [{ plugins: { one: [{}], 'one@shop': [null, {}, { installPath: 7 }] } }],
])('makes nothing of %j', (installed) => {
  records(installed, null);
  expect(installedCopies(folder)).toEqual([]);
});

test('says that there are no records', () => expect(installedCopies(join(folder, 'absent'))).toBeUndefined());
