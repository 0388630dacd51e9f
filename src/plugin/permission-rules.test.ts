import { expect, it, test } from 'vitest';
import { isAsked, matches, permits, toolList } from './permission-rules.ts';

it.each<[unknown, string[]]>([
  ['Read, Grep', ['Read', 'Grep']],
  ['Read Grep', ['Read', 'Grep']],
  ['Read,Grep', ['Read', 'Grep']],
  ['Bash(git add:*), Bash(git commit:*)', ['Bash(git add:*)', 'Bash(git commit:*)']],
  ['Bash(npm run build, test) Read', ['Bash(npm run build, test)', 'Read']],
  ['Bash(git log', ['Bash(git log']],
  ['mcp__db__query', ['mcp__db__query']],
  ['Bash(node -e "f()":*), Read', ['Bash(node -e "f()":*)', 'Read']],
  ['Read\nWrite', ['Read', 'Write']],
  [
    ['Read', ' Bash(git *) '],
    ['Read', 'Bash(git *)'],
  ],
  [['Read, Bash'], ['Read', 'Bash']],
  [[5, null, 'Read', ''], ['Read']],
  ['', []],
  [5, []],
  [undefined, []],
])('%j are %j', (value, expected) => {
  expect(toolList(value)).toEqual(expected);
});

test.each([
  ['Bash', 'Bash(git *)', true],
  ['Bash(*)', 'Bash', true],
  ['*', 'mcp__x__y', true],
  ['Bash(git:*)', 'Bash(git *)', true],
  ['Bash(git *)', 'Bash(git:*)', true],
  ['Bash(git *)', 'Bash(git)', true],
  ['Bash(git *)', 'Bash(git push *)', true],
  ['Bash(git *)', 'Bash(git push origin main)', true],
  ['Bash(git * main)', 'Bash(git push main)', true],
  ['Bash(ls*)', 'Bash(lsof)', true],
  ['WebFetch', 'WebFetch(domain:a.example)', true],
  ['WebFetch(domain:*.a.example)', 'WebFetch(domain:x.a.example)', true],
  ['mcp__db', 'mcp__db__query', true],
  ['mcp__db__*', 'mcp__db__query', true],
  ['mcp__*', 'mcp__db', true],
  ['Edit', 'Edit(src/**)', true],
  ['Edit(src/**)', 'Edit(src/a/*.ts)', true],
  ['Read(~/**)', 'Read(~/x)', true],
  ['Bash(git *)', 'Bash', false],
  ['Bash(git push *)', 'Bash(git *)', false],
  ['Bash(git *)', 'Bash(gitk)', false],
  ['Bash(git)', 'Bash(git *)', false],
  ['Bash(git * main)', 'Bash(git *)', false],
  ['Bash(git *)', 'PowerShell(git *)', false],
  ['WebFetch(domain:a.example)', 'WebFetch', false],
  ['mcp__db__query', 'mcp__db', false],
  ['mcp__d', 'mcp__db__query', false],
  ['Edit(src/*)', 'Edit(src/a/b)', false],
  ['Edit(src/**)', 'Edit(src/../x)', false],
  ['Edit(src/**)', 'Edit', false],
  ['Read', 'Edit', false],
])('%s permits all of %s: %s', (wider, narrower, expected) => {
  expect(permits(wider, narrower)).toBe(expected);
});

test('tools that Claude Code never asks about add nothing', () => {
  expect(['Grep', 'TodoWrite', 'Task', 'Bash', 'Read', 'WebFetch'].filter(isAsked)).toEqual([
    'Bash',
    'Read',
    'WebFetch',
  ]);
});

test('hostile patterns are compared in no time', () => {
  const start = performance.now();
  matches('*a'.repeat(200_000), 'a'.repeat(400_000));
  matches('*a'.repeat(200), 'a'.repeat(400));
  toolList('('.repeat(500_000));
  toolList('a('.repeat(500_000));
  expect(performance.now() - start).toBeLessThan(2000);
});
