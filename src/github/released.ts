import type { Registry, RegistryPlugin } from '../registry/registry.ts';
import { withdrawal } from '../registry/standing.ts';

/** The tag of a released version, and the commit that it points to. */
type ReleaseTag = { tag: string; commit: string };

/**
 * The tags that versions of a registry lack, `{name}--v{version}`, by which Claude Code finds a version that another plugin asks for:
 * https://code.claude.com/docs/en/plugin-dependencies
 * An existing tag is kept, whatever commit it points to.
 * @param tags the existing tags
 */
export function missingTags(plugins: readonly RegistryPlugin[], tags: ReadonlySet<string>): ReleaseTag[] {
  return plugins
    .filter(({ check }) => check.status === 'ok')
    .flatMap((plugin) =>
      plugin.versions.flatMap(({ version, commit }) => {
        const tag = `${plugin.name}--v${version}`;
        // With a tag, a version range could resolve to a withdrawn version.
        if (withdrawal(plugin, version) !== undefined) return [];
        return tags.has(tag) || !isTagName(tag) ? [] : [{ tag, commit }];
      }),
    );
}

/** Whether git accepts the name of a tag: https://git-scm.com/docs/git-check-ref-format */
function isTagName(tag: string): boolean {
  return /^[0-9A-Za-z][0-9A-Za-z.+-]*$/.test(tag) && !tag.includes('..') && !/\.$|\.lock$/.test(tag);
}

/** How much one publishing may change without a person looking at it. */
const usual = { lost: 3, added: 25, bytes: 1 << 20, share: 0.1, growth: 0.5 } as const;

/**
 * What is unusual about the change from one registry to the next, one sentence each: many plugins lost or added at once.
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
  const lost = [...had].filter((name) => !has.has(name)).sort();
  const added = [...has].filter((name) => !had.has(name));
  const findings: string[] = [];
  const share = Math.floor(had.size * usual.share);
  if (lost.length > Math.max(usual.lost, share) || (has.size === 0 && lost.length > 0)) {
    const named = lost
      .slice(0, 5)
      .map((name) => JSON.stringify(name))
      .join(', ');
    findings.push(
      `${lost.length} of ${had.size} plugins would no longer be listed: ${named}${lost.length > 5 ? ', …' : ''}.`,
    );
  }
  if (added.length > Math.max(usual.added, share))
    findings.push(`${added.length} plugins would be added at once to ${had.size}.`);
  const difference = Math.abs(bytes.after - bytes.before);
  if (difference > Math.max(usual.bytes, bytes.before * usual.growth))
    findings.push(`The registry would have ${bytes.after} bytes instead of ${bytes.before}.`);
  return findings;
}
