import { manifestFile, rawManifest } from '../../../plugin/read-manifest.ts';
import { manifestIssues } from '../../claude-code/manifest-schema.ts';
import { pluginRule } from '../../rule.ts';

export const rule = pluginRule(
  {
    id: 'manifest-field-invalid',
    version: 1,
    authority: 'claude-code',
    severity: 'error',
    waivable: false,
    clientReads: ['manifest'],
  },
  ({ source, report }) => {
    for (const issue of manifestIssues(rawManifest(source))) report({ file: manifestFile, ...issue });
  },
);
