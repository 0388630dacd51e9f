import { byText } from '../plugin/text.ts';
import { isProposed } from '../registry/standing.ts';
import { tagsOfPlugin } from './catalog.ts';
import type { RegistryPlugin } from './registry.ts';
import { slug } from './text.ts';

/** A tag or word that more plugins than this share says little, and looking through all of them would not stay linear. */
const mostSharing = 60;

/**
 * For each plugin, the names of those most like it, best first: they share rare tags, keywords and words of the name, and the category.
 * Only plugins that somebody could begin with are proposed. Cost grows with the number of plugins, not with its square.
 */
export function similarPlugins(plugins: readonly RegistryPlugin[], most: number): Map<string, string[]> {
  const terms = new Map<RegistryPlugin, Set<string>>();
  const holders = new Map<string, RegistryPlugin[]>();
  const shelves = new Map<string, RegistryPlugin[]>();
  const proposed = plugins.filter(isProposed);
  for (const plugin of plugins) {
    const own = new Set([
      ...tagsOfPlugin(plugin).map(slug),
      ...plugin.name.split('-').filter((word) => word.length > 2),
    ]);
    terms.set(plugin, own);
  }
  for (const plugin of proposed) {
    for (const term of terms.get(plugin) ?? []) push(holders, term, plugin);
    push(shelves, plugin.category ?? '', plugin);
  }
  const places = new Map(
    [...shelves.values()].flatMap((shelf) => shelf.map((plugin, place) => [plugin, place] as const)),
  );
  const similar = new Map<string, string[]>();
  for (const plugin of plugins) {
    const scores = new Map<RegistryPlugin, number>();
    for (const term of terms.get(plugin) ?? []) {
      const sharing = holders.get(term) ?? [];
      if (sharing.length > mostSharing) continue;
      for (const other of sharing)
        if (other !== plugin) scores.set(other, (scores.get(other) ?? 0) + 1 / Math.log2(sharing.length + 2));
    }
    for (const [other, score] of scores)
      if (other.category === plugin.category && plugin.category !== undefined)
        scores.set(other, score + 0.25);
    const names = [...scores]
      .sort(([a, scoreA], [b, scoreB]) => scoreB - scoreA || byText(a.name, b.name))
      .slice(0, most)
      .map(([{ name }]) => name);
    // What is left comes from the same category, beside the plugin in its order.
    if (plugin.category !== undefined && names.length < most) {
      const shelf = shelves.get(plugin.category) ?? [];
      const start = places.get(plugin) ?? 0;
      for (let step = 1; step < shelf.length && step <= most * 2 && names.length < most; step++) {
        const other = shelf[(start + step) % shelf.length];
        if (other !== undefined && other !== plugin && !names.includes(other.name)) names.push(other.name);
      }
    }
    similar.set(plugin.name, names);
  }
  return similar;
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
