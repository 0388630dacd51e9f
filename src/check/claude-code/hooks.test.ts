import { describe, expect, it } from 'vitest';
import { hookEventNames } from '../../plugin/kinds/hook.ts';
import { label } from '../schema/explain.ts';
import { hookFileIssues, hookIssues } from './hooks.ts';

const command = { type: 'command', command: 'x' };
const http = { type: 'http', url: 'https://a.example' };

/** Entries of `PreToolUse` that the client refuses, as its own validator was asked, and the place of the fault in the entry. */
const refused: [unknown, string][] = [
  [{ ...command, once: 'a' }, '.once'],
  [{ ...command, timeout: 0 }, '.timeout'],
  [{ ...command, timeout: -1 }, '.timeout'],
  [{ ...command, timeout: '5' }, '.timeout'],
  [{ ...command, async: 'yes' }, '.async'],
  [{ ...command, asyncRewake: 5 }, '.asyncRewake'],
  [{ ...command, rewakeMessage: 5 }, '.rewakeMessage'],
  [{ ...command, shell: 'fish' }, '.shell'],
  [{ ...command, args: 'a' }, '.args'],
  [{ ...command, args: [5] }, '.args[0]'],
  [{ ...command, if: 5 }, '.if'],
  [{ ...command, statusMessage: 5 }, '.statusMessage'],
  [{ type: 'command' }, ''],
  [{ type: 'command', command: 5 }, '.command'],
  [{ type: 'http' }, ''],
  [{ type: 'http', url: 'no url' }, '.url'],
  [{ ...http, headers: { A: 5 } }, '.headers.A'],
  [{ ...http, allowedEnvVars: 'A' }, '.allowedEnvVars'],
  [{ ...http, timeout: 'x' }, '.timeout'],
  [{ type: 'prompt' }, ''],
  [{ type: 'prompt', prompt: 'x', model: 5 }, '.model'],
  [{ type: 'prompt', prompt: 'x', continueOnBlock: 'x' }, '.continueOnBlock'],
  [{ type: 'agent' }, ''],
  [{ type: 'mcp_tool', server: 'a' }, ''],
  [{ type: 'mcp_tool', server: 'a', tool: 'b', input: 'x' }, '.input'],
  [{ command: 'x' }, ''],
  [{ type: 'function' }, '.type'],
  [{ type: 'callback' }, '.type'],
  [{ type: 'constructor' }, '.type'],
  [{ type: 5 }, '.type'],
  [null, ''],
  ['x', ''],
];

/** Entries that it takes. */
const accepted: unknown[] = [
  command,
  { ...command, command: '' },
  { ...command, timeout: 1.5 },
  { ...command, timeout: 1e9 },
  { ...command, if: '' },
  { ...command, zzz: 1 },
  { ...command, shell: 'powershell', args: ['a'], once: true, async: false },
  http,
  { type: 'http', url: 'http://a.example' },
  { type: 'http', url: 'ftp://a.example' },
  { type: 'http', url: 'javascript:x' },
  { type: 'prompt', prompt: '' },
  { type: 'agent', prompt: 'x', model: 'y' },
  { type: 'mcp_tool', server: '', tool: '' },
  { type: 'mcp_tool', server: 'a', tool: 'b', input: {} },
];

describe('a hook that the client refuses', () => {
  it.each(refused)('%j', (entry, place) => {
    const issues = hookIssues({ PreToolUse: [{ hooks: [entry] }] }, ['hooks']);
    expect(issues.map(({ at }) => label(at.json))).toContain(`hooks.PreToolUse[0].hooks[0]${place}`);
    expect(new Set(issues.map(({ severity }) => severity))).toEqual(new Set(['error']));
  });
});

describe('a hook that the client takes', () => {
  it.each(accepted)('%j', (entry) => {
    expect(hookIssues({ PreToolUse: [{ hooks: [entry] }] }, [])).toEqual([]);
  });
});

describe('groups', () => {
  it.each<[unknown, string]>([
    [5, 'PreToolUse'],
    ['x', 'PreToolUse'],
    [{ hooks: [] }, 'PreToolUse'],
    [[null], 'PreToolUse[0]'],
    [['x'], 'PreToolUse[0]'],
    [[{}], 'PreToolUse[0]'],
    [[command], 'PreToolUse[0]'],
    [[{ hooks: {} }], 'PreToolUse[0].hooks'],
    [[{ matcher: null, hooks: [] }], 'PreToolUse[0].matcher'],
    [[{ matcher: {}, hooks: [] }], 'PreToolUse[0].matcher'],
  ])('%j are refused', (groups, place) => {
    expect(
      hookIssues({ PreToolUse: groups }, []).map(({ at, severity }) => `${severity} ${label(at.json)}`),
    ).toEqual([`error ${place}`]);
  });

  it.each<unknown>(
    [[], [{ hooks: [] }], [{ zz: 1, hooks: [] }], [{ matcher: '[', hooks: [command] }]].map((groups) => [
      groups,
    ]),
  )('%j are taken', (groups) => {
    expect(hookIssues({ PreToolUse: groups }, [])).toEqual([]);
  });
});

describe('events', () => {
  it.each([
    ['PreToolUse', 5, 'error'],
    ['PermissionRequest', 5, 'error'],
    ['PreToolUse', null, 'warning'],
    ['Stop', 5, 'warning'],
    ['Stop', null, 'warning'],
    ['OnSave', [], 'warning'],
    ['hooks', {}, 'warning'],
    ['__proto__x', [], 'warning'],
  ])('%s holding %j is a matter of %s', (event, groups, severity) => {
    expect(hookIssues({ [event]: groups }, []).map((issue) => issue.severity)).toEqual([severity]);
  });

  it('are all known that the client knows', () => {
    for (const event of hookEventNames)
      expect(hookIssues({ [event]: [{ hooks: [command] }] }, [])).toEqual([]);
    expect(hookEventNames).toHaveLength(34);
  });

  it.each([
    ['preToolUse', 'PreToolUse'],
    ['pre-tool-use', 'PreToolUse'],
    ['session_start', 'SessionStart'],
    ['zzz', 'PostToolUse'],
  ])('%s is answered with %s', (event, meant) => {
    expect(hookIssues({ [event]: [] }, [])[0]?.fix).toContain(`"${meant}"`);
  });

  it('are only read from an object', () => {
    for (const events of [5, null, 'x', []]) expect(hookIssues(events, [])).toEqual([]);
  });
});

describe('a hooks file', () => {
  it.each<[unknown, string[]]>([
    ['x', ['']],
    [[], ['']],
    [null, ['']],
    [{}, ['']],
    [{ PreToolUse: [] }, ['']],
    [{ hooks: null }, ['hooks']],
    [{ hooks: [] }, ['hooks']],
    [{ hooks: {}, description: 5 }, ['description']],
    [{ modules: 5 }, ['modules']],
    [{ modules: [5] }, ['modules[0]']],
    [{ modules: ['./a.js', './b.js'] }, ['modules']],
    [{ modules: ['./a.js'], surface: 'x' }, ['surface']],
    [{ PreToolUse: [{ hooks: [command] }] }, ['PreToolUse']],
    [{ hooks: {}, PermissionRequest: [{ hooks: [command] }] }, ['PermissionRequest']],
    [{ hooks: { Nope: { PreToolUse: [{ hooks: [command] }] } } }, ['hooks.Nope']],
    [{ hooks: [{ matcher: 'Bash', hooks: [command] }] }, ['']],
    [{ hooks: {} }, []],
    [{ hooks: {}, PreToolUse: [] }, []],
    [{ hooks: {}, description: 'x', $schema: 5, zzz: 5 }, []],
    [{ modules: [] }, ['']],
  ])('that holds %j has faults at %j', (value, places) => {
    expect(hookFileIssues(value).map(({ at }) => label(at.json))).toEqual(places);
  });
});
