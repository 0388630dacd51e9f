import { isYanked } from '../marketplace.ts';
import type { RegistryPlugin } from '../registry.ts';

/** How a plugin stands, what weighs most first. `withdrawn` and `error` are never offered. */
export const standings = ['error', 'withdrawn', 'deprecated', 'ok'] as const;
export type Standing = (typeof standings)[number];

/** How a plugin stands: of several standings, the one that weighs most. Never throws, whatever the plugin's texts hold. */
export function standingOf(
  plugin: Pick<RegistryPlugin, 'check' | 'yanked' | 'version' | 'deprecated'>,
): Standing {
  if (plugin.check.status === 'error') return 'error';
  if (isYanked(plugin)) return 'withdrawn';
  return plugin.deprecated === undefined ? 'ok' : 'deprecated';
}

/** Whether the marketplace lists the plugin. */
export function isOffered(plugin: Parameters<typeof standingOf>[0]): boolean {
  const standing = standingOf(plugin);
  return standing === 'ok' || standing === 'deprecated';
}
