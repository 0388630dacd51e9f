/**
 * Names that the client refuses to third parties, as its own validator states them: starting with `claude-`, `anthropic-`, `anthropics-`
 * or `cc-plugin-`, being one of a few names, or putting "official" beside "claude" or "anthropic". Separators and letter case do not count.
 * https://code.claude.com/docs/en/plugin-marketplaces#marketplace-schema
 */
export function isReservedName(name: string): boolean {
  const segments = segmentsOf(name);
  const squashed = segments.join('');
  if (squashed === 'claudecode' || squashed === 'claudemods') return true;
  if (/official(?:claude|anthropic)|(?:claude|anthropics?)official/.test(squashed)) return true;
  if (segments[0] === 'cc' && segments[1] === 'plugin' && segments.length > 2) return true;
  let start = '';
  for (const segment of segments) {
    start += segment;
    if (own.includes(start)) return true;
  }
  return false;
}

/** Names that the client only warns about: one of Anthropic's names as a part that is not the first. */
export function readsAsOfficial(name: string): boolean {
  return !isReservedName(name) && segmentsOf(name).some((segment) => own.includes(segment));
}

const own: readonly string[] = ['claude', 'anthropic', 'anthropics'];

function segmentsOf(name: string): string[] {
  return name
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((segment) => segment !== '');
}
