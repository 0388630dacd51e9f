import type { JsonPath } from '../../../plugin/json.ts';
import { asRecord, isObject, own } from '../../../plugin/values.ts';
import { entryFields, headerWarnings, ignoredServerNetworks } from '../../claude-code/entry-schema.ts';
import { belowExperimentalFields } from '../../claude-code/manifest-schema.ts';
import { ignoredValues } from '../../claude-code/manifest-values.ts';
import { marketplaceFields, marketplaceMetadataFields } from '../../claude-code/marketplace-schema.ts';
import { relevanceFields, signalFields } from '../../claude-code/relevance-schema.ts';
import { quote } from '../../diagnostic.ts';
import { marketplaceRule } from '../../rule.ts';
import { kindOf, label } from '../../schema/explain.ts';
import { suggest } from '../../text/names.ts';

export const rule = marketplaceRule(
  {
    id: 'marketplace-field-unknown',
    version: 2,
    authority: 'claude-code',
    severity: 'warning',
    waivable: false,
  },
  ({ manifest, entries, report }) => {
    const unknown = (value: unknown, known: readonly string[], path: JsonPath) => {
      for (const field of Object.keys(asRecord(value))) {
        if (known.includes(field)) continue;
        const near = suggest(field, known);
        report({
          at: { json: [...path, field], key: true },
          message: `Unknown field ${quote(label([...path, field]))}, which Claude Code ignores.`,
          fix: near === undefined ? 'Remove it.' : `Write "${near}".`,
        });
      }
    };
    unknown(manifest, marketplaceFields, []);
    unknown(own(manifest, 'metadata'), marketplaceMetadataFields, ['metadata']);
    for (const { index, raw, local } of entries) {
      const at = ['plugins', index];
      unknown(raw, entryFields, at);
      unknown(own(raw, 'experimental'), belowExperimentalFields, [...at, 'experimental']);
      const relevance = own(raw, 'relevance');
      unknown(relevance, relevanceFields, [...at, 'relevance']);
      unknown(own(asRecord(relevance), 'signals'), signalFields, [...at, 'relevance', 'signals']);
      for (const issue of [
        ...ignoredValues(raw, at),
        ...ignoredServerNetworks(raw, at),
        ...headerWarnings(raw, at),
      ])
        report(issue);
      if (local?.hasManifest === true && own(raw, 'optionalDependencies') !== undefined)
        report({
          at: { json: [...at, 'optionalDependencies'] },
          message: 'The plugin has a plugin.json of its own, so Claude Code ignores the list in its entry.',
          fix: 'Move "optionalDependencies" to plugin.json.',
        });
      if (relevance === undefined || isObject(relevance)) continue;
      const path = [...at, 'relevance'];
      report({
        at: { json: path },
        message: `Expected ${quote(label(path))} to be an object, but it is ${kindOf(relevance)}, which Claude Code ignores.`,
        fix: 'Write "relevance" as an object or remove it.',
      });
    }
  },
);
