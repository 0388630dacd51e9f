import type { JsonPath } from '../../../plugin/json.ts';
import { asRecord, isObject, own } from '../../../plugin/values.ts';
import { entryFields, looseObjects } from '../../claude-code/entry-schema.ts';
import { experimentalFields } from '../../claude-code/manifest-schema.ts';
import { marketplaceFields, marketplaceMetadataFields } from '../../claude-code/marketplace-schema.ts';
import { relevanceFields, signalFields } from '../../claude-code/relevance-schema.ts';
import { quote } from '../../diagnostic.ts';
import { marketplaceRule } from '../../rule.ts';
import { kindOf, label } from '../../schema/explain.ts';
import { suggest } from '../../text/names.ts';

export const rule = marketplaceRule(
  {
    id: 'marketplace-field-unknown',
    version: 1,
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
    for (const { index, raw } of entries) {
      const at = ['plugins', index];
      unknown(raw, entryFields, at);
      unknown(own(raw, 'experimental'), Object.keys(experimentalFields), [...at, 'experimental']);
      const relevance = own(raw, 'relevance');
      unknown(relevance, relevanceFields, [...at, 'relevance']);
      unknown(own(asRecord(relevance), 'signals'), signalFields, [...at, 'relevance', 'signals']);
      for (const field of looseObjects) {
        const value = own(raw, field);
        if (value === undefined || isObject(value)) continue;
        report({
          at: { json: [...at, field] },
          message: `Expected ${quote(label([...at, field]))} to be an object, but it is ${kindOf(value)}, which Claude Code ignores.`,
          fix: `Write "${field}" as an object or remove it.`,
        });
      }
    }
  },
);
