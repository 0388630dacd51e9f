import { expect, test } from 'vitest';
import { componentAnchors, slug } from './text.ts';

test.each([
  ['Jane Doe', 'jane-doe'],
  ['web-vitals', 'web-vitals'],
  ['plugin:skill name', 'plugin-skill-name'],
  ['José', 'jose'],
])('a slug of %j', (text, expected) => {
  expect(slug(text)).toBe(expected);
});

test('texts that lose more than separators keep different slugs', () => {
  const slugs = ['c', 'c++', 'c#', '中文', '日本', '', '!', 'a'.repeat(80), `${'a'.repeat(80)}b`].map(slug);
  expect(new Set(slugs).size).toBe(slugs.length);
  for (const one of slugs) expect(one).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
});

test('every component has a place of its own', () => {
  const hook = { kind: 'hook', name: 'PostToolUse' };
  expect(componentAnchors([hook, { kind: 'skill', name: 'a:b' }, hook, hook])).toEqual([
    'hook-posttooluse',
    'skill-a-b',
    'hook-posttooluse--2',
    'hook-posttooluse--3',
  ]);
});
