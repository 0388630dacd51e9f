import type { RegistryPlugin } from './registry.ts';

/** The status of a plugin, the most serious first. Plugins that are `withdrawn` or in `error` are never offered. */
export const standings = ['error', 'withdrawn', 'deprecated', 'ok'] as const;
export type Standing = (typeof standings)[number];

type Judged = Pick<RegistryPlugin, 'check' | 'yanked' | 'version' | 'deprecated'>;

/** Why a version was withdrawn, and since when; the current one where none is named. Undefined where it was not. */
export function withdrawal(
  { yanked = [], version: current }: Pick<Judged, 'yanked' | 'version'>,
  version: string | undefined = current,
): NonNullable<RegistryPlugin['yanked']>[number] | undefined {
  return yanked.find((item) => item.version === version);
}

/** The most serious status that applies to a plugin. Never throws, whatever the plugin's texts hold. */
export function standingOf(plugin: Judged): Standing {
  if (plugin.check.status === 'error') return 'error';
  if (withdrawal(plugin) !== undefined) return 'withdrawn';
  return plugin.deprecated === undefined ? 'ok' : 'deprecated';
}

/** Whether Claude Code is offered the plugin: it passed the check, and its current version was not withdrawn. */
export function isOffered(plugin: Omit<Judged, 'deprecated'>): boolean {
  const standing = standingOf(plugin);
  return standing === 'ok' || standing === 'deprecated';
}

/** Whether a plugin can be recommended: it is offered and not deprecated. */
export function isProposed(plugin: Judged): boolean {
  return standingOf(plugin) === 'ok';
}
