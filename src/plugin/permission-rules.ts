/** One entry of `allowed-tools`: a tool, and what of it is meant. `Bash(git *)` is the tool `Bash` with `git *`. */
export type PermissionRule = { tool: string; only?: string };

/**
 * `allowed-tools` as a list: text separated by commas or white space outside parentheses, or a list of such texts. As Claude Code reads it,
 * the first closing parenthesis ends an opened one.
 */
export function toolList(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => (typeof item === 'string' ? toolList(item) : []));
  if (typeof value !== 'string') return [];
  return value.match(/(?:[^\s,(]|\([^)]*\)?)+/g) ?? [];
}

/** Reads one entry: https://code.claude.com/docs/en/permissions#permission-rule-syntax. `Bash(*)` and `Bash()` are `Bash`. */
export function permissionRule(entry: string): PermissionRule {
  const [, tool = entry, inside = ''] = /^([^(]+)\((.*)\)?$/s.exec(entry) ?? [];
  const only = inside.replace(/\)$/, '').trim();
  return /^(?::?\*+(?::\*+)?)?$/.test(only) ? { tool } : { tool, only };
}

/** The patterns of commands of a rule for a shell. What ends with ` *` or `:*` means the command without arguments too. */
function commandPatterns(only: string): string[] {
  const [, start] = /^(.*?)(?::\*|\s+\*)$/s.exec(only) ?? [];
  return start === undefined ? [only] : [start, `${start} *`];
}

/** Tools that Claude Code never asks about inside the project: https://code.claude.com/docs/en/tools-reference */
const unasked = new Set(
  `Agent AskUserQuestion BashOutput EnterPlanMode Glob Grep KillShell LS ListMcpResourcesTool LSP NotebookRead ReadMcpResourceTool
  SendMessage Task TaskCreate TaskGet TaskList TaskOutput TaskStop TaskUpdate TodoRead TodoWrite ToolSearch`.split(
    /\s+/,
  ),
);

/** Whether an entry permits something that Claude Code would ask about without it. */
export const isAsked = (entry: string): boolean => !unasked.has(permissionRule(entry).tool);

/** Whether all that one entry permits is permitted by another. */
export function permits(wider: string, narrower: string): boolean {
  const [a, b] = [permissionRule(wider), permissionRule(narrower)];
  if (wider === narrower || a.tool === '*') return true;
  if (a.only === undefined && matches(a.tool, b.tool) && a.tool.startsWith('mcp__')) return true;
  // A server's name is all of its tools.
  if (/^mcp__(?:(?!__).)+$/.test(a.tool) && b.tool.startsWith(`${a.tool}__`)) return true;
  if (a.tool !== b.tool) return false;
  if (a.only === undefined) return true;
  if (b.only === undefined) return false;
  if (a.tool === 'Bash' || a.tool === 'PowerShell') {
    const patterns = commandPatterns(a.only);
    return commandPatterns(b.only).every((command) => patterns.some((pattern) => matches(pattern, command)));
  }
  if (/^(?:Read|Edit|Write|MultiEdit|NotebookEdit)$/.test(a.tool)) return isBelow(a.only, b.only);
  return matches(a.only, b.only);
}

/** Whether paths of one pattern lie in the folder that the other means whole. */
function isBelow(pattern: string, path: string): boolean {
  if (pattern === path) return true;
  const folder = /^([^*?[\]{}]*\/)\*\*$/.exec(pattern)?.[1];
  return folder !== undefined && path.startsWith(folder) && !/(?:^|\/)\.\.(?:\/|$)/.test(path);
}

/** Longest pattern that is compared, in characters. */
const longest = 500;

/**
 * Whether a pattern with `*` for any text matches a text. A `*` in the text is matched by a `*` of the pattern only, so that a pattern
 * which matches another one matches all that the other does.
 */
export function matches(pattern: string, text: string): boolean {
  if (pattern.length > longest || text.length > longest) return pattern === text;
  let at = 0;
  let star = -1;
  let from = 0;
  let index = 0;
  while (index < text.length) {
    if (pattern[at] === '*') {
      star = at++;
      from = index;
    } else if (pattern[at] === text[index] && text[index] !== '*') {
      at++;
      index++;
    } else if (star < 0) return false;
    else {
      at = star + 1;
      index = ++from;
    }
  }
  while (pattern[at] === '*') at++;
  return at === pattern.length;
}
