import { describe, expect, test } from 'vitest';
import { decodeNames, encodeNames, type Names, textFolder } from './names-file.ts';
import { createNamesIndex, type NameTier } from './names-index.ts';
import { generatedPlugins } from './quality/catalog.ts';

function file(entries: Record<string, string>, words: string[] = []): Names {
  return { build: 'abc', names: Object.keys(entries), titles: Object.values(entries), words, texts: [] };
}

const names = file(
  {
    'aws-cost-explorer': 'AWS cost explorer',
    'aws-costs': 'aws costs',
    'kubernetes-helper': 'Kubernetes Helper',
    'network-inspector': 'network-inspector',
    'network-logger': 'Network logger',
    'rds-kit': 'Redis',
    redis: 'redis',
  },
  ['inspect', 'waterfall'],
);
const index = createNamesIndex(names);

function found(query: string): string[] {
  return index.search(query).map(({ plugin }) => names.names[plugin] as string);
}
function tier(query: string, name: string): NameTier | undefined {
  return index.search(query).find(({ plugin }) => names.names[plugin] === name)?.tier;
}

describe('the list of names', () => {
  test.each([
    ['no plugin', file({})],
    ['titles of every style', names],
    [
      'what an author may try',
      file({ a: '<b>"\'&\u202e', 'a-b': '0', 'a-b-c': '  two  spaces ', z: 'ünïcödé 🧪', zz: 'zz' }, [
        'one',
        'once',
      ]),
    ],
  ])('is read as it was written: %s', (_, list) => {
    const titles = list.titles.map((title) => title.replace(/\s+/g, ' '));
    expect(decodeNames(encodeNames(list))).toEqual({ ...list, titles });
  });

  test('says in which folder the text of each plugin is', () => {
    const texts = [
      { folder: 'abc', plugins: 2 },
      { folder: 'def', plugins: 1 },
    ];
    const { texts: read } = decodeNames(encodeNames({ ...file({ a: 'a', b: 'b', c: 'c' }), texts }));
    expect(read).toEqual(texts);
    expect([0, 1, 2].map((plugin) => textFolder(read, plugin))).toEqual(['abc', 'abc', 'def']);
    expect(() => textFolder(read, 3)).toThrow('no text');
  });

  test('holds long common beginnings', () => {
    const long = Object.fromEntries(
      Array.from({ length: 30 }, (_, at) => [`${'a'.repeat(60)}${String(at).padStart(2, '0')}`, 'x']),
    );
    expect(decodeNames(encodeNames(file(long)))).toEqual(file(long));
  });

  test('says so where it is cut off', () => {
    expect(() => decodeNames(encodeNames(names).slice(0, 60))).toThrow('not complete');
  });
});

describe('the index of names', () => {
  test.each<[string, string, NameTier]>([
    ['network-logger', 'network-logger', 'exact'],
    ['Network Logger', 'network-logger', 'exact'],
    ['networklogger', 'network-logger', 'exact'],
    ['redis', 'redis', 'exact'],
    ['redis', 'rds-kit', 'exact-title'],
    ['aws co', 'aws-costs', 'prefix'],
    ['logger', 'network-logger', 'words'],
    ['logger network', 'network-logger', 'words'],
    ['log net', 'network-logger', 'word-prefixes'],
    ['kuberntes', 'kubernetes-helper', 'typo'],
    ['kubern-hleper', 'kubernetes-helper', 'typo'],
    ['aws-cots', 'aws-costs', 'near'],
    ['aws-cots', 'aws-cost-explorer', 'typo'],
    ['netwrok logger', 'network-logger', 'near'],
    ['networkloger', 'network-logger', 'near'],
    ['network nothing', 'network-logger', 'some-words'],
  ])('answers %s with %s as %s', (query, name, as) => {
    expect(tier(query, name)).toBe(as);
  });

  test('puts the exact name first, then the exact title, then what begins so, the shortest first', () => {
    expect(found('redis')).toEqual(['redis', 'rds-kit']);
    expect(found('aws')).toEqual(['aws-costs', 'aws-cost-explorer']);
    expect(found('network')).toEqual(['network-logger', 'network-inspector']);
  });

  test.each(['', ' ', '-', '!?', '\u202e', '🧪'])('finds nothing for %j', (query) => {
    expect(index.search(query)).toEqual([]);
    expect(index.nearest(query, 5)).toEqual([]);
    expect(index.suggestWords(query, 5)).toEqual([]);
    expect(index.correct(query)).toBeUndefined();
  });

  test('replaces what nothing is called by what is near it, and nothing else', () => {
    expect(index.correct('inspct netwrok')).toBe('inspect network');
    expect(index.correct('inspectnetwork')).toBe('inspect network');
    expect(index.correct('inspect network')).toBeUndefined();
    expect(index.correct('insp')).toBeUndefined();
    expect(index.correct('zzzzzz')).toBeUndefined();
  });

  test('suggests words of keywords and components', () => {
    expect(index.suggestWords('waterf', 3)).toEqual(['waterfall']);
    expect(index.suggestWords('network wat', 3)).toEqual(['network waterfall']);
    expect(index.suggestWords('watrfall', 3)).toEqual(['waterfall']);
    expect(index.suggestWords('network', 3)).toEqual([]);
  });

  test('knows the nearest names, however far', () => {
    expect(index.nearest('nettlogging', 1)).toEqual([names.names.indexOf('network-logger')]);
    expect(index.nearest('qqqq', 3)).toEqual([]);
  });

  test('reads no more of a query than anybody types', () => {
    expect(index.search('network '.repeat(10_000)).length).toBeGreaterThan(0);
    expect(index.search('a'.repeat(100_000))).toEqual([]);
  });
});

describe('over a thousand names', () => {
  const plugins = generatedPlugins(1000);
  const large = createNamesIndex(
    decodeNames(
      encodeNames({
        build: 'x',
        names: plugins.map(({ name }) => name),
        titles: plugins.map(({ name }) => name),
        words: [],
        texts: [],
      }),
    ),
  );
  const misspelt: [string, (name: string) => string][] = [
    ['its own name', (name) => name],
    ['its name without hyphens', (name) => name.replaceAll('-', '')],
    ['its name with spaces', (name) => name.replaceAll('-', ' ')],
    ['its name in capitals', (name) => name.toUpperCase()],
    [
      'its name with two letters swapped',
      (name) => name.slice(0, 3) + name.charAt(4) + name.charAt(3) + name.slice(5),
    ],
    ['its name with a letter missing', (name) => name.slice(0, 4) + name.slice(5)],
    ['its name with a letter doubled', (name) => name.slice(0, 4) + name.charAt(3) + name.slice(4)],
  ];
  test.each(misspelt)('each is among the first three for %s', (_, misspell) => {
    const missed = large.names.filter((name, plugin) => {
      const first = large.search(misspell(name)).slice(0, 3);
      return !first.some((match) => match.plugin === plugin);
    });
    expect(missed).toEqual([]);
  });
});
