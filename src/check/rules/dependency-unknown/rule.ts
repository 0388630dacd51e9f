import { declaredDependencies, manifestFile, rawManifest } from '../../../plugin/read-manifest.ts';
import { quote } from '../../diagnostic.ts';
import { pluginRule } from '../../rule.ts';
import { suggest } from '../../text/names.ts';

export const rule = pluginRule(
  {
    id: 'dependency-unknown',
    version: 1,
    authority: 'marketplace',
    severity: 'error',
    waivable: false,
    marketplaceOnly: true,
  },
  ({ source, marketplace, report }) => {
    if (marketplace === undefined) return;
    const { config } = marketplace;
    for (const { name, marketplace: other, index } of declaredDependencies(rawManifest(source))) {
      // Only now, because a marketplace may have to be asked for its names.
      const { names } = marketplace;
      if ((other !== undefined && other !== config.name) || has(names, name)) continue;
      const now = Object.hasOwn(config.renames, name) ? config.renames[name] : undefined;
      // A proposal looks at every name, so a list of a hundred thousand gets none for the rest.
      const meant = typeof now === 'string' ? now : index < 50 ? suggest(name, names) : undefined;
      report({
        file: manifestFile,
        at: { json: ['dependencies', index] },
        message:
          typeof now === 'string'
            ? `Unknown dependency ${quote(name)}: its name is ${quote(now)} now.`
            : now === null
              ? `Unknown dependency ${quote(name)}: it was removed from this marketplace.`
              : `Unknown dependency ${quote(name)}: this marketplace has no plugin of that name.`,
        fix: meant === undefined || now === null ? 'Remove it from "dependencies".' : `Write "${meant}".`,
      });
    }
  },
);

/** The list is sorted. */
function has(names: readonly string[], name: string): boolean {
  let low = 0;
  let high = names.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const at = names[middle] as string;
    if (at === name) return true;
    if (at < name) low = middle + 1;
    else high = middle - 1;
  }
  return false;
}
