import { byText } from '../../plugin/text.ts';
import { capital } from '../words.ts';

/** What is suggested from while somebody types, before anything else of the search is loaded. */
export type Names = {
  /** Names the other files of the same build. */
  build: string;
  /** The name of every plugin, sorted. The place of a name in this list is what the other files know the plugin by. */
  names: string[];
  /** What each is shown as, in the same order. */
  titles: string[];
  /** Words of keywords and component names that are in no name, sorted. */
  words: string[];
  /** Where the texts of the plugins are, in the same order: so many in each folder, which is named after what it holds. */
  texts: TextFolder[];
};

/** A folder of `text/`, and how many plugins in a row have their text there. */
export type TextFolder = { folder: string; plugins: number };

/** How a title is made of its name, so that few have to be written: as it is, with spaces, as a sentence, in title case. */
const styles: ((name: string) => string)[] = [
  (name) => name,
  (name) => name.replaceAll('-', ' '),
  (name) => capital(name.replaceAll('-', ' ')),
  (name) => name.split('-').map(capital).join(' '),
];

/** Sorted lines, each as how many characters it begins with like the one before it (one character from `0` on), and the rest. */
function encodeSorted(lines: readonly string[]): string {
  let before = '';
  let text = '';
  for (const line of lines) {
    let same = 0;
    while (same < 40 && same < before.length && before[same] === line[same]) same++;
    text += `${String.fromCharCode(48 + same)}${line.slice(same)}\n`;
    before = line;
  }
  return text;
}

function decodeSorted(lines: readonly string[]): string[] {
  let before = '';
  return lines.map((line) => {
    before = before.slice(0, line.charCodeAt(0) - 48) + line.slice(1);
    return before;
  });
}

/**
 * Names as text: a line with the build, how many names and words there are, and the folders of texts with how many are in each; the names; the
 * words; a line with one digit a title, which says how it is made of the name; and the titles that are made otherwise.
 */
export function encodeNames({ build, names, titles, words, texts }: Names): string {
  const other: string[] = [];
  const digits = names.map((name, index) => {
    const title = titles[index] ?? name;
    const style = styles.findIndex((make) => make(name) === title);
    if (style < 0) other.push(title.replace(/\s+/g, ' '));
    return style < 0 ? styles.length : style;
  });
  const folders = texts.map(({ folder, plugins }) => `${folder}:${plugins}`);
  const first = [build, names.length, words.length, ...folders].join(' ');
  return `${first}\n${encodeSorted(names)}${encodeSorted(words)}${digits.join('')}\n${other.join('\n')}`;
}

/** @throws where the text is not what `encodeNames` wrote */
export function decodeNames(text: string): Names {
  const lines = text.split('\n');
  const [build = '', nameCount, wordCount, ...folders] = (lines[0] ?? '').split(' ');
  const wordsFrom = 1 + Number(nameCount);
  const titlesFrom = wordsFrom + Number(wordCount);
  if (!(titlesFrom < lines.length)) throw new Error('The list of names is not complete.');
  const names = decodeSorted(lines.slice(1, wordsFrom));
  const digits = lines[titlesFrom] ?? '';
  let other = titlesFrom;
  const titles = names.map((name, index) => {
    const make = styles[digits.charCodeAt(index) - 48];
    return make ? make(name) : (lines[++other] ?? name);
  });
  const texts = folders.map((each) => {
    const [folder = '', plugins] = each.split(':');
    return { folder, plugins: Number(plugins) };
  });
  return { build, names, titles, words: decodeSorted(lines.slice(wordsFrom, titlesFrom)), texts };
}

/** The folder of the text of the plugin at this place. */
export function textFolder(texts: readonly TextFolder[], plugin: number): string {
  let end = 0;
  for (const { folder, plugins } of texts) {
    end += plugins;
    if (plugin < end) return folder;
  }
  throw new Error('The list of names has no text of the plugin at this place.');
}

/** Texts without repetition, sorted. */
export function sortedSet(texts: Iterable<string>): string[] {
  return [...new Set(texts)].sort(byText);
}
