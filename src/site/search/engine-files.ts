import { gunzipSync } from 'node:zlib';
import { gzipSync } from 'fflate';
import { type Cbor, cborHead, endOfCbor, headAt, readCbor, writeCbor } from './cbor.ts';
import { parseText, signature, smallWords, textId } from './engine.ts';

/** A file of the engine, by its path within its folder. */
export type EngineFile = { path: string; content: Uint8Array };

/** Bytes of a part of the index, not yet compressed, which makes about a third of it. Each word that is asked for brings one part. */
const mostOfPart = 8_000;

/** Bytes of the index, not yet compressed, that the beginning of a word brings at most. */
const mostOfBeginning = 120_000;

/** How many of all texts have a word that is nearly everywhere. Where words less frequent lose their places, texts are missed that have two side by side. */
const shareOfEverywhere = 0.35;

/** A word of the index, as it is written. */
type Word = { word: string; bytes: Uint8Array };

/**
 * The engine's files, written again so that a search loads less of them:
 * - Texts are known by the places of their plugins in the list of names, because names of the engine's own, which say nothing, are what
 *   weighs most in its list of pages.
 * - The index is in parts of 3 KB for 20 KB, where words that begin alike stay together and frequent words are by themselves.
 * - Where a word stands that is nearly everywhere is left out. It would weigh more than all that is asked for beside it, and tell less.
 *
 * The format is that of Pagefind 1.5: https://github.com/Pagefind/pagefind/tree/v1.5.2/pagefind/src/index
 * @param names of the plugins in their order; each is the `url` of one text
 * @throws where a file is not as expected, or a plugin has no text
 */
export function lightened(files: readonly EngineFile[], names: readonly string[]): EngineFile[] {
  const content = new Map(files.map((file) => [file.path, file.content]));
  const [metaPath, ...otherMetas] = [...content.keys()].filter((path) => path.endsWith('.pf_meta'));
  if (metaPath === undefined || otherMetas.length > 0)
    throw new Error('The search engine did not write one list of its pages.');
  const open = (path: string) => {
    const packed = content.get(path);
    if (!packed) throw new Error(`The search engine did not write "${path}".`);
    return unsigned(packed);
  };
  const [version, pages, chunks, ...rest] = listOf(readCbor(open(metaPath)));
  const texts = textsOf(files, names);
  const words = listOf(chunks).flatMap((chunk) => wordsOfPart(open(`index/${listOf(chunk)[2]}.pf_index`)));
  const parts = partsOf(words.map((word) => (isEverywhere(word, names.length) ? withoutPlaces(word) : word)));
  const meta: Cbor[] = [
    version ?? '',
    listOf(pages).map((page) => {
      const [hash, length] = listOf(page);
      const text = texts.get(String(hash));
      if (text === undefined)
        throw new Error(`The search engine lists a page "${hash}" that is no plugin's.`);
      return [textId(text.plugin), length ?? 0];
    }),
    parts.map(({ from, to }, index) => [from, to, String(index)]),
    ...rest,
  ];
  return [
    ...files.filter(({ path }) => path !== metaPath && !/^(?:index|fragment)\//.test(path)),
    { path: metaPath, content: signed([writeCbor(meta)]) },
    ...parts.map(({ words: own }, index) => ({
      path: `index/${index}.pf_index`,
      // A list of one thing, which is the list of words.
      content: signed([cborHead(4, 1), cborHead(4, own.length), ...own.map(({ bytes }) => bytes)]),
    })),
    ...[...texts.values()].map(({ plugin, packed }) => ({
      path: `text/${textId(plugin)}`,
      content: packed,
    })),
  ];
}

/** The texts by the engine's names for them. */
function textsOf(files: readonly EngineFile[], names: readonly string[]) {
  const places = new Map(names.map((name, plugin) => [name, plugin]));
  const texts = new Map(
    files.flatMap(({ path, content: packed }) => {
      const hash = /^fragment\/(.+)\.pf_fragment$/.exec(path)?.[1];
      if (hash === undefined) return [];
      const plugin = places.get(parseText(gunzipSync(packed)).url);
      return plugin === undefined ? [] : [[hash, { plugin, packed }] as const];
    }),
  );
  const known = new Set([...texts.values()].map(({ plugin }) => plugin));
  const missing = names.find((_, plugin) => !known.has(plugin));
  if (missing !== undefined) throw new Error(`The search index has no text of the plugin "${missing}".`);
  return texts;
}

function wordsOfPart(bytes: Uint8Array): Word[] {
  const list = headAt(bytes, 0);
  const { major, argument: count, end } = headAt(bytes, list.end);
  if (list.major !== 4 || list.argument !== 1 || major !== 4)
    throw new Error('A part of the search index is not as expected.');
  const words: Word[] = [];
  for (let at = end; words.length < count; ) {
    const own = bytes.subarray(at, endOfCbor(bytes, at));
    at += own.length;
    const word = readCbor(own.subarray(headAt(own, 0).end));
    words.push({ word: String(word), bytes: own });
  }
  return words;
}

/** Whether a word says little of a text that has it: a small word, or one that weighs much because so many texts have it. */
function isEverywhere({ word, bytes }: Word, texts: number): boolean {
  if (smallWords.has(word)) return true;
  if (bytes.length <= mostOfPart) return false;
  const pages = headAt(bytes, endOfCbor(bytes, headAt(bytes, 0).end));
  return pages.argument > texts * shareOfEverywhere;
}

/** The same, as if it stood in the first place of each text that has it. */
function withoutPlaces(each: Word): Word {
  const [word, pages, ...rest] = listOf(readCbor(each.bytes));
  const shortened = listOf(pages).map((page) => {
    const [number, places, ...fields] = listOf(page);
    return [number ?? 0, listOf(places).length === 0 ? [] : [0], ...fields];
  });
  return { word: each.word, bytes: writeCbor([word ?? '', shortened, ...rest]) };
}

type Part = { from: string; to: string; words: Word[] };

/**
 * Words in parts. The engine loads those parts between whose first and last word a typed one is; and where there are none such, all that have
 * words which begin as it does. Therefore a part begins with its first word as it is, which is after each beginning of it, so that whoever has
 * typed no more than that gets everything; but with the shortest beginning that would bring too much, where there is one.
 */
function partsOf(words: readonly Word[]): Part[] {
  const parts: Word[][] = [[]];
  let size = 0;
  const close = () => {
    if (parts.at(-1)?.length !== 0) parts.push([]);
    size = 0;
  };
  const place = (own: readonly Word[], letters: number) => {
    const total = sizeOf(own);
    if (total <= mostOfPart || own.length === 1) {
      if (size + total > mostOfPart) close();
      parts.at(-1)?.push(...own);
      size += total;
      return;
    }
    close();
    for (let at = 0; at < own.length; ) {
      const start = beginning(own[at], letters);
      let end = at + 1;
      while (end < own.length && beginning(own[end], letters) === start) end++;
      place(own.slice(at, end), letters + 1);
      at = end;
    }
    close();
  };
  place(words, 1);
  let before = '';
  let first = 0;
  return parts.flatMap((own) => {
    const [from, to] = [own[0]?.word, own.at(-1)?.word];
    if (from === undefined || to === undefined) return [];
    const starts = Array.from({ length: from.length }, (_, index) => beginning(own[0], index + 1));
    const tooMuch = starts.find(
      (start) => !before.startsWith(start) && sizeOf(words, first, start) > mostOfBeginning,
    );
    before = to;
    first += own.length;
    return [{ from: tooMuch ?? from, to, words: own }];
  });
}

/** The first characters of a word, one more where they would end within a pair of code units. */
function beginning(word: Word | undefined, letters: number): string {
  const text = word?.word ?? '';
  const last = text.charCodeAt(letters - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? letters + 1 : letters);
}

/** Bytes of the words from `at` on that begin so. */
function sizeOf(words: readonly Word[], at = 0, start = ''): number {
  let size = 0;
  for (let index = at; words[index]?.word.startsWith(start); index++) size += words[index]?.bytes.length ?? 0;
  return size;
}

function listOf(item: Cbor | undefined): Cbor[] {
  if (!Array.isArray(item))
    throw new Error('A file of the search engine has no list where there should be one.');
  return item;
}

/** What a file of the engine holds. */
function unsigned(packed: Uint8Array): Uint8Array {
  const bytes = gunzipSync(packed);
  if (new TextDecoder().decode(bytes.subarray(0, signature.length)) !== signature)
    throw new Error('A file of the search engine is not as expected.');
  return bytes.subarray(signature.length);
}

function signed(parts: readonly Uint8Array[]): Uint8Array {
  return gzipSync(Buffer.concat([new TextEncoder().encode(signature), ...parts]), { level: 9, mtime: 0 });
}
