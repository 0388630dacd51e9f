import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isolationWords } from './isolation-words.ts';
import type { Probe } from './probe.ts';
import {
  type Folders,
  type Grants,
  type Isolation,
  type Start,
  sandboxed,
  strongestIsolation,
  whyUnavailable,
} from './sandbox.ts';

const start: Start = { command: 'node', args: ['/p/server.mjs'], env: { PATH: '/usr/bin' }, cwd: '/p' };
const folders: Folders = { plugin: '/p', data: '/d' };
const nothing: Grants = { read: [], write: [], network: false, env: {} };
const here: Probe = { bwrap: { works: true }, node: '24.21.0' };
const without: Probe = { bwrap: { works: false, why: 'Bubblewrap is not installed.' }, node: '24.21.0' };

test.each<[string, Probe, Isolation]>([
  ['node', here, 'bwrap'],
  ['/usr/bin/node', without, 'permission'],
  ['node', without, 'permission'],
  ['python3', without, 'none'],
  ['nodemon', without, 'none'],
  ['python3', here, 'bwrap'],
])('the strongest level for %s', (command, probe, level) => {
  expect(strongestIsolation({ ...start, command }, probe)).toBe(level);
});

test('a level that cannot be had says why', () => {
  expect(whyUnavailable('bwrap', start, without)).toBe('Bubblewrap is not installed.');
  expect(whyUnavailable('permission', { ...start, command: 'bun' }, here)).toContain('"bun"');
  expect(whyUnavailable('permission', start, here)).toBeUndefined();
  expect(whyUnavailable('none', start, without)).toBeUndefined();
});

test.each<Isolation>(['none', 'permission', 'bwrap'])('%s gives no variable of this process', (level) => {
  const { env } = sandboxed(start, level, folders, { ...nothing, env: { TOKEN: 'x', HOME: '/d/home' } });
  expect(env).toEqual({
    PATH: '/usr/bin',
    HOME: '/d/home',
    LANG: 'C.UTF-8',
    TOKEN: 'x',
    CLAUDE_PLUGIN_ROOT: '/p',
    CLAUDE_PLUGIN_DATA: '/d',
  });
});

test('no value is an argument', () => {
  const given = sandboxed(start, 'bwrap', folders, { ...nothing, env: { TOKEN: 'hush' } });
  expect(given.args.join(' ')).not.toContain('hush');
});

test('permissions name what is granted, before the program', () => {
  const { args } = sandboxed(start, 'permission', folders, { ...nothing, read: ['/r'], write: ['/w'] });
  expect(args.slice(0, -1)).toEqual([
    '--permission',
    '--allow-fs-read=/p',
    '--allow-fs-read=/d',
    '--allow-fs-read=/r',
    '--allow-fs-read=/w',
    '--allow-fs-write=/d',
    '--allow-fs-write=/w',
  ]);
});

/** The mounts of a command of bubblewrap, in their order. */
const mountsOf = (args: string[]) =>
  args.flatMap((word, at) => (/^--(?:ro-)?bind$/.test(word) ? [`${word} ${args[at + 1]}`] : []));

test('a folder is mounted after those that it lies in', () => {
  const mounts = mountsOf(
    sandboxed(
      start,
      'bwrap',
      { plugin: '/home/u/market/plugins/a', data: '/home/u/market/plugins/a/data' },
      { ...nothing, read: ['/home/u'], write: ['/home/u/market'] },
    ).args,
  ).filter((mount) => mount.includes('/home/'));
  expect(mounts).toEqual([
    '--ro-bind /home/u',
    '--bind /home/u/market',
    '--ro-bind /home/u/market/plugins/a',
    '--bind /home/u/market/plugins/a/data',
  ]);
});

test('the network is shared where it is granted only', () => {
  const has = (network: Grants['network']) =>
    sandboxed(start, 'bwrap', folders, { ...nothing, network }).args.includes('--share-net');
  expect([has(false), has([]), has(true), has(['api.example.com'])]).toEqual([false, false, true, true]);
});

test('a Node.js of the user is mounted with its npm, and not what lies beside it', () => {
  const home = mkdtempSync(join(tmpdir(), 'sandbox-'));
  mkdirSync(join(home, 'bin'), { recursive: true });
  mkdirSync(join(home, 'lib/node_modules/npm'), { recursive: true });
  for (const name of ['node', 'secret']) writeFileSync(join(home, 'bin', name), '', { mode: 0o755 });
  const { args } = sandboxed({ ...start, command: join(home, 'bin/node') }, 'bwrap', folders, nothing);
  expect(mountsOf(args).filter((mount) => mount.includes(home))).toEqual([
    `--ro-bind ${home}/bin/node`,
    `--ro-bind ${home}/lib/node_modules`,
  ]);
});

test('what a level stops depends on the version of Node.js', () => {
  expect(isolationWords('permission', '24.21.0')).toContain('reach the network');
  expect(isolationWords('permission', '26.10.0')).not.toContain('network');
});
