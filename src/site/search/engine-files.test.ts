import { gunzipSync } from 'fflate';
import { close, createIndex } from 'pagefind';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Cbor, readCbor } from './cbor.ts';
import { signature, smallWords, textId } from './engine.ts';
import { lightFiles } from './engine-files.ts';
import { type EngineFile, type EngineIndex, readIndex } from './engine-index.ts';
import { generatedPlugins } from './quality/catalog.ts';
import { engineRecord } from './record.ts';

const plugins = generatedPlugins(1000);
/** The words of these plugins that most texts have, besides the small ones, as the engine keeps them. */
const everywhere = new Set([...smallWords, 'ask', 'somebodi']);
const names = plugins.map(({ name }) => name);

type Page = [number: number, places: number[], fields: number[]];
type Word = [word: string, pages: Page[], variants: Cbor[]];
type Chunk = [from: string, to: string, hash: string];
type Meta = [string, [string, number][], Chunk[], Cbor[], Cbor[], string[]];

function open<T>(files: readonly EngineFile[], path: string | RegExp): T {
  const found = files.find((file) => (typeof path === 'string' ? file.path === path : path.test(file.path)));
  const text = Buffer.from(gunzipSync(found?.content ?? new Uint8Array()));
  expect(text.toString('latin1', 0, signature.length)).toBe(signature);
  return readCbor(text.subarray(signature.length)) as T;
}
const metaOf = (files: readonly EngineFile[]) => open<Meta>(files, /\.pf_meta$/);
const partsOf = (files: readonly EngineFile[]) =>
  metaOf(files)[2].map(([from, to, hash]) => {
    const { length } = files.find(({ path }) => path === `index/${hash}.pf_index`)?.content ?? [];
    return { from, to, length, words: open<[Word[]]>(files, `index/${hash}.pf_index`)[0] };
  });

describe('the files of the engine', () => {
  let written: EngineFile[];
  let index: EngineIndex;
  let light: EngineFile[];

  beforeAll(async () => {
    const { index: engine } = await createIndex({ forceLanguage: 'en' });
    for (const plugin of plugins) await engine?.addCustomRecord({ ...engineRecord(plugin), language: 'en' });
    written = (await engine?.getFiles())?.files ?? [];
    index = readIndex(written, names).index;
    light = lightFiles(index, names, 'pagefind.en_1.pf_meta');
  });
  afterAll(async () => {
    await close();
  });

  test('hold the same words in the same order, and say the same of each', () => {
    const before = partsOf(written).flatMap(({ words }) => words);
    const after = partsOf(light).flatMap(({ words }) => words);
    expect(before.length).toBeGreaterThan(1000);
    expect(after.map(([word]) => word)).toEqual(before.map(([word]) => word));
    const isRarer = ([word]: Word) => !everywhere.has(word);
    expect(after.filter(isRarer)).toEqual(before.filter(isRarer));
  });

  test('say of a word that is nearly everywhere which texts have it, and no more', () => {
    const frequent = (files: EngineFile[]) =>
      partsOf(files)
        .flatMap(({ words }) => words)
        .filter(([word]) => everywhere.has(word));
    expect(frequent(written).length).toBeGreaterThan(10);
    expect(frequent(light)).toEqual(
      frequent(written).map(([word, pages, variants]) => [
        word,
        pages.map(([page, places, fields]) => [page, places.slice(0, 1).map(() => 0), fields]),
        variants,
      ]),
    );
  });

  test('are in parts that a word is found in, in order, and that are light', () => {
    const parts = partsOf(light);
    expect(parts.length).toBeGreaterThan(5 * partsOf(written).length);
    let before = '';
    for (const { from, to, words } of parts) {
      expect(from > before).toBe(true);
      for (const [word] of words) expect(from <= word && word <= to, word).toBe(true);
      before = to;
    }
    for (const { length, words } of parts) if (words.length > 1) expect(length).toBeLessThan(4_000);
  });

  test('give to who has typed the beginning of a word all that begin so, but for few', () => {
    const parts = partsOf(light);
    const words = parts.flatMap((part) => part.words.map(([word]) => word));
    const starts = [...new Set(words.map((word) => word.slice(0, 3)))].filter(({ length }) => length === 3);
    const missed = starts.filter((start) => {
      // https://github.com/Pagefind/pagefind/blob/v1.5.2/pagefind_web/src/lib.rs, `request_indexes`
      const strict = parts.filter(({ from, to }) => start >= from && start <= to);
      const cut = (edge: string) => start.slice(0, edge.length);
      const loose = parts.filter(
        ({ from, to }) => cut(from) >= from.slice(0, 3) && cut(to) <= to.slice(0, 3),
      );
      const loaded = (strict.length > 0 ? strict : loose).flatMap((part) => part.words.map(([word]) => word));
      const count = (list: string[]) => list.filter((word) => word.startsWith(start)).length;
      return count(loaded) < count(words);
    });
    expect(starts.length).toBeGreaterThan(200);
    expect(missed.length / starts.length, missed.join(' ')).toBeLessThan(0.02);
  });

  test('name each text by the place of its plugin', () => {
    const [version, pages, , ...rest] = metaOf(light);
    const [versionBefore, pagesBefore, , ...restBefore] = metaOf(written);
    expect([version, rest]).toEqual([versionBefore, restBefore]);
    expect(pages.map(([, length]) => length)).toEqual(pagesBefore.map(([, length]) => length));
    expect(pages.map(([id]) => id)).toEqual(names.map((_, plugin) => textId(plugin)));
    expect(() => lightFiles(index, names.slice(1), 'pagefind.en_1.pf_meta')).toThrow('no plugin');
  });
});
