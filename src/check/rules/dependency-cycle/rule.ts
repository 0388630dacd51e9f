import { manifestFile } from '../../../plugin/read-manifest.ts';
import { quote } from '../../diagnostic.ts';
import { declaredDependencies } from '../../facts.ts';
import type { Rule, Surroundings } from '../../rule.ts';

export const rule: Rule = {
  id: 'dependency-cycle',
  authority: 'marketplace',
  severity: 'error',
  waivable: false,
  marketplaceOnly: true,
  check({ source, plugin, marketplace, report }) {
    if (marketplace === undefined) return;
    for (const { name, marketplace: other, index } of declaredDependencies(source)) {
      if (other !== undefined && other !== marketplace.config.name) continue;
      const way = name === plugin.name ? [] : wayBack(name, plugin.name, marketplace);
      if (way === undefined) continue;
      const circle = [plugin.name, ...way, plugin.name].map((step) => quote(step));
      report({
        file: manifestFile,
        at: { json: ['dependencies', index] },
        message:
          way.length === 0
            ? `Disallowed dependency of ${quote(plugin.name)} on itself.`
            : `Disallowed circle of dependencies: ${circle.length > 8 ? [...circle.slice(0, 4), '…', ...circle.slice(-3)].join(' → ') : circle.join(' → ')}.`,
        fix:
          way.length === 0
            ? 'Take it out of "dependencies".'
            : 'Take one of these dependencies out, or move what both need to a plugin of its own.',
      });
    }
  },
};

/** The shortest way from a plugin to another along dependencies; each plugin is asked once. */
function wayBack(from: string, to: string, { manifestOf, config }: Surroundings): string[] | undefined {
  const cameFrom = new Map<string, string | undefined>([[from, undefined]]);
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
      if (cameFrom.has(dependency.name)) continue;
      cameFrom.set(dependency.name, name);
      pending.push(dependency.name);
    }
  }
  return undefined;
}
