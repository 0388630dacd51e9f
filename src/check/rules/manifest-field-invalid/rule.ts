import { manifestFile, rawManifest } from '../../../plugin/read-manifest.ts';
import { manifestIssues } from '../../claude-code/manifest-schema.ts';
import type { Rule } from '../../rule.ts';

export const rule: Rule = {
  id: 'manifest-field-invalid',
  authority: 'claude-code',
  severity: 'error',
  waivable: false,
  check({ source, report }) {
    for (const issue of manifestIssues(rawManifest(source))) report({ file: manifestFile, ...issue });
  },
};
