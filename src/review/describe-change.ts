import type { Component } from '../plugin/kinds/list.ts';
import { byPath } from '../plugin/text.ts';
import type { FileChange } from './changes.ts';
import type { PluginContext } from './judge-plugin.ts';
import type { PluginSide } from './read-sides.ts';
import type { CountedList, NamedComponent, PluginReview } from './review.ts';
import { shorten } from './words.ts';

/** Most entries of a list in a report. */
const most = { files: 300, diagnostics: 200, capabilities: 300, components: 200 } as const;

/** The first entries of a list, and its length. */
export function countedList<T>(items: readonly T[], limit: number): CountedList<T> {
  return { count: items.length, listed: items.slice(0, limit) };
}

/** The facts about the change of one plugin. Its verdict is not known yet, and is `pass` here. */
export function describeChange(context: PluginContext): PluginReview {
  const { name, change, touched, before, after, maintainers, capabilities } = context;
  const { former } = touched;
  const none = { alwaysOn: 0, onInvoke: 0 };
  const changed = changedFiles(touched.files, former?.files);
  const files = changed.map(({ path, change }) => ({ path: shorten(path, 500), change }));
  const [had, has] = [before?.plugin, after?.plugin];
  return {
    name,
    change,
    ...(former === undefined ? {} : { formerName: former.name }),
    verdict: 'pass',
    version: {
      ...(had?.manifest.version === undefined ? {} : { before: had.manifest.version }),
      ...(has?.manifest.version === undefined ? {} : { after: has.manifest.version }),
    },
    maintainers,
    files: countedList(files, most.files),
    changedBytes: changedBytes(changed, after),
    diagnostics: countedList(touched.newDiagnostics, most.diagnostics),
    oldDiagnostics: touched.oldDiagnostics.length,
    capabilities: countedList(capabilities, most.capabilities),
    components: {
      gained: countedList(missingFrom(had?.components, has?.components), most.components),
      lost: countedList(missingFrom(has?.components, had?.components), most.components),
    },
    tokens: { before: had?.tokens ?? none, after: has?.tokens ?? none },
  };
}

/**
 * The files that differ between both sides of a plugin.
 * @param files what differs in its folder
 * @param removed of a renamed plugin: what differs in the folder of its former name
 */
export function changedFiles(
  files: readonly FileChange[],
  removed?: readonly FileChange[],
): readonly FileChange[] {
  return removed === undefined ? files : movedFiles(removed, files);
}

/** The files that differ between the folder of a former name and that of the new one. */
function movedFiles(removed: readonly FileChange[], added: readonly FileChange[]): FileChange[] {
  const had = new Map(removed.map((file) => [file.path, file.formerId]));
  const has = new Set(added.map(({ path }) => path));
  return [
    ...added
      .filter(({ path, id }) => had.get(path) !== id)
      .map((file): FileChange => ({ ...file, change: had.has(file.path) ? 'modified' : 'added' })),
    ...removed.filter(({ path }) => !has.has(path)),
  ].sort(byPath);
}

function changedBytes(files: readonly FileChange[], after: PluginSide | undefined): number {
  const changed = new Set(files.map(({ path }) => path));
  return (after?.files ?? []).reduce((sum, file) => sum + (changed.has(file.path) ? file.bytes : 0), 0);
}

/** The components that are in `found` and not in `known`. */
function missingFrom(known: readonly Component[] = [], found: readonly Component[] = []): NamedComponent[] {
  // Most components are named after their plugin, "plugin:name", which a rename of the plugin changes; what an MCP server offers, after the server.
  const keyOf = ({ kind, name }: NamedComponent) =>
    `${kind} ${kind.startsWith('mcp-') ? name : name.slice(name.indexOf(':') + 1)}`;
  const keys = new Set(known.map(keyOf));
  const missing = found
    .filter((component) => !keys.has(keyOf(component)))
    .map(({ kind, name }) => ({ kind, name: shorten(name, 200) }));
  return [
    ...new Map(missing.map((component) => [`${component.kind} ${component.name}`, component])).values(),
  ];
}
