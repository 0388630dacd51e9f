import { hash } from 'node:crypto';
import type { Diagnostic } from '../diagnostic.ts';
import { asciiJson } from './json.ts';
import { pathOf, type Reporter, type Run } from './reporter.ts';

const levels = { error: 'error', warning: 'warning', info: 'note' } as const;

/**
 * SARIF 2.1.0, for GitHub's code scanning and other tools: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 * @param fromRepository a path as it was given, as a path from the repository's top
 */
export function sarifReporter(fromRepository: (path: string) => string): Reporter {
  const rules = new Map<string, { index: number; first: Diagnostic }>();
  /** How often each fingerprint was used, so that equal findings get different ones. */
  const used = new Map<string, number>();
  let run: Pick<Run, 'ruleset' | 'home'> = { ruleset: '', home: '' };
  let isFirst = true;
  return {
    begin({ ruleset, home }) {
      run = { ruleset, home };
      return '{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{"columnKind":"utf16CodeUnits","results":[';
    },
    target({ dir, diagnostics }) {
      let text = '';
      for (const diagnostic of diagnostics) {
        const { rule, file, message } = diagnostic;
        const known = rules.get(rule) ?? { index: rules.size, first: diagnostic };
        rules.set(rule, known);
        const path = fromRepository(pathOf(dir, file));
        const fingerprint = hash('sha256', `${rule}\0${path}\0${message}`, 'hex').slice(0, 32);
        const times = (used.get(fingerprint) ?? 0) + 1;
        used.set(fingerprint, times);
        const result = resultOf(diagnostic, path, known.index, `${fingerprint}:${times}`);
        text += `${isFirst ? '' : ','}\n${asciiJson(result)}`;
        isFirst = false;
      }
      return text;
    },
    end() {
      const driver = {
        name: 'Plugin Marketplace check',
        informationUri: run.home,
        version: run.ruleset,
        rules: [...rules.values()].map(({ first }) => ruleOf(first)),
      };
      return `\n],"tool":{"driver":${asciiJson(driver)}}}]}\n`;
    },
  };
}

function resultOf(
  { rule, severity, file, line, column, message, fix, waived }: Diagnostic,
  path: string,
  ruleIndex: number,
  fingerprint: string,
): unknown {
  return {
    ruleId: rule,
    ruleIndex,
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
    partialFingerprints: { 'ruleFileMessage/v1': fingerprint },
    ...(waived === undefined
      ? {}
      : { suppressions: [{ kind: 'external', status: 'accepted', justification: waived }] }),
  };
}

function ruleOf({ rule, docs, authority }: Diagnostic): unknown {
  return {
    id: rule,
    shortDescription: { text: rule.replaceAll('-', ' ') },
    ...(docs === ''
      ? {}
      : { helpUri: docs, help: { text: `What it finds, why, and how to fix it: ${docs}` } }),
    properties: { authority, tags: [authority] },
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
