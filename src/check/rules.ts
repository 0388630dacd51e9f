import type { Rule } from './rule.ts';

/** Every rule about a plugin, sorted by id. A test holds this list against the folders of `rules/`. */
export const rules: readonly Rule[] = [];
