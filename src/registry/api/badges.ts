import { oneLine } from '../../plugin/text.ts';
import { type Standing, standingOf } from '../standing.ts';
import { xml } from './text.ts';

/** What a badge says. */
type Badge = { label: string; message: string; color: string };

/** White on each of these has a contrast of at least 4.5: https://www.w3.org/TR/WCAG22/#contrast-minimum */
export const badgeColors = {
  ok: '#1a7f37',
  deprecated: '#8a5700',
  withdrawn: '#b3261e',
  error: '#b3261e',
  label: '#555555',
} as const satisfies Record<Standing | 'label', string>;

const words: Record<Standing, string> = {
  ok: 'passed',
  deprecated: 'deprecated',
  withdrawn: 'withdrawn',
  error: 'not passed',
};

/** Characters of a version that fit; nobody's is longer on purpose. */
const longestVersion = 24;

/** The version and the status of a plugin. `label` is the name of the marketplace. */
export function badgeOf(plugin: Parameters<typeof standingOf>[0], label: string): Badge {
  const standing = standingOf(plugin);
  const version = plugin.version === undefined ? '' : oneLine(plugin.version, longestVersion);
  return {
    label: oneLine(label, 64),
    message: version === '' ? words[standing] : `${version} · ${words[standing]}`,
    color: badgeColors[standing],
  };
}

/** For https://img.shields.io/endpoint?url=…: its fields are those of https://shields.io/badges/endpoint-badge */
export function badgeEndpoint(badge: Badge): object {
  return { schemaVersion: 1, ...badge };
}

/** The badge as a picture of its own: nothing in it is fetched, and a screen reader reads it as one sentence. */
export function badgeSvg({ label, message, color }: Badge): string {
  const [left, right] = [widthOf(label) + 12, widthOf(message) + 12];
  const width = left + right;
  const title = xml(`${label}: ${message}`);
  const text = (words: string, from: number, space: number) =>
    `<text x="${from + 6}" y="14" textLength="${space - 12}" lengthAdjust="spacingAndGlyphs">${xml(words)}</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="20" viewBox="0 0 ${width} 20" role="img" aria-label="${title}">`,
    `<title>${title}</title>`,
    `<clipPath id="r"><rect width="${width}" height="20" rx="3"/></clipPath>`,
    `<g clip-path="url(#r)"><rect width="${left}" height="20" fill="${badgeColors.label}"/><rect x="${left}" width="${right}" height="20" fill="${color}"/></g>`,
    `<g fill="#fff" font-family="Verdana,DejaVu Sans,Geneva,sans-serif" font-size="11" aria-hidden="true">`,
    text(label, 0, left),
    text(message, left, right),
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

/** Pixels that text of 11 px takes, roughly: the picture fixes the width, so that a font that differs is only a little wider or narrower. */
function widthOf(text: string): number {
  let width = 0;
  for (const character of text) {
    if (/[ijlI|!.,:;' ]/.test(character)) width += 4.2;
    else if (/[mwMW@%]/.test(character)) width += 10;
    else if (/[A-Z]/.test(character)) width += 7.8;
    else if (/[ -~·]/.test(character)) width += 6.6;
    else width += 11;
  }
  return Math.max(Math.round(width), 1);
}
