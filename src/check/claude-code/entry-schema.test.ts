import { expect, it } from 'vitest';
import { entryFields, entryIssues } from './entry-schema.ts';

const at = ['plugins', 3];
const places = (entry: Record<string, unknown>) => entryIssues(entry, at).map((issue) => issue.at.json);

it.each<[Record<string, unknown>, (string | number)[]]>([
  [{ category: 5 }, ['category']],
  [{ tags: ['a', 5] }, ['tags', 1]],
  [{ types: './../a.d.ts' }, ['types']],
  [{ engines: { 'claude-code': 2 } }, ['engines', 'claude-code']],
  [{ author: { name: '' } }, ['author', 'name']],
  [{ experimental: { themes: 5 } }, ['experimental', 'themes']],
  [{ skills: ['./a', 'b'] }, ['skills', 1]],
  [{ mcpServers: [{ db: { type: 'sdk' } }] }, ['mcpServers', 0, 'db']],
])('refuses %j where it is wrong', (entry, path) => {
  expect(places(entry)).toEqual([[...at, ...path]]);
});

it('leaves names, sources and relevance to others', () => {
  expect(places({ name: 5, source: 5, relevance: 5, constructor: 5 })).toEqual([]);
});

it('says of a hook that the entry is refused for it, where in a plugin it is passed over', () => {
  const messages = entryIssues({ hooks: { Stop: [{ hooks: [{}] }] } }, at).map(({ message }) => message);
  expect(messages.length).toBeGreaterThan(0);
  expect(messages.join('\n')).not.toContain('skips');
});

it('takes servers of the client itself, and URLs that are not whole yet', () => {
  expect(
    places({ mcpServers: { a: { type: 'sdk', name: 'a' }, b: { type: 'http', url: 'later' } } }),
  ).toEqual([]);
});

it('knows each field once', () => {
  expect(new Set(entryFields).size).toBe(entryFields.length);
  expect(entryFields).toEqual(expect.arrayContaining(['name', 'source', 'commands', 'license', 'themes']));
});
