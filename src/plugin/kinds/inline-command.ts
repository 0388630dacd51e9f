import { programSubject } from './called-subject.ts';
import { text } from './fields.ts';
import { defineKind } from './kind.ts';
import { openedFiles } from './opened-files.ts';
import { triggerAt } from './vocabulary.ts';

export const inlineCommand = defineKind({
  kind: 'inline-command',
  capability: {
    fields: { command: text('The command that runs.') },
    identity: ({ file }) => file,
    subject: ({ command }) => programSubject(command),
    flags: () => ['runs-inline-commands'],
    group: () => 'runs-by-itself',
  },
  find(reading, found) {
    for (const { name, file, content, frontmatter } of openedFiles(reading)) {
      for (const { command, offset } of inlineCommands(frontmatter.body)) {
        const place = { file, line: reading.lineAt(content, frontmatter.bodyOffset + offset) };
        const when = { trigger: triggerAt('opened', place), component: name, ...place };
        found.capability({ command, ...when });
        found.command(command, when);
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
