// The check beside what the real Claude Code client said, through the command that anybody can run.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');

async function conformance(...args: string[]): Promise<{ code: number; output: string }> {
  const command = [join(root, 'scripts', 'conformance.ts'), ...args];
  return promisify(execFile)(process.execPath, command, { cwd: root, maxBuffer: 1 << 26 }).then(
    ({ stdout }) => ({ code: 0, output: stdout }),
    (error: { code?: number; stdout?: string; stderr?: string }) => ({
      code: error.code ?? -1,
      output: `${error.stdout ?? ''}${error.stderr ?? ''}`,
    }),
  );
}

/** The figures of a row of the table: cases, agreeing, falsely accepted, falsely rejected. */
const figures = (output: string, row: string) =>
  new RegExp(`^${row} +(\\d+) +(\\d+) +(\\d+) +(\\d+)$`, 'm').exec(output)?.slice(1).map(Number);

describe('beside the recorded verdicts of the real client', () => {
  it('refuses what the client refuses, and nothing else', { timeout: 300_000 }, async () => {
    const { code, output } = await conformance();
    const [cases = 0, agreeing, accepts, rejects] = figures(output, 'all') ?? [];
    expect(output.match(/^ {2}false (?:accept|reject) .*$/gm) ?? []).toEqual([]);
    expect([accepts, rejects, code]).toEqual([0, 0, 0]);
    expect(agreeing).toBe(cases);
    expect(cases).toBeGreaterThanOrEqual(806);
    for (const [row, least] of [
      ['Warnings', 483],
      ['Inventory of components', 384],
      ['Requirements of the directory', 783],
    ] as const) {
      const [, same, of] = new RegExp(`^${row}.*: (\\d+) of (\\d+) agree`, 'm').exec(output) ?? [];
      expect(same, row).toBe(of);
      expect(Number(of), row).toBeGreaterThanOrEqual(least);
    }
  });
});

describe('the command', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'conformance-test-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const files = { '.claude-plugin/plugin.json': '{"name":"tiny-tool","version":5}' };
  const refused = {
    id: 'version-number',
    kind: 'plugin',
    what: 'a number as version',
    files,
    exit: 1,
  };
  const write = (...cases: object[]) => {
    const file = join(folder, 'cases.jsonl');
    writeFileSync(file, cases.map((each) => `${JSON.stringify(each)}\n`).join(''));
    return file;
  };

  it('says where both agree', async () => {
    const { code, output } = await conformance('--file', write(refused));
    expect([figures(output, 'plugin'), code]).toEqual([[1, 1, 0, 0], 0]);
  });

  it('fails where they do not, and names the case', async () => {
    const passes = { ...refused, id: 'taken-by-the-client', exit: 0 };
    const refuses = {
      ...refused,
      id: 'refused-by-the-loader',
      exit: 0,
      files: { 'skills/a/SKILL.md': '---\ndescription: A.\n---\n' },
      what: 'it was not installed',
      runtime: { install: 1 },
    };
    const { code, output } = await conformance('--file', write(passes, refuses));
    expect([figures(output, 'all'), code]).toEqual([[2, 0, 1, 1], 1]);
    expect(output).toMatch(/false reject {2}taken-by-the-client/);
    expect(output).toMatch(/false accept {2}refused-by-the-loader/);
    expect(output).toMatch(/refused-by-the-loader +only the loader refuses: it was not installed/);
  });

  it('does not blame a plugin for a dependency that is not installed', async () => {
    const depends = {
      ...refused,
      exit: 0,
      files: { 'skills/a/SKILL.md': '---\ndescription: A.\n---\n' },
      runtime: { install: 0, errors: ['dependency-missing'] },
    };
    expect((await conformance('--file', write(depends))).code).toBe(0);
    const refuses = { ...depends, runtime: { install: 0, errors: ['refused'] } };
    expect((await conformance('--file', write(refuses))).code).toBe(1);
  });

  it('takes files from an earlier case, and builds long ones of parts', async () => {
    const keywords = { parts: ['{"name":"tiny-tool","keywords":["k"', [',"k{n}"', 3], ', 5]}'] };
    const path = '.claude-plugin/plugin.json';
    const { code, output } = await conformance(
      '--file',
      write(
        { ...refused, id: 'whole', files: { [path]: keywords } },
        { ...refused, id: 'again', files: { [path]: { same: 'whole' } } },
      ),
    );
    expect([figures(output, 'all'), code]).toEqual([[2, 2, 0, 0], 0]);
    expect(await conformance('--file', write({ ...refused, files: { [path]: { same: 'whole' } } }))).toEqual({
      code: 2,
      output: `Case 1 takes "${path}" from "whole", which no earlier case has.\n`,
    });
  });

  it('says plainly what it cannot find', async () => {
    expect(await conformance('--file', join(folder, 'nowhere.jsonl'))).toMatchObject({
      code: 2,
      output: expect.stringContaining('no recorded verdicts'),
    });
    expect(await conformance(join(folder, 'nowhere'))).toMatchObject({
      code: 2,
      output: expect.stringContaining('no folder'),
    });
  });
});
