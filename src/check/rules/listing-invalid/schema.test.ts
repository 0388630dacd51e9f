import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../../test/check/rule-fixtures.ts';
import schema from '../../../plugin/schemas/listing.schema.json' with { type: 'json' };
import { rule } from './rule.ts';

const isValid = new Ajv2020({ strict: false, validateFormats: false, logger: false }).compile(schema);

const whole = {
  $schema: 'https://example.com/listing.schema.json',
  category: 'productivity',
  tags: ['har', 'web-performance'],
  maintainers: ['ada', 'bob_acme'],
  relevance: {
    topic: 'Terraform',
    signals: {
      cwd: ['**/infra'],
      cli: ['terraform'],
      hosts: ['api.example.com'],
      filesRead: ['**/*.tf'],
      manifestDeps: [{ file: 'package\\.json$', pattern: '"stripe"' }],
    },
  },
  deprecated: { reason: 'It is built in now.', date: '2026-01-31', replacement: 'other-tool' },
  yanked: [{ version: '1.2.0', reason: 'It loses files.', date: '2026-02-01' }],
};

const values: readonly unknown[] = [
  null,
  true,
  0,
  1.5,
  '',
  ' ',
  'x',
  'Two Words',
  'a--b',
  '-a',
  'a_b',
  'ä',
  'x'.repeat(39),
  'x'.repeat(40),
  'x'.repeat(41),
  'x'.repeat(64),
  'x'.repeat(65),
  'x'.repeat(128),
  'x'.repeat(129),
  'x'.repeat(256),
  'x'.repeat(257),
  'x'.repeat(500),
  'x'.repeat(501),
  'https://example.com/',
  'UPPER.example.com',
  '2026-02-28',
  '2026-1-1',
  [],
  [null],
  [''],
  ['x'],
  ['x', 'x'],
  Array.from({ length: 10 }, (_, index) => `t${index}`),
  Array.from({ length: 11 }, (_, index) => `t${index}`),
  Array.from({ length: 20 }, (_, index) => `t${index}`),
  Array.from({ length: 21 }, (_, index) => `t${index}`),
  {},
  { unknown: 1 },
];

/** Every key of every object, and every place of every list, as paths. */
function placesIn(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  const below = Array.isArray(value)
    ? value.flatMap((item, index) => placesIn(item, [...path, index]))
    : typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, item]) => placesIn(item, [...path, key]))
      : [];
  return path.length === 0 ? below : [path, ...below];
}

function changed(path: readonly (string | number)[], value: unknown): unknown {
  const copy = structuredClone(whole) as Record<string | number, unknown>;
  let at = copy;
  for (const key of path.slice(0, -1)) at = at[key] as Record<string | number, unknown>;
  const last = path.at(-1) as string | number;
  if (value === undefined) delete at[last];
  else at[last] = value;
  return copy;
}

async function isRefused(listing: unknown): Promise<boolean> {
  const found = await diagnose(rule, { 'listing.json': JSON.stringify(listing) }, { others: ['other-tool'] });
  return found.some(({ severity }) => severity === 'error');
}

/** What a schema cannot say: which categories and plugins there are, which days, that two logins differ in more than case. */
const beyondSchema = new Set(['category', 'deprecated.replacement', 'deprecated.date', 'yanked.0.date']);

describe('the schema that editors use and the rule', () => {
  it('agree on a listing that uses everything', async () => {
    expect(isValid(whole), JSON.stringify(isValid.errors)).toBe(true);
    expect(await isRefused(whole)).toBe(false);
  });

  it.each(placesIn(whole).map((path) => [path.join('.'), path] as const))(
    'agree about %s',
    async (_, path) => {
      const disagreements: string[] = [];
      for (const value of [undefined, ...values]) {
        const listing = changed(path, value);
        const bySchema = !isValid(listing);
        const byRule = await isRefused(listing);
        if (bySchema === byRule || (byRule && beyondSchema.has(path.join('.')))) continue;
        disagreements.push(
          `${JSON.stringify(value)?.slice(0, 60)}: ${byRule ? 'the rule' : 'the schema'} refuses it`,
        );
      }
      expect(disagreements).toEqual([]);
    },
  );
});
