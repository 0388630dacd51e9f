import { hash } from 'node:crypto';
import type { Diagnostic } from '../diagnostic.ts';
import { asciiJson } from './json.ts';
import { pathOf, type Reporter, type TargetResult } from './reporter.ts';

const levels = { error: 'error', warning: 'warning', info: 'note' } as const;

/**
 * SARIF 2.1.0, for GitHub's code scanning and other tools: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 * @param fromRepository a path as it was given, as a path from the repository's top
 */
export function sarifReporter(fromRepository: (path: string) => string): Reporter {
  const rules = new Map<string, { index: number; first: Diagnostic }>();
  /** How often a fingerprint was given out, so that equal findings stay apart. */
  const given = new Map<string, number>();
  let run = { ruleset: '', home: '' };
  let isFirst = true;

  const resultOf = (result: TargetResult, diagnostic: Diagnostic): unknown => {
    const { rule, severity, file, line, column, message, fix, waived } = diagnostic;
    const known = rules.get(rule) ?? { index: rules.size, first: diagnostic };
    rules.set(rule, known);
    const path = fromRepository(pathOf(result.dir, file));
    const print = hash('sha256', `${rule}\0${path}\0${message}`, 'hex').slice(0, 32);
    const times = (given.get(print) ?? 0) + 1;
    given.set(print, times);
    return {
      ruleId: rule,
      ruleIndex: known.index,
      level: levels[severity],
      message: { text: fix === '' ? message : `${message} Fix: ${fix}` },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: uriOf(path) },
            ...(file === '.' ? {} : { region: { startLine: line, startColumn: column } }),
          },
        },
      ],
      partialFingerprints: { 'ruleFileMessage/v1': `${print}:${times}` },
      ...(waived === undefined
        ? {}
        : { suppressions: [{ kind: 'external', status: 'accepted', justification: waived }] }),
    };
  };

  return {
    begin({ ruleset, home }) {
      run = { ruleset, home };
      return '{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{"columnKind":"utf16CodeUnits","results":[';
    },
    target(result) {
      let text = '';
      for (const diagnostic of result.diagnostics) {
        text += `${isFirst ? '' : ','}\n${asciiJson(resultOf(result, diagnostic))}`;
        isFirst = false;
      }
      return text;
    },
    end() {
      const driver = {
        name: 'Plugin Marketplace check',
        informationUri: run.home,
        version: run.ruleset,
        rules: [...rules.values()].map(({ first: { rule, docs, authority } }) => ({
          id: rule,
          shortDescription: { text: rule.replaceAll('-', ' ') },
          ...(docs === ''
            ? {}
            : { helpUri: docs, help: { text: `What it finds, why, and how to fix it: ${docs}` } }),
          properties: { authority, tags: [authority] },
        })),
      };
      return `\n],"tool":{"driver":${asciiJson(driver)}}}]}\n`;
    },
  };
}

/** A path as a relative reference: https://www.rfc-editor.org/rfc/rfc3986#section-4.2 */
function uriOf(path: string): string {
  const uri = path
    .split('/')
    .map((part) => encodeURIComponent(part.toWellFormed()))
    .join('/');
  // A first segment with a colon would read as a scheme; encodeURIComponent has encoded it.
  return uri === '' ? '.' : uri;
}
