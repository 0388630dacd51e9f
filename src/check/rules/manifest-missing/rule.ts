import { manifestFile } from '../../../plugin/read-manifest.ts';
import { pluginRule } from '../../rule.ts';

export const rule = pluginRule(
  {
    id: 'manifest-missing',
    version: 1,
    authority: 'marketplace',
    severity: 'error',
    waivable: false,
    marketplaceOnly: true,
  },
  ({ source, report }) => {
    if (source.files.has(manifestFile)) return;
    report({
      message: `Expected the plugin to have a manifest, "${manifestFile}".`,
      fix: `Write "${manifestFile}" with "name", "version", "description", "author" and "license".`,
    });
  },
);
