import { gunzipSync } from 'node:zlib';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Cache } from '../../registry/cache.ts';
import type { RegistryPlugin } from '../registry.ts';
import { buildEngine, runsOf, withHandover } from './build-engine.ts';
import { type CreateEngine, parseText } from './engine.ts';
import { generatedPlugins } from './quality/catalog.ts';
import { engineRecord, parseContent } from './record.ts';

const records = generatedPlugins(1500).map(engineRecord);
const names = records.map(({ url }) => url);

describe('runs of plugins', () => {
  const many = generatedPlugins(5000).map(({ name }) => ({ url: name }));
  const asText = (list: readonly { url: string }[]) =>
    runsOf(list).map((run) => run.map(({ url }) => url).join());

  test('hold each once, in order, and are neither short nor long', () => {
    const runs = runsOf(many);
    expect(runs.flat()).toEqual(many);
    expect(runs.length).toBeGreaterThan(5);
    for (const [at, { length }] of runs.entries()) {
      expect(length).toBeLessThanOrEqual(1024);
      if (at < runs.length - 1) expect(length).toBeGreaterThanOrEqual(256);
    }
  });

  test('stay as they are but for few, where a plugin comes or goes', () => {
    const before = new Set(asText(many));
    for (const at of [0, 1234, 2500, 4999]) {
      const others = asText(many.toSpliced(at, 1)).filter((run) => !before.has(run));
      expect(others.length, String(at)).toBeLessThanOrEqual(3);
      const more = asText(many.toSpliced(at, 0, { url: `${many[at]?.url}-new` }));
      expect(more.filter((run) => !before.has(run)).length, String(at)).toBeLessThanOrEqual(3);
    }
  });

  test('are none of nothing', () => {
    expect(runsOf([])).toEqual([]);
  });
});

/** What is kept in a map, so that it can be told what was kept when. */
const keptIn = (contents: Map<string, Buffer>): Cache => ({
  find: (key) => contents.get(key),
  keep: (key, content) => void contents.set(key, Buffer.from(content)),
  prune() {},
});

describe('the engine of many plugins', () => {
  const contents = new Map<string, Buffer>();
  let made: Awaited<ReturnType<typeof buildEngine>>;
  beforeAll(async () => {
    made = await buildEngine(records, keptIn(contents));
  }, 60_000);

  test('has a text of each in the folder that the list of names says, and one list of all pages', () => {
    const folders = made.folders.flatMap(({ folder: name, plugins }) => Array<string>(plugins).fill(name));
    expect(made.folders.length).toBeGreaterThan(1);
    expect(made.texts.map(({ path }) => path)).toEqual(names.map((name, at) => `${folders[at]}/${name}`));
    for (const [at, { content }] of made.texts.entries())
      expect(parseText(gunzipSync(content)).url).toBe(names[at]);
    expect(made.files.filter(({ path }) => path.endsWith('.pf_meta'))).toHaveLength(1);
    const entry = made.files.find(({ path }) => path === 'pagefind-entry.json');
    const { en } = JSON.parse(Buffer.from(entry?.content ?? []).toString()).languages;
    expect(en.page_count).toBe(records.length);
    expect(made.files.map(({ path }) => path)).toContain(`pagefind.${en.hash}.pf_meta`);
    expect(made.files.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['engine.js', 'wasm.en.pagefind', 'index/0.pf_index']),
    );
    expect(new Set(made.files.map(({ path }) => path)).size).toBe(made.files.length);
  });

  test('is the same where everything, something or nothing was kept', async () => {
    expect(contents.size).toBe(made.folders.length);
    expect(await buildEngine(records, keptIn(contents))).toEqual(made);
    expect(await buildEngine(records, keptIn(new Map([...contents].slice(1))))).toEqual(made);
    expect(await buildEngine(records)).toEqual(made);
  });

  test('is indexed anew in the run of the plugin that changed, and nowhere else', async () => {
    const changed = records.with(700, { ...(records[700] as (typeof records)[0]), content: 'Something new' });
    const own = new Map(contents);
    const { folders, texts } = await buildEngine(changed, keptIn(own));
    expect(own.size).toBe(contents.size + 1);
    const before = new Set(made.folders.map(({ folder }) => folder));
    expect(folders.filter(({ folder }) => !before.has(folder))).toHaveLength(1);
    expect(parseText(gunzipSync(texts[700]?.content ?? new Uint8Array())).content).toBe('Something new');
  });

  test('has plugins too that say nothing in words', async () => {
    const [plugin] = generatedPlugins(1) as [RegistryPlugin];
    const said = [
      undefined,
      '',
      '🎉',
      '— … —',
      '_',
      '‿',
      '日本語',
      'ｆｕｌｌ',
      '\u0301',
      '٣',
      '<b>&nbsp;</b>',
      '\ud800',
    ];
    const silent = said.map((description, at) => {
      const { description: _, ...rest } = {
        ...plugin,
        name: `a${String(at).padStart(2, '0')}`,
        components: [],
      };
      return engineRecord(description === undefined ? rest : { ...rest, description });
    });
    const { texts, folders } = await buildEngine(silent);
    expect(folders.map(({ plugins }) => plugins)).toEqual([silent.length]);
    for (const [at, { content }] of texts.entries()) {
      const { url, content: text } = parseText(gunzipSync(content));
      expect(url).toBe(silent[at]?.url);
      expect(parseContent(url, text).description).not.toContain(url);
    }
  });

  test('is nothing where there are no plugins', async () => {
    expect(await buildEngine([])).toEqual({ files: [], texts: [], folders: [] });
  });
});

describe('the script of the engine', () => {
  let files: Map<string, Uint8Array>;
  let createInstance: CreateEngine;
  /** What is not answered, by how its path ends. */
  let broken = '';
  let asked: string[] = [];

  beforeAll(async () => {
    const { files: all } = await buildEngine(records.slice(0, 300));
    files = new Map(all.map(({ path, content }) => [path, content]));
    const script = Buffer.from(files.get('engine.js') ?? []).toString('base64');
    ({ createInstance } = await import(`data:text/javascript;base64,${script}`));
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });

  function start() {
    asked = [];
    broken = '';
    // Pagefind says in the console what it could not load.
    vi.spyOn(console, 'error').mockImplementation(() => {});
    vi.stubGlobal('fetch', async (address: string) => {
      const path = new URL(address).pathname.slice(1);
      asked.push(path);
      const content = files.get(path);
      return broken !== '' && path.endsWith(broken)
        ? new Response('<h1>Not found</h1>', { status: 404 })
        : new Response(Buffer.from(content ?? []));
    });
    return createAnew();
  }
  const createAnew = () => createInstance({ basePath: 'https://engine.test/', ranking: { metaWeights: {} } });

  test('asks again for a part of the index that could not be loaded, and answers nothing without it', async () => {
    const engine = start();
    await engine.init();
    broken = '.pf_index';
    await expect(engine.search('skill')).rejects.toThrow('404');
    await expect(engine.search('skill')).rejects.toThrow('404');
    broken = '';
    const { results } = await engine.search('skill');
    expect(results.length).toBeGreaterThan(100);
    const once = asked.length;
    expect((await engine.search('skill')).results).toHaveLength(results.length);
    expect(asked).toHaveLength(once);
  });

  test.each(['pagefind-entry.json', '.pf_meta', 'wasm.en.pagefind'])(
    'does not begin without "%s", and does when it is there',
    async (part) => {
      const engine = start();
      broken = part;
      await expect(engine.init()).rejects.toThrow();
      await expect(createAnew().init()).rejects.toThrow();
      const again = start();
      await again.init();
      expect((await again.search('skill')).results.length).toBeGreaterThan(100);
    },
  );

  test('is not taken where it is not as expected', () => {
    expect(() => withHandover(new TextEncoder().encode('export {};'))).toThrow('not as expected');
  });
});
