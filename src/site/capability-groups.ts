import type { Capability, CapabilityKind } from '../plugin/plugin.ts';

/** What a plugin can do on a machine, in the order in which it is told. Every capability is told in one of them. */
export const capabilityGroups = [
  {
    id: 'runs-by-itself',
    title: 'Runs by itself',
    means: 'Claude Code starts these without asking you each time.',
  },
  {
    id: 'reaches-the-network',
    title: 'Reaches the network',
    means: 'Hosts that its files name. A name in a script may be an address it calls, or only text.',
  },
  {
    id: 'starts-programs',
    title: 'Starts programs',
    means: 'Programs that run with your rights, as anything that you start yourself.',
  },
  {
    id: 'downloads-code',
    title: 'Downloads code',
    means: 'Code that is not in its folder and comes when it runs, so that nobody here has read it.',
  },
  {
    id: 'asks-for-secrets',
    title: 'Asks for secrets',
    means: 'Values such as tokens and passwords that you would hand over to it.',
  },
  {
    id: 'pre-approves-tools',
    title: 'Pre-approves tools',
    means: 'Tools that Claude may use without asking while a skill or command of it is at work.',
  },
  {
    id: 'changes-your-setup',
    title: 'Changes your setup',
    means: 'What it adds to Claude Code besides its own components.',
  },
] as const;
export type CapabilityGroup = (typeof capabilityGroups)[number]['id'];

const groupOfKind: Readonly<Record<CapabilityKind, CapabilityGroup>> = {
  hook: 'runs-by-itself',
  monitor: 'runs-by-itself',
  'inline-command': 'runs-by-itself',
  'network-host': 'reaches-the-network',
  'mcp-server': 'starts-programs',
  'lsp-server': 'starts-programs',
  executable: 'starts-programs',
  'runtime-download': 'downloads-code',
  'user-config': 'changes-your-setup',
  'allowed-tools': 'pre-approves-tools',
  channel: 'changes-your-setup',
  dependency: 'changes-your-setup',
  settings: 'changes-your-setup',
};

/** The group that a capability is told in. A server that is called, not started, is the network's. */
export function groupOf({
  kind,
  sensitive,
  detail,
}: Pick<Capability, 'kind' | 'sensitive' | 'detail'>): CapabilityGroup {
  if (kind === 'user-config' && sensitive === true) return 'asks-for-secrets';
  const transport = kind === 'mcp-server' ? / (stdio|http|sse|ws|mcpb): /.exec(detail)?.[1] : undefined;
  if (transport === 'http' || transport === 'sse' || transport === 'ws') return 'reaches-the-network';
  return groupOfKind[kind];
}

/** What a catalog is filtered by, and each has a page. A plugin has every one that applies, or `none`. */
export const capabilityFacets = [
  {
    id: 'runs-hooks',
    title: 'Runs hooks',
    means: 'Claude Code runs a command of theirs when something happens.',
  },
  { id: 'reaches-network', title: 'Reaches the network', means: 'Their files name a host on the network.' },
  {
    id: 'starts-servers',
    title: 'Starts servers',
    means: 'They start or call an MCP server, or start a language server.',
  },
  { id: 'downloads-code', title: 'Downloads code', means: 'They run code that is not in their folder.' },
  {
    id: 'asks-for-secrets',
    title: 'Asks for secrets',
    means: 'They ask for a token, a password or another value to keep secret.',
  },
  {
    id: 'none',
    title: 'None of these',
    means: 'They run no hook, start no server, reach no host, download nothing and ask for no secret.',
  },
] as const;
export type CapabilityFacet = (typeof capabilityFacets)[number]['id'];

/** The facets of a plugin, in the order of `capabilityFacets`; never empty. */
export function facetsOf(plugin: {
  capabilities: readonly Pick<Capability, 'kind' | 'sensitive' | 'detail'>[];
}): CapabilityFacet[] {
  const found = new Set<CapabilityFacet>();
  for (const capability of plugin.capabilities) {
    const { kind, sensitive } = capability;
    if (kind === 'hook') found.add('runs-hooks');
    if (kind === 'mcp-server' || kind === 'lsp-server') found.add('starts-servers');
    if (kind === 'runtime-download') found.add('downloads-code');
    if (kind === 'user-config' && sensitive === true) found.add('asks-for-secrets');
    if (groupOf(capability) === 'reaches-the-network') found.add('reaches-network');
  }
  if (found.size === 0) found.add('none');
  return capabilityFacets.map(({ id }) => id).filter((id) => found.has(id));
}
