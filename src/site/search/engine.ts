/** What is used of an engine: Pagefind's, as `createInstance` of its script gives it. https://pagefind.app/docs/api/ */
export type Engine = {
  /**
   * Words in double quotes are looked for side by side and as they are, but for inflection.
   * @throws where a part of the index could not be loaded; the next search that needs it asks for it again
   */
  search(term: string): Promise<{ results: { id: string; score: number }[] }>;
};

/** What the engine keeps of a text, to be shown. */
export type EngineText = { url: string; content: string; meta: { words: string; parts: string } };

/** What each of the engine's own files begins with. */
export const signature = 'pagefind_dcd';

/** The engine's file of a text, unpacked. It is read without the engine, because names are found that the engine does not find. */
export function parseText(bytes: Uint8Array): EngineText {
  const text = new TextDecoder().decode(bytes);
  if (!text.startsWith(signature)) throw new Error('A text of the search is not as expected.');
  return JSON.parse(text.slice(signature.length));
}

/** What the engine knows the text of a plugin by, which is the place of the plugin in the list of names. */
export function textId(plugin: number): string {
  return String(plugin);
}

/**
 * The engine's script, once it has handed itself over. It runs without a worker: that is one script less to load, and the page's policy need not
 * allow workers. A query takes a few milliseconds.
 */
export type CreateEngine = (options: {
  basePath: string;
  ranking: { termFrequency?: number; pageLength?: number; metaWeights: Record<string, number> };
}) => Engine & {
  /** @throws where something could not be loaded; what is created anew asks for all of it again */
  init(): Promise<void>;
};

/**
 * The words that the engine is asked for: no single letters, which begin half of all words; small words only where there are no others; and no
 * more than tell one plugin from another, because each brings another part of the index.
 */
export function engineWords(typed: readonly string[]): string[] {
  const words = [...new Set(typed)].filter((word) => word.length > 1);
  const large = words.filter((word) => !smallWords.has(word));
  return (large.length > 0 ? large : words).slice(0, 5);
}

/** Words that say little, and that a sentence typed into a search may have where the text that answers it has not. */
export const smallWords: ReadonlySet<string> = new Set(
  'a about all an and any are as at be by can do does for from get has have how i if in into is it its me my need of on or our should so some that the their them then there this to use using want was we what when where which who why will with you your'.split(
    ' ',
  ),
);

/** By which event of the document the engine's script hands over the function that starts it. */
export const handoverEvent = 'search-engine';
