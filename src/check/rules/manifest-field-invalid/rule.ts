import { manifestFile, rawManifest } from '../../../plugin/read-manifest.ts';
import { manifestIssues } from '../../claude-code/manifest-schema.ts';
import type { PluginRule } from '../../rule.ts';

export const rule: PluginRule = {
  id: 'manifest-field-invalid',
  version: 1,
  looksAt: 'plugin',
  authority: 'claude-code',
  severity: 'error',
  waivable: false,
  clientReads: ['manifest'],
  check({ source, report }) {
    for (const issue of manifestIssues(rawManifest(source))) report({ file: manifestFile, ...issue });
  },
};
