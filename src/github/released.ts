import type { Registry, RegistryPlugin } from '../registry/registry.ts';
import { withdrawal } from '../registry/standing.ts';

/** A tag that a released version has, and the commit that it stands at. */
export type ReleaseTag = { tag: string; commit: string };

/**
 * The tags that versions of a registry lack, `{name}--v{version}`, by which Claude Code finds a version that another plugin asks for:
 * https://code.claude.com/docs/en/plugin-dependencies
 * A version that was tagged once keeps its tag, wherever it stands.
 * @param tags the tags that there are
 */
export function missingTags(plugins: readonly RegistryPlugin[], tags: ReadonlySet<string>): ReleaseTag[] {
  return plugins
    .filter(({ check }) => check.status === 'ok')
    .flatMap((plugin) =>
      plugin.versions.flatMap(({ version, commit }) => {
        const tag = `${plugin.name}--v${version}`;
        // A range would resolve to a withdrawn version again.
        if (withdrawal(plugin, version) !== undefined) return [];
        return tags.has(tag) || !isTagName(tag) ? [] : [{ tag, commit }];
      }),
    );
}

/** What git takes for the name of a tag: https://git-scm.com/docs/git-check-ref-format */
function isTagName(tag: string): boolean {
  return /^[0-9A-Za-z][0-9A-Za-z.+-]*$/.test(tag) && !tag.includes('..') && !/\.$|\.lock$/.test(tag);
}

/** How much one publishing may change without a person. */
const usual = { gone: 3, come: 25, bytes: 1 << 20, share: 0.1, growth: 0.5 } as const;

/**
 * What is unusual about the change from one registry to the next, a sentence each: a fault that empties the marketplace, or a flood.
 * Empty for the first registry.
 */
export function unusualChange(
  before: Registry | undefined,
  after: Registry,
  bytes: { before: number; after: number },
): string[] {
  if (before === undefined || before.plugins.length === 0) return [];
  const listed = ({ plugins }: Registry) =>
    new Set(plugins.filter(({ check }) => check.status === 'ok').map(({ name }) => name));
  const had = listed(before);
  const has = listed(after);
  const gone = [...had].filter((name) => !has.has(name)).sort();
  const come = [...has].filter((name) => !had.has(name));
  const said: string[] = [];
  const share = Math.floor(had.size * usual.share);
  if (gone.length > Math.max(usual.gone, share) || (has.size === 0 && gone.length > 0)) {
    const named = gone
      .slice(0, 5)
      .map((name) => JSON.stringify(name))
      .join(', ');
    said.push(
      `${gone.length} of ${had.size} plugins would no longer be listed: ${named}${gone.length > 5 ? ', …' : ''}.`,
    );
  }
  if (come.length > Math.max(usual.come, share))
    said.push(`${come.length} plugins would come at once to ${had.size}.`);
  const difference = Math.abs(bytes.after - bytes.before);
  if (difference > Math.max(usual.bytes, bytes.before * usual.growth))
    said.push(`The registry would have ${bytes.after} bytes and has ${bytes.before}.`);
  return said;
}
