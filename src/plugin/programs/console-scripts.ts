import type { Source } from '../source.ts';
import { asRecord, asText, own } from '../values.ts';

/** Commands of one plugin that are looked at, and UTF-16 units of a manifest. */
const mostCommands = 200;
const longestManifest = 512 * 1024;

const known = new WeakMap<Source, ReadonlyMap<string, string>>();

/** The programs of a plugin that a command line names by what its packages call them once they are installed, as paths. */
export function consoleScripts(source: Source, line: string): string[] {
  const scripts = known.get(source) ?? scriptsOf(source);
  known.set(source, scripts);
  if (scripts.size === 0) return [];
  return line.split(/[\s;|&()'"`]+/).flatMap((word) => scripts.get(word) ?? []);
}

function scriptsOf(source: Source): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { path, text = '' } of source.files.values()) {
    if (text.length > longestManifest || found.size > mostCommands) continue;
    const name = path.replace(/^.*\//s, '');
    const folder = path.slice(0, -name.length);
    const pairs =
      name === 'pyproject.toml'
        ? pythonScripts(text)
        : name === 'package.json'
          ? nodeScripts(source, path)
          : [];
    for (const [command, candidates] of pairs) {
      const files = candidates.map((one) => source.resolve(`${folder}${one.replace(/^(?:\.?\/)+/, '')}`));
      const file = files.find(({ kind }) => kind === 'file');
      if (file !== undefined && command.length > 2) found.set(command, file.path);
    }
  }
  return found;
}

type Script = readonly [command: string, candidates: readonly string[]];

/** https://packaging.python.org/en/latest/specifications/pyproject-toml/#entry-points */
function pythonScripts(text: string): Script[] {
  const found: Script[] = [];
  for (const [, section = ''] of text.matchAll(
    /^\[(?:project|tool\.poetry)\.scripts\][ \t]*\r?\n((?:[^[\n][^\n]*\n?|\r?\n)*)/gm,
  ))
    for (const [, command = '', module = ''] of section.matchAll(
      /^["']?([\w.-]+)["']?[ \t]*=[ \t]*["']([\w.]+)(?::[\w.]+)?["']/gm,
    )) {
      const inner = module.replaceAll('.', '/');
      found.push([
        command,
        ['', 'src/'].flatMap((base) => [`${base}${inner}.py`, `${base}${inner}/__init__.py`]),
      ]);
    }
  return found;
}

/** https://docs.npmjs.com/cli/configuring-npm/package-json#bin */
function nodeScripts(source: Source, path: string): Script[] {
  const parsed = source.json(path);
  const manifest = asRecord(parsed?.ok === true ? parsed.value : undefined);
  const bin = own(manifest, 'bin');
  const name = asText(own(manifest, 'name'))?.replace(/^@[^/]*\//, '');
  if (typeof bin === 'string') return name === undefined ? [] : [[name, [bin]]];
  return Object.entries(asRecord(bin)).flatMap(([command, file]) =>
    typeof file === 'string' ? [[command, [file]] as const] : [],
  );
}
