import { kindOf } from '../schema/explain.ts';

/** What may stand in either part of `plugin@marketplace`. */
const idPart = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
/** The longest name that Claude Desktop takes, in characters. */
export const desktopNameLimit = 128;

/** Why the client refuses a name in its form, in words that end a sentence; undefined where it does not. */
export function namePartProblem(name: unknown): string | undefined {
  if (name === undefined) return 'is missing';
  if (typeof name !== 'string') return `is ${kindOf(name)}, not a string`;
  if (name === '') return 'is empty';
  return idPart.test(name)
    ? undefined
    : 'may hold only letters, digits, ".", "_" and "-", and starts with a letter or digit';
}

/** Names kept for what the client provides itself. */
const builtIn: readonly string[] = ['inline', 'builtin', 'synced', 'skills-dir'];

/** Names of Anthropic's own marketplaces: https://code.claude.com/docs/en/plugin-marketplaces#required-fields */
const official: readonly string[] = [
  'claude-code-marketplace',
  'claude-code-plugins',
  'claude-plugins-official',
  'claude-plugins-community',
  'claude-community',
  'anthropic-marketplace',
  'anthropic-plugins',
  'agent-skills',
  'anthropic-agent-skills',
  'knowledge-work-plugins',
  'life-sciences',
  'claude-for-legal',
  'claude-for-financial-services',
  'financial-services-plugins',
  'first-party-plugins',
  'healthcare',
];

/** Whether a name is that of one of Anthropic's own marketplaces, in which the client takes plugins of Anthropic's own names. */
export function isOfficialMarketplace(name: unknown): boolean {
  return typeof name === 'string' && official.includes(name.toLowerCase());
}

/** Names that Claude Desktop keeps to itself: https://code.claude.com/docs/en/plugin-marketplaces#marketplace-validation-errors */
export const desktopNames: readonly string[] = ['org', 'org-provisioned', 'unknown'];

/** Why a marketplace may not have a name although its form is right, in words that end a sentence; undefined where it may. */
export function reservedMarketplaceName(name: string): string | undefined {
  const folded = name.toLowerCase();
  if (builtIn.includes(folded)) return 'is kept for plugins that Claude Code provides itself';
  if (isOfficialMarketplace(name)) return "is reserved for one of Anthropic's own marketplaces";
  const squashed = folded.replace(/[^a-z0-9]/g, '');
  const passesAsOfficial =
    /^(?:claude|anthropic)(?:marketplace|plugins)/.test(squashed) ||
    /official(?:claude|anthropic)|(?:claude|anthropic)official/.test(squashed);
  return passesAsOfficial ? "passes as one of Anthropic's own marketplaces" : undefined;
}
