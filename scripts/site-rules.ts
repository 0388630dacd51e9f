// The rules of the check as the site shows them. Part of npm run build.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultPolicy, type Policy } from '../src/check/config/policy.ts';
import { rules } from '../src/check/rules.ts';
import { adjustedBy } from '../src/check/run/check-plugin.ts';
import type { SiteRule } from '../src/site/site-data.ts';
import { home } from './command-line.ts';

/** Every rule about plugins with the text of its page, and the severity that it has under a policy. */
export function siteRules(policy: Policy = defaultPolicy): SiteRule[] {
  return rules
    .filter((rule) => rule.looksAt === 'plugin')
    .map((rule) => {
      const { id, authority, severity, waivable, marketplaceOnly } = rule;
      const chosen = adjustedBy(policy, rule) ?? severity;
      return {
        id,
        authority,
        severity: chosen,
        ...(chosen === severity ? {} : { ownSeverity: severity }),
        waivable,
        marketplaceOnly: marketplaceOnly === true,
        text: readFileSync(join(home, 'src', 'check', 'rules', id, 'README.md'), 'utf8'),
      };
    });
}
