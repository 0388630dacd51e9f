import type { SourceFile } from '../../plugin/source.ts';

/** A stretch of text that is invisible, or that looks like something else than it is. */
export type HiddenText = { offset: number; codes: number[] };

/** Characters of one run; a longer one is given in parts. */
const longestRun = 64;

/**
 * What draws nothing, or changes how other text is drawn, in UTF-16: a soft hyphen, bidirectional and zero-width characters, fillers,
 * variation selectors, line and annotation marks, tags (U+E0000 to U+E01EF), private use.
 * https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing
 */
const suspect = new RegExp(
  `(?:${[
    '[\\u0080-\\u0084\\u0086-\\u009f\\u00ad\\u061c\\u115f\\u1160\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f]',
    '[\\u3164\\ue000-\\uf8ff\\ufeff\\uffa0\\ufff9-\\ufffb]',
    '[\\ufe00-\\ufe0f]|[\\u180b-\\u180f]|[\\u17b4\\u17b5]|\\u034f',
    '\\udb40[\\udc00-\\uddef]|[\\udb80-\\udbff][\\udc00-\\udfff]',
  ].join('|')}){1,${longestRun}}`,
  'g',
);

/**
 * Whether text may hold a run at all: says of most text that it does not, at a quarter of what the search costs, because it is told in few ranges
 * of characters that are innocent. A test holds it against the search for every character.
 */
export const mayBeHidden =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: ranges between single code units
  /[^\0-\x7f\xa0-\xac\xae-\u034e\u0350-\u061b\u2010-\u2027\u2030-\u205f\u2070-\u3163\u3165-\udb3f\udc00-\udfff]/;

/** Files that were searched to the end and hold none: most do, and more than one rule asks. */
const clean = new WeakSet<SourceFile>();

/** The runs of hidden characters of a file, nothing where it has no text or only ASCII. */
export function* hiddenRunsOf(file: SourceFile): Generator<HiddenText> {
  if (file.text === undefined || file.ascii === true || clean.has(file)) return;
  let found = false;
  for (const run of mayBeHidden.test(file.text) ? hiddenRuns(file.text) : []) {
    found = true;
    yield run;
  }
  if (!found) clean.add(file);
}

/** Finds runs of hidden characters. Linear; only worth calling for text that is not ASCII. */
export function* hiddenRuns(text: string): Generator<HiddenText> {
  suspect.lastIndex = 0;
  for (let match = suspect.exec(text); match !== null; match = suspect.exec(text)) {
    const next = suspect.lastIndex;
    yield { offset: match.index, codes: Array.from(match[0], (character) => character.codePointAt(0) ?? 0) };
    // Somebody else may have used the expression in between.
    suspect.lastIndex = next;
  }
}

/** Whether a code point turns the direction of text: https://www.unicode.org/reports/tr9/#Directional_Formatting_Characters */
export function isBidiControl(code: number): boolean {
  return (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
}

/** Whether a code point is of the block that spells ASCII unseen: https://www.unicode.org/charts/PDF/UE0000.pdf */
export function isTag(code: number): boolean {
  return code >= 0xe0000 && code <= 0xe007f;
}

function isVariationSelector(code: number): boolean {
  return (
    (code >= 0xfe00 && code <= 0xfe0f) ||
    (code >= 0xe0100 && code <= 0xe01ef) ||
    (code >= 0x180b && code <= 0x180f)
  );
}

function isZeroWidth(code: number): boolean {
  return (
    (code >= 0x200b && code <= 0x200f) ||
    (code >= 0x2060 && code <= 0x2065) ||
    code === 0xfeff ||
    code === 0x034f
  );
}

const emojiPart = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\u{1f1e6}-\u{1f1ff}\u20e3#*0-9]/u;
/** Scripts whose spelling needs joiners or marks that cannot be seen. */
const joining =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Mongolian}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}]/u;
const ideograph = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** Whether a run is how its script or an emoji is spelt: joiners inside emoji and in scripts that join, selectors after what they select. */
export function isSpelling(text: string, run: HiddenText): boolean {
  const before = characterBefore(text, run.offset);
  const width = run.codes.reduce((sum, code) => sum + (code > 0xffff ? 2 : 1), 0);
  const after = String.fromCodePoint(text.codePointAt(run.offset + width) ?? 32);
  const [first = 0, second, third] = run.codes;
  if (third !== undefined) return isFlag(text, run);
  if (second !== undefined) {
    // Selector and joiner between two emoji, as in the rainbow flag.
    return first === 0xfe0f && second === 0x200d && emojiPart.test(before) && emojiPart.test(after);
  }
  if (first === 0xfe0f || first === 0xfe0e) return /[\p{Emoji}\p{So}\p{Sm}\p{Po}\p{Pd}]/u.test(before);
  if (first === 0x200d && emojiPart.test(before) && emojiPart.test(after)) return true;
  if (
    first === 0x200b ||
    first === 0x200c ||
    first === 0x200d ||
    first === 0x200e ||
    first === 0x200f ||
    first === 0x061c
  ) {
    return joining.test(before) || joining.test(after);
  }
  if (first >= 0x180b && first <= 0x180f) return joining.test(before);
  return isVariationSelector(first) && ideograph.test(before);
}

/** The flags of England, Scotland and Wales are a black flag and tags that spell them: https://unicode.org/reports/tr51/#valid-emoji-tag-sequences */
function isFlag(text: string, run: HiddenText): boolean {
  return (
    characterBefore(text, run.offset) === '\u{1f3f4}' &&
    run.codes.length >= 4 &&
    run.codes.length <= 8 &&
    run.codes.every((code, index) =>
      index === run.codes.length - 1 ? code === 0xe007f : code >= 0xe0030 && code <= 0xe007a,
    )
  );
}

function characterBefore(text: string, offset: number): string {
  if (offset === 0) return ' ';
  const low = text.charCodeAt(offset - 1);
  return low >= 0xdc00 && low <= 0xdfff && offset > 1
    ? text.slice(offset - 2, offset)
    : text.charAt(offset - 1);
}

/** What no spelling explains: text that shows in another order, text written in tags or selectors, a message in zero-width characters. */
export function isDeception(text: string, run: HiddenText): boolean {
  if (run.codes.some(isBidiControl)) return true;
  if (run.codes.some(isTag)) return !isFlag(text, run);
  return (
    run.codes.length > 2 &&
    run.codes.filter((code) => isVariationSelector(code) || isZeroWidth(code)).length > 2
  );
}

/** A code point as it is written in text: `U+202E`. */
export function codePoint(code: number): string {
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}
