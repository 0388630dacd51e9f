import { asText, own, present } from '../values.ts';
import { programSubject } from './called-subject.ts';
import { optional, text } from './fields.ts';
import { defineKind } from './kind.ts';
import { openedTexts } from './opened-texts.ts';
import { triggerAt } from './vocabulary.ts';

export const inlineCommand = defineKind({
  kind: 'inline-command',
  capability: {
    fields: {
      command: text('The command that runs.'),
      shell: optional(text('The shell that it runs in, where that is not the usual one.')),
    },
    identity: ({ file }) => file,
    subject: ({ command }) => programSubject(command),
    flags: () => ['runs-inline-commands'],
    group: () => 'runs-by-itself',
  },
  find(reading, found) {
    for (const { name, frontmatter, placeAt } of openedTexts(reading)) {
      const shell = frontmatter.kind === 'mapping' ? asText(own(frontmatter.data, 'shell')) : undefined;
      for (const { command, offset } of inlineCommands(frontmatter.body)) {
        const place = placeAt(offset);
        const when = { trigger: triggerAt('opened', place), component: name, ...place };
        found.capability({ command, ...present({ shell: shell === 'bash' ? undefined : shell }), ...when });
        found.starts(command, when);
      }
    }
  },
});

/** Most inline commands that are read of one text. */
const most = 10_000;

const mark = '```!';
const inline = /(?<=^|\s)!`([^`]+)`/g;

/**
 * The commands that Claude Code runs while it opens a skill or command, wherever they stand in the Markdown: all between `` ```! `` and the
 * next three backticks, and `` !`…` `` at the start or after white space, also over several lines:
 * https://code.claude.com/docs/en/skills#inject-dynamic-context
 */
export function inlineCommands(body: string): { command: string; offset: number }[] {
  const found: { command: string; offset: number }[] = [];
  const add = (command: string, offset: number) => {
    const trimmed = command.replaceAll('\r\n', '\n').trim();
    if (trimmed !== '') found.push({ command: trimmed, offset });
  };
  for (let open = body.indexOf(mark); open >= 0 && found.length < most; ) {
    const close = body.indexOf('```', open + mark.length);
    if (close < 0) break;
    add(body.slice(open + mark.length, close), open + 3);
    open = body.indexOf(mark, close + 3);
  }
  if (body.includes('!`'))
    for (const match of withoutCode(body).matchAll(inline)) {
      if (found.length >= most) break;
      add(match[1] ?? '', match.index);
    }
  return found.sort((a, b) => a.offset - b.offset);
}

/** The text with the content of code spans blanked out, except of those that `!` or another backtick stands before. */
function withoutCode(body: string): string {
  return body.replace(/`[^`\n]+`/g, (span, at: number) =>
    /[!`]/.test(body.charAt(at - 1)) ? span : `\`${' '.repeat(span.length - 2)}\``,
  );
}
