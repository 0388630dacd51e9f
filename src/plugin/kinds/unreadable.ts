import { number, oneOf, optional, text } from './fields.ts';
import { defineKind } from './kind.ts';

/** Why a program could not be read as a program. */
export const unreadableReasons = [
  'minified',
  'too-large',
  'compiled',
  'encrypted',
  'archive',
  'lfs-pointer',
  'unknown-language',
  'unparsable',
] as const;

export const unreadable = defineKind({
  kind: 'unreadable',
  capability: {
    fields: {
      why: oneOf('Why it could not be read.', unreadableReasons),
      bytes: number('Its size in bytes; for a Git LFS pointer, the size that it names.'),
      language: optional(
        text('What it is, such as "Mach-O" or "JavaScript"; absent where that is not known.'),
      ),
    },
    identity: ({ file }) => file,
    incidental: ['bytes'],
    subject: ({ file }) => ({ kind: 'path', value: file }),
    flags: () => ['hides-code'],
    group: () => 'hides-code',
  },
});
