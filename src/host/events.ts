import type { HostEvents } from './host.ts';

/** Tells several listeners, each of what it listens to. */
export function allEvents(listeners: readonly Partial<HostEvents>[]): HostEvents {
  return {
    loaded(catalog) {
      for (const listener of listeners) listener.loaded?.(catalog);
    },
    started(plugin, server, ms) {
      for (const listener of listeners) listener.started?.(plugin, server, ms);
    },
    ended(plugin, server, why) {
      for (const listener of listeners) listener.ended?.(plugin, server, why);
    },
    drifted(plugin, server, what) {
      for (const listener of listeners) listener.drifted?.(plugin, server, what);
    },
    called(call) {
      for (const listener of listeners) listener.called?.(call);
    },
  };
}
