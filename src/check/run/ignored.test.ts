import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ignoredIn, leftOut } from './ignored.ts';

let folder: string;
const git = (...args: string[]) => execFileSync('git', args, { cwd: folder });

function write(...paths: string[]): void {
  for (const path of paths) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), 'x');
  }
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ignored-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('ignoredIn', () => {
  it('is nothing outside a repository', () => {
    write('a/.gitignore', 'a/b.log');
    const ignored = ignoredIn(folder);
    expect(ignored('a/b.log')).toBe(false);
    expect(leftOut(ignored)('a/.git')).toBe(true);
  });

  it('is what git ignores, and neither what it tracks nor what is only new', () => {
    write('one/kept.log', 'one/deep/kept.md', 'two/kept.md', 'top.md', 'two-more/kept.md', 'été/kept.md');
    writeFileSync(join(folder, '.gitignore'), '*.log\nbuild/\n');
    git('init', '--quiet');
    git('add', '--force', '.');
    write(
      'one/lost.log',
      'one/new.md',
      'two/build/x.md',
      'lost.log',
      'three/new.md',
      'three/lost.log',
      'été/lost.log',
    );
    const asked = [
      'one',
      'one/kept.log',
      'one/deep',
      'one/deep/kept.md',
      'one/new.md',
      'two',
      'two/kept.md',
      'two-more',
      'two-more/kept.md',
      'three',
      'three/new.md',
      'top.md',
      '.gitignore',
      'été',
      'été/kept.md',
    ];
    const lost = ['one/lost.log', 'two/build', 'lost.log', 'three/lost.log', 'été/lost.log'];
    const ignored = ignoredIn(folder);
    // In any order, because a walk's order is not the list's.
    for (const list of [[...asked, ...lost], [...lost, ...asked].reverse()]) {
      expect(list.filter((path) => ignored(path)).sort()).toEqual([...lost].sort());
    }
  });

  it('speaks of the folder that was asked about, and of nothing where all of it is ignored', () => {
    git('init', '--quiet');
    write('sub/a.log', 'sub/a.md', 'away/b.md');
    writeFileSync(join(folder, '.gitignore'), '*.log\naway/\n');
    const ignored = ignoredIn(join(folder, 'sub'));
    expect([ignored('a.log'), ignored('a.md')]).toEqual([true, false]);
    expect(ignoredIn(join(folder, 'away'))('b.md')).toBe(false);
  });
});

describe('leftOut', () => {
  it('leaves out git itself, wherever it lies, and nothing that is only called like it', () => {
    const skip = leftOut((path) => path === 'plugins/a/x');
    expect(['.git', 'a/.git', '.github', 'a.git', 'git', 'a/.gitignore'].filter(skip)).toEqual([
      '.git',
      'a/.git',
    ]);
    expect(leftOut((path) => path === 'a/x', 'a/')('x')).toBe(true);
  });
});
