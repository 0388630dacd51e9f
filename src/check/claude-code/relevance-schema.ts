import { type Fields, list, object, text } from '../schema/parts.ts';
import type { Schema } from '../schema/validator.ts';

const short = (example: string, maxLength: number, more: Schema = {}) =>
  text(example, { minLength: 1, maxLength, ...more });
const glob = short('**/*.tf', 256, {
  pattern: '^[^\\\\]*$',
  title: 'a glob with forward slashes, not backslashes',
});
const regex = (example: string) => short(example, 256, { format: 'regex', title: 'a regular expression' });

const signals: Fields = {
  cli: list(short('terraform', 64), { maxItems: 10 }),
  hosts: list(
    short('api.example.com', 128, {
      pattern: '^[a-z0-9.-]+$',
      title: 'a lower-case host without scheme, port or path',
    }),
    { maxItems: 20 },
  ),
  filesRead: list(glob, { maxItems: 10 }),
  manifestDeps: list(object({ file: regex('package\\.json$'), pattern: regex('"stripe"') }), {
    minItems: 1,
    maxItems: 10,
  }),
  cwd: list(glob, { maxItems: 10 }),
};

/** Signals by which Claude Code suggests a plugin, with their limits: https://code.claude.com/docs/en/plugin-relevance#field-reference */
export const relevanceSchema: Schema = object(
  {
    signals: object({}, signals, {
      anyOf: Object.keys(signals).map((signal) => ({
        required: [signal],
        properties: { [signal]: { type: ['array', 'boolean', 'number', 'object', 'string'], minItems: 1 } },
      })),
      title: `an object with one or more of ${Object.keys(signals)
        .map((signal) => `"${signal}"`)
        .join(', ')}`,
      examples: [{ cli: ['terraform'] }],
    }),
  },
  { topic: short('Terraform', 64) },
);

/** Fields of an entry's `relevance`, and of its `signals`. */
export const relevanceFields: readonly string[] = ['topic', 'signals'];
export const signalFields: readonly string[] = Object.keys(signals);
