import type { RegistryPlugin } from './registry.ts';

/** Why a version was withdrawn, and since when; the current one where none is named. Undefined where it was not. */
export function withdrawal(
  { yanked = [], version: current }: Pick<RegistryPlugin, 'yanked' | 'version'>,
  version: string | undefined = current,
): NonNullable<RegistryPlugin['yanked']>[number] | undefined {
  return yanked.find((item) => item.version === version);
}

/** Whether Claude Code is offered the plugin: it passed the check, and its current version was not withdrawn. */
export function isOffered(plugin: Pick<RegistryPlugin, 'check' | 'yanked' | 'version'>): boolean {
  return plugin.check.status === 'ok' && withdrawal(plugin) === undefined;
}

/** Whether it is worth proposing: it is offered, and nobody is told to use another one. */
export function isProposed(
  plugin: Pick<RegistryPlugin, 'check' | 'yanked' | 'version' | 'deprecated'>,
): boolean {
  return isOffered(plugin) && plugin.deprecated === undefined;
}
