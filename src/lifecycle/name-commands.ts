import { existsSync } from 'node:fs';
import { join } from 'node:path';
import semver from 'semver';
import { followRenames } from '../check/claude-code/renames.ts';
import { configFile } from '../check/config/config.ts';
import { quote } from '../check/diagnostic.ts';
import { findRepository, uncommittedPlugins } from '../plugin/git.ts';
import { manifestFile } from '../plugin/read-manifest.ts';
import { type Home, unknownPlugin } from './home.ts';
import { judged } from './judge.ts';
import { mentionsElsewhere, mentionsInside } from './mentions.ts';
import { type Edit, editFile, type Plan, type Planned, type Refusal, refuse } from './plan.ts';

/** Deletes a plugin's folder and keeps its name reserved. */
export async function planRemoval(
  home: Home,
  name: string,
  { reason }: { reason: string },
): Promise<Planned> {
  const unknown = unknownPlugin(home, name);
  if (unknown !== undefined) return unknown;
  if (reason.trim() === '')
    return refuse('Expected a reason, but it is empty.', '--reason "Claude Code does this by itself now."');
  const uncommitted = uncommittedOf(home, name);
  if (uncommitted !== undefined) return uncommitted;
  const config = editConfig(home, [[['renames', name], null]]);
  if ('ok' in config) return config;
  const plan: Plan = {
    summary: `Removed ${quote(name)}; its name stays reserved.`,
    remove: `plugins/${name}`,
    edits: [config],
    notes: mentionsElsewhere(home, name, 'remove it there'),
    subject: `Remove ${name}: ${reason}`,
    later: [],
  };
  return judged(home, { ok: true, plan });
}

/**
 * Gives a plugin another name: its folder, its manifest, and a record of the former name, which stays reserved.
 * @param version the new version; absent: one patch above the current one, because a new name is new content
 */
export async function planRename(
  home: Home,
  from: string,
  to: string,
  { version }: { version?: string | undefined } = {},
): Promise<Planned> {
  const unfit = unknownPlugin(home, from) ?? unfitName(home, from, to);
  if (unfit !== undefined) return unfit;
  const next = nextVersion(home.surroundings.manifestOf(from)?.version, version);
  if (typeof next === 'object') return next;
  const manifest = renamedManifest(home, from, to, next);
  if ('ok' in manifest) return manifest;
  // A plugin may get a former name of its own back; the check refuses the former name of another plugin.
  const isReturn = followRenames(to, home.config.renames).includes(from);
  const config = editConfig(home, [
    ...(isReturn ? [[['renames', to], undefined] as const] : []),
    [['renames', from], to],
  ]);
  if ('ok' in config) return config;
  const plan: Plan = {
    summary: `Renamed ${quote(from)} to ${quote(to)}${next === undefined ? '' : `, as version ${next}`}.`,
    move: { from: `plugins/${from}`, to: `plugins/${to}` },
    edits: [config, { ...manifest, path: `plugins/${to}/${manifestFile}` }],
    notes: [
      ...mentionsInside(home, from, to, manifest.text),
      ...mentionsElsewhere(home, from, `write "${to}"`),
    ],
    subject: `Rename ${from} to ${to}`,
    later: [],
  };
  return judged(home, { ok: true, plan }, { before: from, after: to });
}

function unfitName(home: Home, from: string, to: string): Refusal | undefined {
  if (from === to) return refuse(`The plugin is already named ${quote(to)}.`, 'Write another name.');
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(to) || to.length > 64) {
    return refuse(
      `Expected a name of lower-case words joined by hyphens, 64 characters or fewer, but it is ${quote(to)}.`,
      'For example: release-notes',
    );
  }
  if (home.names.includes(to) || existsSync(join(home.root, 'plugins', to)))
    return refuse(`The name ${quote(to)} is taken.`, 'Choose a name that no plugin here has.');
  return undefined;
}

/** The version to write; undefined where the manifest has none and none is wanted. */
function nextVersion(current: string | undefined, wanted: string | undefined): string | undefined | Refusal {
  const next = wanted ?? (current === undefined ? undefined : (semver.inc(current, 'patch') ?? undefined));
  if (current === undefined || (next !== undefined && isHigher(next, current))) return next;
  return refuse(
    `Expected a version above ${quote(current)}${next === undefined ? '' : `, but it is ${quote(next)}`}.`,
    'Name one: --version 2.0.0',
  );
}

function isHigher(version: string, than: string): boolean {
  return semver.valid(version) !== null && (semver.valid(than) === null || semver.gt(version, than));
}

function renamedManifest(home: Home, from: string, to: string, version: string | undefined): Edit | Refusal {
  const path = `plugins/${from}/${manifestFile}`;
  const text = home.text(from, manifestFile);
  const fix = `npm run check -- plugins/${from}`;
  if (text === undefined) return refuse(`There is no manifest at "${path}".`, fix);
  const raised = version === undefined ? [] : [[['version'], version] as const];
  return editFile({ path, text }, [[['name'], to], ...raised], fix);
}

function editConfig({ configText }: Home, values: Parameters<typeof editFile>[1]): Edit | Refusal {
  return editFile({ path: configFile, text: configText }, values, 'Correct it by hand.');
}

/** Only a committed plugin is deleted, so that git can restore it. */
function uncommittedOf({ root }: Home, name: string): Refusal | undefined {
  const repository = findRepository(root);
  const changed = repository === undefined ? undefined : uncommittedPlugins(root, repository.prefix);
  if (repository?.head === undefined || changed === undefined)
    return refuse(
      `No commit contains ${quote(name)}, so it could not be restored.`,
      'Commit it first, or delete it by hand.',
    );
  if (changed.has(name))
    return refuse(
      `The folder of ${quote(name)} has changes that are not committed.`,
      `git add plugins/${name} && git commit`,
    );
  return undefined;
}
