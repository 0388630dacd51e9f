import { hash } from 'node:crypto';
import { close, createIndex, type PagefindIndex } from 'pagefind';
import { byText } from '../../plugin/text.ts';
import type { Cache } from '../../registry/cache.ts';
import type { Cbor } from './cbor.ts';
import { handoverEvent } from './engine.ts';
import { lightFiles } from './engine-files.ts';
import {
  type EngineFile,
  type EngineIndex,
  mergedIndex,
  readIndex,
  readWords,
  writtenWords,
} from './engine-index.ts';
import type { TextFolder } from './names-file.ts';
import type { EngineRecord } from './record.ts';

/** What the engine makes of some records, as it is kept: its own files, its index, and a file of each text. */
type Run = { index: EngineIndex; own: EngineFile[]; texts: EngineFile[]; digest: string };

/**
 * Indexes the records with the engine, a run of them at a time, and makes one index of the runs: where one record changed, its run alone is
 * indexed anew, which takes a twentieth of what all 10,000 would take.
 * @param records sorted by name
 * @returns the engine's files; a file of each text, in a folder named after what is in it; and the folders, in the order of the records
 * @throws where the engine cannot be started or refuses a record
 */
export async function buildEngine(
  records: readonly EngineRecord[],
  kept?: Cache,
): Promise<{ files: EngineFile[]; texts: EngineFile[]; folders: TextFolder[] }> {
  const runs: Run[] = [];
  let isStarted = false;
  try {
    for (const own of runsOf(records)) {
      const key = `search-${hash('sha256', JSON.stringify(own))}`;
      let bundle: Uint8Array | undefined = kept?.find(key);
      if (bundle === undefined) {
        isStarted = true;
        bundle = await indexed(own);
        kept?.keep(key, bundle);
      }
      runs.push(readRun(bundle));
    }
  } finally {
    if (isStarted) await close();
  }
  const [first] = runs;
  if (first === undefined) return { files: [], texts: [], folders: [] };
  const names = records.map(({ url }) => url);
  return {
    files: [
      ...first.own.filter(({ path }) => path !== entryPath),
      ...withEntry(first.own, names.length, (metaPath) =>
        lightFiles(mergedIndex(runs.map(({ index }) => index)), names, metaPath),
      ),
    ],
    texts: runs.flatMap(({ texts, digest }) =>
      texts.map(({ path, content }) => ({ path: `${digest}/${path}`, content })),
    ),
    folders: runs.map(({ texts, digest }) => ({ folder: digest, plugins: texts.length })),
  };
}

/** Records of one run: at least so many, unless there are no more, and at most. */
const [fewest, most] = [256, 1024];

/**
 * Consecutive records in runs. Names alone say where one ends, so a plugin that is added or removed changes the run that it is in and no other,
 * but where a run is ended for being long.
 */
export function runsOf<T extends Pick<EngineRecord, 'url'>>(records: readonly T[]): T[][] {
  const runs: T[][] = [];
  let run: T[] = [];
  for (const record of records) {
    run.push(record);
    const isEnd = run.length >= fewest && hash('sha256', record.url, 'buffer')[0] === 0;
    if (!isEnd && run.length < most) continue;
    runs.push(run);
    run = [];
  }
  return run.length > 0 ? [...runs, run] : runs;
}

/** What the engine looks for first: where its list of pages is. */
const entryPath = 'pagefind-entry.json';

/** The engine's first file, and those that it leads to, which `make` makes of the path of the list of pages. */
function withEntry(
  own: readonly EngineFile[],
  count: number,
  make: (metaPath: string) => EngineFile[],
): EngineFile[] {
  const text = new TextDecoder().decode(own.find(({ path }) => path === entryPath)?.content);
  const entry = JSON.parse(text || '{}') as { languages?: { en?: { hash?: string } } };
  const { hash: name, ...language } = entry.languages?.en ?? {};
  if (typeof name !== 'string' || !/^\w+$/.test(name))
    throw new Error(`The search engine's "${entryPath}" is not as expected.`);
  const whole = { ...entry, languages: { en: { hash: name, ...language, page_count: count } } };
  return [
    { path: entryPath, content: new TextEncoder().encode(JSON.stringify(whole)) },
    ...make(`pagefind.${name}.pf_meta`),
  ];
}

/** Files that Pagefind writes for other ways of using it. */
const unused = /^(?:pagefind-.*\.(?:js|css)|wasm\.unknown\.pagefind)$/;

/** Pagefind's index of the records, in their order, and its script as `engine.js`, as one. https://pagefind.app/docs/node-api/ */
async function indexed(records: readonly EngineRecord[]): Promise<Uint8Array> {
  const refuse = (errors: readonly string[]) => {
    if (errors.length > 0) throw new Error(`The search index could not be written: ${errors.join('; ')}`);
  };
  const { index, errors } = await createIndex({ forceLanguage: 'en' });
  refuse(errors);
  if (!index) throw new Error('The search index could not be written: Pagefind did not start.');
  try {
    return bundled(await filesOf(index, records, refuse), records);
  } finally {
    await index.deleteIndex();
  }
}

async function filesOf(
  index: PagefindIndex,
  records: readonly EngineRecord[],
  refuse: (errors: readonly string[]) => void,
): Promise<EngineFile[]> {
  for (const record of records) refuse((await index.addCustomRecord({ ...record, language: 'en' })).errors);
  const { files, errors } = await index.getFiles();
  refuse(errors);
  return files
    .filter(({ path }) => !unused.test(path))
    .map(({ path, content }) =>
      path === 'pagefind.js' ? { path: 'engine.js', content: withHandover(content) } : { path, content },
    )
    .sort((a, b) => byText(a.path, b.path));
}

type Listing = { version: Cbor; rest: Cbor[]; pages: EngineIndex['pages']; files: [string, number][] };

/** What the engine wrote as one: the length of a list, the list, the files of the texts in their order, those of the engine, and the words. */
function bundled(files: readonly EngineFile[], records: readonly EngineRecord[]): Uint8Array {
  const names = records.map(({ url }) => url);
  const { index, texts } = readIndex(files, names);
  const own = files.filter(({ path }) => !/^(?:index|fragment)\/|\.pf_meta$/.test(path));
  const parts = [
    ...names.map((path) => ({ path, content: texts.get(path) ?? new Uint8Array() })),
    ...own,
    { path: 'words', content: Buffer.concat(writtenWords(index.words)) },
  ];
  const { version, rest, pages } = index;
  const sizes = parts.map(({ path, content }): [string, number] => [path, content.length]);
  const listing: Listing = { version, rest, pages, files: sizes };
  const list = Buffer.from(JSON.stringify(listing));
  const start = Buffer.alloc(4);
  start.writeUInt32LE(list.length);
  return Buffer.concat([start, list, ...parts.map(({ content }) => content)]);
}

function readRun(bundle: Uint8Array): Run {
  const bytes = Buffer.from(bundle.buffer, bundle.byteOffset, bundle.length);
  let at = 4 + bytes.readUInt32LE();
  const { version, rest, pages, files }: Listing = JSON.parse(bytes.toString('utf8', 4, at));
  const parts = files.map(([path, length]) => {
    at += length;
    return { path, content: bytes.subarray(at - length, at) };
  });
  const words = parts.at(-1)?.content ?? new Uint8Array();
  return {
    index: { version, rest, pages, words: readWords(words) },
    own: parts.slice(pages.length, -1),
    texts: parts.slice(0, pages.length),
    digest: hash('sha256', bytes).slice(0, 10),
  };
}

/** What of Pagefind's script is used from within. */
const usedWithin = [
  'var PagefindInstance=class{',
  'var createInstance=',
  'this.loaded_chunks[',
  'async loadChunk(',
  'load_index_chunk(ptr,',
  'throttledFetch(input)',
  'decompress(data,file=',
  'async getPtr()',
  'async init(language,opts)',
];

/**
 * The engine's script, with two changes, which it therefore has at its end, where all that is its own is within reach:
 * - It tells what it could not load. Pagefind only logs that a part of its index is missing, remembers the part as loaded, and answers with what
 *   the others have; and where its WebAssembly is missing, the error is nobody's. Here such a search fails, and the next one asks again.
 * - It hands itself over by an event of the document: its address is only known when the site is read, and a script element may have such an
 *   address where an import could not be checked.
 * @throws where the script is not as expected
 */
export function withHandover(script: Uint8Array): Uint8Array {
  const text = new TextDecoder().decode(script);
  const missing = usedWithin.find((part) => !text.includes(part));
  if (missing !== undefined)
    throw new Error(`The search engine's script is not as expected: it has no "${missing}".`);
  const own = `
createInstance=(options)=>{
const engine=new PagefindInstance({...options,primary:true});
const load=async(path)=>{
const answer=await engine.throttledFetch(path);
if(!answer.ok)throw new Error(answer.status+" "+path);
const part=engine.decompress(new Uint8Array(await answer.arrayBuffer()),path);
engine.raw_ptr=engine.backend.load_index_chunk(await engine.getPtr(),part);
};
engine.loadChunk=(part)=>engine.loaded_chunks[part]??=load(engine.basePath+"index/"+part+".pf_index").catch((error)=>{
delete engine.loaded_chunks[part];
throw error;
});
return{init:()=>engine.init("en",{load_wasm:true}),search:(term)=>engine.search(term)};
};
globalThis.document?.dispatchEvent(new CustomEvent(${JSON.stringify(handoverEvent)},{detail:createInstance}));
`;
  return Buffer.concat([script, new TextEncoder().encode(own)]);
}
