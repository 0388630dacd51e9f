import { describe, expect, test } from 'vitest';
import { aPlugin, aRegistry, attack, hostilePlugin } from '../../../test/registries.ts';
import { elements, parseXml } from '../../../test/well-formed.ts';
import { feedPaths, marketplaceFeeds, pluginFeeds } from './feeds.ts';
import type { PublishedFile } from './published-file.ts';

const commit = 'd'.repeat(40);
const versions = [
  { version: '1.1.0', commit, date: '2026-03-01' },
  { version: '1.0.0', commit, date: '2026-01-01' },
];
const plugin = aPlugin('one', {
  displayName: 'One',
  description: 'Does one thing.',
  category: 'testing',
  author: { name: 'Ann', url: 'https://ann.example/' },
  version: '1.1.0',
  created: '2026-01-01',
  updated: '2026-04-01',
  versions,
});

type Item = Record<string, unknown> & { id: string; title: string };
type JsonFeed = Record<string, unknown> & { items: Item[] };
const read = ([atom, json]: PublishedFile[]) => ({
  atom: parseXml(String(atom?.content)),
  json: JSON.parse(String(json?.content)) as JsonFeed,
});
const textOf = (parent: ReturnType<typeof parseXml>, name: string) => elements(parent, name)[0]?.text;

describe('the feed of a plugin', () => {
  const { atom, json } = read(pluginFeeds(aRegistry([plugin]), plugin));

  test('tells its versions and the last change since, newest first', () => {
    expect(
      elements(atom, 'entry').map((entry) => [textOf(entry, 'title'), textOf(entry, 'updated')]),
    ).toEqual([
      ['One changed', '2026-04-01T00:00:00Z'],
      ['One 1.1.0', '2026-03-01T00:00:00Z'],
      ['New: One 1.0.0', '2026-01-01T00:00:00Z'],
    ]);
  });

  test('ends why it is deprecated before it says what it does', () => {
    const old = { ...plugin, deprecated: { reason: 'Superseded', date: '2026-04-01' } };
    const { items } = read(pluginFeeds(aRegistry([old]), old)).json;
    expect(items[0]?.content_text).toBe('Deprecated: Superseded. Does one thing.');
  });

  test('names each by an id that nothing later changes', () => {
    const ids = elements(atom, 'entry').map((entry) => textOf(entry, 'id'));
    expect(ids).toEqual([
      `tag:catalog.example,2026-04-01:shop/plugins/one/${plugin.tree}`,
      'tag:catalog.example,2026-03-01:shop/plugins/one/1.1.0',
      'tag:catalog.example,2026-01-01:shop/plugins/one/1.0.0',
    ]);
    const later = aPlugin('one', {
      displayName: 'One, renamed',
      created: '2026-01-01',
      updated: '2026-05-01',
      versions: [{ version: '2.0.0', commit, date: '2026-05-01' }, ...versions],
    });
    const laterIds = read(pluginFeeds(aRegistry([later]), later)).json.items.map(({ id }) => id);
    expect(laterIds).toEqual(expect.arrayContaining(ids.slice(1)));
  });

  test('says the same in Atom and in JSON, with absolute addresses', () => {
    expect(json).toMatchObject({
      version: 'https://jsonfeed.org/version/1.1',
      home_page_url: 'https://catalog.example/shop/plugins/one/',
      feed_url: 'https://catalog.example/shop/plugins/one/feed.json',
    });
    const links = elements(atom, 'link').map(({ attributes }) => [attributes.rel, attributes.href]);
    expect(links.slice(0, 2)).toEqual([
      ['self', 'https://catalog.example/shop/plugins/one/feed.xml'],
      ['alternate', 'https://catalog.example/shop/plugins/one/'],
    ]);
    const fromAtom = elements(atom, 'entry').map((entry) => ({
      id: textOf(entry, 'id'),
      title: textOf(entry, 'title'),
      content_text: textOf(entry, 'summary'),
      date_published: textOf(entry, 'published'),
      date_modified: textOf(entry, 'updated'),
      url: elements(entry, 'link')[0]?.attributes.href,
      authors: [{ name: textOf(entry, 'name'), url: textOf(entry, 'uri') }],
      tags: [elements(entry, 'category')[0]?.attributes.term],
    }));
    expect(json.items).toEqual(fromAtom);
    expect(fromAtom[0]).toMatchObject({
      authors: [{ name: 'Ann', url: 'https://ann.example/' }],
      tags: ['Testing'],
    });
  });

  test('has the date of its newest entry', () =>
    expect(textOf(atom, 'updated')).toBe('2026-04-01T00:00:00Z'));
});

describe('the feed of all plugins', () => {
  const failed = aPlugin('two', {
    created: '2026-06-01',
    updated: '2026-06-01',
    check: { status: 'error', ruleset: 'a'.repeat(64), errors: 1, warnings: 0, infos: 0 },
  });
  const unversioned = aPlugin('three', { created: '2026-02-01', updated: '2026-02-01' });

  test('leaves out what did not pass, and tells of new plugins without a version', () => {
    const { atom, json } = read(marketplaceFeeds(aRegistry([plugin, unversioned, failed])));
    expect(json.items.map(({ title }) => title)).toEqual([
      'One changed',
      'One 1.1.0',
      'New: three',
      'New: One 1.0.0',
    ]);
    expect(textOf(atom, 'id')).toBe('tag:catalog.example,2026:shop/plugins');
    expect(textOf(atom, 'updated')).toBe('2026-04-01T00:00:00Z');
  });

  test('does not announce what was withdrawn, and tells of it where it is looked up', () => {
    const yanked = [{ version: '1.1.0', reason: 'It deletes files.', date: '2026-03-02' }];
    const fixed = { ...plugin, version: '1.1.1', yanked };
    const titles = (files: PublishedFile[]) => read(files).json.items.map(({ title }) => title);
    expect(titles(marketplaceFeeds(aRegistry([fixed])))).toEqual(['One changed', 'New: One 1.0.0']);
    expect(titles(marketplaceFeeds(aRegistry([{ ...plugin, yanked }])))).toEqual([]);
    expect(titles(pluginFeeds(aRegistry([fixed]), fixed))).toEqual([
      'One changed',
      'One 1.1.0 (withdrawn)',
      'New: One 1.0.0',
    ]);
  });

  test('is as long as a reader likes it, and orders one day by name', () => {
    const many = Array.from({ length: 150 }, (_, index) =>
      aPlugin(`plugin-${String(150 - index).padStart(3, '0')}`, {
        created: '2026-02-01',
        updated: '2026-02-01',
      }),
    );
    const { atom, json } = read(marketplaceFeeds(aRegistry(many)));
    expect(json.items).toHaveLength(100);
    expect(elements(atom, 'entry')).toHaveLength(100);
    const titles = json.items.map(({ title }) => title);
    expect(titles).toEqual(titles.toSorted());
    expect(new Set(json.items.map(({ id }) => id)).size).toBe(100);
  });

  test('is a feed even where nothing has a date', () => {
    const { atom, json } = read(marketplaceFeeds(aRegistry([aPlugin('one')])));
    expect(textOf(atom, 'updated')).toBe('1970-01-01T00:00:00Z');
    expect(json.items).toEqual([]);
  });

  test('holds what an author wrote as text', () => {
    const { atom, json } = read(
      marketplaceFeeds(aRegistry([hostilePlugin()], { displayName: attack, owner: { name: attack } })),
    );
    expect(json.items).toHaveLength(3);
    expect(elements(atom, 'entry')).toHaveLength(3);
    expect(elements(atom, 'script').concat(elements(atom, 'img'))).toEqual([]);
    expect(elements(atom, 'uri')).toEqual([]);
    for (const { id } of json.items)
      expect(id).toMatch(/^tag:catalog\.example,\d{4}-\d\d-\d\d:[\w/%!'()*.~-]+$/);
    for (const { title } of json.items) expect(title).not.toMatch(/[\n\u202e\0]/);
  });
});

test('feeds stand beside the pages they are of', () => {
  expect(feedPaths()).toEqual({ atom: 'feed.xml', json: 'feed.json' });
  expect(feedPaths('one')).toEqual({ atom: 'plugins/one/feed.xml', json: 'plugins/one/feed.json' });
});
