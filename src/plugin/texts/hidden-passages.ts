import type { hiddenPlaces } from '../kinds/hidden-text.ts';
import { hasAddress, ordersModel, speaksToModel } from './addressed.ts';

/** A passage that Claude reads and the rendered page does not show. `characters`: how many are hidden. */
export type HiddenPassage = { place: (typeof hiddenPlaces)[number]; offset: number; characters: number };

/** Passages of one text that are reported. */
const most = 200;

/** What is hidden in a text and is addressed to the model, or cannot be there for any other reason. */
export function hiddenPassages(text: string): HiddenPassage[] {
  return [
    ...invisible(text),
    ...comments(text),
    ...hiddenElements(text),
    ...linkDefinitions(text),
    ...farRight(text),
  ].slice(0, most);
}

/** Tag characters, variation selectors in a row, and long runs without width. Flags are a black flag with tags: https://www.unicode.org/reports/tr51/#valid-emoji-tag-sequences */
const tags =
  /\u{1f3f4}?[\u{e0001}-\u{e007f}]{3,}|[\u{e0100}-\u{e01ef}\ufe00-\ufe0e]{4,}|[\u200b-\u200f\u2060-\u2064\ufeff\u180e\u3164\u115f\u1160]{8,}/gu;
const turned = /[\u202a-\u202e\u2066-\u2069]+/gu;

function invisible(text: string): HiddenPassage[] {
  const found: HiddenPassage[] = [];
  for (const { 0: run, index } of text.matchAll(tags)) {
    const characters = [...run].length;
    // The longest flag has seven tags.
    if (!run.startsWith('\u{1f3f4}') || characters > 8)
      found.push({ place: 'invisible-characters', offset: index, characters });
  }
  // Marks of direction belong to text in Hebrew and Arabic.
  if (!/[\u0590-\u08ff]/.test(text))
    for (const { 0: run, index } of text.matchAll(turned))
      found.push({ place: 'invisible-characters', offset: index, characters: [...run].length });
  return found;
}

function comments(text: string): HiddenPassage[] {
  const found: HiddenPassage[] = [];
  for (let open = text.indexOf('<!--'); open >= 0; open = text.indexOf('<!--', open + 4)) {
    const end = text.indexOf('-->', open + 4);
    const inside = text.slice(open + 4, end < 0 ? text.length : end);
    if (ordersModel(inside) && !isInCode(text, open))
      found.push({ place: 'comment', offset: open, characters: inside.trim().length });
    if (end < 0) break;
    open = end - 4;
  }
  return found;
}

/** Whether a place is in a fence or code span, where a page shows it. */
function isInCode(text: string, at: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', at) + 1, at);
  if ((line.match(/`/g) ?? []).length % 2 === 1) return true;
  let open: string | undefined;
  for (const { 1: mark = '' } of text.slice(0, at).matchAll(/^[ \t]*(?:>[ \t]?)*(`{3,}|~{3,})/gm)) {
    if (open === undefined) open = mark;
    else if (mark.startsWith(open)) open = undefined;
  }
  return open !== undefined;
}

const element =
  /<(div|span|p|section|aside|font|small|td|article|i|b|em)\b([^>\n]{0,400})>([\s\S]{0,4000}?)<\/\1>/gi;
const unseen =
  /\bdisplay\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0|opacity\s*:\s*0(?![.\d])|(?<![-\w])color\s*[:=]\s*["']?(?:white|#fff(?:fff)?|transparent)\b|(?:left|top)\s*:\s*-\d{3,}|(?:^|\s)hidden(?:\s|=|$)|(?:height|width)\s*:\s*0(?![.\d])/i;

function hiddenElements(text: string): HiddenPassage[] {
  if (!/display|visibility|font-size|opacity|color|hidden|left|height|width/i.test(text)) return [];
  const found: HiddenPassage[] = [];
  for (const { 2: attributes = '', 3: inside = '', index } of text.matchAll(element))
    if (unseen.test(attributes) && speaksToModel(inside) && !isInCode(text, index))
      found.push({ place: 'hidden-element', offset: index, characters: inside.trim().length });
  return found;
}

/** `[//]: # (text)`, `[comment]: <> (text)`: https://spec.commonmark.org/0.31.2/#link-reference-definitions */
const definition =
  /^[ ]{0,3}\[[^\]\n]{1,80}\]:[ \t]*(?:#|<>|<#>|\/\/)[ \t]*(?:\(([^\n]*)\)|"([^\n]*)"|'([^\n]*)')[ \t]*$/gm;

function linkDefinitions(text: string): HiddenPassage[] {
  const found: HiddenPassage[] = [];
  for (const { 1: a, 2: b, 3: c, index } of text.matchAll(definition)) {
    const inside = a ?? b ?? c ?? '';
    if (ordersModel(inside) && !isInCode(text, index))
      found.push({ place: 'link-definition', offset: index, characters: inside.length });
  }
  return found;
}

/** Blanks in a row behind which a reader no longer looks. */
const padding = /[^\s|][ \t\u00a0\u3000]{100,}(?=(\S[^\n]{0,2000}))/g;

function farRight(text: string): HiddenPassage[] {
  const found: HiddenPassage[] = [];
  for (const { 0: run, 1: inside = '', index } of text.matchAll(padding))
    if (inside.length > 20 && (speaksToModel(inside) || hasAddress(inside)))
      found.push({ place: 'far-right', offset: index + run.length, characters: inside.trim().length });
  return found;
}
