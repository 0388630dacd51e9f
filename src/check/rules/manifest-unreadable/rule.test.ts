import { expect, it } from 'vitest';
import { basePlugin, diagnose, type Overlay } from '../../../../test/check/rule-fixtures.ts';
import { manifestFile } from '../../../plugin/read-manifest.ts';
import { rule } from './rule.ts';

const manifest = basePlugin[manifestFile] as string;

it.each<[string, Overlay, string]>([
  ['a folder', { [manifestFile]: null, [`${manifestFile}/inner.json`]: '{}' }, 'folder'],
  ['a link out of the plugin', { [manifestFile]: { link: '/etc/passwd' } }, 'link'],
  ['a link above the plugin', { [manifestFile]: { link: '../../other/.claude-plugin/plugin.json' } }, 'link'],
  ['a link to itself', { [manifestFile]: { link: 'plugin.json' } }, 'link'],
  ['a link to a folder', { [manifestFile]: { link: '../skills' } }, 'folder'],
  ['a FIFO', { [manifestFile]: { special: true } }, 'not a file'],
  ['a file of 5 MB', { [manifestFile]: `${manifest}${' '.repeat(5 << 20)}` }, 'cannot be read as text'],
])('reports %s once', async (_, overlay, words) => {
  const found = await diagnose(rule, overlay);
  expect(found).toHaveLength(1);
  expect(found[0]).toMatchObject({ file: manifestFile, line: 1, severity: 'error' });
  expect(found[0]?.message).toContain(words);
});

it('reports another spelling beside the right one', async () => {
  const found = await diagnose(rule, { '.claude-plugin/Plugin.json': '{}' });
  expect(found.map(({ file, fix }) => [file, fix])).toEqual([
    ['.claude-plugin/Plugin.json', 'Rename it: git mv .claude-plugin/Plugin.json .claude-plugin/plugin.json'],
  ]);
});

it.each<[string, Overlay]>([
  ['no manifest, which is for another rule', { [manifestFile]: null }],
  ['a link to a file of the plugin', { 'meta.json': manifest, [manifestFile]: { link: '../meta.json' } }],
  ['a byte order mark', { [manifestFile]: `\ufeff${manifest}` }],
  ['text that is not UTF-8, which is for other rules', { [manifestFile]: Buffer.from([0x7b, 0xff, 0x7d]) }],
])('says nothing of %s', async (_, overlay) => {
  expect(await diagnose(rule, overlay)).toEqual([]);
});
