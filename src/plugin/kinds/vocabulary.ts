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
  'starts-programs',
  'reads-secrets',
  'reads-conversation',
  'sends-data',
  'tells-commands',
  'reaches-outside-project',
  'changes-git',
  'persists',
  'decides-for-you',
  'hides-code',
] as const;
export type CapabilityFlag = (typeof capabilityFlags)[number];

/** What capabilities are shown under. In this order. */
export const capabilityGroups = [
  'runs-by-itself',
  'decides-for-you',
  'sends-data',
  'reaches-the-network',
  'starts-programs',
  'downloads-code',
  'hides-code',
  'reads-secrets',
  'asks-for-secrets',
  'pre-approves-tools',
  'changes-your-setup',
  'reaches-outside-project',
  'tells-claude',
  'on-a-host',
  'only-named',
  'stays-on-your-machine',
] as const;
export type CapabilityGroup = (typeof capabilityGroups)[number];

/** When a capability happens, and what makes it happen. */
export type Trigger = {
  /**
   * `called`: when Claude or a person asks for it. `opened`: as a skill or command opens. `event:` is followed by an event of hooks, or
   * by `install` or `enable`: as the plugin is installed or enabled. `never`: nothing that is known reaches it.
   */
  when: 'session-start' | `event:${string}` | 'called' | 'opened' | 'never';
  /** The place of what makes it happen, as `<path>:<line>`: a hook's entry, a server's, a line of a skill. */
  by: string;
};

/** The trigger of what happens because of an entry at a place. */
export function triggerAt(when: Trigger['when'], { file, line }: { file: string; line: number }): Trigger {
  return { when, by: `${file}:${line}` };
}

/** The one thing that a capability is about. `program`: a command's name, or a path where it is a file. */
export type Subject = { kind: 'host' | 'program' | 'path' | 'tool' | 'variable' | 'text'; value: string };

/** Systems that find a file whose name is written in another case. */
export const caseBlind = ['macOS', 'Windows'] as const;
export type Platform = (typeof caseBlind)[number];

/** What names a host. */
export const hostNamings = [
  'script',
  'text',
  'command',
  'hook',
  'server-address',
  'server-environment',
  'server-bundle',
  'setting',
] as const;
export type HostNaming = (typeof hostNamings)[number];
