import type { Capability, CapabilityKind } from '../plugin/plugin.ts';

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

/** What tells one capability from another. */
export type Told = Pick<Capability, 'kind' | 'sensitive' | 'detail'>;

/** The flag of each kind. Which questions and hosts have one depends on what they are. */
const flagOfKind: Readonly<Record<Exclude<CapabilityKind, 'user-config' | 'network-host'>, CapabilityFlag>> =
  {
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

/** Where an MCP server is that is called and not started; an empty text where that is only known when it runs. */
function addressOf({ kind, detail }: Told): string | undefined {
  return kind === 'mcp-server'
    ? / (?:stdio|mcpb|headersHelper): | (?:http|sse|ws): (.*)/s.exec(detail)?.[1]
    : undefined;
}

/** Whether it leads to another machine than that of the user, as far as it says; undefined where it leads nowhere. */
export function reachesOut(capability: Told): boolean | undefined {
  if (capability.kind === 'network-host') return !ownMachine.test(capability.detail);
  const address = addressOf(capability);
  if (address === undefined) return undefined;
  return !URL.canParse(address) || !ownMachine.test(new URL(address).hostname);
}

/** In the order of `capabilityFlags`. Empty where nothing of the plugin does any of these. */
export function flagsOf(plugin: { capabilities: readonly Told[] }): CapabilityFlag[] {
  const raised = new Set<CapabilityFlag>();
  for (const capability of plugin.capabilities) {
    const { kind, sensitive } = capability;
    if (kind === 'user-config') {
      // A question is no secret until Claude Code keeps the answer as one.
      if (sensitive === true) raised.add('asks-for-secrets');
    } else if (kind !== 'network-host') raised.add(flagOfKind[kind]);
    if (reachesOut(capability) === true) raised.add('reaches-network');
  }
  return capabilityFlags.filter((flag) => raised.has(flag));
}
