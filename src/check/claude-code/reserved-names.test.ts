import { expect, it } from 'vitest';
import { isReservedName, readsAsOfficial } from './reserved-names.ts';

/** What the client's own validator said of these names: it refuses those in the first list and warns about those in the second. */
it.each([
  'claude',
  'Claude-x',
  'claude_x',
  'claude--x',
  'claude-code',
  'claude-code-helper',
  'claudecode',
  'claude code',
  'cl-aude-x',
  'claud-e',
  'c-l-a-u-d-e',
  'anthropic',
  'anthropics',
  'anthropic.x',
  'anthropic-tools',
  'official-claude',
  'claudeofficial',
  'claude-official-x',
  'x-claude-official',
  'officialanthropic',
  'official-anthropic-x',
  'cc-plugin-x',
])('%s is reserved', (name) => {
  expect(isReservedName(name)).toBe(true);
  expect(readsAsOfficial(name)).toBe(false);
});

it.each([
  'my-claude',
  'mcp-claude',
  'a-claude-b',
  'tool-for-claude',
  'for-anthropic',
  'x-anthropics',
  'My.Claude',
])('%s reads as official', (name) => {
  expect(isReservedName(name)).toBe(false);
  expect(readsAsOfficial(name)).toBe(true);
});

it.each([
  'a',
  '1a',
  '',
  '-',
  'cc-plugin',
  'cc-plugins',
  'cc-tools',
  'claudex',
  'claude1',
  'claudette',
  'claudecode-x',
  'claudeplugins',
  'theclaude',
  'anthropic2',
  'anthropicx',
  'antropic-tools',
  'official-x',
  'x-official',
  'sonnet',
  'opus-x',
  'haiku',
])('%j is anybody’s', (name) => {
  expect(isReservedName(name)).toBe(false);
  expect(readsAsOfficial(name)).toBe(false);
});
