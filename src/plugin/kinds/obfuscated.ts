import { oneOf } from './fields.ts';
import { defineKind } from './kind.ts';

/** How a program hides what it runs. */
export const hidings = [
  'base64',
  'hex',
  'character-codes',
  'compressed',
  'encrypted',
  'reversed',
  'assembled',
] as const;

export const obfuscated = defineKind({
  kind: 'obfuscated',
  capability: {
    fields: { technique: oneOf('How the code that it runs is hidden.', hidings) },
    identity: ({ technique, file }) => JSON.stringify([file, technique]),
    once: ({ technique, file, line }) => JSON.stringify([file, technique, line]),
    subject: ({ technique }) => ({ kind: 'text', value: technique }),
    flags: () => ['hides-code'],
    group: () => 'hides-code',
  },
});
