import { isObject, own } from '../../../plugin/values.ts';
import { renameProblem } from '../../claude-code/renames.ts';
import { quote } from '../../diagnostic.ts';
import { clientError, marketplaceRule } from '../../rule.ts';

export const rule = marketplaceRule(
  { id: 'marketplace-rename-unresolved', version: 2, ...clientError },
  ({ manifest, entries, report }) => {
    const renames = own(manifest, 'renames');
    if (!isObject(renames)) return;
    const plugins = new Set(entries.map(({ raw }) => own(raw, 'name')));
    for (const [name, becomes] of Object.entries(renames)) {
      // Claude Code does not see a key of this name.
      const problem =
        typeof becomes === 'string' && name !== '__proto__'
          ? renameProblem(name, renames, plugins)
          : undefined;
      if (problem === undefined) continue;
      report({
        at: { json: ['renames', name] },
        message: `Following the former name ${quote(name)} ${problem}.`,
        fix: 'Write the name of a plugin in "plugins", or null where the plugin was removed.',
      });
    }
  },
);
