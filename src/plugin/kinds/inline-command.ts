import { text } from './fields.ts';
import { defineKind } from './kind.ts';
import { openedFiles } from './opened-files.ts';

export const inlineCommand = defineKind({
  kind: 'inline-command',
  capability: {
    fields: { command: text('The command that runs.') },
    identity: ({ file }) => file,
    flags: () => ['runs-inline-commands'],
    group: () => 'runs-by-itself',
  },
  find(reading, found) {
    for (const { name, file, content, frontmatter } of openedFiles(reading)) {
      for (const { command, offset } of inlineCommands(frontmatter.body)) {
        const line = reading.lineAt(content, frontmatter.bodyOffset + offset);
        found.capability({ command, trigger: { when: 'opened', by: name }, file, line });
        found.command(command, { file, line });
      }
    }
  },
});

const inline =
  /(?:^|[ \t\n])!`([^`\n]+)`|^[ \t]*(?:```+|~~~+)!([^\n]*)\n([\s\S]*?)(?:^[ \t]*(?:```+|~~~+)[ \t]*$|$(?![\s\S]))/gm;

/**
 * The commands that Claude Code runs while it opens a skill or command: `` !`…` `` at a line's start or after white space, and blocks
 * fenced with `` ```! ``: https://code.claude.com/docs/en/skills#inject-dynamic-context
 */
export function inlineCommands(body: string): { command: string; offset: number }[] {
  if (!body.includes('!')) return [];
  return [...body.matchAll(inline)].flatMap((match) => {
    const command = (match[1] ?? match[3] ?? '').trim();
    return command === '' ? [] : [{ command, offset: match.index + match[0].indexOf('!') }];
  });
}
