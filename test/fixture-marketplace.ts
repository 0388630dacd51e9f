// A small marketplace for tests. It stands in for this repository's own plugins and configuration, which every owner replaces.
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Registry } from '../src/registry/registry.ts';
import { run } from './run.ts';

const root = join(import.meta.dirname, '..');

/** The marketplace's folder. Tests that write use a copy of it. */
export const fixtureFolder = join(import.meta.dirname, 'fixtures', 'marketplace');

/** The path of its configuration. */
export const fixtureConfig = join(fixtureFolder, 'marketplace.config.json');

/** The names of its plugins, sorted. */
export const fixtureNames: readonly string[] = readdirSync(join(fixtureFolder, 'plugins')).sort();

let registry: Registry | undefined;

/** Its registry, written by the command into a temporary folder. Test files that share a process share it: it is not to be changed. */
export function fixtureRegistry(): Registry {
  registry ??= writeRegistry();
  return registry;
}

function writeRegistry(): Registry {
  const folder = mkdtempSync(join(tmpdir(), 'fixture-'));
  try {
    cpSync(fixtureFolder, folder, { recursive: true });
    run(folder, process.execPath, join(root, 'scripts', 'registry.ts'), '--root', folder, '--worktree');
    return JSON.parse(readFileSync(join(folder, 'registry.json'), 'utf8')) as Registry;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Copies it into a new git repository with one commit, and writes its registry. */
export function copyFixtureMarketplace(folder: string): void {
  cpSync(fixtureFolder, folder, { recursive: true });
  run(folder, 'git', 'init', '--quiet', '--initial-branch', 'main');
  run(folder, 'git', 'add', '--all');
  run(folder, 'git', 'commit', '--quiet', '--message', 'Add the plugins');
  run(folder, process.execPath, join(root, 'scripts', 'registry.ts'), '--root', folder);
}
