import type { Capability, CapabilityKind } from '../plugin/plugin.ts';
import { type CapabilityFlag, flagsOf, reachesOut, type Told } from '../registry/capability-flags.ts';

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
    means:
      'Services that it connects to, and hosts that its files name. A name in a script may be an address it calls, or only text.',
  },
  {
    id: 'starts-programs',
    title: 'Starts programs',
    means:
      'Claude Code starts servers, and other programs start when they are called. All run with your rights, as what you start yourself.',
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
  {
    id: 'stays-on-your-machine',
    title: 'Names your own machine',
    means: 'Addresses such as localhost: they lead to a program on your machine, and not to the network.',
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
export function groupOf(capability: Told): CapabilityGroup {
  const { kind, sensitive, detail } = capability;
  if (kind === 'user-config' && sensitive === true) return 'asks-for-secrets';
  // The other setting that a plugin may have names an agent; this one is a command.
  if (kind === 'settings' && detail.startsWith('subagentStatusLine:')) return 'runs-by-itself';
  const isOut = reachesOut(capability);
  if (isOut !== undefined) return isOut ? 'reaches-the-network' : 'stays-on-your-machine';
  return groupOfKind[kind];
}

/** Kinds of which nothing happens until somebody or Claude calls for it. What a dependency does is told on its own page. */
const waiting: ReadonlySet<CapabilityKind> = new Set([
  'network-host',
  'executable',
  'user-config',
  'allowed-tools',
]);

/** Whether Claude Code starts, connects to or changes nothing because of these before it is called for. */
export function runsNothing(capabilities: readonly Pick<Capability, 'kind'>[]): boolean {
  return capabilities.every(({ kind }) => waiting.has(kind));
}

/** What a catalog is filtered by, and each has a page: the flags of the API. A plugin has every one that applies, or `none`. */
export const capabilityFacets = [
  {
    id: 'runs-hooks',
    title: 'Runs hooks',
    means: 'Claude Code runs a command of theirs when something happens.',
  },
  {
    id: 'runs-inline-commands',
    title: 'Runs inline commands',
    means: 'Claude Code runs a command when a skill or command of theirs is opened.',
  },
  {
    id: 'runs-in-background',
    title: 'Runs in the background',
    means: 'They keep a command running while a session lasts.',
  },
  {
    id: 'starts-servers',
    title: 'Starts servers',
    means: 'They start or call an MCP server, or start a language server.',
  },
  {
    id: 'reaches-network',
    title: 'Reaches the network',
    means: 'They call a server on the network, or their files name a host there.',
  },
  { id: 'downloads-code', title: 'Downloads code', means: 'They run code that is not in their folder.' },
  {
    id: 'asks-for-secrets',
    title: 'Asks for secrets',
    means: 'They ask for a token, a password or another value to keep secret.',
  },
  {
    id: 'pre-approves-tools',
    title: 'Pre-approves tools',
    means: 'Claude may use tools without asking while a skill or command of theirs is at work.',
  },
  {
    id: 'adds-programs',
    title: 'Adds programs',
    means: 'They put programs within reach of Claude’s shell.',
  },
  {
    id: 'opens-channels',
    title: 'Opens channels',
    means: 'Messages from outside can reach Claude through them.',
  },
  {
    id: 'changes-settings',
    title: 'Changes settings',
    means: 'They set the agent that sessions start with, or a command that draws a status line.',
  },
  { id: 'brings-plugins', title: 'Brings plugins', means: 'Claude Code installs other plugins with them.' },
  {
    id: 'none',
    title: 'Runs and reaches nothing',
    means:
      'They run nothing by themselves, start no server, reach no host on the network, download nothing, ask for no secret, approve no tool and change no setting.',
  },
] as const satisfies readonly { id: CapabilityFlag | 'none'; title: string; means: string }[];
export type CapabilityFacet = (typeof capabilityFacets)[number]['id'];

/** The facets of a plugin, in the order of `capabilityFacets`; never empty. */
export function facetsOf(plugin: { capabilities: readonly Told[] }): CapabilityFacet[] {
  const flags = flagsOf(plugin);
  return flags.length > 0 ? flags : ['none'];
}
