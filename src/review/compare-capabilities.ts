import type { Capability, CapabilityKind } from '../plugin/plugin.ts';
import type { CapabilityChange } from './review.ts';

/**
 * What installing lets a plugin do after a change and not before, or otherwise. Moving a line or a file changes nothing.
 * @param formerName the plugin's name before, where it was another: its components carry it
 */
export function compareCapabilities(
  before: readonly Capability[],
  after: readonly Capability[],
  names?: { before: string; after: string },
): CapabilityChange[] {
  const lost = [...before];
  const gained: Capability[] = [];
  const sameSummary = (capability: Capability): string =>
    names === undefined
      ? capability.summary
      : capability.summary.replaceAll(`\`${names.before}:`, `\`${names.after}:`);
  const wholly = grouped(
    lost,
    (capability) => `${capability.kind}\0${capability.detail}\0${sameSummary(capability)}`,
  );
  const gone = new Set<Capability>();
  for (const capability of after) {
    const match = take(
      wholly,
      `${capability.kind}\0${capability.detail}\0${capability.summary}`,
      capability.file,
    );
    if (match === undefined) gained.push(capability);
    else gone.add(match);
  }
  const changes: CapabilityChange[] = [];
  const rest = lost.filter((capability) => !gone.has(capability));
  const alike = grouped(rest, (capability) => `${capability.kind}\0${identityOf(capability)}`);
  for (const capability of gained) {
    const match = take(alike, `${capability.kind}\0${identityOf(capability)}`, capability.file);
    if (match === undefined) {
      changes.push({ kind: capability.kind, change: 'gained', narrowed: false, after: capability });
      continue;
    }
    gone.add(match);
    const narrowed = isNarrower(match, capability);
    changes.push({ kind: capability.kind, change: 'changed', narrowed, before: match, after: capability });
  }
  for (const capability of rest) {
    if (!gone.has(capability))
      changes.push({ kind: capability.kind, change: 'lost', narrowed: true, before: capability });
  }
  return changes;
}

function grouped(
  capabilities: readonly Capability[],
  keyOf: (capability: Capability) => string,
): Map<string, Capability[]> {
  return Map.groupBy(capabilities, keyOf);
}

/** Takes one of a group out of it, of the same file where there is one. */
function take(groups: Map<string, Capability[]>, key: string, file: string): Capability | undefined {
  const group = groups.get(key);
  if (group === undefined || group.length === 0) return undefined;
  const index = Math.max(
    group.findIndex((capability) => capability.file === file),
    0,
  );
  return group.splice(index, 1)[0];
}

/** What makes two capabilities of one kind the same one in two versions. */
const identities: Readonly<Record<CapabilityKind, (capability: Capability) => string>> = {
  // "Event(matcher) if condition type: command"
  hook: ({ detail }) => /^[^\s(:]*/.exec(detail)?.[0] ?? '',
  // "name transport: command"
  'mcp-server': ({ detail }) => /^(.*?) (?:stdio|http|sse|ws|mcpb): /s.exec(detail)?.[1] ?? detail,
  'lsp-server': ({ detail }) => detail.split(': ', 1)[0] ?? '',
  monitor: ({ file }) => file,
  executable: ({ detail }) => detail,
  'inline-command': ({ file }) => file,
  'allowed-tools': ({ file }) => file,
  'network-host': ({ detail }) => detail,
  // The tool and the package, without its version.
  'runtime-download': ({ detail }) => detail.replace(/(?<=\S)(?:@|==|:)v?(?:\d\S*|latest\b)/g, ''),
  'user-config': ({ detail }) => detail,
  channel: ({ detail }) => detail,
  // "name range"
  dependency: ({ detail }) => detail.split(' ', 1)[0] ?? '',
  settings: ({ detail }) => detail.split(':', 1)[0] ?? '',
};

function identityOf(capability: Capability): string {
  return identities[capability.kind](capability);
}

/** Whether a list of tools of the same component only became shorter. */
function isNarrower(before: Capability, after: Capability): boolean {
  if (after.kind !== 'allowed-tools' || before.file !== after.file) return false;
  const had = new Set(before.detail.split(', '));
  // A tool whose pattern holds a comma is in two parts here, which must not be put together anew.
  return after.detail.split(', ').every((tool) => had.has(tool) && /^[^()]*(?:\([^()]*\))?$/.test(tool));
}
