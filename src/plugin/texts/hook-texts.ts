import type { CommandRisk } from '../kinds/tells-claude-to-run.ts';

/** Something that the text which a hook puts before Claude tells it to run. */
export type HookInstruction = { command: string; risks: CommandRisk[]; line: number };

const secretly =
  /\b(?:silently|without (?:asking|telling|mentioning|informing)|do not (?:ask|mention|tell|inform|reveal)|don['’]t (?:ask|mention|tell|inform|reveal))\b/i;
const asksToRun = /\b(?:by running|re-?run(?:ning)?|run(?:ning)?|execut(?:e|ing)|invoke)\b/i;
const unsandboxed =
  /\bdangerouslyDisableSandbox\b(?:\s*[:=]\s*true)?(?![\])"'\s]*(?:\]|==|\)|is\b|in\b|not\b))/;
const retries = /\b(?:re-?run|re-?try|try again|run|use|set|with|pass)\b/i;
const comment = /^\s*(?:#|\/\/|\*|\/\*)/;

/** Lines of one program that are read. */
const mostLines = 20_000;

/**
 * What a hook's program tells Claude to run in the dark: a command that it shall neither ask about nor mention, or one outside the sandbox. Only
 * lines of text count, not comments.
 */
export function hookInstructions(program: string): HookInstruction[] {
  const lines = program.split('\n', mostLines);
  const found: HookInstruction[] = [];
  for (const [index, line] of lines.entries()) {
    if (line.length > 2_000 || comment.test(line)) continue;
    const near = `${lines[index - 1] ?? ''} ${line}`;
    if (unsandboxed.test(line) && retries.test(near.replace(/dangerouslyDisableSandbox.*/, '')))
      found.push({
        command: 'dangerouslyDisableSandbox: true',
        risks: ['skips-safeguards'],
        line: index + 1,
      });
    if (!secretly.test(line) || !asksToRun.test(line)) continue;
    const after = /:\s*(?:\\n)?\s*["']?$/.test(line)
      ? (lines[index + 1] ?? '')
      : line.slice(line.search(asksToRun));
    const command =
      /(?:^|[`\s"'])((?:\$\{?\w+\}?\/|[\w.-]+\/)?[\w.-]+\.(?:sh|py|js|mjs|ts|rb)\b[^`\n]{0,200})|`([^`\n]{3,200})`/.exec(
        after,
      );
    if (command !== null)
      found.push({
        command: (command[1] ?? command[2] ?? '').replace(/^\$\{?\w+\}?\//, '').trim(),
        risks: ['unasked'],
        line: index + 1,
      });
  }
  return found;
}
