import { hash } from 'node:crypto';
import { closestName } from '../check/text/names.ts';
import { treeRows } from '../plugin/git.ts';
import { treesHash } from './hashes.ts';
import type { RegistryPlugin } from './registry.ts';
import { headerOf, linesIn } from './serialize.ts';

/** A plugin as the registry describes it, and the same as a line of its text. */
export type RegistryLine = { plugin: RegistryPlugin; line: string };

/** What decides whether a line of the last registry still holds. */
export type ReuseInputs = {
  /** See `policyHash` and `rulesetVersion`. */
  policy: string;
  ruleset: string;
  /** Name to tree id of every plugin folder, sorted by name. */
  trees: ReadonlyMap<string, string>;
  /** The last registry's bytes. */
  previous: Buffer | undefined;
};

/**
 * The lines of the last registry that still hold, by name.
 *
 * A line holds while the plugin has the same tree, and rules and policy are the same. Three things in a verdict look beyond the plugin's own
 * folder, so these plugins are read again too: those with a name close to one that was added or removed; those that depend, over however many
 * steps, on a plugin that was added, removed or changed; and, when names were added or removed, those that name a replacement or did not pass.
 */
export function reusableLines(inputs: ReuseInputs): Map<string, RegistryLine> {
  const { trees } = inputs;
  const last = lastLines(inputs);
  const reused = new Map<string, RegistryLine>();
  for (const [name, tree] of trees) {
    const line = last.get(name)?.tree === tree ? last.get(name)?.text() : undefined;
    const plugin = line === undefined ? undefined : parsePlugin(line);
    if (line !== undefined && plugin !== undefined) reused.set(name, { plugin, line });
  }
  const names = [...trees.keys()];
  const addedOrRemoved = [
    ...names.filter((name) => !last.has(name)),
    ...[...last.keys()].filter((name) => !trees.has(name)),
  ];
  const changed = new Set([...addedOrRemoved, ...names.filter((name) => !reused.has(name))]);
  if (changed.size === 0) return reused;

  for (const [name, { plugin }] of addedOrRemoved.length === 0 ? [] : reused) {
    const looksBeyond = plugin.deprecated?.replacement !== undefined || plugin.check.status !== 'ok';
    if (looksBeyond || closestName(name, addedOrRemoved, name) !== undefined) reused.delete(name);
  }
  for (const name of dependents(reused, changed)) reused.delete(name);
  return reused;
}

type LastLine = { tree: string; text(): string };

/**
 * Every line of the last registry, where it was made by the same rules under the same policy. None where it is not as it was written: a line
 * that somebody edited, or that a merge took from elsewhere, would otherwise stay for good.
 */
function lastLines({ previous, ruleset, policy }: ReuseInputs): Map<string, LastLine> {
  const last = new Map<string, LastLine>();
  const found = previous === undefined ? undefined : headerOf(previous);
  if (previous === undefined || found === undefined) return last;
  if (found.header.ruleset !== ruleset || found.header.policy !== policy) return last;
  for (const { start, end } of linesIn(previous, found.end)) {
    const identity = identityAt(previous, start);
    if (identity === undefined) return new Map();
    const { name, tree } = identity;
    last.set(name, { tree, text: () => previous.toString('utf8', start, end) });
  }
  const rows = treeRows(new Map([...last].map(([name, { tree }]) => [name, tree])));
  const lines = hash('sha256', previous.subarray(found.end), 'hex');
  return treesHash(rows, lines) === found.header.trees ? last : new Map();
}

/** The name and the tree id that a line begins with. */
function identityAt(bytes: Buffer, start: number): { name: string; tree: string } | undefined {
  const treeAt = bytes.indexOf(',"tree":', start);
  const stop = treeAt < 0 ? -1 : bytes.indexOf(',', treeAt + 1);
  const identity = stop < 0 ? undefined : parsePlugin(`${bytes.toString('utf8', start, stop)}}`);
  return typeof identity?.name === 'string' && typeof identity.tree === 'string' ? identity : undefined;
}

/** The plugins that depend on one of these, directly or not. */
function dependents(reused: ReadonlyMap<string, RegistryLine>, changed: ReadonlySet<string>): Set<string> {
  const neededBy = new Map<string, string[]>();
  for (const [name, { plugin }] of reused) {
    for (const dependency of plugin.dependencies ?? []) {
      const list = neededBy.get(dependency.name) ?? [];
      list.push(name);
      neededBy.set(dependency.name, list);
    }
  }
  const found = new Set<string>();
  const pending = [...changed];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    for (const dependent of neededBy.get(name) ?? []) {
      if (found.has(dependent)) continue;
      found.add(dependent);
      pending.push(dependent);
    }
  }
  return found;
}

function parsePlugin(line: string): RegistryPlugin | undefined {
  try {
    return JSON.parse(line) as RegistryPlugin;
  } catch {
    return undefined;
  }
}
