import { existsSync } from 'node:fs';
import { join } from 'node:path';
import semver from 'semver';
import { followRenames } from '../check/claude-code/renames.ts';
import { configFile } from '../check/config/config.ts';
import { quote } from '../check/diagnostic.ts';
import { findRepository, uncommittedPlugins } from '../plugin/git.ts';
import { manifestFile } from '../plugin/read-manifest.ts';
import { setJson } from './edit-json.ts';
import { type Home, unknownPlugin } from './home.ts';
import { judged } from './judge.ts';
import { mentionsElsewhere, mentionsInside } from './mentions.ts';
import { type Plan, type Planned, refuse } from './plan.ts';

/** Deletes a plugin's folder and keeps its name reserved. */
export async function planRemoval(
  home: Home,
  name: string,
  { reason }: { reason: string },
): Promise<Planned> {
  const unknown = unknownPlugin(home, name);
  if (unknown !== undefined) return unknown;
  if (reason.trim() === '')
    return refuse('Expected a reason, and it is empty.', '--reason "Claude Code does this by itself now."');
  const uncommitted = uncommittedOf(home, name);
  if (uncommitted !== undefined) return uncommitted;
  const config = withConfig(home, (text) => setJson(text, ['renames', name], null));
  if ('ok' in config) return config;
  const plan: Plan = {
    summary: `Removed ${quote(name)}; its name stays reserved.`,
    remove: `plugins/${name}`,
    edits: [config],
    notes: mentionsElsewhere(home, name, 'take it out'),
    subject: `Remove ${name}: ${reason}`,
    later: [],
  };
  return judged(home, { ok: true, plan });
}

/**
 * Gives a plugin another name: its folder, its manifest, and a record of the former name, which stays reserved.
 * @param version of the manifest from then on; absent: one patch above the current one, because a new name is new content
 */
export async function planRename(
  home: Home,
  from: string,
  to: string,
  { version }: { version?: string | undefined } = {},
): Promise<Planned> {
  const unknown = unknownPlugin(home, from);
  if (unknown !== undefined) return unknown;
  if (from === to) return refuse(`The plugin is called ${quote(to)} already.`, 'Write another name.');
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(to) || to.length > 64) {
    return refuse(
      `Expected a name of lower-case words joined by hyphens, 64 characters or fewer, and it is ${quote(to)}.`,
      'For example: release-notes',
    );
  }
  if (home.names.includes(to) || existsSync(join(home.root, 'plugins', to)))
    return refuse(`The name ${quote(to)} is taken.`, 'Choose a name that no plugin here has.');
  const text = home.text(from, manifestFile);
  if (text === undefined)
    return refuse(
      `There is no manifest at "plugins/${from}/${manifestFile}".`,
      `npm run check -- plugins/${from}`,
    );
  const current = home.surroundings.manifestOf(from)?.version;
  const next = version ?? (current === undefined ? undefined : (semver.inc(current, 'patch') ?? undefined));
  if (current !== undefined && (next === undefined || !isHigher(next, current))) {
    return refuse(
      `Expected a version above ${quote(current)}${next === undefined ? '' : `, and ${quote(next)} is not`}.`,
      'Name one: --version 2.0.0',
    );
  }
  let manifest: string;
  try {
    manifest = setJson(text, ['name'], to);
    if (next !== undefined) manifest = setJson(manifest, ['version'], next);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return refuse(
      `"plugins/${from}/${manifestFile}" cannot be edited: ${message}`,
      `npm run check -- plugins/${from}`,
    );
  }
  // A plugin may go back to a name that it had itself; anybody else's former name the check refuses.
  const isReturn = followRenames(to, home.config.renames).includes(from);
  const config = withConfig(home, (before) =>
    setJson(isReturn ? setJson(before, ['renames', to], undefined) : before, ['renames', from], to),
  );
  if ('ok' in config) return config;
  const path = `plugins/${to}/${manifestFile}`;
  const plan: Plan = {
    summary: `Renamed ${quote(from)} to ${quote(to)}${next === undefined ? '' : `, as version ${next}`}.`,
    move: { from: `plugins/${from}`, to: `plugins/${to}` },
    edits: [config, { path, text: manifest }],
    notes: [...mentionsInside(home, from, to, manifest), ...mentionsElsewhere(home, from, `write "${to}"`)],
    subject: `Rename ${from} to ${to}`,
    later: [],
  };
  return judged(home, { ok: true, plan }, { before: from, after: to });
}

function isHigher(version: string, than: string): boolean {
  return semver.valid(version) !== null && (semver.valid(than) === null || semver.gt(version, than));
}

function withConfig(
  { configText }: Home,
  edit: (text: string) => string,
): { path: string; text: string } | ReturnType<typeof refuse> {
  try {
    return { path: configFile, text: edit(configText) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return refuse(`"${configFile}" cannot be edited: ${message}`, 'Correct it by hand.');
  }
}

/** What is deleted must be there to be brought back. */
function uncommittedOf({ root }: Home, name: string): ReturnType<typeof refuse> | undefined {
  const repository = findRepository(root);
  const changed = repository === undefined ? undefined : uncommittedPlugins(root, repository.prefix);
  if (repository?.head === undefined || changed === undefined)
    return refuse(
      `No commit holds ${quote(name)}, so it could not be brought back.`,
      'Commit it first, or delete it by hand.',
    );
  if (changed.has(name))
    return refuse(
      `The folder of ${quote(name)} holds changes that no commit does.`,
      `git add plugins/${name} && git commit`,
    );
  return undefined;
}
