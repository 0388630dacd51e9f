// The command as a person and a workflow type it.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { basePlugin } from '../test/check/rule-fixtures.ts';
import { leastConfig } from '../test/registries.ts';

const command = join(import.meta.dirname, 'check.ts');
let folder: string;

function run(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const env = { ...process.env, GITHUB_WORKSPACE: '' };
  return spawnSync(process.execPath, [command, ...args], { cwd: folder, encoding: 'utf8', env });
}

type Json = {
  ruleset: string;
  targets: {
    kind: string;
    name: string;
    dir: string;
    status: string;
    diagnostics: { rule: string; severity: string; file: string; docs: string }[];
  }[];
  summary: Record<string, number>;
};
const json = (...args: string[]) => JSON.parse(run('--format', 'json', ...args).stdout) as Json;

function write(files: Record<string, unknown>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), typeof content === 'string' ? content : JSON.stringify(content));
  }
}

const below = (dir: string, files: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(files).map(([path, content]) => [`${dir}/${path}`, content]));
const { LICENSE: _, ...warned } = basePlugin as Record<string, string>;
const { 'README.md': __, ...refused } = basePlugin as Record<string, string>;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'check-'));
  write({
    ...below('good/tiny-tool', basePlugin),
    ...below('warned/tiny-tool', warned),
    ...below('refused/tiny-tool', refused),
    ...below('market', {
      'marketplace.config.json': leastConfig,
      ...below('plugins/tiny-tool', basePlugin),
    }),
    ...below('mistaken', {
      'marketplace.config.json': { name: 'test' },
      ...below('plugins/tiny-tool', basePlugin),
    }),
  });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('exit codes', () => {
  it.each([
    [0, ['good/tiny-tool']],
    [0, ['warned/tiny-tool']],
    [1, ['warned/tiny-tool', '--strict']],
    [1, ['refused/tiny-tool']],
    [1, ['good/tiny-tool', 'refused/tiny-tool']],
    [0, ['--help']],
    [2, ['nope']],
    [2, ['good/tiny-tool', 'nope']],
    [2, ['--format', 'xml', 'good/tiny-tool']],
    [2, ['--nonsense']],
    [2, ['--root', 'good']],
    [2, ['--format']],
  ])('%i for %j', (status, args) => {
    const outcome = run(...args);
    expect(outcome.status).toBe(status);
    expect(outcome.stderr).not.toMatch(/^ {4}at /m);
    if (status === 2) expect(outcome.stderr.trimEnd().split('\n')).toHaveLength(1);
  });
});

describe('--format json', () => {
  it('has a target for each path, in their order', () => {
    const { ruleset, targets, summary } = json(
      'refused/tiny-tool',
      'market',
      'good/tiny-tool/.claude-plugin/plugin.json',
    );
    expect(ruleset).toMatch(/^[1-9]\d*$/);
    expect(targets.map(({ kind, dir, status }) => [kind, dir, status])).toEqual([
      ['plugin', 'refused/tiny-tool', 'error'],
      ['marketplace', 'market', 'ok'],
      ['plugin', 'good/tiny-tool', 'ok'],
    ]);
    expect(targets[0]?.diagnostics).toMatchObject([
      { rule: 'readme-missing', authority: 'marketplace', severity: 'error', file: '.', line: 1, column: 1 },
    ]);
    expect(targets[0]?.diagnostics[0]?.docs).toMatch(
      /^https:\/\/github\.com\/[\w-]+\/[\w-]+\/blob\/main\/src\/check\/rules\/readme-missing\/README\.md$/,
    );
    expect(summary).toMatchObject({ targets: 3, failed: 1, errors: 1 });
  });

  it('answers for a path that is not there too, and still exits with 2', () => {
    const outcome = run('--format', 'json', 'nope', 'good/tiny-tool');
    expect(outcome.status).toBe(2);
    expect((JSON.parse(outcome.stdout) as Json).targets.map(({ status }) => status)).toEqual(['error', 'ok']);
  });

  it('says the same twice', () => {
    expect(run('--format', 'json', 'refused/tiny-tool').stdout).toBe(
      run('--format', 'json', 'refused/tiny-tool').stdout,
    );
  });
});

describe('a marketplace', () => {
  it('is checked with each of its plugins where no path is given', () => {
    const { targets } = json('--root', 'market');
    expect(targets.map(({ kind, name, dir }) => [kind, name, dir])).toEqual([
      ['marketplace', 'our-plugins', 'market'],
      ['plugin', 'tiny-tool', 'market/plugins/tiny-tool'],
    ]);
  });

  it('gives its own rules to its plugins, and to no others', () => {
    write(below('market/plugins/other-name', { ...(basePlugin as Record<string, string>) }));
    const rules = (path: string) => json(path).targets[0]?.diagnostics.map(({ rule }) => rule);
    expect(rules('market/plugins/other-name')).toContain('name-folder-mismatch');
    rmSync(join(folder, 'market/plugins/other-name'), { recursive: true });
    expect(rules('good/tiny-tool')).toEqual([]);
  });

  it('with a mistaken configuration fails, and says where', () => {
    for (const args of [['mistaken'], ['mistaken/plugins/tiny-tool']]) {
      const [target] = json(...args).targets;
      expect(target?.status).toBe('error');
      expect(target?.diagnostics.map(({ rule }) => rule)).toContain('config-invalid');
    }
  });

  it('without any plugin fails, because nothing was looked at', () => {
    write({ 'empty/marketplace.config.json': '{}' });
    expect(json('--root', 'empty').targets[0]?.diagnostics.map(({ rule }) => rule)).toContain(
      'plugins-missing',
    );
  });
});

it('leaves out what git ignores, and git itself', () => {
  const plugin = join(folder, 'repository', 'tiny-tool');
  write(
    below('repository/tiny-tool', {
      ...(basePlugin as Record<string, string>),
      '.gitignore': 'local/\n',
      'local/secret.exe': 'MZ\0',
      'kept.exe': 'MZ\0',
    }),
  );
  const files = () => json(plugin).targets[0]?.diagnostics.map(({ file }) => file);
  expect(files()).toEqual(expect.arrayContaining(['kept.exe', 'local/secret.exe']));
  execFileSync('git', ['init', '--quiet'], { cwd: join(folder, 'repository') });
  expect(files()).toContain('kept.exe');
  expect(files()).not.toContain('local/secret.exe');
  expect(files()?.some((file) => file.startsWith('.git/'))).toBe(false);
});

it('names files from the top of the repository for GitHub', () => {
  execFileSync('git', ['init', '--quiet'], { cwd: folder });
  expect(run('refused/tiny-tool', '--format', 'github').stdout).toMatch(
    /^::error file=refused\/tiny-tool,title=readme-missing::/,
  );
  const inner = spawnSync(process.execPath, [command, 'tiny-tool', '--format', 'github'], {
    cwd: join(folder, 'refused'),
    encoding: 'utf8',
    env: { ...process.env, GITHUB_WORKSPACE: '' },
  });
  expect(inner.stdout).toMatch(/^::error file=refused\/tiny-tool,title=readme-missing::/);
});

it('has no colour where nobody looks', () => {
  expect(run('refused/tiny-tool').stdout).not.toContain('\u001b');
});

it('ends quietly when its reader does', () => {
  const piped = `"${process.execPath}" "${command}" --format json ${'refused/tiny-tool '.repeat(150)} | head -c 10`;
  const { stderr, stdout } = spawnSync('bash', ['-c', piped], { cwd: folder, encoding: 'utf8' });
  expect(stdout).toBe('{"ruleset"');
  expect(stderr).toBe('');
});
