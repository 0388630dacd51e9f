import { describe, expect, test } from 'vitest';
import { aCapability } from '../../test/capabilities.ts';
import { exactText } from '../plugin/capability-words.ts';
import { type Capability, type CapabilityKind, capabilityPart } from '../plugin/kinds/list.ts';
import { compareCapabilities } from './compare-capabilities.ts';

const at = { file: 'hooks/hooks.json' };
const hook = (event: 'Stop' | 'SessionStart', command: string, more: object = {}) =>
  aCapability('hook', { event, command, ...at, ...more });
const server = (more: object) => aCapability('mcp-server', { name: 'x', ...more });
const download = (tool: string, name: string) =>
  aCapability('runtime-download', { tool, packages: [name], ...at });

/** Changes in one line each: what happens, before and after; `=` where it lets the plugin do no more. */
function changes(
  before: Capability[],
  after: Capability[],
  names?: { before: string; after: string },
): string[] {
  const shown = (capability: Capability | undefined) =>
    capability === undefined ? '' : exactText(capability);
  return compareCapabilities(before, after, names).map(
    ({ change, narrowed, ...sides }) =>
      `${change}${narrowed ? '=' : ''} ${shown(sides.before)} → ${shown(sides.after)}`,
  );
}

test('moving a capability changes nothing', () => {
  const before = [hook('Stop', 'a'), hook('Stop', 'b', { line: 9 })];
  const after = [hook('Stop', 'b', { file: '.claude-plugin/plugin.json' }), hook('Stop', 'a', { line: 40 })];
  expect(changes(before, after)).toEqual([]);
});

test('the same thing twice is one more', () => {
  const one = aCapability('inline-command', { command: 'date', file: 'skills/a/SKILL.md' });
  const two = aCapability('inline-command', { command: 'date', file: 'skills/b/SKILL.md' });
  expect(changes([one], [one, two])).toEqual(['gained  → date']);
  expect(changes([one, two], [two])).toEqual(['lost= date → ']);
});

test.each<[string, Capability, Capability]>([
  ['a hook’s command', hook('Stop', 'a', { matcher: 'Bash' }), hook('Stop', 'b')],
  [
    'a server’s address',
    aCapability('mcp-server', { name: 'a b', transport: 'http', url: 'https://x' }),
    aCapability('mcp-server', { name: 'a b', transport: 'stdio', command: 'node', args: ['y'] }),
  ],
  [
    'a language server’s command',
    aCapability('lsp-server', { name: 'go', command: 'gopls' }),
    aCapability('lsp-server', { name: 'go', command: 'other' }),
  ],
  ['a package’s version', download('npx', '@a/b@1.0.0'), download('npx', '@a/b@1.0.1')],
  ['an image’s version', download('docker run', 'a/b:1.0'), download('docker run', 'a/b:2.0')],
  [
    'a dependency’s range',
    aCapability('dependency', { name: 'x', version: '^1.0.0' }),
    aCapability('dependency', { name: 'x', version: '^2.0.0' }),
  ],
  [
    'a setting',
    aCapability('settings', { setting: 'agent', value: 'a' }),
    aCapability('settings', { setting: 'agent', value: 'b' }),
  ],
  ['a server’s environment', server({ env: ['A=1'] }), server({ env: ['A=2'] })],
  ['a server’s headers', server({ headers: ['A: 1'] }), server({ headers: ['A: 2'] })],
  ['a server’s folder', server({ cwd: 'a' }), server({ cwd: 'b' })],
  ['a server’s other settings', server({ settings: '{"oauth":1}' }), server({ settings: '{"oauth":2}' })],
  [
    'what a language server is told',
    aCapability('lsp-server', { name: 'go', settings: '{"initializationOptions":{"a":1}}' }),
    aCapability('lsp-server', { name: 'go', settings: '{"initializationOptions":{"a":2}}' }),
  ],
  [
    'the headers of a hook',
    hook('Stop', 'a', { headers: ['A: 1'] }),
    hook('Stop', 'a', { headers: ['A: 2'] }),
  ],
  ['the variables of a hook', hook('Stop', 'a'), hook('Stop', 'a', { allowedEnvVars: ['TOKEN'] })],
  [
    'the default of a setting',
    aCapability('user-config', { key: 'url', default: 'https://a.example' }),
    aCapability('user-config', { key: 'url', default: 'https://b.example' }),
  ],
  [
    'where a variable is sent',
    aCapability('user-config', { variable: 'TOKEN', server: 's', host: 'a.example' }),
    aCapability('user-config', { variable: 'TOKEN', server: 's', host: 'b.example' }),
  ],
  [
    'whether a question is a secret',
    aCapability('user-config', { key: 'token' }),
    aCapability('user-config', { key: 'token', sensitive: true }),
  ],
])('%s is one change', (_, before, after) => {
  expect(changes([before], [after])).toEqual([`changed ${exactText(before)} → ${exactText(after)}`]);
});

test.each<[string, Capability, Capability]>([
  ['another event', hook('Stop', 'a'), hook('SessionStart', 'a')],
  [
    'another host',
    aCapability('network-host', { host: 'a.example' }),
    aCapability('network-host', { host: 'b.example' }),
  ],
  ['another package', download('npx', 'a@1.0.0'), download('npx', 'b@1.0.0')],
  ['another kind', hook('Stop', 'x'), aCapability('monitor', { command: 'x' })],
])('%s is another thing', (_, before, after) => {
  expect(changes([before], [after])).toEqual([
    `gained  → ${exactText(after)}`,
    `lost= ${exactText(before)} → `,
  ]);
});

test.each<[Capability, Capability]>([
  [hook('Stop', 'x'), hook('Stop', 'x', { timeout: 5 })],
  [aCapability('mcp-server', {}), aCapability('mcp-server', { unused: ['.mcp.json:3'] })],
  [aCapability('user-config', { key: 'a' }), aCapability('user-config', { key: 'a', title: 'A' })],
])('what changes nothing that a plugin can do is no change: %j', (before, after) => {
  expect(changes([before], [after])).toEqual([]);
});

test.each([
  [['Read', 'Grep'], ['Read'], '='],
  [['Read', 'Grep'], ['Grep', 'Read'], '='],
  [['Read'], ['Read', 'Grep'], '='],
  [['Read'], ['Read', 'Write'], ''],
  [['Bash(git *)'], ['Bash(git push:*)', 'Bash(git add:*)'], '='],
  [['Bash(git push *)'], ['Bash(git *)'], ''],
  [['Bash(python3:*)'], ['Bash(python3:*)', 'Bash(rm *)', 'Write'], '='],
  [['Bash(npx prettier *)'], ['Bash(npx *)'], ''],
  [['Bash(curl:*)'], ['Bash(curl:*)', 'Bash(sh:*)'], ''],
  [['Bash'], ['Bash', 'mcp__db__query'], ''],
  [['mcp__db'], ['mcp__db__query'], '='],
  [['Bash(git:*)'], ['Bash'], ''],
  // Two halves of patterns with commas must not make a new one.
  [['Bash(a, b)', 'Edit(c, d)'], ['Bash(a, d)'], ''],
])('tools approved beforehand from %j to %j', (before, after, narrowed) => {
  const tools = (list: string[]) => aCapability('allowed-tools', { tools: list, file: 'commands/a.md' });
  expect(changes([tools(before)], [tools(after)])).toEqual([
    `changed${narrowed} ${before.join(', ')} → ${after.join(', ')}`,
  ]);
});

test('fewer tools of another component are no narrowing', () => {
  const before = aCapability('allowed-tools', { tools: ['Read', 'Grep'], file: 'commands/a.md' });
  const after = aCapability('allowed-tools', { tools: ['Read'], file: 'commands/b.md' });
  expect(changes([before], [after])).toEqual(['gained  → Read', 'lost= Read, Grep → ']);
});

test('a plugin’s new name in front of its components is no change', () => {
  const opening = (component: string) => aCapability('inline-command', { command: 'date', component });
  const [before, after] = [opening('old:hello'), opening('new:hello')];
  expect(changes([before], [after], { before: 'old', after: 'new' })).toEqual([]);
  expect(changes([before], [after])).toEqual(['changed date → date']);
});

/** Kinds that are read from programs and texts. */
const readKinds: CapabilityKind[] = [
  'reads-secret',
  'sends-data',
  'reads-outside',
  'writes-outside',
  'edits-agent-config',
  'persistence',
  'background',
  'reads-conversation',
  'changes-git',
  'self-update',
  'decides-for-you',
  'feeds-claude',
  'program',
  'obfuscated',
  'unreadable',
  'tells-claude-to-run',
  'tells-claude-to-send',
  'hidden-text',
];

describe.each(readKinds)('%s', (kind) => {
  const one = aCapability(kind, { trigger: { when: 'called', by: 'skills/a/SKILL.md:4' } });
  /** What a reviewer is asked about. */
  const asked = (before: Capability[], after: Capability[]) =>
    compareCapabilities(before, after)
      .filter(({ narrowed }) => !narrowed)
      .map(({ change }) => change);

  test('is asked about where it is new, and not where it is removed', () => {
    expect(asked([], [one])).toEqual(['gained']);
    expect(asked([one], [])).toEqual([]);
  });

  test('is not asked about where it moves, or its incidental fields change', () => {
    const moved = { line: 40, trigger: { when: 'called' as const, by: 'skills/a/SKILL.md:9' } };
    expect(asked([one], [{ ...one, ...moved }])).toEqual([]);
    for (const field of capabilityPart(one).incidental ?? [])
      expect(asked([one], [{ ...one, [field]: 'other' }]), field).toEqual([]);
  });

  test('is asked about where it starts to happen by itself', () => {
    const trigger = { when: 'session-start' as const, by: 'hooks/hooks.json:3' };
    expect(asked([one], [{ ...one, trigger }])).toEqual(['changed']);
  });
});
