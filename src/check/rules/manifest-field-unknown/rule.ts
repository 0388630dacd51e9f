import { manifestFile, rawManifest } from '../../../plugin/read-manifest.ts';
import { asRecord, own } from '../../../plugin/values.ts';
import {
  belowExperimentalFields,
  entryFields,
  experimentalFields,
  knownFields,
} from '../../claude-code/manifest-schema.ts';
import { ignoredValues } from '../../claude-code/manifest-values.ts';
import { quote } from '../../diagnostic.ts';
import { clientWarning, pluginRule } from '../../rule.ts';
import { suggest } from '../../text/names.ts';

const experimental = Object.keys(experimentalFields);

export const rule = pluginRule(
  { id: 'manifest-field-unknown', version: 2, ...clientWarning, clientReads: ['manifest'] },
  ({ source, report }) => {
    const manifest = rawManifest(source);
    const at = (...json: string[]) => ({ file: manifestFile, at: { json, key: true as const } });
    for (const field of Object.keys(manifest)) {
      if (experimental.includes(field)) {
        report({
          ...at(field),
          message: `${quote(field)} is experimental and belongs below "experimental".`,
          fix: `Write "experimental": { "${field}": … }.`,
        });
      } else if (entryFields.includes(field)) {
        report({
          ...at(field),
          message: `${quote(field)} belongs in the marketplace's entry; Claude Code ignores it in plugin.json.`,
          fix:
            field === 'category' || field === 'tags' || field === 'relevance'
              ? 'Move it to listing.json.'
              : 'Remove it.',
        });
      } else if (!knownFields.includes(field)) {
        report({
          ...at(field),
          message: `Unknown field ${quote(field)}, which Claude Code ignores.`,
          fix: fixFor(field, knownFields),
        });
      }
    }
    for (const issue of ignoredValues(manifest)) report({ file: manifestFile, ...issue });
    for (const field of Object.keys(asRecord(own(manifest, 'experimental')))) {
      if (belowExperimentalFields.includes(field)) continue;
      report({
        ...at('experimental', field),
        message: `Unknown field ${quote(`experimental.${field}`)}, which Claude Code ignores.`,
        fix: fixFor(field, belowExperimentalFields),
      });
    }
  },
);

function fixFor(field: string, known: readonly string[]): string {
  const near = suggest(field, known);
  return near === undefined ? 'Remove it, or keep your own data below "metadata".' : `Write "${near}".`;
}
