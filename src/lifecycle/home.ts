import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { configFile } from '../check/config/config.ts';
import type { MarketplaceConfig } from '../check/config/policy.ts';
import { quote } from '../check/diagnostic.ts';
import type { Surroundings } from '../check/rule.ts';
import { leftOut } from '../check/run/ignored.ts';
import { openMarketplace, readText } from '../check/run/surroundings.ts';
import { suggest } from '../check/text/names.ts';
import { type FileSystem, folderFileSystem } from '../plugin/file-system.ts';
import { type Refusal, refuse } from './plan.ts';

/** A marketplace's folder whose plugins are to be changed. */
export type Home = {
  root: string;
  config: MarketplaceConfig;
  configText: string;
  surroundings: Surroundings;
  /** The plugin folders, sorted. */
  names: readonly string[];
  /** A plugin's folder, without what git ignores. */
  open(name: string): FileSystem;
  /** The text of a regular file of at most 1 MB in a plugin's folder, none of whose folders is a link. */
  text(name: string, path: string): string | undefined;
};

/** Reads a marketplace's folder, or says what is wrong with it. */
export function openHome(root: string): { ok: true; home: Home } | Refusal {
  if (!existsSync(join(root, configFile)))
    return refuse(
      `There is no "${configFile}" in ${quote(root)}.`,
      "Name the marketplace's folder with --root.",
    );
  const opened = openMarketplace(root);
  if (!opened.ok) {
    const problems = opened.problems.map(({ file, line, column, message, fix }) => ({
      message: `${file}:${line}:${column} ${message}`,
      fix,
    }));
    return { ok: false, problems };
  }
  const { surroundings, names, ignored } = opened;
  const open = (name: string) => folderFileSystem(join(root, 'plugins', name), leftOut(ignored, `${name}/`));
  return {
    ok: true,
    home: {
      root,
      config: surroundings.config,
      configText: readText(root, configFile) ?? '',
      surroundings,
      names,
      open,
      text: (name, path) =>
        open(name).entry(path)?.kind === 'file' ? readText(join(root, 'plugins', name), path) : undefined,
    },
  };
}

/** Why a name is not that of a plugin here; undefined where it is. */
export function unknownPlugin(home: Home, name: string): Refusal | undefined {
  if (home.names.includes(name)) return undefined;
  const { renames } = home.config;
  const now = Object.hasOwn(renames, name) ? renames[name] : undefined;
  if (now !== undefined) {
    return now === null
      ? refuse(
          `The plugin ${quote(name)} was already removed.`,
          'Its name stays reserved; there is nothing to do.',
        )
      : refuse(`The plugin ${quote(name)} was renamed to ${quote(now)}.`, `Write ${quote(now)}.`);
  }
  const meant = suggest(name, home.names);
  return refuse(
    `Unknown plugin ${quote(name)}: "plugins/" has no folder of that name.`,
    meant === undefined ? 'Write the name of a folder in "plugins/".' : `Did you mean ${quote(meant)}?`,
  );
}
