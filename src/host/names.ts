/**
 * UTF-16 units of a name as the host gives it. Claude Code sends `mcp__<server>__<name>` of at most 128 characters, and the line that `serve`
 * prints adds the host as "plugins".
 */
export const longestName = 128 - 'mcp__plugins__'.length;

/** Names that the specification allows: https://modelcontextprotocol.io/specification/2025-11-25/server/tools#tool-names */
const legalName = /^[A-Za-z0-9_.-]+$/;

/** Why a name cannot be served, as a sentence; undefined where it can. */
export function whyNotServed(name: string, taken: ReadonlySet<string>): string | undefined {
  if (!legalName.test(name)) return 'Its name has characters other than letters, digits, "_", "-" and ".".';
  if (name.length > longestName)
    return `Its full name has ${name.length} characters, and Claude Code accepts ${longestName}.`;
  return taken.has(clientName(name))
    ? 'Claude Code would give it the same name as another one: it writes "." as "_".'
    : undefined;
}

/** A name as Claude Code writes it. */
export function clientName(name: string): string {
  return name.replace(/[^A-Za-z0-9_-]/g, '_');
}
