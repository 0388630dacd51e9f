import type { unreadableReasons } from '../kinds/unreadable.ts';
import type { SourceFile } from '../source.ts';
import type { Language } from './language.ts';
import type { Act } from './program.ts';

type Reason = (typeof unreadableReasons)[number];

/** Longest text that is parsed, in UTF-16 units. What is longer is searched as text: see `searched.ts`. */
export const longestParsed = 256 * 1024;

/** Compiled programs by their first bytes, in hex. */
const compiled: readonly (readonly [head: RegExp, name: string])[] = [
  [/^7f454c46/, 'ELF'],
  [/^(?:feedfac[ef]|c[ef]faedfe)/, 'Mach-O'],
  [/^4d5a/, 'Windows program'],
  [/^0061736d/, 'WebAssembly'],
];

/** Compiled programs whose first bytes change with the version, or are those of something else. */
const compiledEndings: Readonly<Record<string, string>> = {
  pyc: 'Python bytecode',
  class: 'Java bytecode',
  jar: 'Java archive',
  node: 'Node.js addon',
};

const archives = /\.(?:zip|tgz|tar|gz|bz2|xz|7z|mcpb|dxt|whl|egg|asar|nupkg|vsix)$/i;

/** Why a file is a program that cannot be read as one; undefined for what can, or is no program. */
export function unreadableAct(file: SourceFile, language: Language | undefined): Act | undefined {
  const told = (why: Reason, name?: string, bytes = file.bytes): Act => ({
    kind: 'unreadable',
    line: 1,
    why,
    bytes,
    ...(name === undefined ? {} : { language: name }),
  });
  const { text, path, head = '' } = file;
  const ending = /\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
  if (text === undefined) {
    const byHead = compiled.find(([start]) => start.test(head))?.[1];
    const byEnding = Object.hasOwn(compiledEndings, ending) ? compiledEndings[ending] : undefined;
    if (byHead !== undefined || byEnding !== undefined) return told('compiled', byHead ?? byEnding);
    if (archives.test(path)) return told('archive');
    return file.kind === 'large' && language !== undefined ? told('too-large', language) : undefined;
  }
  if (text.startsWith('version https://git-lfs.github.com/spec/')) {
    const size = Number(/^size (\d{1,15})$/m.exec(text)?.[1] ?? file.bytes);
    return language !== undefined || Object.hasOwn(compiledEndings, ending)
      ? told('lfs-pointer', undefined, size)
      : undefined;
  }
  if (language === undefined)
    return /^(?:bat|cmd)$/.test(ending) ? told('unknown-language', 'Windows batch') : undefined;
  if (isMinified(text)) return told('minified', language);
  return text.length > longestParsed ? told('too-large', language) : undefined;
}

/** Whether a program was written by a tool that leaves out line breaks: most of it stands in lines that nobody reads. */
export function isMinified(text: string): boolean {
  if (text.length < 5_000) return false;
  let long = 0;
  let start = 0;
  for (let end = text.indexOf('\n'); start < text.length; end = text.indexOf('\n', start)) {
    const stop = end < 0 ? text.length : end;
    if (stop - start > 1_000) long += stop - start;
    start = stop + 1;
  }
  return long > text.length / 2;
}
