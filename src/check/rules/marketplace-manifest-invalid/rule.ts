import { isObject } from '../../../plugin/values.ts';
import { marketplaceRule } from '../../rule.ts';
import { kindOf } from '../../schema/explain.ts';

export const rule = marketplaceRule(
  {
    id: 'marketplace-manifest-invalid',
    version: 1,
    withoutManifest: true,
    authority: 'claude-code',
    severity: 'error',
    waivable: false,
  },
  ({ parsed, report }) => {
    if ('unreadable' in parsed) {
      report({
        message: `The marketplace's manifest ${parsed.unreadable}.`,
        fix: 'Write { "name": "…", "owner": { "name": "…" }, "plugins": [] } to .claude-plugin/marketplace.json.',
      });
    } else if (!parsed.ok) {
      report({
        at: { offset: parsed.offset },
        message: `The marketplace's manifest is not JSON: ${parsed.message}.`,
        fix: parsed.fix,
      });
    } else if (!isObject(parsed.value)) {
      report({
        message: `Expected the marketplace's manifest to hold an object, but it holds ${kindOf(parsed.value)}.`,
        fix: 'Write { "name": "…", "owner": { "name": "…" }, "plugins": [] }.',
      });
    }
  },
);
