// The command as a person and a workflow type it: the same words from a clone, a bare repository and another folder.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeRepository, manifest, marketplace, type Repository, run } from './repository.ts';

const script = join(import.meta.dirname, '..', '..', 'scripts', 'review.ts');

let repository: Repository;
let clone: string;
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'review-command-'));
  repository = makeRepository([
    { branch: 'main', files: marketplace },
    {
      branch: 'change',
      from: 'main',
      files: { 'plugins/tiny-tool/.claude-plugin/plugin.json': manifest('tiny-tool', { version: '1.1.0' }) },
    },
    { branch: 'bad', from: 'main', files: { 'package.json': '{"scripts":{}}\n' } },
  ]);
  clone = join(folder, 'clone');
  run(folder, ['clone', '--quiet', '--branch', 'change', repository.folder, clone]);
});

afterAll(() => {
  repository.remove();
  rmSync(folder, { recursive: true, force: true });
});

function review(cwd: string, ...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    cwd,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

describe('npm run review', () => {
  test('compares the branch that is checked out with main where it came from', () => {
    const { status, stdout, stderr } = review(clone, '--author', '@ada');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^Review: passed\n/);
    expect(stdout).toContain('Opened by "ada". Compared: "HEAD" (');
    expect(stdout).toContain(') with "origin/main" (');
  });

  test('says that it does not look at what is not committed', () => {
    const path = join(clone, 'plugins/tiny-tool/notes.md');
    writeFileSync(path, 'Not yet.\n');
    const { status, stderr } = review(clone, '--author', 'ada');
    rmSync(path);
    expect(status).toBe(0);
    expect(stderr).toBe('Only commits are reviewed, and there are uncommitted changes.\n');
  });

  test.each(['text', 'markdown', 'json'])('gives the same %s here as there', (format) => {
    const commits = ['main', 'change'].map((branch) => repository.git('rev-parse', branch));
    const args = [
      '--base',
      commits[0] as string,
      '--head',
      commits[1] as string,
      '--author',
      'ada',
      '--format',
      format,
    ];
    const there = review(folder, '--root', repository.folder, ...args);
    const here = review(clone, ...args);
    const below = review(join(clone, 'plugins'), '--root', '..', ...args);
    expect(there.status).toBe(0);
    expect(there.stdout.length).toBeGreaterThan(100);
    expect(here).toEqual(there);
    expect(below).toEqual(there);
  });

  test('fails where the change fails', () => {
    const { status, stdout } = review(
      folder,
      '--root',
      repository.folder,
      '--head',
      'bad',
      '--author',
      'ada',
      '--format',
      'markdown',
    );
    expect(status).toBe(1);
    expect(stdout).toMatch(/^## Review: failed, cannot be merged\n/);
    expect(stdout).toContain('which only its curators may change: `package.json`.');
  });

  test.each<[string[], string]>([
    [
      ['--format', 'xml'],
      'Unknown format "xml". Use text, markdown or json. See "npm run review -- --help".\n',
    ],
    [['--author', 'a b'], '"a b" is not a GitHub login. See "npm run review -- --help".\n'],
    [
      ['--base', 'no-such'],
      'There is no commit "no-such" here. Fetch it first, or name another: git fetch origin\n',
    ],
    [['--base', '--all'], ''],
    [
      ['--root', 'no-such'],
      'There is no "marketplace.config.json" in "no-such": name the folder of a marketplace with --root. See "npm run review -- --help".\n',
    ],
    [['extra'], ''],
  ])('is not to be used as %j', (args, said) => {
    const { status, stdout, stderr } = review(clone, ...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    if (said !== '') expect(stderr).toBe(said);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(stderr).not.toContain('    at ');
  });

  test('says where there is no marketplace', () => {
    const { status, stderr } = review(folder, '--root', '.');
    expect(status).toBe(2);
    expect(stderr).toContain('There is no "marketplace.config.json" in "."');
    writeFileSync(join(folder, 'marketplace.config.json'), '{}');
    expect(review(folder, '--root', '.')).toEqual({
      status: 2,
      stdout: '',
      stderr:
        'There is no main branch here to compare with. Name a commit: npm run review -- --base <commit>\n',
    });
    rmSync(join(folder, 'marketplace.config.json'));
  });

  test('judges a marketplace that lies below the top of its repository, and all that lies around it', () => {
    const inside = (files: Record<string, unknown>) =>
      Object.fromEntries(
        Object.entries(files).map(([path, content]) => [`market/${path}`, content]),
      ) as typeof marketplace;
    const plugin = {
      'plugins/tiny-tool/.claude-plugin/plugin.json': manifest('tiny-tool', { version: '1.1.0' }),
    };
    const nested = makeRepository([
      { branch: 'main', files: inside(marketplace) },
      { branch: 'change', from: 'main', files: inside(plugin) },
      {
        branch: 'bad',
        from: 'main',
        files: { ...inside(plugin), 'package.json': '{}\n', 'plugins/tiny-tool/x.md': 'x\n' },
      },
    ]);
    const copy = join(folder, 'nested');
    run(folder, ['clone', '--quiet', nested.folder, copy]);
    const at = join(copy, 'market');
    expect(review(at, '--head', 'origin/change', '--author', 'ada').stdout).toMatch(/^Review: passed\n/);
    const { status, stdout } = review(at, '--head', 'origin/bad', '--author', 'ada');
    nested.remove();
    expect(status).toBe(1);
    expect(stdout).toContain(
      'protected-touched: Changes the marketplace\'s own files, which only its curators may change: "/package.json" and "/plugins/tiny-tool/x.md".',
    );
  });

  test('compares with a release from a working tree whose ".git" is a file', () => {
    const manifestOf = (version: string) => ({
      'plugins/tiny-tool/.claude-plugin/plugin.json': manifest('tiny-tool', { version }),
    });
    const listing = '{"category":"writing","maintainers":["ada"]}\n';
    const released = makeRepository([
      { branch: 'main', files: marketplace },
      {
        branch: 'released',
        from: 'main',
        files: { ...manifestOf('1.1.0'), 'plugins/tiny-tool/listing.json': listing },
        tags: ['tiny-tool--v1.1.0'],
      },
      { branch: 'change', from: 'main', files: manifestOf('1.1.0') },
    ]);
    const tree = join(folder, 'tree');
    released.git('worktree', 'add', '--quiet', tree, 'change');
    const { status, stdout } = review(tree, '--base', 'main', '--author', 'ada');
    released.remove();
    expect(stdout).toMatch(/^Review: passed\n/);
    expect(status).toBe(0);
  });

  test('says what is missing in a clone without its older history', () => {
    const shallow = join(folder, 'shallow');
    run(folder, [
      'clone',
      '--quiet',
      '--depth',
      '1',
      '--no-single-branch',
      `file://${repository.folder}`,
      shallow,
    ]);
    const { status, stderr } = review(shallow, '--head', 'origin/change', '--author', 'ada');
    expect(status).toBe(2);
    expect(stderr).toContain(
      'have no commit in common here. If this is a shallow clone: git fetch --unshallow',
    );
  });
});
