// npm run build: reads the plugins of a marketplace as they are now and builds the catalog.
import { readdirSync, readFileSync } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { shellWord } from '../src/check/diagnostic.ts';
import { buildSite, firstFile } from './build-site.ts';
import { reportSite } from './check-site.ts';
import { failure, home, print, rootOption, runCommand } from './command-line.ts';
import { count, orFailure } from './registry-output.ts';
import { shownMarketplace } from './shown-marketplace.ts';

/** How every page starts: the attribute is for the scripts of the pages. */
const startOfPage = /^<!DOCTYPE html><html lang="[^"]*" data-base="/;

await runCommand({
  name: 'npm run build',
  about:
    'Builds the catalog from the plugins on the disk, committed or not. Whatever else is in the output folder is removed, so it must be empty, an earlier build, or absent.',
  options: {
    out: { value: 'folder', about: "where to build (default: dist in the marketplace's folder)" },
    registry: { value: 'file', about: 'show this registry instead of the plugins as they are now' },
    'pages-only': { about: 'leave out the API, the archives and the feeds' },
    check: { about: 'check the built site too, and fail if something in it is wrong' },
    root: rootOption,
  },
  example: '--check',
  exitCodes: { 0: 'the catalog was built', 1: 'it could not be built, or --check found a problem' },
  async run({ out = '', registry, 'pages-only': isPagesOnly, check, root }) {
    const folder = out === '' ? join(root, 'dist') : resolve(out);
    refuse(folder, root);
    const shown = await orFailure('The catalog could not be built: ', () =>
      shownMarketplace(root, registry === undefined ? undefined : resolve(registry), !isPagesOnly),
    );
    const { pages, files, written, removed } = await orFailure('The catalog could not be built: ', () =>
      buildSite(shown, folder, !isPagesOnly),
    );
    shown.pruneCaches();
    print(
      `Built ${pages} pages of plugins and lists (${count(shown.descriptions.read.size, 'plugin')} read): ${folder} holds ${files} files, of which ${written} were written, and ${removed} were removed`,
    );
    return check ? reportSite(folder, shown.registry, !isPagesOnly) : 0;
  },
});

/** @throws where something in the folder would be lost */
function refuse(out: string, root: string): void {
  const isHolder = [root, home].some((folder) => isWithin(folder, out));
  const reason = isHolder ? 'that would remove what is in it.' : inTheWay(out);
  if (reason !== undefined) throw failure(`The catalog cannot be built into "${out}", because ${reason}`, 2);
}

function isWithin(folder: string, outer: string): boolean {
  const path = relative(outer, folder);
  // From one drive to another there is no relative path.
  return path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path);
}

/** Why a folder cannot be built into, and what to do instead. */
function inTheWay(out: string): string | undefined {
  let names: string[];
  try {
    names = readdirSync(out);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    return code === 'ENOTDIR' ? 'it is no folder. Name a folder with --out.' : `it cannot be read: ${code}.`;
  }
  if (names.length === 0 || (isEarlierBuild(out) && !names.includes('.git'))) return undefined;
  return `it is neither empty nor an earlier build, and what is in it would be removed. Name another folder with --out or, if nothing in it is needed, run: rm -r ${shellWord(out)}`;
}

function isEarlierBuild(folder: string): boolean {
  try {
    return startOfPage.test(readFileSync(join(folder, firstFile), 'utf8'));
  } catch {
    return false;
  }
}
