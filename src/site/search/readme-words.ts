import { byText } from '../../plugin/text.ts';
import { smallWords } from './engine.ts';
import { wordsOf } from './words.ts';

/** UTF-16 units of a README that are searched, and words of it. */
const most = { length: 60_000, words: 1_000 };
/** UTF-16 units of one part, before compression: a word that is looked for brings one. */
const partLength = 4_000;
/** A word that more than this share of the READMEs have tells none from another, but for the first few. */
const usual = { share: 0.25, readmes: 50 };
/** Stands for all plugins. */
const everywhere = '*';

/** Looks at the first character alone where it can, because a README has hundreds of words. */
function isNumber(word: string): boolean {
  return word.charCodeAt(0) <= 57 && /^\d+$/.test(word);
}

/** The words of a README in Markdown, folded, each once, with spaces between: without addresses, tags and words that say little. */
export function readmeWords(markdown: string): string {
  const text = markdown
    .slice(0, most.length)
    .replace(/\]\([^)\n]{0,500}\)/g, '] ')
    // Addresses of other kinds are rare, and to look for any takes four times as long.
    .replace(/https?:\/\/\S{0,500}/gi, ' ')
    .replace(/<[^<>\n]{0,500}>/g, ' ');
  const words: string[] = [];
  for (const word of new Set(wordsOf(text))) {
    if (word.length < 3 || word.length > 24 || smallWords.has(word) || isNumber(word)) continue;
    if (words.push(word) >= most.words) break;
  }
  return words.join(' ');
}

/** A part of the words of all READMEs: what is to be compared to find it, and for each word a line with the plugins that have it. */
type ReadmePart = { first: string; text: string };

/** @param readmes `readmeWords` of each plugin, in the order of the list of names */
export function readmeParts(readmes: readonly string[]): ReadmePart[] {
  const places = new Map<string, number[]>();
  for (const [plugin, words] of readmes.entries()) {
    if (words === '') continue;
    for (const word of words.split(' ')) {
      const known = places.get(word);
      if (known === undefined) places.set(word, [plugin]);
      else known.push(plugin);
    }
  }
  const frequent = Math.max(usual.readmes, readmes.length * usual.share);
  const parts: ReadmePart[] = [];
  let part: ReadmePart | undefined;
  for (const word of [...places.keys()].sort(byText)) {
    const plugins = places.get(word) ?? [];
    const line = `${word} ${plugins.length > frequent ? everywhere : steps(plugins)}\n`;
    if (part === undefined || part.text.length + line.length > partLength) {
      part = { first: word, text: '\n' };
      parts.push(part);
    }
    part.text += line;
  }
  return parts;
}

/** Places as the steps from one to the next, in base 36. */
function steps(places: readonly number[]): string {
  let last = 0;
  return places
    .map((place) => {
      const step = place - last;
      last = place;
      return step.toString(36);
    })
    .join(' ');
}

/** Numbers of the parts that may hold a word, or with `begins` words that begin so; of those no more than two. */
export function partsWith(firsts: readonly string[], word: string, begins: boolean): number[] {
  let at = -1;
  while (at + 1 < firsts.length && (firsts[at + 1] as string) <= word) at++;
  const found = at < 0 ? [] : [at];
  for (let next = at + 1; begins && found.length < 2; next++) {
    if (firsts[next]?.startsWith(word) !== true) break;
    found.push(next);
  }
  return found;
}

/** The plugins whose README has a word, or with `begins` a word that begins so; `all` where too many have it for it to be listed. */
export function placesOf(text: string, word: string, begins: boolean): number[] | 'all' {
  const found: number[] = [];
  const mark = begins ? `\n${word}` : `\n${word} `;
  for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1)) {
    const end = text.indexOf('\n', at + 1);
    const [, ...written] = text.slice(at + 1, end < 0 ? undefined : end).split(' ');
    if (written[0] === everywhere) return 'all';
    let place = 0;
    for (const step of written) {
      place += Number.parseInt(step, 36);
      found.push(place);
    }
  }
  return found;
}
