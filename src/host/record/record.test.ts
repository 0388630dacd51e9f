import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { memoryFileSystem } from '../../plugin/file-system.ts';
import { readSource } from '../../plugin/source.ts';
import type { ServerTools } from '../../plugin/tools.ts';
import { processGroups } from '../process-groups.ts';
import { type AskLimits, askLimits, askServer } from './ask.ts';
import { recordTools, toolsDifferences, toolsText } from './record.ts';

/** A server of which a test says how it answers: `answer(method, params)` gives a result, `{ error }`, or undefined for silence. */
const program = (answer: string, before = '') => `
${before}
const answer = ${answer};
const capabilities = { tools: {}, resources: {}, prompts: {} };
require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
  const { id, method, params } = JSON.parse(line);
  if (id === undefined) return;
  const usual = method === 'initialize' ? { protocolVersion: '2025-11-25', capabilities, serverInfo: { name: 'x', version: '1' } }
    : { tools: [], resources: [], resourceTemplates: [], prompts: [] };
  const said = answer(method, params) ?? usual;
  console.log(JSON.stringify({ jsonrpc: '2.0', id, ...(said.error ? said : { result: said }) }));
});`;
const startOf = (code: string) => ({
  command: process.execPath,
  args: ['-e', code],
  env: { PATH: '/usr/bin:/bin' },
  cwd: '/',
});
const limits: AskLimits = { ...askLimits, replyBytes: 1 << 20, noiseBytes: 1 << 20, pages: 3 };
const groups = processGroups();
afterAll(groups.close);
const tool = (name: string) => ({ name, inputSchema: { type: 'object' } });

test.concurrent('all pages are asked for, and noise is left aside', async () => {
  const answer = `(method, params) => method === 'tools/list'
    ? params.cursor === undefined ? { tools: [${JSON.stringify(tool('a'))}], nextCursor: 'two' } : { tools: [${JSON.stringify(tool('b'))}] }
    : method === 'prompts/list' ? { error: { code: -32601, message: 'no' } } : undefined`;
  const asked = await askServer(
    startOf(program(answer, 'console.log("ready"); console.log("[1]");')),
    groups,
    limits,
  );
  expect(asked).toMatchObject({ ok: true, offers: { tools: [tool('a'), tool('b')], prompts: [] } });
});

test.concurrent.each([
  ['a program that is not there', { ...startOf(''), command: '/no/such' }, 'it exited with code 127'],
  ['an argument that no system takes', startOf('\0'), 'it cannot be started'],
  ['a crash', startOf('console.error("Need a token"); process.exit(3)'), 'it exited with code 3'],
  ['silence', startOf('setInterval(() => {}, 1000)'), 'within 1 second'],
  ['a flood', startOf('setInterval(() => console.log("x".repeat(3e6)), 1)'), '1 MB is the limit'],
  [
    'an error',
    startOf(program('() => ({ error: { code: -32000, message: "No" } })')),
    '"initialize" with an error: No',
  ],
  [
    'no list',
    startOf(program("(m) => m === 'tools/list' ? { tools: 1 } : undefined")),
    'has no list "tools"',
  ],
  [
    'a wrong tool',
    startOf(program("(m) => m === 'tools/list' ? { tools: [{}] } : undefined")),
    'inputSchema',
  ],
  [
    'pages without end',
    startOf(program("(m) => m === 'tools/list' ? { tools: [], nextCursor: 'x' } : undefined")),
    'more than 3 pages',
  ],
])('a server fails with its reason: %s', async (name, start, why) => {
  const asked = await askServer(start, groups, name === 'silence' ? { ...limits, startMs: 1_000 } : limits);
  expect(asked).toMatchObject({ ok: false, why: expect.stringContaining(why) });
  if (name === 'a crash') expect(asked).toMatchObject({ stderr: 'Need a token' });
});

test('what a server started ends with it', async () => {
  const child = "require('node:child_process').spawn('sleep', ['300'], { stdio: 'ignore' })";
  const answer = `(m) => m === 'tools/list' ? { tools: [{ name: String(child.pid), inputSchema: {} }] } : undefined`;
  const asked = await askServer(startOf(program(answer, `const child = ${child};`)), groups, limits);
  const pid = asked.ok ? Number(asked.offers.tools[0]?.name) : 0;
  expect(pid).toBeGreaterThan(1);
  await expect.poll(() => isRunning(pid)).toBe(false);
});

/** A process that ended and was not yet waited for is not running. */
function isRunning(pid: number): boolean {
  try {
    const stat = process.getBuiltinModule('node:fs').readFileSync(`/proc/${pid}/stat`, 'utf8');
    return !/\) [ZX] /.test(stat);
  } catch {
    return false;
  }
}

describe('a plugin', () => {
  const sourceOf = (config: object, more: Record<string, string> = {}) =>
    readSource(
      memoryFileSystem({ '.mcp.json': JSON.stringify({ mcpServers: { beds: config } }), ...more }),
      'plugins/garden',
    );
  const folders = { plugin: tmpdir(), data: mkdtempSync(join(tmpdir(), 'record-')) };
  const options = {
    folders,
    probe: { bwrap: { works: false, why: 'Bubblewrap is not installed.' }, node: '24.0.0' } as const,
    network: false,
    path: '/usr/bin:/bin',
    values: new Map([['GIVEN', 'given']]),
  };

  test.concurrent('gets its values, and what is missing is named', async () => {
    const env = { A: '${GIVEN}', B: '${LACKING}', C: '${LACKING_TOO:-usual}', D: '${user_config.key}' };
    const code = program(
      "(m) => m === 'tools/list' ? { tools: [{ name: ['A', 'B', 'C', 'D'].map((key) => process.env[key]).join('-'), inputSchema: {} }] } : undefined",
    );
    const manifest = JSON.stringify({ name: 'garden', userConfig: { key: { default: 7 } } });
    const source = sourceOf(
      { command: process.execPath, args: ['-e', code], env },
      { '.claude-plugin/plugin.json': manifest },
    );
    const [recorded] = await recordTools(source, { ...options, isolation: 'none' });
    expect(recorded).toMatchObject({
      ok: true,
      missing: ['${LACKING}'],
      tools: { tools: [{ name: 'given--usual-7' }] },
    });
  });

  test('is not started without isolation unless somebody asks for that', async () => {
    const [recorded] = await recordTools(sourceOf({ command: 'python3' }), options);
    expect(recorded).toMatchObject({ ok: false, why: expect.stringContaining('--isolation none') });
    const [asked] = await recordTools(sourceOf({ command: 'python3' }), { ...options, isolation: 'bwrap' });
    expect(asked).toMatchObject({ ok: false, why: 'Bubblewrap is not installed.' });
  });

  const offers: ServerTools = {
    files: 'f'.repeat(64),
    protocolVersion: '2025-11-25',
    tools: [tool('plant'), tool('water')],
    resources: [],
    resourceTemplates: [],
    prompts: [],
  };
  const differences = (now: Partial<ServerTools>, key = 'beds') =>
    toolsDifferences(
      sourceOf({ command: 'x' }, { 'tools.json': toolsText(new Map([['beds', offers]])) }),
      new Map([[key, { ...offers, ...now }]]),
    );

  test('differs from its file by what changed, and by nothing else', () => {
    expect(differences({})).toEqual([]);
    expect(differences({ tools: [{ ...tool('plant'), description: 'Plants.' }, tool('dig')] })).toEqual([
      '"plant" in "tools" of the server "beds" describes itself in another way.',
      '"dig" in "tools" of the server "beds" is new.',
      '"water" in "tools" of the server "beds" is no longer there.',
    ]);
    expect(differences({ files: 'e'.repeat(64) })).toHaveLength(1);
    expect(differences({}, '__proto__')).toEqual([
      'The server "beds" is in "tools.json", and the plugin does not start it.',
      'The server "__proto__" is not in "tools.json".',
    ]);
    expect(toolsDifferences(sourceOf({ command: 'x' }), new Map([['beds', offers]]))).toEqual([
      'There is no "tools.json".',
    ]);
  });
});
