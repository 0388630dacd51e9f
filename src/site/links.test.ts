import { expect, test } from 'vitest';
import { registryVersion } from '../registry/registry.ts';
import { createLinks } from './links.ts';
import { parseRegistry } from './registry.ts';

test.each(['https://example.org/', 'https://example.org/some/base/', 'https://example.org/no-slash'])(
  'links within the site %s as a browser reads them',
  (site) => {
    const { href } = createLinks({ site, repository: 'a/b' }, 'HEAD');
    for (const path of [
      ...[
        '',
        'plugins/',
        'plugins/a-b_c.1/',
        'plugins/a/feed.xml',
        'plugins/a/#skill-one',
        'rules/x#y',
        'a/#',
      ],
      ...[
        'a//b',
        './a',
        'a/../b',
        'a/./b',
        'a/.b',
        '..a',
        'a:b',
        '/a',
        '//a.example/',
        'a b',
        'é/',
        'a?b=c',
        'a#é',
      ],
      ...['a\n', 'a/%2e%2e/b', 'a\\b', '#a', 'a/b..c/', '.'],
    ])
      expect(href(path), path).toBe(new URL(path, site).href.slice('https://example.org'.length));
  },
);

test('refuses what is no registry, and names that cannot be a page', () => {
  const registry = (name: string) => JSON.stringify({ schemaVersion: registryVersion, plugins: [{ name }] });
  expect(parseRegistry(registry('good-name'), 'r.json').plugins).toHaveLength(1);
  expect(() => parseRegistry('{}', 'r.json')).toThrow(
    `"r.json" is not a registry of schema version ${registryVersion}`,
  );
  for (const name of ['..', '../up', 'a/b', '', '.hidden', 'a b'])
    expect(() => parseRegistry(registry(name), 'r.json'), name).toThrow('cannot be the name of a page');
});
