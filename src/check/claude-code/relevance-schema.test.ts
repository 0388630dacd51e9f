import { expect, it } from 'vitest';
import { schemaIssues } from '../schema/explain.ts';
import { relevanceFields, relevanceSchema, signalFields } from './relevance-schema.ts';

const places = (relevance: unknown) =>
  schemaIssues(relevanceSchema, relevance, { at: ['relevance'] }).map(({ at }) => at.json);

it('passes one signal, and as many as may be', () => {
  expect(places({ signals: { cli: ['terraform'] } })).toEqual([]);
  expect(
    places({
      topic: '😀'.repeat(64),
      signals: {
        cli: Array(10).fill('x'.repeat(64)),
        hosts: Array(20).fill('a.example'),
        filesRead: ['**/*.tf'],
        manifestDeps: [{ file: 'package\\.json$', pattern: '(a+)+$' }],
        cwd: ['infra/**'],
      },
    }),
  ).toEqual([]);
});

it.each<[unknown, (string | number)[]]>([
  [5, []],
  [{}, []],
  [{ signals: {} }, ['signals']],
  [{ signals: { cli: Array(11).fill('a') } }, ['signals', 'cli']],
  [{ signals: { cli: ['x'.repeat(65)] } }, ['signals', 'cli', 0]],
  [{ signals: { hosts: ['https://a.example'] } }, ['signals', 'hosts', 0]],
  [{ signals: { cwd: ['a\\b'] } }, ['signals', 'cwd', 0]],
  [{ signals: { manifestDeps: [{ file: 'a', pattern: '(' }] } }, ['signals', 'manifestDeps', 0, 'pattern']],
  [{ signals: { cli: ['a'], manifestDeps: [] } }, ['signals', 'manifestDeps']],
  [{ topic: '', signals: { cli: ['a'] } }, ['topic']],
])('refuses %j where it is wrong', (relevance, path) => {
  expect(places(relevance)).toEqual([['relevance', ...path]]);
});

it('knows as fields those that it judges', () => {
  const wrong = (fields: readonly string[]) => Object.fromEntries(fields.map((field) => [field, 5]));
  const judged = places({ ...wrong(relevanceFields), signals: wrong(signalFields) }).map((path) =>
    path.join('.'),
  );
  for (const field of relevanceFields.filter((name) => name !== 'signals'))
    expect(judged).toContain(`relevance.${field}`);
  for (const field of signalFields) expect(judged).toContain(`relevance.signals.${field}`);
});
