import { manifestFile } from '../../../plugin/read-manifest.ts';
import type { Rule } from '../../rule.ts';

export const rule: Rule = {
  id: 'manifest-missing',
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
