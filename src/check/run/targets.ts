import { lstatSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { manifestFile } from '../../plugin/read-manifest.ts';
import { configFile } from '../config/config.ts';
import { quote } from '../diagnostic.ts';

/** Where a marketplace's own manifest stands. */
export const marketplaceFile = '.claude-plugin/marketplace.json';

/** What a path on the command line turned out to be. */
export type Target =
  /** A plugin's folder. `root` is the marketplace around it; `bare` says that it has no manifest and no marketplace around it. */
  | { kind: 'plugin'; dir: string; path: string; root?: string; bare?: true }
  /** A folder with a marketplace's manifest, its owner's configuration, or both. `alone` says that its plugins are targets of their own; `named`, that the manifest itself was named. */
  | { kind: 'marketplace'; dir: string; path: string; alone?: true; named?: true }
  /** Nothing that can be checked; `message` says why in one sentence, `fix` what to type. */
  | { kind: 'nothing'; dir: string; path: string; message: string; fix: string };

/**
 * What one path names: a plugin's folder anywhere, a marketplace's folder, a manifest file of either, or, where nothing stands at it, the bare
 * name of a plugin in the marketplace's `plugins/`. `dir` is the folder as it was given, with `/`; `path` is absolute.
 * @param cwd what relative paths are relative to
 * @param root the marketplace in which bare names are looked for
 */
export function targetOf(given: string, cwd: string, root: string): Target {
  const dir = given.replaceAll(sep, '/').replace(/(?<!^)\/+$/, '');
  const path = resolve(cwd, given);
  if (given === '' || given.includes('\0')) {
    return nothing(
      dir,
      path,
      `There is nothing to check at ${quote(given)}.`,
      'Name a plugin folder: npm run check -- plugins/my-plugin',
    );
  }
  const kind = kindAt(path);
  if (kind === 'folder') return folderTarget(dir, path);
  if (kind === 'missing' && isBareName(given)) {
    const inside = join(root, 'plugins', given);
    if (kindAt(inside) === 'folder') return folderTarget(relativeTo(cwd, inside, `plugins/${given}`), inside);
  }
  if (kind === 'missing') {
    return nothing(
      dir,
      path,
      `There is nothing to check at ${quote(given)}: no such file or folder.`,
      'Name a plugin folder: npm run check -- plugins/my-plugin',
    );
  }
  const meta = dirname(path);
  if (kind === 'file' && basename(meta) === '.claude-plugin') {
    const folder = dirname(meta);
    const above = dir.includes('/')
      ? dir.split('/').slice(0, -2).join('/') || (dir.startsWith('/') ? '/' : '.')
      : '..';
    if (basename(path) === 'plugin.json') return pluginTarget(above, folder);
    if (basename(path) === 'marketplace.json')
      return { kind: 'marketplace', dir: above, path: folder, named: true };
  }
  return nothing(
    dir,
    path,
    `Expected a folder, or the manifest of a plugin or marketplace, at ${quote(given)}.`,
    `Name the plugin's folder: npm run check -- ${dir.includes('/') ? dir.slice(0, dir.lastIndexOf('/')) : '.'}`,
  );
}

/** The marketplace that a plugin's folder lies in: the one whose `plugins/` it lies directly in. */
function marketplaceAround(path: string): string | undefined {
  const parent = dirname(path);
  if (basename(parent) !== 'plugins') return undefined;
  const root = dirname(parent);
  return kindAt(join(root, configFile)) === 'file' ? root : undefined;
}

function folderTarget(dir: string, path: string): Target {
  const target = pluginTarget(dir, path);
  // What a marketplace lists is a plugin, whatever else lies in its folder: a marketplace's manifest there must not let it off the rules.
  if (target.root !== undefined) return target;
  if (isThere(join(path, marketplaceFile))) return { kind: 'marketplace', dir, path };
  if (isThere(join(path, manifestFile))) return target;
  if (isThere(join(path, configFile))) return { kind: 'marketplace', dir, path };
  return { ...target, bare: true };
}

function pluginTarget(dir: string, path: string): Extract<Target, { kind: 'plugin' }> {
  const root = marketplaceAround(path);
  return { kind: 'plugin', dir, path, ...(root === undefined ? {} : { root }) };
}

function nothing(dir: string, path: string, message: string, fix: string): Target {
  return { kind: 'nothing', dir, path, message, fix };
}

function isBareName(given: string): boolean {
  return /^[^./\\][^/\\]*$/.test(given);
}

function relativeTo(cwd: string, path: string, inside: string): string {
  return resolve(cwd, inside) === path ? inside : path.replaceAll(sep, '/');
}

/** What stands at a path, through links. */
function kindAt(path: string): 'file' | 'folder' | 'other' | 'missing' {
  try {
    const stat = statSync(path);
    return stat.isDirectory() ? 'folder' : stat.isFile() ? 'file' : 'other';
  } catch {
    return isThere(path) ? 'other' : 'missing';
  }
}

/** Whether anything stands at a path, a link that leads nowhere included. */
export function isThere(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch {
    return false;
  }
}
