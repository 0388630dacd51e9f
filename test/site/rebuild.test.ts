// A build over what an earlier one left gives what a build from nothing gives, byte for byte, whatever happened in between.
import { spawn, spawnSync } from 'node:child_process';
import { hash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../e2e/build.ts';
import { builtSite } from '../e2e/site.ts';

const temporary = mkdtempSync(join(tmpdir(), 'rebuild-'));
/** A copy of this repository, whose templates can be changed. */
const home = join(temporary, 'home');
const market = join(temporary, 'market');
const out = join(temporary, 'dist');

const command = (folder: string, to: string) => [
  join(home, 'scripts/build.ts'),
  '--root',
  folder,
  '--out',
  to,
];

function build(folder = market, to = out): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, command(folder, to), {
    cwd: home,
    encoding: 'utf8',
  });
  expect(status, stderr).toBe(0);
  return stdout;
}

/** How many files the build wrote and removed. */
function rebuild(): { written: number; removed: number } {
  const [, written, removed] = /of which (\d+) were written, and (\d+) were removed/.exec(build()) ?? [];
  return { written: Number(written), removed: Number(removed) };
}

function treeOf(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .map((entry): [string, string] => {
        const path = join(entry.parentPath, entry.name);
        return [relative(folder, path), entry.isFile() ? hash('sha256', readFileSync(path)) : 'folder'];
      })
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** What the same marketplace gives where nothing was built before, in an empty folder. */
function fromNothing(): Record<string, string> {
  const folder = join(temporary, 'fresh-market');
  const to = mkdtempSync(join(temporary, 'fresh-dist-'));
  cpSync(market, folder, { recursive: true, filter: (path) => !path.startsWith(join(market, '.cache')) });
  try {
    build(folder, to);
    return treeOf(to);
  } finally {
    rmSync(folder, { recursive: true });
    rmSync(to, { recursive: true });
  }
}

function edit(file: string, change: (text: string) => string): void {
  const before = readFileSync(file, 'utf8');
  const after = change(before);
  expect(after).not.toBe(before);
  writeFileSync(file, after);
}

function commit(): void {
  const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.org'];
  for (const args of [
    ['add', '--all'],
    [...identity, 'commit', '--quiet', '--message', 'Change'],
  ])
    expect(spawnSync('git', args, { cwd: market }).status).toBe(0);
}

beforeAll(async () => {
  for (const name of [
    'scripts',
    'src',
    'docs',
    'package.json',
    'package-lock.json',
    'astro.config.mjs',
    'tsconfig.json',
    'marketplace.config.json',
  ])
    cpSync(join(root, name), join(home, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(home, 'node_modules'));
  cpSync(join(await builtSite('full'), '..', 'marketplace'), market, {
    recursive: true,
    filter: (path) => !path.endsWith('.cache'),
  });
  build();
});
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

describe('a build over an earlier one', () => {
  test('writes nothing where nothing changed', () => {
    const before = treeOf(out);
    expect(rebuild()).toEqual({ written: 0, removed: 0 });
    expect(treeOf(out)).toEqual(before);
    expect(before).toEqual(fromNothing());
  });

  const plugin = (name: string, file = '') => join(market, 'plugins', name, file);
  const pageOf = (name: string) => readFileSync(join(out, 'plugins', name, 'index.html'), 'utf8');
  test.each<[string, () => void, (tree: Record<string, string>) => void]>([
    [
      'plugins, each in another way: a README, a description in a commit, one that is new, one that is gone',
      () => {
        edit(plugin('calm', '.claude-plugin/plugin.json'), (text) =>
          text.replace('The plugin calm', 'Serenity'),
        );
        rmSync(plugin('hostile'), { recursive: true });
        commit();
        edit(plugin('old-one', 'README.md'), (text) => `${text}\nOne more line.\n`);
        cpSync(plugin('calm'), plugin('newcomer'), { recursive: true });
        edit(plugin('newcomer', '.claude-plugin/plugin.json'), (text) =>
          text.replace('"calm"', '"newcomer"'),
        );
      },
      (tree) => {
        expect(pageOf('old-one')).toContain('One more line.');
        expect(pageOf('calm')).toContain('Serenity shows');
        expect(tree).toHaveProperty(['plugins/newcomer/feed.xml']);
        expect(Object.keys(tree).filter((path) => path.includes('hostile'))).toEqual([]);
      },
    ],
    [
      'a template and a style of the site',
      () => {
        edit(join(home, 'src/site/parts/bits.ts'), (text) =>
          text.replace('class="crumbs"', 'class="crumbs" data-changed'),
        );
        edit(join(home, 'src/site/styles/tokens.css'), (text) => `${text}\n:root { --changed: 1px; }\n`);
      },
      (tree) => {
        expect(pageOf('calm')).toContain('data-changed');
        const styles = Object.keys(tree).filter((path) => path.endsWith('.css'));
        expect(styles.some((path) => readFileSync(join(out, path), 'utf8').includes('--changed'))).toBe(true);
      },
    ],
  ])('that changed %s', (_, change, look) => {
    change();
    expect(rebuild().written).toBeGreaterThan(0);
    const after = treeOf(out);
    expect(after).toEqual(fromNothing());
    look(after);
  });

  test('overwrites what somebody changed by hand', () => {
    const before = treeOf(out);
    edit(join(out, 'plugins/calm/index.html'), (text) => text.replace('calm', 'CALM'));
    rmSync(join(out, 'api'), { recursive: true });
    truncateSync(join(out, 'sitemap.xml'), 10);
    writeFileSync(join(out, 'plugins/left-over.html'), 'left over');
    for (const folder of ['descriptions', 'site', 'archives'])
      for (const name of readdirSync(join(market, '.cache', folder)))
        truncateSync(join(market, '.cache', folder, name), 40);
    expect(rebuild().written).toBeGreaterThan(0);
    expect(treeOf(out)).toEqual(before);
  });

  test('follows the configuration, and repairs what a killed one left', async () => {
    const whole = treeOf(out);
    edit(join(market, 'marketplace.config.json'), (text) =>
      text.replace('tests.example/some/base', 'elsewhere.example').replace('Test Marketplace', 'Other Name'),
    );
    const child = spawn(process.execPath, command(market, out), { cwd: home, stdio: 'ignore' });
    const ended = new Promise<NodeJS.Signals | null>((done) =>
      child.once('exit', (_, signal) => done(signal)),
    );
    const page = join(out, 'plugins/alpha-bravo/index.html');
    while (child.exitCode === null && !readFileSync(page, 'utf8').includes('Other Name')) await sleep(1);
    child.kill('SIGKILL');
    expect(await ended).toBe('SIGKILL');
    const left = treeOf(out);
    expect(left).not.toEqual(whole);
    expect(rebuild().written).toBeGreaterThan(0);
    const fixed = treeOf(out);
    expect(fixed).not.toEqual(left);
    expect(fixed).toEqual(fromNothing());
    expect(pageOf('calm')).toContain('https://elsewhere.example/plugins/calm/');
    expect(pageOf('calm')).not.toContain('tests.example');
    expect(readdirSync(join(home, '.cache')).filter((name) => name.startsWith('render-'))).toEqual([]);
  });
});

describe('a folder that is no earlier build', () => {
  const run = (to: string) =>
    spawnSync(process.execPath, command(market, to), { cwd: home, encoding: 'utf8' });

  test.each<[string, Record<string, string>]>([
    ['documents', { 'guide.md': '# Guide\n', 'pictures/a.svg': '<svg/>' }],
    ['another site', { '404.html': '<!doctype html><html lang="en"><p>Gone.', 'index.html': 'Hello' }],
    ['a hidden file alone', { '.keep': '' }],
    [
      'a build that is a worktree of git',
      { '404.html': '<!DOCTYPE html><html lang="en" data-base="/">', '.git': '' },
    ],
  ])('is left as it is: %s', (_, files) => {
    const to = mkdtempSync(join(temporary, 'other-'));
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(to, path)), { recursive: true });
      writeFileSync(join(to, path), text);
    }
    const before = treeOf(to);
    const { status, stderr } = run(to);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: `The catalog cannot be built into "${to}", because it is neither empty nor an earlier build, and what is in it would be removed. Name another folder with --out or, if nothing in it is needed, run: rm -r ${to}\n`,
    });
    expect(treeOf(to)).toEqual(before);
  });

  test('is not taken for a folder where it is a file', () => {
    const to = join(temporary, 'file');
    writeFileSync(to, 'text');
    const { status, stderr } = run(to);
    expect([status, stderr]).toEqual([2, expect.stringContaining('it is no folder')]);
    expect(readFileSync(to, 'utf8')).toBe('text');
  });

  test('is built into where a build ended at its first file', () => {
    const whole = treeOf(out);
    for (const name of readdirSync(out))
      if (name !== '404.html') rmSync(join(out, name), { recursive: true });
    expect(readdirSync(out)).toEqual(['404.html']);
    build();
    expect(treeOf(out)).toEqual(whole);
  });
});

test('a folder that holds the marketplace is never built into', () => {
  for (const to of [market, temporary]) {
    const { status, stderr } = spawnSync(process.execPath, command(market, to), {
      cwd: home,
      encoding: 'utf8',
    });
    expect(status).toBe(2);
    expect(stderr).toBe(
      `The catalog cannot be built into "${to}", because that would remove what is in it.\n`,
    );
  }
  expect(existsSync(join(market, 'plugins/calm'))).toBe(true);
});
