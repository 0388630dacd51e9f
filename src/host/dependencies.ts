import { createRequire } from 'node:module';
import { quote } from '../check/diagnostic.ts';
import type { Dependency } from '../plugin/manifest.ts';
import type { LoadedPlugin } from './load.ts';

const require = createRequire(import.meta.url);
/** Characters; a range that is longer says nothing that a person meant. */
const longestRange = 256;

/** What a plugin's dependencies come to: the plugins that it needs, those that others need first; or why it cannot run. */
export type Required = { ok: true; order: LoadedPlugin[] } | { ok: false; why: string };

/**
 * Finds what each plugin needs. A plugin whose dependency is missing, out of range, left out or in a circle cannot run.
 * @param whyOut why a plugin is left out for another reason
 */
export function requirements(
  plugins: readonly LoadedPlugin[],
  whyOut: (plugin: LoadedPlugin) => string | undefined,
): Map<LoadedPlugin, Required> {
  const named = new Map(plugins.map((plugin) => [plugin.name, plugin]));
  const found = new Map<LoadedPlugin, Required>();
  const visit = (plugin: LoadedPlugin, way: readonly LoadedPlugin[]): Required => {
    const known = found.get(plugin);
    if (known !== undefined) return known;
    if (way.includes(plugin)) {
      const circle = [...way.slice(way.indexOf(plugin)), plugin].map(({ name }) => name).join(' → ');
      return { ok: false, why: `Its dependencies form a circle: ${circle}.` };
    }
    const result = resolve(plugin, [...way, plugin]);
    found.set(plugin, result);
    return result;
  };
  const resolve = (plugin: LoadedPlugin, way: readonly LoadedPlugin[]): Required => {
    const order = new Set<LoadedPlugin>();
    for (const dependency of plugin.manifest.dependencies ?? []) {
      const other = named.get(dependency.name);
      const why = whyUnmet(dependency, other);
      if (other === undefined || why !== undefined) return { ok: false, why: why ?? '' };
      const out = whyOut(other);
      if (out !== undefined)
        return { ok: false, why: `It needs ${quote(other.name)}, which is left out: ${out}` };
      const further = visit(other, way);
      if (!further.ok)
        return {
          ok: false,
          why: further.why.startsWith('Its dependencies form')
            ? further.why
            : `It needs ${quote(other.name)}, which is left out: ${further.why}`,
        };
      for (const one of [...further.order, other]) order.add(one);
    }
    return { ok: true, order: [...order] };
  };
  for (const plugin of plugins) visit(plugin, []);
  return found;
}

function whyUnmet(
  { name, version: range, marketplace }: Dependency,
  other: LoadedPlugin | undefined,
): string | undefined {
  if (marketplace !== undefined && other === undefined)
    return `It needs ${quote(name)} of the marketplace ${quote(marketplace)}, which this host does not run.`;
  if (other === undefined) return `It needs the plugin ${quote(name)}, which is not in this marketplace.`;
  if (range === undefined) return undefined;
  const { version } = other.manifest;
  return version !== undefined && range.length <= longestRange && satisfies(version, range)
    ? undefined
    : `It needs ${quote(name)} in the range ${quote(range)}, and this marketplace has ${quote(version ?? 'no version')}.`;
}

/** Loaded where the first range is met, because most plugins have none. */
function satisfies(version: string, range: string): boolean {
  return (require('semver') as { satisfies(version: string, range: string): boolean }).satisfies(
    version,
    range,
  );
}

/** Whether a version is at least another; false where one is no version. */
export function isAtLeast(version: string, minimum: string): boolean {
  return minimum.length <= longestRange && satisfies(version, `>=${minimum}`);
}
