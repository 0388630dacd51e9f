import { describe, expect, it } from 'vitest';
import { diagnoseMarketplace, entryWith } from '../../../../test/check/marketplace-fixtures.ts';
import { rule } from './rule.ts';

describe('marketplace-source-invalid', () => {
  const sha = 'a'.repeat(40);

  it.each([
    '',
    '..',
    './..',
    './a/..',
    '../a',
    './..\\a',
    './a/..\\b',
    'a',
    'a/b',
    '/a',
    'C:\\a',
    '~',
    'https://example.com/a',
    null,
    5,
    [],
    {},
    true,
    undefined,
  ])('refuses %j', async (source) => {
    expect((await diagnoseMarketplace(entryWith({ source }), rule)).length).toBeGreaterThan(0);
  });

  it.each([
    '.',
    './',
    './..a',
    './a..b',
    './a//b',
    './a b',
    './%2e%2e/x',
    './a\u0000b',
    `./${'x'.repeat(5000)}`,
  ])('passes %j', async (source) => {
    expect(await diagnoseMarketplace(entryWith({ source }), rule)).toEqual([]);
  });

  it('takes bare names below "metadata.pluginRoot", where that is a folder of the marketplace', async () => {
    const judge = async (source: string, pluginRoot: string) =>
      (await diagnoseMarketplace(entryWith({ source }, { metadata: { pluginRoot } }), rule)).length;
    for (const root of ['plugins', './plugins', './', '.', './not-there', 'a b', '~'])
      expect(await judge('tiny-tool', root)).toBe(0);
    for (const root of ['', '/plugins', '../plugins', './a/..', 'a\\b', 'C:/x', 'https://x'])
      expect(await judge('tiny-tool', root)).toBe(1);
    for (const source of ['a/b', 'a b', '-a', '.a', 'é', 'a@b', 'a..b', ''])
      expect(await judge(source, './plugins')).toBe(1);
  });

  it('reads the plugin that a bare name leads to', async () => {
    const overlay = {
      ...entryWith({ source: 'tiny-tool' }, { metadata: { pluginRoot: './plugins' } }),
      'plugins/tiny-tool/.claude-plugin/plugin.json': '{',
    };
    expect((await diagnoseMarketplace(overlay)).map(({ file }) => file)).toEqual([
      'plugins/tiny-tool/.claude-plugin/plugin.json',
    ]);
  });

  it.each([
    [{ source: 'github' }],
    [{ source: 'github', repo: 'a/b', ref: 5 }],
    [{ source: 'github', repo: 'a/b', sha: sha.toUpperCase() }],
    [{ source: 'github', repo: 'a/b', sha: `${sha}\n` }],
    [{ source: 'github', repo: 'a/b', path: '../x' }],
    [{ source: 'url' }],
    [{ source: 'git-subdir', url: 'https://example.com/a', path: '' }],
    [{ source: 'git-subdir', url: 'https://example.com/a', path: 'a\\..\\b' }],
    [{ source: 'npm', package: 'a..b' }],
    [{ source: 'npm', package: 'a', registry: 'file:///a' }],
    [{ source: 'archive', url: 'http://example.com/a.zip' }],
    [{ source: 'archive', url: 'https://example.com/a.zip', sha256: sha }],
    [{ source: 'command', command: 'x'.repeat(501) }],
    [{ source: 'command', command: 'a    b' }],
    [{ source: 'command', command: 'é' }],
    [{ source: 'command', command: 'a', timeout: 0.5 }],
    [{ source: 'command', command: 'a', timeout: 601 }],
    [{ source: 'command', command: 'a', mode: 'move' }],
    [{ source: 'GitHub', repo: 'a/b' }],
    [{ source: 'directory', path: '/a' }],
    [{ source: 'constructor' }],
  ])('refuses %j', async (source) => {
    expect((await diagnoseMarketplace(entryWith({ source }), rule)).length).toBeGreaterThan(0);
  });

  it.each([
    [{ source: 'github', repo: '../x', ref: '-x', sha, path: 5, more: 1 }],
    [{ source: 'url', url: 'javascript:1' }],
    [{ source: 'git-subdir', url: 'a/b', path: '/abs' }],
    [{ source: 'npm', package: 'file:x', version: 'x y', registry: 'http://localhost' }],
    [{ source: 'archive', url: 'https://10.0.0.1/a.tgz', sha256: 'A'.repeat(64) }],
    [{ source: 'command', command: 'a   b', timeout: 600, mode: 'link' }],
  ])('passes %j', async (source) => {
    expect(await diagnoseMarketplace(entryWith({ source }), rule)).toEqual([]);
  });

  const fromHost = (host: string) =>
    diagnoseMarketplace(entryWith({ source: { source: 'archive', url: `https://${host}/a` } }), rule);

  it.each([
    'localhost',
    'LOCALHOST.',
    'a.localhost',
    'ip6-loopback',
    '127.1',
    '0x7f.1',
    '2130706433',
    '0',
    '169.254.0.0',
    '100.100.100.200',
    'metadata.google.internal',
    '[::1]',
    '[::2]',
    '[febf::1]',
    '[fd00:ec2::254]',
    '[::ffff:169.254.169.254]',
    '[64:ff9b::7f00:1]',
    '[64:ff9b:1::7f00:1]',
    '[2002:7f00:1::]',
  ])('keeps downloads from %s', async (host) => {
    expect(await fromHost(host)).toMatchObject([
      {
        message: expect.stringContaining(
          'Expected "plugins[0].source.url" to be an https URL of a public host, but it is',
        ),
      },
    ]);
  });

  it.each([
    'example.com',
    '192.168.1.1',
    '[fec0::1]',
    '[fc00::1]',
    '[::ffff:10.0.0.1]',
    '[2001:db8::1]',
    'localhost.example',
    'metadata.internal',
  ])('lets downloads come from %s', async (host) => {
    expect(await fromHost(host)).toEqual([]);
  });
});
