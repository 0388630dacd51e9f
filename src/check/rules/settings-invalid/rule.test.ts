import { expect, it } from 'vitest';
import { diagnose, manifestWith, type Overlay } from '../../../../test/check/rule-fixtures.ts';
import { manifestFile } from '../../../plugin/read-manifest.ts';
import { rule } from './rule.ts';

const settings = (value: unknown) => ({ 'settings.json': JSON.stringify(value) });

it.each<[string, Overlay, string]>([
  ['broken JSON', { 'settings.json': '{ "agent": }' }, 'error The file is not JSON'],
  ['a list', settings([]), 'error Expected settings.json to be an object'],
  [
    'an agent that is not a string',
    settings({ agent: 5 }),
    'error Expected "agent" to be a string, but it is a number.',
  ],
  [
    'a status line that is not an object',
    settings({ subagentStatusLine: 'x' }),
    'error Expected "subagentStatusLine" to be an object',
  ],
  [
    'permissions',
    settings({ permissions: { allow: ['Bash'] } }),
    'warning Claude Code ignores the setting "permissions" of a plugin, which in a user\'s settings approves what Claude does without asking.',
  ],
  ['a setting without effect', settings({ category: 'x' }), 'ignores the setting "category" of a plugin.'],
  ['hooks', settings({ hooks: {} }), 'warning Claude Code ignores the setting "hooks"'],
  [
    'the same in the manifest',
    manifestWith({ settings: { env: {} } }),
    'warning Claude Code ignores the setting "env"',
  ],
])('reports %s', async (_, overlay, words) => {
  const found = await diagnose(rule, overlay);
  expect(found.map(({ severity, message }) => `${severity} ${message}`)).toEqual([
    expect.stringContaining(words),
  ]);
});

it('points at the key', async () => {
  const found = await diagnose(rule, {
    'settings.json': '{\n  "agent": "a",\n  "model": "x"\n}',
    [manifestFile]: '{\n  "name": "tiny-tool",\n  "settings": {\n    "agent": 5\n  }\n}',
  });
  expect(found.map(({ file, line }) => `${file}:${line}`)).toEqual([`${manifestFile}:4`, 'settings.json:3']);
});

it.each<[string, Overlay]>([
  ['both settings', settings({ agent: 'greeter', subagentStatusLine: { type: 'command', command: 'x' } })],
  ['none', settings({})],
  ['a manifest where they are not an object, which another rule reports', manifestWith({ settings: 5 })],
  ['the settings of a project', { '.claude/settings.json': '{' }],
])('accepts %s', async (_, overlay) => {
  expect(await diagnose(rule, overlay)).toEqual([]);
});
