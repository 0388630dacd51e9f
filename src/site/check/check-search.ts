import { gunzipSync } from 'node:zlib';
import { byText } from '../../plugin/text.ts';
import type { RegistryPlugin } from '../registry.ts';
import { columnsOf } from '../search/build-search.ts';
import { readCbor } from '../search/cbor.ts';
import { columnParts, decodeColumns, encodeColumns } from '../search/columns-file.ts';
import { parseText, signature } from '../search/engine.ts';
import { decodeNames, type Names, textFolder } from '../search/names-file.ts';
import { engineRecord } from '../search/record.ts';
import type { BuiltSite } from './built-site.ts';

const folder = 'search/';

/** Checks that the list of names and all that it leads to is there, can be read, and says what the registry says. */
export function checkSearch(site: BuiltSite): void {
  const names = opened(site, 'names.bin', (file) => decodeNames(unpacked(site, file).toString('utf8')));
  if (names === undefined) return;
  const wanted = site.registry.plugins.map(({ name }) => name).sort(byText);
  if (wanted.join('\n') !== names.names.join('\n'))
    site.complain('search', `${folder}names.bin: does not have the names of the registry.`);
  checkColumns(site, names);
  checkReadmes(site, names);
  if (names.names.length > 0) checkEngine(site, names);
  checkTexts(site, names);
}

function checkColumns(site: BuiltSite, { build, names }: Names): void {
  const wanted = columnsOf(sorted(site), site.registry);
  for (const part of columnParts)
    opened(site, `${build}/${part}.bin`, (file) => {
      const bytes = unpacked(site, file);
      const columns = decodeColumns(bytes);
      if (columns.build !== build || columns.count !== names.length)
        throw new Error('It is of another build.');
      if (!bytes.equals(encodeColumns({ ...wanted[part], build })))
        throw new Error('It does not say what the registry says.');
    });
}

/** The plugins in the order in which the search counts them. */
function sorted({ registry }: BuiltSite): RegistryPlugin[] {
  return [...registry.plugins].sort((a, b) => byText(a.name, b.name));
}

function checkReadmes(site: BuiltSite, { build }: Names): void {
  const list = opened(site, `${build}/readme.bin`, (file) => unpacked(site, file).toString('utf8')) ?? '';
  const parts = list === '' ? [] : list.split('\n');
  for (const part of parts.keys())
    opened(site, `${build}/readme/${part}.bin`, (file) => unpacked(site, file));
}

/** The files that the engine asks for, beginning with its script. https://pagefind.app */
function checkEngine(site: BuiltSite, { build }: Names): void {
  type Entry = { languages: { en: { hash: string; wasm: string } } };
  opened(site, `${build}/engine.js`, (file) => filled(site, file));
  const entry = opened(
    site,
    `${build}/pagefind-entry.json`,
    (file) => (JSON.parse(site.text(file)) as Entry).languages.en,
  );
  if (entry === undefined) return;
  opened(site, `${build}/wasm.${entry.wasm}.pagefind`, (file) => filled(site, file));
  const parts = opened(site, `${build}/pagefind.${entry.hash}.pf_meta`, (file) => {
    const meta = readCbor(signed(site, file));
    const list = Array.isArray(meta) ? meta[2] : undefined;
    if (!Array.isArray(list)) throw new Error('It has no list of parts.');
    return list.map((part) => String(Array.isArray(part) ? part[2] : part));
  });
  for (const part of parts ?? [])
    opened(site, `${build}/index/${part}.pf_index`, (file) => signed(site, file));
}

function checkTexts(site: BuiltSite, { names, texts }: Names): void {
  const plugins = sorted(site);
  for (const [place, name] of names.entries()) {
    site.see('search index texts');
    opened(site, `text/${textFolder(texts, place)}/${name}`, (file) => {
      const { url, content } = parseText(unpacked(site, file));
      if (url !== name) throw new Error('It is of another plugin.');
      const plugin = plugins[place];
      // The engine keeps words, with one space between them.
      if (plugin?.name === name && words(content) !== words(engineRecord(plugin).content))
        throw new Error('It does not say what the registry says.');
    });
  }
}

function words(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** What `read` makes of a file of the search; undefined where there is none or it cannot be read, which is told. */
function opened<T>(site: BuiltSite, path: string, read: (file: string) => T): T | undefined {
  const file = folder + path;
  site.see('search index files');
  if (!site.has(file)) {
    site.complain('search', `${file}: is not there, and the search needs it.`);
    return undefined;
  }
  try {
    return read(file);
  } catch (error) {
    site.complain('search', `${file}: cannot be read. ${error instanceof Error ? error.message : error}`);
    return undefined;
  }
}

function filled(site: BuiltSite, file: string): Buffer {
  const bytes = site.bytes(file);
  if (bytes.length === 0) throw new Error('It is empty.');
  return bytes;
}

function unpacked(site: BuiltSite, file: string): Buffer {
  return gunzipSync(site.bytes(file));
}

/** What the engine's own file holds. */
function signed(site: BuiltSite, file: string): Buffer {
  const bytes = unpacked(site, file);
  if (bytes.toString('latin1', 0, signature.length) !== signature)
    throw new Error('It does not begin as the engine wrote it.');
  return bytes.subarray(signature.length);
}
