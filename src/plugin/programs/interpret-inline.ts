import { likelyText } from './interpret-found.ts';
import type { Language } from './language.ts';
import { hole, type Value } from './value.ts';

/** Where the text of a program names what it is called with, and how far its count is ahead. */
const argumentNames: Partial<Record<Language, { pattern: RegExp; first: number }>> = {
  python: { pattern: /\bsys\.argv\[(\d)\]/g, first: 1 },
  javascript: { pattern: /\bprocess\.argv\[(\d)\]/g, first: 1 },
  ruby: { pattern: /\bARGV\[(\d)\]/g, first: 0 },
};

/** A program in the text of another with what that calls it with, in place of the names of its arguments: `python3 - "$file" <<'EOF'`. */
export function withArguments(code: string, language: Language, given: readonly Value[]): string {
  const named = argumentNames[language];
  if (named === undefined || given.length === 0) return code;
  return code.replace(named.pattern, (whole, place: string) => {
    const written = likelyText(given[Number(place) - named.first]);
    return written === '' || written === hole ? whole : JSON.stringify(written);
  });
}
