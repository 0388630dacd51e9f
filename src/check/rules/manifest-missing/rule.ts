import { manifestFile } from '../../../plugin/read-manifest.ts';
import type { PluginRule } from '../../rule.ts';

export const rule: PluginRule = {
  id: 'manifest-missing',
  version: 1,
  looksAt: 'plugin',
  authority: 'marketplace',
  severity: 'error',
  waivable: false,
  marketplaceOnly: true,
  check({ source, report }) {
    if (source.files.has(manifestFile)) return;
    report({
      message: `Expected the plugin to have a manifest, "${manifestFile}".`,
      fix: `Write "${manifestFile}" with "name", "version", "description", "author" and "license".`,
    });
  },
};
