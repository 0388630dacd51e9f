import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../diagnostic.ts';
import { githubReporter } from './github.ts';
import { jsonReporter } from './json.ts';
import type { Reporter, Summary, TargetResult } from './reporter.ts';
import { sarifReporter } from './sarif.ts';
import { textReporter } from './text.ts';

function diagnostic(changes: Partial<Diagnostic> = {}): Diagnostic {
  return {
    rule: 'name-pattern',
    authority: 'marketplace',
    severity: 'error',
    file: '.claude-plugin/plugin.json',
    line: 2,
    column: 11,
    message: 'Expected another name.',
    fix: '"name": "tiny-tool"',
    docs: 'https://example.com/name-pattern',
    ...changes,
  };
}

function target(diagnostics: Diagnostic[], changes: Partial<TargetResult> = {}): TargetResult {
  return {
    kind: 'plugin',
    name: 'tiny-tool',
    dir: 'plugins/tiny-tool',
    status: diagnostics.some(({ severity }) => severity === 'error') ? 'error' : 'ok',
    diagnostics,
    textOf: (file) => (file.endsWith('.json') ? '{\n  "name": "Tiny Tool"\n}\n' : undefined),
    ...changes,
  };
}

function report(reporter: Reporter, ...results: TargetResult[]): string {
  const summary: Summary = {
    targets: results.length,
    failed: 0,
    errors: 0,
    warnings: 0,
    infos: 0,
    waived: 0,
  };
  for (const { status, diagnostics } of results) {
    if (status === 'error') summary.failed++;
    for (const { severity, waived } of diagnostics) {
      summary[severity === 'error' ? 'errors' : severity === 'warning' ? 'warnings' : 'infos']++;
      if (waived !== undefined) summary.waived++;
    }
  }
  const begin = reporter.begin({
    ruleset: 'abc123',
    targets: results.length,
    home: 'https://github.com/a/b',
  });
  return begin + results.map((result) => reporter.target(result)).join('') + reporter.end(summary);
}

const hostile = 'a\u001b[2J\u202e\n::error::x ##[error]y %0A';
const waived = diagnostic({
  severity: 'info',
  rule: 'license-missing',
  waived: 'The license is in the parent folder.',
});

describe('text', () => {
  const text = (...results: TargetResult[]) =>
    report(textReporter({ color: false, width: 80, strict: false }), ...results);

  it('says where, what, the lines around it, how to fix it and what to type next', () => {
    expect(text(target([diagnostic()]))).toBe(`✗ plugins/tiny-tool  plugin "tiny-tool": 1 error

  plugins/tiny-tool/.claude-plugin/plugin.json:2:11  error  name-pattern
    Expected another name.

    1 │ {
    2 │   "name": "Tiny Tool"
      │           ^^^^^^^^^^^
    3 │ }
    Fix: "name": "tiny-tool"
    Why: https://example.com/name-pattern

────────────────────
1 checked: 1 error, 0 warnings.
Fix what is marked as an error, then check again: npm run check -- plugins/tiny-tool
`);
  });

  it('names what is fine, unless there is very much of it', () => {
    expect(text(target([]))).toContain('✓ plugins/tiny-tool\n');
    expect(text(...Array.from({ length: 40 }, () => target([])))).not.toContain('✓');
  });

  it('always shows what is waived, with the reason', () => {
    const said = text(target([waived]));
    expect(said).toContain('waived  license-missing');
    expect(said).toContain('Waived: The license is in the parent folder.');
    expect(said).toContain('0 errors, 0 warnings, 1 waived');
  });

  it('holds nothing that a terminal or a log obeys', () => {
    const bad = diagnostic({ message: hostile, fix: hostile, file: hostile, docs: hostile });
    const said = text(
      target([bad, { ...waived, waived: hostile }], { name: hostile, dir: hostile, textOf: () => hostile }),
    );
    for (const sign of ['\u001b', '\u202e', '##[']) expect(said).not.toContain(sign);
    expect(said).not.toMatch(/^\s*::/m);
  });

  it('shows a hundred of very many, the worst first, and counts the rest', () => {
    const many = Array.from({ length: 500 }, () => diagnostic({ severity: 'warning', rule: 'readme-short' }));
    const said = text(target([...many, diagnostic()]));
    expect(said).toContain('name-pattern');
    expect(said).toContain('… and 401 more');
  });

  it('has color only where it is asked for', () => {
    expect(report(textReporter({ color: true, width: 80, strict: false }), target([diagnostic()]))).toContain(
      '\u001b[31m',
    );
    expect(text(target([diagnostic()]))).not.toContain('\u001b');
  });
});

describe('json', () => {
  it('is one document with a target each, in order, and a summary', () => {
    const first = diagnostic();
    expect(
      JSON.parse(report(jsonReporter(), target([first]), target([], { kind: 'marketplace', dir: '.' }))),
    ).toEqual({
      ruleset: 'abc123',
      targets: [
        {
          kind: 'plugin',
          name: 'tiny-tool',
          dir: 'plugins/tiny-tool',
          status: 'error',
          diagnostics: [first],
        },
        { kind: 'marketplace', name: 'tiny-tool', dir: '.', status: 'ok', diagnostics: [] },
      ],
      summary: { targets: 2, failed: 1, errors: 1, warnings: 0, infos: 0, waived: 0 },
    });
    expect(JSON.parse(report(jsonReporter()))).toMatchObject({ targets: [] });
  });

  it('writes out what cannot be seen, and loses nothing', () => {
    const name = `${hostile}\u{e0041}\u200b\u2028\ud800`;
    const said = report(jsonReporter(), target([], { name }));
    for (const sign of ['\u001b', '\u200b', '\u202e', '\u2028', '\u{e0041}'])
      expect(said).not.toContain(sign);
    expect((JSON.parse(said) as { targets: { name: string }[] }).targets[0]?.name).toBe(name);
  });
});

describe('github', () => {
  const github = (...results: TargetResult[]) =>
    report(
      githubReporter((path) => `market/${path}`),
      ...results,
    );

  it('is a workflow command with the path from the top of the repository', () => {
    expect(github(target([diagnostic()]))).toBe(
      '::error file=market/plugins/tiny-tool/.claude-plugin/plugin.json,line=2,col=11,title=name-pattern::Expected another name.%0AFix: "name": "tiny-tool"%0Ahttps://example.com/name-pattern\n1 checked: 1 error, 0 warnings, 0 waived.\n',
    );
  });

  it('lets no text end its command, add a property or begin another command', () => {
    const said = github(
      target([
        diagnostic({
          file: 'a,line=9::b:c%0A',
          message: hostile,
          fix: 'x\r\n::set-output name=a::b',
          rule: 'a,b:c',
        }),
      ]),
    );
    const [command, ...rest] = said.trimEnd().split('\n');
    expect(rest).toEqual(['1 checked: 1 error, 0 warnings, 0 waived.']);
    expect(command).toMatch(
      /^::error file=market\/plugins\/tiny-tool\/a%2Cline=9%3A%3Ab%3Ac%250A,line=2,col=11,title=a%2Cb%3Ac::[^\r\n]*$/,
    );
  });

  it('gives ten of a level, the last of which counts the rest, and the rest as plain lines', () => {
    const said = github(
      target(Array.from({ length: 25 }, (_, line) => diagnostic({ line, message: `##[error] ${line}` }))),
    );
    const commands = said.split('\n').filter((line) => line.startsWith('::error'));
    expect(commands).toHaveLength(10);
    expect(commands[9]).toContain('title=16 more::There are 16 more');
    expect(said).toContain(':24:11');
    expect(said.split('\n').filter((line) => !line.startsWith('::') && line.includes('##['))).toEqual([]);
    expect(github(target(Array.from({ length: 10 }, () => diagnostic()))).match(/^::error /gm)).toHaveLength(
      10,
    );
  });

  it('shows warnings and what is waived at their own levels', () => {
    const said = github(target([diagnostic({ severity: 'warning' }), waived]));
    expect(said).toMatch(/^::warning /m);
    expect(said).toMatch(/^::notice .*Waived: The license is in the parent folder\./m);
  });
});

describe('sarif', () => {
  type Result = {
    ruleId: string;
    ruleIndex: number;
    level: string;
    message: { text: string };
    locations: {
      physicalLocation: {
        artifactLocation: { uri: string };
        region?: { startLine: number; startColumn: number };
      };
    }[];
    partialFingerprints: Record<string, string>;
    suppressions?: { kind: string; status: string; justification: string }[];
  };
  type Log = {
    version: string;
    runs: {
      columnKind: string;
      results: Result[];
      tool: { driver: { rules: { id: string; helpUri: string }[] } };
    }[];
  };
  const sarif = (...results: TargetResult[]) =>
    JSON.parse(
      report(
        sarifReporter((path) => path),
        ...results,
      ),
    ) as Log;

  it('is version 2.1.0, with a place, a fingerprint and a rule with its page for each result', () => {
    const { version, runs } = sarif(
      target([diagnostic(), diagnostic(), diagnostic({ rule: 'readme-missing', file: '.' })]),
      target([]),
    );
    expect(version).toBe('2.1.0');
    expect(runs).toHaveLength(1);
    const [run] = runs;
    expect(run?.columnKind).toBe('utf16CodeUnits');
    expect(run?.tool.driver.rules.map(({ id }) => id)).toEqual(['name-pattern', 'readme-missing']);
    expect(run?.tool.driver.rules.every(({ helpUri }) => URL.canParse(helpUri))).toBe(true);
    for (const { ruleId, ruleIndex, message, locations } of run?.results ?? []) {
      expect(run?.tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
      expect(message.text).not.toBe('');
      expect(locations).toHaveLength(1);
    }
    expect(run?.results.map(({ locations }) => locations[0]?.physicalLocation.region?.startLine)).toEqual([
      2,
      2,
      undefined,
    ]);
    expect(
      new Set(run?.results.map(({ partialFingerprints }) => Object.values(partialFingerprints).join())).size,
    ).toBe(3);
  });

  it('keeps a fingerprint when lines move', () => {
    const [before] = sarif(target([diagnostic({ line: 2 })])).runs[0]?.results ?? [];
    const [after] = sarif(target([diagnostic({ line: 80 })])).runs[0]?.results ?? [];
    expect(after?.partialFingerprints).toEqual(before?.partialFingerprints);
  });

  it('suppresses what is waived, with the reason', () => {
    const [result] = sarif(target([waived])).runs[0]?.results ?? [];
    expect(result?.level).toBe('note');
    expect(result?.suppressions).toEqual([
      { kind: 'external', status: 'accepted', justification: 'The license is in the parent folder.' },
    ]);
  });

  it('writes every path as a relative reference', () => {
    const [result] = sarif(target([diagnostic({ file: 'a b/%2e:c#d?e\u00e9.md' })])).runs[0]?.results ?? [];
    const uri = result?.locations[0]?.physicalLocation.artifactLocation.uri ?? '';
    expect(uri).toBe('plugins/tiny-tool/a%20b/%252e%3Ac%23d%3Fe%C3%A9.md');
    expect(new URL(uri, 'https://example.com/').pathname).toBe(`/${uri}`);
  });
});
