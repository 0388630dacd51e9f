import { manifestFile, rawManifest } from '../../../plugin/read-manifest.ts';
import { manifestIssues } from '../../claude-code/manifest-shape.ts';
import type { Rule } from '../../rule.ts';

export const rule: Rule = {
  id: 'manifest-field-invalid',
  authority: 'claude-code',
  severity: 'error',
  waivable: false,
  check({ source, report }) {
    for (const { path, key, message, fix } of manifestIssues(rawManifest(source))) {
      report({ file: manifestFile, at: { json: path, ...(key === undefined ? {} : { key }) }, message, fix });
    }
  },
};
