import { declaredDependencies, manifestFile, rawManifest } from '../../../plugin/read-manifest.ts';
import { quote } from '../../diagnostic.ts';
import { pluginRule, type Surroundings } from '../../rule.ts';

export const rule = pluginRule(
  {
    id: 'dependency-cycle',
    version: 1,
    authority: 'marketplace',
    severity: 'error',
    waivable: false,
    marketplaceOnly: true,
  },
  ({ source, plugin, marketplace, report }) => {
    if (marketplace === undefined) return;
    const seen = new Set<string>();
    for (const { name, marketplace: other, index } of declaredDependencies(rawManifest(source))) {
      if (other !== undefined && other !== marketplace.config.name) continue;
      const way = name === plugin.name ? [] : wayBack(name, plugin.name, marketplace, seen);
      if (way === undefined) continue;
      const circle = [plugin.name, ...way, plugin.name].map((step) => quote(step));
      const shown = circle.length > 8 ? [...circle.slice(0, 4), '…', ...circle.slice(-3)] : circle;
      report({
        file: manifestFile,
        at: { json: ['dependencies', index] },
        message:
          way.length === 0
            ? `Disallowed dependency of ${quote(plugin.name)} on itself.`
            : `Disallowed dependency cycle: ${shown.join(' → ')}.`,
        fix:
          way.length === 0
            ? 'Remove it from "dependencies".'
            : 'Remove one of these dependencies, or move what both need to a plugin of its own.',
      });
      // One cycle is fixed at a time.
      return;
    }
  },
);

/**
 * The shortest way from a plugin to another along dependencies.
 * What was `seen` on other ways did not lead there, so each plugin is asked once, however many dependencies are followed.
 */
function wayBack(
  from: string,
  to: string,
  { manifestOf, config }: Surroundings,
  seen: Set<string>,
): string[] | undefined {
  if (seen.has(from)) return undefined;
  seen.add(from);
  const cameFrom = new Map<string, string>();
  const pending = [from];
  for (let at = 0; at < pending.length; at++) {
    const name = pending[at] as string;
    for (const dependency of manifestOf(name)?.dependencies ?? []) {
      if (dependency.marketplace !== undefined && dependency.marketplace !== config.name) continue;
      if (dependency.name === to) {
        const way: string[] = [];
        for (let step: string | undefined = name; step !== undefined; step = cameFrom.get(step))
          way.unshift(step);
        return way;
      }
      if (seen.has(dependency.name)) continue;
      seen.add(dependency.name);
      cameFrom.set(dependency.name, name);
      pending.push(dependency.name);
    }
  }
  return undefined;
}
