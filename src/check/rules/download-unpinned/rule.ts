import { exactText } from '../../../plugin/capability-words.ts';
import { quote } from '../../diagnostic.ts';
import { pluginRule } from '../../rule.ts';

export const rule = pluginRule(
  { id: 'download-unpinned', version: 1, authority: 'marketplace', severity: 'warning', waivable: true },
  ({ plugin, report }) => {
    for (const capability of plugin.capabilities) {
      if (capability.kind !== 'runtime-download' || capability.pinned) continue;
      report({
        file: capability.file,
        at: { line: capability.line },
        message: `Expected an exact version, but ${quote(exactText(capability))} runs whichever version is current.`,
        fix: 'Pin an exact version, as in npx prettier@3.6.2, uvx ruff@0.14.1 or an image with its @sha256 digest, or ship the code.',
      });
    }
  },
);
