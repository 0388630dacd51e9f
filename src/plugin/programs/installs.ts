import { posix } from 'node:path';
import type { Source } from '../source.ts';
import { asRecord, asText, own } from '../values.ts';
import type { Language } from './language.ts';
import type { Act } from './program.ts';

/** Packages of one manifest that are named. */
const mostPackages = 50;
/** UTF-16 units of a manifest that are read. */
const longestManifest = 512 * 1024;

type Download = Extract<Act, { kind: 'runtime-download' }>;

/**
 * What a package manager installs from a file: `package.json`, a list of requirements, `pyproject.toml`.
 * @param path of the file, which a reference led to
 */
export function installsOf(source: Source, path: string): Act | undefined {
  const text = source.files.get(path)?.text;
  if (text === undefined || text.length > longestManifest) return undefined;
  const name = posix.basename(path);
  if (name === 'package.json') return nodePackages(source, path);
  if (name === 'pyproject.toml') return projectPackages(text);
  return /\.(?:txt|in)$/.test(name) ? requirements(text) : undefined;
}

const lockFiles = [
  'package-lock.json',
  'npm-shrinkwrap.json',
  'bun.lock',
  'bun.lockb',
  'yarn.lock',
  'pnpm-lock.yaml',
];

function nodePackages(source: Source, path: string): Download | undefined {
  const parsed = source.json(path);
  if (parsed?.ok !== true) return undefined;
  const listed = own(asRecord(parsed.value), 'dependencies');
  const packages = Object.entries(asRecord(listed)).map(([name, range]) => `${name}@${asText(range) ?? ''}`);
  if (packages.length === 0) return undefined;
  const folder = posix.dirname(path);
  return {
    kind: 'runtime-download',
    tool: 'npm install',
    packages: packages.slice(0, mostPackages),
    pinned: lockFiles.some((name) => source.files.has(posix.join(folder, name))),
    line: source.places(parsed.text).lineOf(['dependencies'], 'dependencies'),
  };
}

/** https://pip.pypa.io/en/stable/reference/requirements-file-format/ */
function requirements(text: string): Download | undefined {
  const rows = text
    .split('\n')
    .map((row, index) => ({ row: row.replace(/(?:^|\s)#.*$/, '').trim(), line: index + 1 }));
  return pythonDownload(
    rows.filter(({ row }) => row !== '' && !row.startsWith('-')),
    'pip install -r',
  );
}

function pythonDownload(rows: readonly { row: string; line: number }[], tool: string): Download | undefined {
  const [first] = rows;
  if (first === undefined) return undefined;
  const packages = rows.slice(0, mostPackages).map(({ row }) => row.replace(/\s+/g, ' ').slice(0, 200));
  const pinned = rows.every(({ row }) => /==\s*[\w.+!-]+(?:\s|;|$)|#sha256=/.test(row) && !row.includes('*'));
  return { kind: 'runtime-download', tool, packages, pinned, line: first.line };
}

/** The dependencies of a project: https://packaging.python.org/en/latest/specifications/pyproject-toml/#dependencies-optional-dependencies */
function projectPackages(text: string): Download | undefined {
  const found = /^dependencies\s*=\s*\[([^\]]*)\]/m.exec(text);
  return found === null ? undefined : listedPackages(text, found, 'pip install');
}

/**
 * The dependencies that a Python program names in a comment at its start, which uv and pipx install before they run it:
 * https://packaging.python.org/en/latest/specifications/inline-script-metadata/
 */
export function inlineInstalls(language: Language | undefined, text = ''): Act | undefined {
  if (language !== 'python') return undefined;
  const start = /^# \/\/\/ script\s*$/m.exec(text);
  if (start === null) return undefined;
  const rest = text.slice(start.index, start.index + 20_000);
  const block = rest.slice(0, Math.max(rest.search(/^# \/\/\/\s*$/m), 0));
  const found = /^# dependencies\s*=\s*\[([^\]]*)\]/m.exec(block);
  return found === null
    ? undefined
    : listedPackages(text, { ...found, index: start.index + found.index } as RegExpExecArray, 'uv run');
}

function listedPackages(text: string, found: RegExpExecArray, tool: string): Download | undefined {
  const line = text.slice(0, found.index).split('\n').length;
  const rows = [...(found[1] ?? '').matchAll(/"([^"\n]+)"|'([^'\n]+)'/g)].map((match) => ({
    row: match[1] ?? match[2] ?? '',
    line,
  }));
  return pythonDownload(rows, tool);
}
