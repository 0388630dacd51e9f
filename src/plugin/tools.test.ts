import { expect, test } from 'vitest';
import { memoryFileSystem } from './file-system.ts';
import { serverDigest, serverFiles } from './server-files.ts';
import { readSource } from './source.ts';
import { stdioServers } from './stdio-servers.ts';
import { readTools, toolsIn } from './tools.ts';

const sourceOf = (files: Record<string, string | Uint8Array>) =>
  readSource(memoryFileSystem(files), 'plugins/garden');
const server = {
  files: 'f',
  protocolVersion: '2025-11-25',
  tools: [{ name: 'plant', inputSchema: { type: 'object' }, icons: [] }],
  resources: [{ uri: 'garden://beds', name: 'beds' }],
  resourceTemplates: [{ uriTemplate: 'garden://{bed}', name: 'bed' }],
  prompts: [{ name: 'plan' }],
};

test('a plugin without the file has no tools to read', () => {
  expect(readTools(sourceOf({}))).toBeUndefined();
});

test('what a server said is kept as it said it, whatever it is called', () => {
  const text = `{ "$schema": "x", "servers": { "__proto__": ${JSON.stringify(server)} } }`;
  const read = readTools(sourceOf({ 'tools.json': text }));
  expect(read?.ok === true ? Object.entries(read.value.servers) : read).toEqual([['__proto__', server]]);
});

test.each<[string, unknown, string, string]>([
  ['no object', [], 'servers', 'Expected "servers" to be an object'],
  [
    'too many servers',
    Object.fromEntries(Array.from({ length: 51 }, (_, at) => [at, server])),
    'servers',
    'at most 50',
  ],
  ['a server that is a list', { a: [] }, 'servers a', 'Expected an object'],
  ['no digest', { a: { ...server, files: 1 } }, 'servers a files', '"files"'],
  ['no list', { a: { ...server, prompts: {} } }, 'servers a prompts', '"prompts" to be a list'],
  [
    'too many tools',
    { a: { ...server, tools: Array.from({ length: 1001 }, () => server.tools[0]) } },
    'servers a tools',
    'at most 1000',
  ],
  [
    'a tool without a schema',
    { a: { ...server, tools: [{ name: 'x' }] } },
    'servers a tools 0',
    'inputSchema',
  ],
  [
    'a description that is no text',
    { a: { ...server, tools: [{ ...server.tools[0], description: {} }] } },
    'servers a tools 0',
    'a tool',
  ],
  [
    'a resource without an address',
    { a: { ...server, resources: [{ name: 'x' }] } },
    'servers a resources 0',
    'uri',
  ],
  ['a prompt that is text', { a: { ...server, prompts: ['x'] } }, 'servers a prompts 0', 'prompt'],
])('a file is refused as a whole for %s', (_, servers, at, said) => {
  const read = toolsIn(Array.isArray(servers) ? servers : { servers });
  expect(read.ok === false ? read.problems.map((one) => one.at.join(' ')) : read).toEqual([at]);
  expect(read.ok === false ? read.problems[0]?.message : '').toContain(said);
});

test.each([
  ['that nests too deep', `{"servers":{"a":${'{"b":'.repeat(9_000)}1${'}'.repeat(9_000)}}}`],
  ['that is not JSON', '{'],
  ['that is not text', new Uint8Array([0, 1, 2])],
])('a file %s is a problem and not missing', (_, content) => {
  expect(readTools(sourceOf({ 'tools.json': content }))).toMatchObject({ ok: false });
});

const files = {
  '.mcp.json': JSON.stringify({
    mcpServers: {
      beds: { command: 'node', args: ['${CLAUDE_PLUGIN_ROOT}/server/index.mjs'], env: { A: 'b', C: 1 } },
      far: { type: 'http', url: 'https://garden.example/mcp' },
    },
  }),
  'server/index.mjs':
    "import './tools.mjs';\nimport { readFileSync } from 'node:fs';\nreadFileSync(new URL('./data.json', import.meta.url));\n",
  'server/tools.mjs': 'export const TOOLS = [];\n',
  'server/data.json': '{}',
  'hooks/other.mjs': 'console.log(1);\n',
};
const digestOf = async (changed: Record<string, string>) => {
  const source = sourceOf({ ...files, ...changed });
  const [first] = stdioServers(source);
  return first === undefined ? undefined : serverDigest(source, first);
};

test('a server is known by the files that it reaches', async () => {
  const source = sourceOf(files);
  const servers = stdioServers(source);
  expect(servers.map(({ key, env }) => [key, env])).toEqual([['beds', { A: 'b' }]]);
  const [first] = servers;
  expect(first && (await serverFiles(source, first))).toEqual([
    'server/data.json',
    'server/index.mjs',
    'server/tools.mjs',
  ]);
});

test('the digest changes with a file that is reached and with the configuration, and with nothing else', async () => {
  const before = await digestOf({});
  expect(before).toMatch(/^[0-9a-f]{64}$/);
  expect(await digestOf({ 'hooks/other.mjs': 'console.log(2);\n', 'README.md': '# Garden' })).toBe(before);
  expect(await digestOf({ 'server/tools.mjs': 'export const TOOLS = [1];\n' })).not.toBe(before);
  const config = files['.mcp.json'].replace('"A":"b"', '"A":"c"');
  expect(await digestOf({ '.mcp.json': config })).not.toBe(before);
});
