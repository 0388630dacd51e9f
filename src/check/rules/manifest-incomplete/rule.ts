import { manifestFile, rawManifest } from '../../../plugin/read-manifest.ts';
import { isObject, own } from '../../../plugin/values.ts';
import { quote } from '../../diagnostic.ts';
import { clientWarning, pluginRule } from '../../rule.ts';

/** What the client asks for beside the name, with what to write. */
const wanted = {
  version: '"version": "1.0.0"',
  description: '"description": "What the plugin does, in a sentence."',
  author: '"author": { "name": "Your Name" }',
} as const;

export const rule = pluginRule(
  { id: 'manifest-incomplete', version: 1, ...clientWarning, clientReads: ['manifest'] },
  ({ source, report }) => {
    const parsed = source.json(manifestFile);
    if (parsed?.ok !== true || !isObject(parsed.value)) return;
    const manifest = rawManifest(source);
    for (const [field, example] of Object.entries(wanted)) {
      const value = own(manifest, field);
      if (value !== undefined && value !== '') continue;
      report({
        file: manifestFile,
        ...(value === '' ? { at: { json: [field] } } : {}),
        message: `The manifest has no ${quote(field)}.`,
        fix: `Add ${example}.`,
      });
    }
  },
);
