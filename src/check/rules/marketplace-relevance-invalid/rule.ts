import { isObject, own } from '../../../plugin/values.ts';
import { relevanceSchema } from '../../claude-code/relevance-schema.ts';
import { clientError, marketplaceRule } from '../../rule.ts';
import { schemaIssues } from '../../schema/explain.ts';

export const rule = marketplaceRule(
  { id: 'marketplace-relevance-invalid', version: 1, ...clientError },
  ({ entries, report }) => {
    for (const { index, raw } of entries) {
      const relevance = own(raw, 'relevance');
      // Claude Code ignores other values, and another rule reports them.
      if (!isObject(relevance)) continue;
      for (const issue of schemaIssues(relevanceSchema, relevance, { at: ['plugins', index, 'relevance'] }))
        report(issue);
    }
  },
);
