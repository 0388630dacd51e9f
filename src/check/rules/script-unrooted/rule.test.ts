import { expect, it } from 'vitest';
import { diagnose, manifestWith } from '../../../../test/check/rule-fixtures.ts';
import { rule } from './rule.ts';

const root = '${CLAUDE_PLUGIN_ROOT}';
const scripts = { 'scripts/run.sh': '', 'server.js': '', 'package.json': '{}' };
const hook = (command: string, args?: string[]) => ({
  ...manifestWith({
    hooks: { Stop: [{ hooks: [{ type: 'command', command, ...(args === undefined ? {} : { args }) }] }] },
  }),
  ...scripts,
});

it.each([
  ['sh scripts/run.sh', 'scripts/run.sh'],
  ['./scripts/run.sh', './scripts/run.sh'],
  ['"scripts/run.sh" --fast', 'scripts/run.sh'],
  ['CONFIG=scripts/run.sh start', 'scripts/run.sh'],
  ['node server.js', 'server.js'],
  ['node ./server.js && echo done', './server.js'],
])('reports %s', async (command, named) => {
  const found = await diagnose(rule, hook(command));
  expect(found).toMatchObject([{ severity: 'warning' }]);
  expect(found[0]?.message).toContain(`names "${named}", which is looked for in the user's project`);
  expect(found[0]?.fix).toBe(`Write "${root}/${named.replace('./', '')}", in quotes.`);
});

it.each([['/home/ada/run.sh'], ['cat /Users/ada/notes.txt'], ['C:\\Users\\ada\\run.ps1']])(
  'knows %s for one person’s',
  async (command) => {
    const found = await diagnose(rule, hook(command));
    expect(found.map(({ message }) => message)).toEqual([
      expect.stringContaining("a path on one person's computer"),
    ]);
  },
);

it('points at the argument', async () => {
  const text = '{\n  "a": {\n    "command": "node",\n    "args": [\n      "server.js"\n    ]\n  }\n}';
  expect(await diagnose(rule, { ...scripts, '.mcp.json': text })).toMatchObject([
    { file: '.mcp.json', line: 5 },
  ]);
});

it.each([
  `sh "${root}/scripts/run.sh"`,
  `sh "${root}"/scripts/run.sh`,
  `cd "${root}" && sh scripts/run.sh`,
  'sh scripts/other.sh',
  'sh ../scripts/run.sh',
  '/usr/bin/env node',
  'npm test -- package.json',
  'cat README.md',
  'run server.json',
  'x'.repeat(50_000),
])('says nothing of %.60s', async (command) => {
  expect(await diagnose(rule, hook(command))).toEqual([]);
});
