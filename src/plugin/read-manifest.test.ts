import { expect, it } from 'vitest';
import { memoryFileSystem } from './file-system.ts';
import type { Manifest } from './manifest.ts';
import { manifestFile, rawManifest, readManifest } from './read-manifest.ts';
import { readSource } from './source.ts';

it('reads every fact', () => {
  const manifest: Manifest = {
    name: 'tiny-tool',
    displayName: 'Tiny tool',
    version: '1.0.0',
    description: 'Greets.',
    author: { name: 'Ada', email: 'ada@a.example', url: 'https://a.example' },
    homepage: 'https://a.example',
    repository: 'https://a.example/r',
    license: 'MIT',
    keywords: ['a', 'b'],
    defaultEnabled: false,
    dependencies: [{ name: 'x', version: '^1.0.0', marketplace: 'm' }],
  };
  expect(readManifest({ ...manifest, hooks: {}, zzz: 1 })).toEqual(manifest);
});

it.each<[object, Manifest]>([
  [{}, {}],
  [{ name: '', version: 1, description: null, license: ['MIT'] }, {}],
  [{ author: 'Ada' }, {}],
  [{ author: { name: '' } }, {}],
  [{ author: { email: 'a@b.example' } }, {}],
  [{ author: { name: 'Ada', email: 5, url: null } }, { author: { name: 'Ada' } }],
  [{ keywords: 'a' }, {}],
  [{ keywords: ['a', 5, null] }, { keywords: ['a'] }],
  [{ defaultEnabled: 'yes' }, {}],
  [{ dependencies: {} }, {}],
  [
    {
      dependencies: [
        'a',
        'b@m',
        '',
        { name: 'c' },
        { name: 'd', version: '' },
        { version: '1.0.0' },
        5,
        null,
      ],
    },
    { dependencies: [{ name: 'a' }, { name: 'b', marketplace: 'm' }, { name: 'c' }, { name: 'd' }] },
  ],
])('leaves out of %j what has the wrong type', (raw, expected) => {
  expect(readManifest(raw as Record<string, unknown>)).toEqual(expected);
});

it('takes nothing that objects have by birth', () => {
  expect(
    readManifest(
      JSON.parse('{ "__proto__": { "name": "x", "version": "1.0.0" } }') as Record<string, unknown>,
    ),
  ).toEqual({});
  expect(readManifest(Object.create({ name: 'x' }) as Record<string, unknown>)).toEqual({});
});

it.each<[string | undefined, Record<string, unknown>]>([
  ['{ "name": "a" }', { name: 'a' }],
  ['\ufeff{ "name": "a" }', { name: 'a' }],
  ['{', {}],
  ['[]', {}],
  ['null', {}],
  ['5', {}],
  [undefined, {}],
])('finds in %j the manifest %j', (text, expected) => {
  const source = readSource(memoryFileSystem(text === undefined ? {} : { [manifestFile]: text }), 'x');
  expect(rawManifest(source)).toEqual(expected);
});
