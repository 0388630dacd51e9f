import { gzipSync } from 'fflate';
import { type Cbor, cborHead, headAt, writeCbor } from './cbor.ts';
import { signature, smallWords, textId } from './engine.ts';
import {
  type EngineFile,
  type EngineIndex,
  eachPage,
  pagesOf,
  type Word,
  writtenWords,
} from './engine-index.ts';

/** Bytes of a part of the index, not yet compressed, which makes about a third of it. Each word that is asked for brings one part. */
const mostOfPart = 6_000;

/** Bytes of the index, not yet compressed, that the beginning of a word brings at most. */
const mostOfBeginning = 120_000;

/** How many of all texts have a word that is nearly everywhere. Where words less frequent lose their places, texts are missed that have two side by side. */
const shareOfEverywhere = 0.35;

/**
 * The index as files for the engine, so that a search loads less of them than of those that it writes itself:
 * - Texts are known by the places of their plugins in the list of names, because names of the engine's own, which say nothing, are what
 *   weighs most in its list of pages.
 * - The index is in parts of 2 KB for 20 KB, where words that begin alike stay together and frequent words are by themselves.
 * - Where a word stands that is nearly everywhere is left out. It would weigh more than all that is asked for beside it, and tell less.
 * @param names of the plugins in their order
 * @param metaPath where the engine looks for its list of pages
 */
export function lightFiles(index: EngineIndex, names: readonly string[], metaPath: string): EngineFile[] {
  const places = new Map(names.map((name, plugin) => [name, plugin]));
  const { version, pages, words, rest } = index;
  const parts = partsOf(words.map((word) => (isEverywhere(word, names.length) ? withoutPlaces(word) : word)));
  const meta: Cbor[] = [
    version,
    pages.map(([name, length]) => {
      const plugin = places.get(name);
      if (plugin === undefined) throw new Error(`The search index has "${name}", which is no plugin.`);
      return [textId(plugin), length];
    }),
    parts.map(({ from, to }, number) => [from, to, String(number)]),
    ...rest,
  ];
  return [
    { path: metaPath, content: signed([writeCbor(meta)]) },
    ...parts.map(({ words: own }, number) => ({
      path: `index/${number}.pf_index`,
      content: signed(writtenWords(own)),
    })),
  ];
}

/** Whether a word says little of a text that has it: a small word, or one that weighs much because so many texts have it. */
function isEverywhere({ word, bytes }: Word, texts: number): boolean {
  if (smallWords.has(word)) return true;
  if (bytes.length <= mostOfPart) return false;
  return headAt(bytes, pagesOf(bytes)).argument > texts * shareOfEverywhere;
}

/** The same, as if it stood in the first place of each text that has it. */
function withoutPlaces({ word, bytes }: Word): Word {
  const firstPlace = Uint8Array.of(...cborHead(4, 1), ...cborHead(0, 0));
  const parts: Uint8Array[] = [];
  let from = 0;
  eachPage(bytes, pagesOf(bytes), (_, after, placesEnd) => {
    const hasPlaces = headAt(bytes, after).argument > 0;
    parts.push(bytes.subarray(from, after), hasPlaces ? firstPlace : cborHead(4, 0));
    from = placesEnd;
  });
  // Its variants stay as they are.
  return { word, bytes: Buffer.concat([...parts, bytes.subarray(from)]) };
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

function signed(parts: readonly Uint8Array[]): Uint8Array {
  return gzipSync(Buffer.concat([new TextEncoder().encode(signature), ...parts]), { level: 7, mtime: 0 });
}
