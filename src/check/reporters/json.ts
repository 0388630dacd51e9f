import type { Reporter } from './reporter.ts';

/** JSON with one target a line: `{"ruleset", "targets": [{"kind", "name", "dir", "status", "diagnostics"}], "summary"}`. */
export function jsonReporter(): Reporter {
  let first = true;
  return {
    begin: ({ ruleset }) => `{"ruleset":${JSON.stringify(ruleset)},"targets":[`,
    target({ kind, name, dir, status, diagnostics }) {
      const separator = first ? '\n' : ',\n';
      first = false;
      return separator + asciiJson({ kind, name, dir, status, diagnostics });
    },
    end: (summary) => `\n],"summary":${JSON.stringify(summary)}}\n`,
  };
}

/** JSON in which whatever a terminal or an eye could be fooled by is written as an escape, and which parses to the same value. */
export function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0]/gu,
    (character) =>
      Array.from(
        { length: character.length },
        (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`,
      ).join(''),
  );
}
