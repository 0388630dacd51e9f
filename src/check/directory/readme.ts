import type { FileSystem } from '../../plugin/file-system.ts';
import { type DirectoryFinding, finding } from './finding.ts';

const names = [
  'README.md',
  'readme.md',
  'Readme.md',
  'README.markdown',
  'README',
  'README.txt',
  'docs/README.md',
];
const mostBytes = 1 << 20;
const fewestWords = 40;

/** What was found of a README. */
export type Readme = { path: string; text: string | undefined; fromRepository: boolean };

/**
 * The README that the directory takes: the plugin's own, or that of the repository's root.
 * @param root the repository around the plugin, where there is one
 */
export function readmeOf(fs: FileSystem, root: FileSystem | undefined): Readme | undefined {
  const own = firstIn(fs, names, false);
  if (own !== undefined || root === undefined) return own;
  // A link in the plugin hides the README of the repository.
  if (names.some((name) => fs.entry(name)?.kind === 'link')) return undefined;
  return firstIn(root, names.filter((name) => !name.includes('/')).sort(), true);
}

function firstIn(fs: FileSystem, paths: readonly string[], fromRepository: boolean): Readme | undefined {
  for (const path of paths) {
    const entry = fs.entry(path);
    if (entry?.kind !== 'file') continue;
    const bytes = entry.bytes > mostBytes ? undefined : fs.read(entry, mostBytes);
    const text = bytes === undefined ? undefined : Buffer.from(bytes).toString('utf8');
    return { path, text, fromRepository };
  }
  return undefined;
}

/** What the directory would say of a README. */
export function readmeFindings(readme: Readme | undefined): DirectoryFinding[] {
  if (readme === undefined)
    return [
      finding(
        'readme-missing',
        '.',
        'The plugin has no README.md.',
        `Add a README.md that says in ${fewestWords} words or more what the plugin does and how to use it.`,
      ),
    ];
  const file = readme.fromRepository ? '.' : readme.path;
  if (readme.text === undefined)
    return [
      finding(
        'readme-trivial',
        file,
        `The README is larger than ${mostBytes} bytes or cannot be read.`,
        'Shorten it.',
      ),
    ];
  const found: DirectoryFinding[] = [];
  const words = wordsIn(readme.text);
  if (words < fewestWords) {
    const message = `The README has ${words} words, and the directory asks for ${fewestWords}, not counting code and addresses.`;
    found.push(finding('readme-trivial', file, message, 'Say what the plugin does and how to use it.'));
  }
  const why = notRendered(readme.text);
  if (why !== undefined)
    found.push(
      finding('readme-not-rendered', file, `The directory does not show the README: ${why}.`, 'Simplify it.'),
    );
  return found;
}

/** Links `[text](https://…)` of a line. */
const link = /\[([^\]]{0,160})\]\((https?:\/\/[^)\s]+)\)/g;
const space = /[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;

/** Words outside code blocks; a link counts as its text. */
function wordsIn(text: string): number {
  let words = 0;
  let inFence = false;
  for (const line of text.split('\n')) {
    if (/^(?:```|~~~)/.test(line.trimStart())) inFence = !inFence;
    else if (!inFence) {
      const prose = line.replace(link, '$1').replace(/https?:\/\/[^ \t\n\f\r)<>"']+/g, '');
      words += prose.split(space).filter((word) => word !== '').length;
    }
  }
  return words;
}

/** The first address of the first line about something that has one; empty where none has. */
export function linkAbout(text: string, about: RegExp): string {
  for (const line of text.split('\n')) {
    if (!about.test(line)) continue;
    const all = [...line.matchAll(link)];
    const chosen = all.find(([, label = '', url = '']) => about.test(label) || about.test(url)) ?? all[0];
    const url = chosen?.[2] ?? /https?:\/\/[^ \t\n\f\r)<>"']+/.exec(line)?.[0];
    if (url !== undefined) return url;
  }
  return '';
}

const mostDrawnBytes = 256 << 10;

/** Why the directory does not draw a README; undefined where it does. */
function notRendered(text: string): string | undefined {
  if (Buffer.byteLength(text) > mostDrawnBytes) return `it is larger than ${mostDrawnBytes} bytes`;
  if ((text.match(/[[\]]/g) ?? []).length > 40_000) return 'it has more than 40000 square brackets';
  if ((text.match(/[*_~`]/g) ?? []).length > 100_000 || (text.match(/([*_~`])\1*/g) ?? []).length > 20_000)
    return 'it has too many signs of emphasis and code';
  for (const line of text.split('\n')) {
    const indent = /^[ \t]*/.exec(line)?.[0] ?? '';
    if (indent.length + 3 * (indent.split('\t').length - 1) > 128)
      return 'a line is indented by more than 128 columns';
    const nested = /^(?:[ \t]{0,3}(?:>[ \t]?|[-+*][ \t]|\d{1,9}[.)][ \t]))*/.exec(line)?.[0] ?? '';
    if ((nested.match(/>|[-+*]|\d+/g) ?? []).length > 32 && !/^[ \t]*([-*_])(?:[ \t]|\1)*$/.test(line))
      return 'quotations and lists on one line lie more than 32 deep';
  }
  return undefined;
}
