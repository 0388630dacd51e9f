import { describe, expect, it } from 'vitest';
import { localSource, pluginRootOf, sourceIssues } from './entry-source.ts';

const at = ['plugins', 0, 'source'];
const messages = (source: unknown, manifest = {}) =>
  sourceIssues(source, manifest, at).map(({ message }) => message);

describe('a folder of the marketplace', () => {
  it.each<[unknown, string | undefined]>([
    ['.', ''],
    ['./', ''],
    ['./plugins//tiny/.', 'plugins/tiny'],
    ['tiny', 'all/tiny'],
    ['tiny/one', undefined],
    ['./a/../b', undefined],
    ['./a\\..\\b', undefined],
    ['/tiny', undefined],
    [{ source: 'github', repo: 'a/b' }, undefined],
    [undefined, undefined],
  ])('%j is %j', (source, folder) => {
    expect(localSource(source, { metadata: { pluginRoot: './all/' } })).toBe(folder);
  });

  it.each<[unknown, string | undefined]>([
    ['./', ''],
    ['a/./b', 'a/b'],
    ['', undefined],
    ['/a', undefined],
    ['a/../b', undefined],
    ['C:a', undefined],
    [5, undefined],
  ])('bare names below %j are looked for in %j', (pluginRoot, folder) => {
    expect(pluginRootOf({ metadata: { pluginRoot } })).toBe(folder);
  });

  it('says why a bare name leads nowhere', () => {
    expect(messages('tiny')).toEqual([
      'The source "tiny" is a bare name, and "metadata.pluginRoot" is not set.',
    ]);
    expect(messages('tiny', { metadata: { pluginRoot: '/x' } })[0]).toContain(
      'is "/x", no folder of the marketplace',
    );
    expect(messages('a/b')[0]).toContain('does not start with "./"');
    expect(messages('./../b')[0]).toContain('leads out of the marketplace');
  });
});

describe('a source that is fetched', () => {
  it('is of a type that is known', () => {
    expect(messages({ source: 'constructor' })[0]).toMatch(
      /source" to be one of "github", .*, but it is "constructor"/,
    );
    expect(messages({})[0]).toContain('"plugins[0].source.source", which is missing');
    expect(messages([])[0]).toContain('a path or an object, but it is a list');
    expect(sourceIssues(undefined, {}, at)[0]?.at.json).toEqual(['plugins', 0]);
  });

  it('stays in its repository', () => {
    const source = { source: 'git-subdir', url: 'https://example.com/a.git', path: 'a/../../b' };
    expect(sourceIssues(source, {}, at)).toMatchObject([{ at: { json: [...at, 'path'] } }]);
  });

  const archive = (url: string) => messages({ source: 'archive', url });

  it.each([
    'https://example.com/a.zip',
    'https://10.0.0.1/a.zip',
    'https://[2001:db8::1]/a.zip',
    'https://localhost.example.com/',
  ])('may be an archive at %s', (url) => {
    expect(archive(url)).toEqual([]);
  });

  it.each([
    'http://example.com/a.zip',
    'https://localhost./a.zip',
    'https://a.localhost/a.zip',
    'https://0x7f.1/a.zip',
    'https://169.254.169.254/a.zip',
    'https://[::127.0.0.1]/a.zip',
    'https://[::ffff:127.0.0.1]/a.zip',
    'https://[64:ff9b::7f00:1]/a.zip',
    'https://[2002:7f00:1::]/a.zip',
    'https://[fe80::1]/a.zip',
    'https://[fd00:ec2::254]/a.zip',
    'https://metadata.google.internal/a.zip',
    'nowhere',
  ])('may be no archive at %s', (url) => {
    expect(archive(url)).toHaveLength(1);
  });
});
