import { manifestFile, rawManifest } from '../../../plugin/read-manifest.ts';
import { manifestIssues } from '../../claude-code/manifest-schema.ts';
import { clientError, pluginRule } from '../../rule.ts';

export const rule = pluginRule(
  { id: 'manifest-field-invalid', version: 2, ...clientError, clientReads: ['manifest'] },
  ({ source, report }) => {
    for (const issue of manifestIssues(rawManifest(source))) report({ file: manifestFile, ...issue });
  },
);
