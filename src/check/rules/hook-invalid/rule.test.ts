import { expect, it } from 'vitest';
import { diagnose, manifestWith, type Overlay } from '../../../../test/check/rule-fixtures.ts';
import { manifestFile } from '../../../plugin/read-manifest.ts';
import { rule } from './rule.ts';

const hooksFile = (value: unknown) => ({ 'hooks/hooks.json': JSON.stringify(value, null, 1) });
const broken = [{ hooks: [{ type: 'zzz' }] }];

it.each([
  ['PreToolUse', 'error'],
  ['PermissionRequest', 'error'],
  ['PostToolUse', 'warning'],
  ['Stop', 'warning'],
  ['UserPromptSubmit', 'warning'],
])('weighs a broken hook of %s as an %s', async (event, severity) => {
  for (const overlay of [
    hooksFile({ hooks: { [event]: broken } }),
    manifestWith({ hooks: { [event]: broken } }),
  ]) {
    expect(await diagnose(rule, overlay)).toMatchObject([
      {
        severity,
        message: `Expected "hooks.${event}[0].hooks[0].type" to be one of "command", "http", "prompt", "agent", "mcp_tool", but it is "zzz".`,
      },
    ]);
  }
});

it('warns about an event that is null, which Claude Code skips', async () => {
  expect(await diagnose(rule, hooksFile({ hooks: { PreToolUse: null } }))).toMatchObject([
    { severity: 'warning' },
  ]);
});

it.each<[string, unknown]>([
  ['a text', 'x'],
  ['a list', []],
  ['null', null],
  ['no field at all', {}],
  ['events without "hooks" around them', { Stop: [] }],
  ['"hooks" that is a list', { hooks: [] }],
  ['"hooks" that is null', { hooks: null }],
  ['a description that is a number', { hooks: {}, description: 5 }],
  ['modules that are a number', { modules: 5 }],
  ['a module that is not there', { modules: ['./gone.js'] }],
])('refuses a hooks file that holds %s', async (_, value) => {
  expect(await diagnose(rule, hooksFile(value))).toMatchObject([
    { file: 'hooks/hooks.json', severity: 'error' },
  ]);
});

it('points at the entry, wherever the hooks stand', async () => {
  const text = `{
  "name": "tiny-tool",
  "hooks": [
    "./more.json",
    {
      "OnSave": [],
      "PreToolUse": [
        { "hooks": [{ "type": "command", "command": "x" }, { "type": "command" }] }
      ]
    }
  ]
}`;
  const more = `{ "hooks": {
  "Stop": [{ "matcher": 5, "hooks": [] }],
  "PreToolUse": [
    { "hooks": [
      { "type": "http", "url": "no url" }
    ] }
  ]
} }`;
  const found = await diagnose(rule, { [manifestFile]: text, 'more.json': more });
  expect(found.map(({ file, line, severity }) => `${file}:${line} ${severity}`)).toEqual([
    `${manifestFile}:6 warning`,
    `${manifestFile}:8 error`,
    'more.json:2 warning',
    'more.json:5 error',
  ]);
});

it('offers the event that was meant', async () => {
  const [found] = await diagnose(rule, hooksFile({ hooks: { preToolUse: [] } }));
  expect(found?.fix).toContain('"PreToolUse"');
});

it.each<[string, Overlay]>([
  ['modules that are there', { ...hooksFile({ modules: ['./a.js'] }), 'hooks/a.js': '' }],
  ['unknown keys', hooksFile({ $schema: 5, zzz: 1, hooks: { Stop: [{ zzz: 1, hooks: [] }] } })],
  ['a hooks file that nothing reads', { 'hooks/more.json': '{}' }],
  ['a file that is not JSON, which another rule reports', { 'hooks/hooks.json': '{' }],
  ['a byte order mark, which another rule reports', { 'hooks/hooks.json': '\ufeff{}' }],
  [
    'a file over a megabyte, which the client does not read',
    { 'hooks/hooks.json': '{}'.padEnd((1 << 20) + 1) },
  ],
  ['a link, which the client does not read', { 'h.json': '{}', 'hooks/hooks.json': { link: '../h.json' } }],
  ['a wrong kind of value in the manifest, which another rule reports', manifestWith({ hooks: 5 })],
])('says nothing of %s', async (_, overlay) => {
  expect(await diagnose(rule, overlay)).toEqual([]);
});
