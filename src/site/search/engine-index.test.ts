import { gunzipSync } from 'node:zlib';
import { gzipSync } from 'fflate';
import { close, createIndex } from 'pagefind';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseText, signature } from './engine.ts';
import { type EngineFile, mergedIndex, readIndex, readWords, writtenWords } from './engine-index.ts';
import { generatedPlugins } from './quality/catalog.ts';
import { type EngineRecord, engineRecord } from './record.ts';

const variants = ['Café résumé naïve.', 'Cafe resumé naive.', 'Café resume naïve.', 'Ünïcödé 𝒳 ﷺ 🧪 日本語.'];
/** Accents make variants of words, and characters beyond 16 bits another order of them. */
const records: EngineRecord[] = generatedPlugins(120).map((plugin, at) => {
  const record = engineRecord(plugin);
  return { ...record, content: `${variants[at % 5] ?? ''} ${record.content}` };
});
const names = records.map(({ url }) => url);

async function written(own: readonly EngineRecord[]): Promise<EngineFile[]> {
  const { index } = await createIndex({ forceLanguage: 'en' });
  for (const record of own) await index?.addCustomRecord({ ...record, language: 'en' });
  return (await index?.getFiles())?.files ?? [];
}

describe('the index of the engine', () => {
  let files: EngineFile[];
  beforeAll(async () => {
    files = await written(records);
  });
  afterAll(async () => {
    await close();
  });

  test('is read whole: every text under the name of its plugin, and every word', () => {
    const { index, texts } = readIndex(files, names);
    expect([...texts.keys()].sort()).toEqual([...names].sort());
    for (const [name, packed] of texts) expect(parseText(gunzipSync(packed)).url).toBe(name);
    expect(index.pages.map(([name]) => name)).toEqual(names);
    expect(index.words.length).toBeGreaterThan(200);
    expect(index.words.map(({ word }) => word)).toContain('cafe');
    const again = readWords(Buffer.concat(writtenWords(index.words)));
    expect(again.map(({ word }) => word)).toEqual(index.words.map(({ word }) => word));
  });

  test.each([
    ['two', [50]],
    ['many, some with one text', [1, 2, 40, 41, 100, 119]],
  ])('is the same, byte for byte, where it is made of %s', async (_, cuts) => {
    const parts = [0, ...cuts].map((from, at) => records.slice(from, cuts[at] ?? records.length));
    const indexes = [];
    for (const part of parts)
      indexes.push(
        readIndex(
          await written(part),
          part.map(({ url }) => url),
        ).index,
      );
    const whole = readIndex(files, names).index;
    const merged = mergedIndex(indexes);
    expect(merged.words.map(({ word }) => word)).toEqual(whole.words.map(({ word }) => word));
    const different = merged.words.filter(
      ({ bytes }, at) => !Buffer.from(bytes).equals(whole.words[at]?.bytes ?? new Uint8Array()),
    );
    expect(different.map(({ word }) => word)).toEqual([]);
    expect({ ...merged, words: [] }).toEqual({ ...whole, words: [] });
  });

  test('is refused where its parts are not alike, or there are none', () => {
    const { index } = readIndex(files, names);
    expect(() => mergedIndex([index, { ...index, version: '1.6.0' }])).toThrow('not alike');
    expect(() => mergedIndex([])).toThrow('no index');
  });

  test('is refused where its files are not as expected', () => {
    const without = (path: RegExp) => files.filter((file) => !path.test(file.path));
    expect(() => readIndex(files, [...names, 'not-there'])).toThrow('"not-there"');
    expect(() => readIndex(files, names.slice(1))).toThrow('other pages');
    expect(() => readIndex(files, names.toReversed())).toThrow('other pages');
    expect(() => readIndex(without(/\.pf_fragment$/), names)).toThrow('did not write "fragment/');
    expect(() => readIndex(without(/\.pf_meta$/), names)).toThrow('one list of its pages');
    expect(() => readIndex(without(/\.pf_index$/), names)).toThrow('did not write "index/');
    const changed = (path: RegExp, text: string) =>
      files.map((file) =>
        path.test(file.path) ? { ...file, content: gzipSync(new TextEncoder().encode(text)) } : file,
      );
    expect(() => readIndex(changed(/\.pf_meta$/, 'something else'), names)).toThrow('not as expected');
    expect(() => readIndex(changed(/\.pf_meta$/, `${signature}\xa0`), names)).toThrow('unexpected');
    expect(() => readIndex(changed(/\.pf_index$/, `${signature}\u0005\u0005`), names)).toThrow(
      'not as expected',
    );
  });
});
