import { expect, it } from 'vitest';
import { diagnose, manifestWith, type Overlay } from '../../../../test/check/rule-fixtures.ts';
import { rule } from './rule.ts';

const monitor = { name: 'inbox', command: 'tail -f inbox.log', description: 'New messages' };
const monitorsFile = (value: unknown) => ({ 'monitors/monitors.json': JSON.stringify(value, null, 1) });

it.each<[string, unknown, string]>([
  ['an object around the list', { monitors: [monitor] }, 'Expected the monitors file to be a list'],
  ['null', null, 'Expected the monitors file to be a list, but it is null.'],
  ['a text in the list', ['x'], 'Expected "[0]" to be an object, but it is a string.'],
  ['an empty name', [{ ...monitor, name: '' }], 'Expected "[0].name" not to be empty.'],
  ['no command', [{ name: 'a', description: 'b' }], 'Expected "[0].command", which is missing.'],
  ['an unknown field', [{ ...monitor, timeout: 5 }], 'Unknown field "timeout" in "[0]".'],
  ['one name twice', [monitor, monitor], 'have the name "inbox".'],
  ['no skill to wait for', [{ ...monitor, when: 'on-skill-invoke:' }], 'on-skill-invoke'],
])('refuses %s', async (_, value, words) => {
  const found = await diagnose(rule, monitorsFile(value));
  expect(found.map(({ message }) => message)).toEqual([expect.stringContaining(words)]);
});

it('points at the second of two names', async () => {
  const text =
    '[\n  { "name": "a", "command": "x", "description": "d" },\n  { "name": "a", "command": "y", "description": "d" }\n]';
  expect(await diagnose(rule, { 'monitors/monitors.json': text })).toMatchObject([{ line: 3, column: 13 }]);
});

it.each<[string, Overlay]>([
  [
    'monitors that wait',
    monitorsFile([
      { ...monitor, when: 'on-skill-invoke:hello' },
      { ...monitor, name: 'b', when: 'always' },
    ]),
  ],
  ['a file that is not JSON, which another rule reports', { 'monitors/monitors.json': '[' }],
  [
    'a standard file that the manifest replaces',
    { ...monitorsFile(5), ...manifestWith({ experimental: { monitors: './m.json' } }), 'm.json': '[]' },
  ],
  [
    'monitors in the manifest, which another rule reports',
    manifestWith({ experimental: { monitors: [{}] } }),
  ],
])('says nothing of %s', async (_, overlay) => {
  expect(await diagnose(rule, overlay)).toEqual([]);
});

it('reads the file that the manifest names in its place', async () => {
  for (const changes of [{ experimental: { monitors: './m.json' } }, { monitors: './m.json' }]) {
    expect(await diagnose(rule, { ...manifestWith(changes), 'm.json': '[{}]' })).toMatchObject([
      { message: 'Expected "[0].command", which is missing.' },
      { message: 'Expected "[0].description", which is missing.' },
      { message: 'Expected "[0].name", which is missing.' },
    ]);
  }
});
