import { expect, test } from 'vitest';
import type { Capability } from '../plugin/plugin.ts';
import { compareCapabilities } from './compare-capabilities.ts';

function capability(kind: Capability['kind'], detail: string, more: Partial<Capability> = {}): Capability {
  return { kind, summary: `Does ${detail}.`, detail, file: 'hooks/hooks.json', line: 1, ...more };
}

/** Changes in one line each: what happens, before and after; `=` where it lets the plugin do no more. */
function changes(
  before: Capability[],
  after: Capability[],
  names?: { before: string; after: string },
): string[] {
  return compareCapabilities(before, after, names).map(
    ({ change, narrowed, ...sides }) =>
      `${change}${narrowed ? '=' : ''} ${sides.before?.detail ?? ''} → ${sides.after?.detail ?? ''}`,
  );
}

test('moving a capability changes nothing', () => {
  const before = [capability('hook', 'Stop command: a'), capability('hook', 'Stop command: b', { line: 9 })];
  const after = [
    capability('hook', 'Stop command: b', { file: '.claude-plugin/plugin.json' }),
    capability('hook', 'Stop command: a', { line: 40 }),
  ];
  expect(changes(before, after)).toEqual([]);
});

test('the same thing twice is one more', () => {
  const one = capability('inline-command', 'date', { file: 'skills/a/SKILL.md' });
  const two = capability('inline-command', 'date', { file: 'skills/b/SKILL.md' });
  expect(changes([one], [one, two])).toEqual(['gained  → date']);
  expect(changes([one, two], [two])).toEqual(['lost= date → ']);
});

test.each<[string, Capability, Capability]>([
  ['a hook’s command', capability('hook', 'Stop(Bash) command: a'), capability('hook', 'Stop command: b')],
  [
    'a server’s address',
    capability('mcp-server', 'a b http: https://x'),
    capability('mcp-server', 'a b stdio: node y'),
  ],
  [
    'a language server’s command',
    capability('lsp-server', 'go: gopls'),
    capability('lsp-server', 'go: other'),
  ],
  [
    'a package’s version',
    capability('runtime-download', 'npx @a/b@1.0.0'),
    capability('runtime-download', 'npx @a/b@1.0.1'),
  ],
  [
    'an image’s version',
    capability('runtime-download', 'docker run a/b:1.0'),
    capability('runtime-download', 'docker run a/b:2.0'),
  ],
  ['a dependency’s range', capability('dependency', 'x ^1.0.0'), capability('dependency', 'x ^2.0.0')],
  ['a setting', capability('settings', 'agent: "a"'), capability('settings', 'agent: "b"')],
  [
    'what is said of it',
    capability('user-config', 'token'),
    capability('user-config', 'token', { summary: 'Asks for a secret.' }),
  ],
])('%s is one change', (_, before, after) => {
  expect(changes([before], [after])).toEqual([`changed ${before.detail} → ${after.detail}`]);
});

test.each<[string, Capability, Capability]>([
  ['another event', capability('hook', 'Stop command: a'), capability('hook', 'SessionStart command: a')],
  ['another host', capability('network-host', 'a.example'), capability('network-host', 'b.example')],
  [
    'another package',
    capability('runtime-download', 'npx a@1.0.0'),
    capability('runtime-download', 'npx b@1.0.0'),
  ],
  ['another kind', capability('hook', 'x'), capability('monitor', 'x')],
])('%s is another thing', (_, before, after) => {
  expect(changes([before], [after])).toEqual([`gained  → ${after.detail}`, `lost= ${before.detail} → `]);
});

test.each([
  ['Read, Grep', 'Read', '='],
  ['Read, Grep', 'Grep, Read', '='],
  ['Read', 'Read, Grep', ''],
  ['Bash(git:*)', 'Bash', ''],
  // Two halves of patterns with commas must not make a new one.
  ['Bash(a, b), Edit(c, d)', 'Bash(a, d)', ''],
])('tools approved beforehand from %s to %s', (before, after, narrowed) => {
  const tools = (detail: string) => capability('allowed-tools', detail, { file: 'commands/a.md' });
  expect(changes([tools(before)], [tools(after)])).toEqual([`changed${narrowed} ${before} → ${after}`]);
});

test('fewer tools of another component are no narrowing', () => {
  const before = capability('allowed-tools', 'Read, Grep', { file: 'commands/a.md' });
  const after = capability('allowed-tools', 'Read', { file: 'commands/b.md' });
  expect(changes([before], [after])).toEqual(['gained  → Read', 'lost= Read, Grep → ']);
});

test('a plugin’s new name in front of its components is no change', () => {
  const before = capability('inline-command', 'date', { summary: 'Runs `date` when `old:hello` opens.' });
  const after = capability('inline-command', 'date', { summary: 'Runs `date` when `new:hello` opens.' });
  expect(changes([before], [after], { before: 'old', after: 'new' })).toEqual([]);
  expect(changes([before], [after])).toEqual(['changed date → date']);
});
