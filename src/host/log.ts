import type { HostEvents } from './host.ts';

/** Writes one line of the log. */
export type Log = (event: string, fields?: Readonly<Record<string, unknown>>) => void;

/** A log of one JSON object a line, with the time first. Nothing that a caller sent or got is ever in it. @param time as ISO 8601 */
export function jsonLog(write: (line: string) => void, time: () => string): Log {
  return (event, fields = {}) => write(`${JSON.stringify({ time: time(), event, ...fields })}\n`);
}

/** Logs what happens to plugins and calls. */
export function logged(log: Log): HostEvents {
  return {
    loaded({ plugins, tools, prompts, resources }) {
      log('loaded', {
        plugins: plugins.length,
        tools: tools.length,
        prompts: prompts.length,
        resources: resources.length,
      });
      for (const { name, state, why } of plugins)
        if (why.length > 0) log('plugin', { plugin: name, state, why });
    },
    started: (plugin, server, ms) => log('started', { plugin, server, ms: Math.round(ms) }),
    ended: (plugin, server, why) => log('ended', { plugin, server, why }),
    drifted: (plugin, server, what) => log('drifted', { plugin, server, what }),
    called: ({ ms, ...call }) => log('called', { ...call, ms: Math.round(ms) }),
  };
}
