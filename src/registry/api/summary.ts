import {
  type Capability,
  type CapabilityKind,
  type ComponentKind,
  componentKinds,
} from '../../plugin/plugin.ts';
import type { RegistryPlugin } from '../registry.ts';
import { type Standing, standingOf } from './standing.ts';

/** What a plugin does on a machine, in the words by which people choose. In this order. */
export const capabilityFlags = [
  'runs-hooks',
  'runs-inline-commands',
  'runs-in-background',
  'starts-servers',
  'reaches-network',
  'downloads-code',
  'asks-for-secrets',
  'pre-approves-tools',
  'adds-programs',
  'opens-channels',
  'changes-settings',
  'brings-plugins',
] as const;
export type CapabilityFlag = (typeof capabilityFlags)[number];

/** The flag of each kind. Which questions and hosts have one depends on what they are. */
const flagOfKind: Record<Exclude<CapabilityKind, 'user-config' | 'network-host'>, CapabilityFlag> = {
  hook: 'runs-hooks',
  'inline-command': 'runs-inline-commands',
  monitor: 'runs-in-background',
  'mcp-server': 'starts-servers',
  'lsp-server': 'starts-servers',
  'runtime-download': 'downloads-code',
  'allowed-tools': 'pre-approves-tools',
  executable: 'adds-programs',
  channel: 'opens-channels',
  settings: 'changes-settings',
  dependency: 'brings-plugins',
};

/** Names of the machine itself: https://www.rfc-editor.org/rfc/rfc6761#section-6.3, https://www.rfc-editor.org/rfc/rfc6890#section-2.2 */
const ownMachine = /^(?:localhost|.+\.localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** Whether an MCP server is on another machine, as far as its address says. */
function isElsewhere({ detail }: Capability): boolean {
  const address = / (?:stdio|mcpb|headersHelper): | (?:http|sse|ws): (.*)/s.exec(detail)?.[1];
  return address !== undefined && (!URL.canParse(address) || !ownMachine.test(new URL(address).hostname));
}

function flagsOfOne(capability: Capability): CapabilityFlag[] {
  const { kind, sensitive, detail } = capability;
  switch (kind) {
    case 'user-config':
      // A question is no secret until Claude Code keeps the answer as one.
      return sensitive === true ? ['asks-for-secrets'] : [];
    case 'network-host':
      return ownMachine.test(detail) ? [] : ['reaches-network'];
    case 'mcp-server':
      return isElsewhere(capability) ? ['starts-servers', 'reaches-network'] : ['starts-servers'];
    default:
      return [flagOfKind[kind]];
  }
}

/** In the order of `capabilityFlags`. Empty where nothing of the plugin does any of these. */
export function flagsOf(plugin: Pick<RegistryPlugin, 'capabilities'>): CapabilityFlag[] {
  const raised = new Set(plugin.capabilities.flatMap(flagsOfOne));
  return capabilityFlags.filter((flag) => raised.has(flag));
}

/** What a list says of a plugin. */
export type PluginSummary = Pick<
  RegistryPlugin,
  | 'name'
  | 'displayName'
  | 'version'
  | 'description'
  | 'license'
  | 'category'
  | 'tags'
  | 'keywords'
  | 'deprecated'
  | 'tokens'
  | 'files'
  | 'created'
  | 'updated'
  | 'digest'
> & {
  /** The author's name. */
  author?: string;
  status: Standing;
  flags: CapabilityFlag[];
  /** How many there are of each kind that there is. */
  components: Partial<Record<ComponentKind, number>>;
};

type Maybe<T> = { [Key in keyof T]: T[Key] | undefined };

/** A plugin as a list has it. What it does not say of itself is undefined, and so left out of JSON; `components` goes by `componentKinds`. */
export function summaryOf(plugin: RegistryPlugin): Maybe<PluginSummary> {
  const counts = new Map<ComponentKind, number>();
  for (const { kind } of plugin.components) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return {
    name: plugin.name,
    displayName: plugin.displayName,
    version: plugin.version,
    description: plugin.description,
    author: plugin.author?.name,
    license: plugin.license,
    category: plugin.category,
    tags: plugin.tags,
    keywords: plugin.keywords,
    status: standingOf(plugin),
    deprecated: plugin.deprecated,
    flags: flagsOf(plugin),
    components: Object.fromEntries(
      componentKinds.flatMap((kind) => (counts.has(kind) ? [[kind, counts.get(kind)]] : [])),
    ),
    tokens: plugin.tokens,
    files: plugin.files,
    created: plugin.created,
    updated: plugin.updated,
    digest: plugin.digest,
  };
}

/** What a search looks through. */
export type SearchRecord = Pick<
  RegistryPlugin,
  | 'name'
  | 'displayName'
  | 'description'
  | 'keywords'
  | 'category'
  | 'tags'
  | 'license'
  | 'created'
  | 'updated'
> & {
  author?: string;
  status: Standing;
  flags: CapabilityFlag[];
  components: { kind: ComponentKind; name: string; description?: string }[];
};

/** A plugin as a search has it, with its components in the registry's order. What it does not say of itself is undefined, and so left out of JSON. */
export function searchRecordOf(plugin: RegistryPlugin): Maybe<SearchRecord> {
  return {
    name: plugin.name,
    displayName: plugin.displayName,
    keywords: plugin.keywords,
    description: plugin.description,
    category: plugin.category,
    tags: plugin.tags,
    author: plugin.author?.name,
    license: plugin.license,
    status: standingOf(plugin),
    flags: flagsOf(plugin),
    components: plugin.components.map(({ kind, name, description }) =>
      description === undefined ? { kind, name } : { kind, name, description },
    ),
    created: plugin.created,
    updated: plugin.updated,
  };
}
