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

/** What capabilities are shown under. In this order. */
export const capabilityGroups = [
  'runs-by-itself',
  'reaches-the-network',
  'starts-programs',
  'downloads-code',
  'asks-for-secrets',
  'pre-approves-tools',
  'changes-your-setup',
  'stays-on-your-machine',
] as const;
export type CapabilityGroup = (typeof capabilityGroups)[number];

/** When a capability happens, and the component that it happens for, where that is not the plugin as a whole. */
export type Trigger = {
  /** `called`: when Claude or a person asks for it. `opened`: as a skill or command opens. */
  when: 'session-start' | `event:${string}` | 'called' | 'opened' | 'never';
  by?: string;
};

/** What names a host. */
export const hostNamings = [
  'script',
  'command',
  'hook',
  'server-address',
  'server-environment',
  'server-bundle',
] as const;
export type HostNaming = (typeof hostNamings)[number];
