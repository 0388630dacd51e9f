import { gunzipSync } from 'node:zlib';
import { byText } from '../../plugin/text.ts';
import { readCbor } from '../search/cbor.ts';
import { columnParts, decodeColumns } from '../search/columns-file.ts';
import { parseText, signature } from '../search/engine.ts';
import { decodeNames, type Names, textFolder } from '../search/names-file.ts';
import type { BuiltSite } from './built-site.ts';

const folder = 'search/';

/** Checks that the list of names is that of the registry, and that everything is there, and can be read, that it leads to. */
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
  for (const part of columnParts)
    opened(site, `${build}/${part}.bin`, (file) => {
      const columns = decodeColumns(unpacked(site, file));
      if (columns.build !== build || columns.count !== names.length)
        throw new Error('It is of another build.');
    });
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
  for (const [plugin, name] of names.entries()) {
    site.see('texts of the search');
    opened(site, `text/${textFolder(texts, plugin)}/${name}`, (file) => {
      if (parseText(unpacked(site, file)).url !== name) throw new Error('It is of another plugin.');
    });
  }
}

/** What `read` makes of a file of the search; undefined where there is none or it cannot be read, which is told. */
function opened<T>(site: BuiltSite, path: string, read: (file: string) => T): T | undefined {
  const file = folder + path;
  site.see('files of the search');
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
