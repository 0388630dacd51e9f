import { byText } from '../plugin/text.ts';
import { marketplaceRules } from './marketplace-rules.ts';
import { pluginRules } from './plugin-rules.ts';
import type { Rule } from './rule.ts';

/** All rules, sorted by id. */
export const rules: readonly Rule[] = [...pluginRules, ...marketplaceRules].sort((a, b) =>
  byText(a.id, b.id),
);
