import type { Call, Host, HostEvents } from './host.ts';
import { currentState } from './host.ts';

/** Counts what happens, and says it as OpenMetrics: https://prometheus.io/docs/specs/om/open_metrics_spec/ */
export type Metrics = { events: HostEvents; answered(status: number): void; text(host: Host): string };

/** Upper bounds of the groups of durations, in seconds. */
const buckets = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 120];

type Labels = Readonly<Record<string, string>>;
type Durations = { counts: number[]; sum: number; count: number };

/** @param today as YYYY-MM-DD */
export function createMetrics(today: () => string): Metrics {
  const counters = new Map<string, Map<string, number>>();
  const durations = new Map<string, Durations>();
  const days = new Map<string, Set<string>>();
  const count = (name: string, labels: Labels) => {
    const values = counters.get(name) ?? new Map<string, number>();
    const key = labelled(labels);
    values.set(key, (values.get(key) ?? 0) + 1);
    counters.set(name, values);
  };
  const called = ({ plugin, kind, name, team = '', ok, ms }: Call) => {
    const labels = { plugin, kind, name, team };
    count('plugin_host_calls', labels);
    if (!ok) count('plugin_host_errors', labels);
    const key = labelled(labels);
    days.set(key, (days.get(key) ?? new Set()).add(today()));
    const known = durations.get(labelled({ plugin })) ?? { counts: buckets.map(() => 0), sum: 0, count: 0 };
    known.sum += ms / 1000;
    known.count++;
    buckets.forEach((bound, at) => {
      if (ms / 1000 <= bound) known.counts[at] = (known.counts[at] ?? 0) + 1;
    });
    durations.set(labelled({ plugin }), known);
  };
  return {
    events: {
      loaded: () => undefined,
      started: (plugin) => count('plugin_host_starts', { plugin }),
      ended: (plugin) => count('plugin_host_ends', { plugin }),
      drifted: (plugin) => count('plugin_host_drifts', { plugin }),
      called,
    },
    answered: (status) => count('plugin_host_http_answers', { status: `${status}` }),
    text: (host) =>
      [
        ...[...counters].flatMap(([name, values]) => [
          `# TYPE ${name} counter`,
          ...[...values].map(([labels, value]) => `${name}_total${labels} ${value}`),
        ]),
        ...histogram('plugin_host_call_seconds', durations),
        ...gauge(
          'plugin_host_call_days',
          [...days].map(([labels, { size }]) => [labels, size]),
        ),
        ...ofNow(host),
        '# EOF\n',
      ].join('\n'),
  };
}

function histogram(name: string, all: ReadonlyMap<string, Durations>): string[] {
  if (all.size === 0) return [];
  const lines = [...all].flatMap(([labels, { counts, sum, count }]) => [
    ...counts.map((value, at) => `${name}_bucket${withLabel(labels, 'le', `${buckets[at]}`)} ${value}`),
    `${name}_bucket${withLabel(labels, 'le', '+Inf')} ${count}`,
    `${name}_count${labels} ${count}`,
    `${name}_sum${labels} ${sum.toFixed(6)}`,
  ]);
  return [`# TYPE ${name} histogram`, `# UNIT ${name} seconds`, ...lines];
}

function gauge(name: string, values: readonly (readonly [labels: string, value: number])[]): string[] {
  return values.length === 0
    ? []
    : [`# TYPE ${name} gauge`, ...values.map(([labels, value]) => `${name}${labels} ${value}`)];
}

/** What runs now. */
function ofNow(host: Host): string[] {
  const { running, uses } = host.runner;
  const memory = new Map<string, number>();
  const servers = new Map<string, number>();
  for (const { plugin, child } of running.values()) {
    const labels = labelled({ plugin: plugin.name });
    memory.set(labels, (memory.get(labels) ?? 0) + (uses.get(child.pid)?.bytes ?? 0));
    servers.set(labels, (servers.get(labels) ?? 0) + 1);
  }
  const states = Map.groupBy(host.catalog.plugins, (plugin) => currentState(host, plugin).state);
  return [
    ...gauge('plugin_host_memory_bytes', [...memory]),
    ...gauge('plugin_host_servers', [...servers]),
    ...gauge(
      'plugin_host_plugins',
      [...states].map(([state, { length }]) => [labelled({ state }), length]),
    ),
  ];
}

function labelled(labels: Labels): string {
  const pairs = Object.entries(labels).map(
    ([name, value]) =>
      `${name}="${value.replace(/[\\"\n]/g, (character) => (character === '\n' ? '\\n' : `\\${character}`))}"`,
  );
  return `{${pairs.join(',')}}`;
}

const withLabel = (labels: string, name: string, value: string) =>
  `${labels.slice(0, -1)},${name}="${value}"}`;
