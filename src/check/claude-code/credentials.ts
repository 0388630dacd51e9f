/** Forms of tokens that Claude Code knows: of Anthropic and OpenAI, GitHub, Slack, AWS, GitLab, Google, and JSON web tokens. */
const knownTokens: readonly RegExp[] = [
  /\bsk-[A-Za-z0-9_-]{16,}/,
  /\bgh[opsur]_[A-Za-z0-9]{30,}/,
  /\bgithub_pat_[A-Za-z0-9_]{30,}/,
  /\bxox[abeprs]-[A-Za-z0-9-]{10,}/,
  /\bAKIA[0-9A-Z]{16}\b/,
  /\bglpat-[A-Za-z0-9_-]{20,}/,
  /\bAIza[0-9A-Za-z_-]{35}\b/,
  /(?:^|[^A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]+/,
];
const secretName = /authorization|api[-_]?key|token|secret|password|credential/i;
const placeholder = /your[-_ ]|replace|example|changeme|placeholder|dummy|redacted|xxx|[<>]|\*\*\*/i;

/** A longer value is not looked at, in characters. */
const longestValue = 8192;
/** A secret is at least this long, and this hard to guess, in bits a character. */
const shortestSecret = 20;
const leastEntropy = 3;

/** Whether the value of a header looks like a credential to Claude Code. */
export function looksLikeCredential(header: string, value: string): boolean {
  if (value.length > longestValue || /\$\{[^}$]+\}/.test(value) || placeholder.test(value)) return false;
  const text = value.trim();
  if (knownTokens.some((token) => token.test(text))) return true;
  if (!secretName.test(header)) return false;
  const secret = /^(?:Bearer|Basic|Token|Bot)\s+(\S+)$/i.exec(text)?.[1] ?? text;
  return secret.length >= shortestSecret && !/\s/.test(secret) && entropyOf(secret) >= leastEntropy;
}

/** Shannon's entropy of a text, in bits a character. */
function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => {
    const share = count / text.length;
    return sum - share * Math.log2(share);
  }, 0);
}
