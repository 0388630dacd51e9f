import { exactText } from '../../../plugin/capability-words.ts';
import { quote } from '../../diagnostic.ts';
import { runsByItself } from '../../facts/acts.ts';
import { pluginRule } from '../../rule.ts';

export const rule = pluginRule(
  { id: 'download-unpinned', version: 3, authority: 'marketplace', severity: 'warning', waivable: true },
  ({ plugin, report }) => {
    for (const capability of plugin.capabilities) {
      if (capability.kind !== 'runtime-download' || capability.pinned) continue;
      // Refused by download-executed.
      if (capability.pipedTo !== undefined && runsByItself(capability)) continue;
      // What only the caller names is not the author's to pin.
      if (
        capability.packages.length > 0 &&
        capability.packages.every((name) => /^(?:\$\{[^}]*\}|…)$/.test(name))
      )
        continue;
      report({
        file: capability.file,
        at: { line: capability.line },
        message: `Expected an exact version, but ${quote(exactText(capability))} gets whichever version is current.`,
        fix:
          capability.pipedTo === undefined
            ? 'Pin an exact version, as in npx prettier@3.6.2, uvx ruff@0.14.1 or an image with its @sha256 digest, or ship the code.'
            : 'Download one released version, compare its SHA-256 with one that the plugin holds, then run it; or ship the code.',
      });
    }
  },
);
