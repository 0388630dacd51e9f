// Serves what tools.mjs exports as a Model Context Protocol server over stdio, without dependencies: one JSON-RPC message a line.
// https://modelcontextprotocol.io/specification/2025-11-25/basic
// Every plugin has the same bytes in this file. Do not change it; change tools.mjs.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { PROMPTS, RESOURCES, TOOLS } from './tools.mjs';

const { name, version } = JSON.parse(
  readFileSync(new URL('../.claude-plugin/plugin.json', import.meta.url), 'utf8'),
);
const versions = ['2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05'];

const failure = (code, message) => Object.assign(new Error(message), { code });
const shown = (list) => list.map(({ run, ...item }) => item);

/** The item of a list that a request names. */
function named(list, key, params) {
  const found = list.find((item) => item[key] === params?.[key]);
  if (found === undefined) throw failure(-32602, `Unknown ${key} ${JSON.stringify(params?.[key])}.`);
  return found;
}

/** Why arguments do not fit a schema at its first level; undefined where they do. */
function misfit({ properties = {}, required = [] }, input) {
  const missing = required.find((key) => !Object.hasOwn(input, key));
  if (missing !== undefined) return `Expected ${JSON.stringify(missing)}, which is missing.`;
  for (const [key, value] of Object.entries(input)) {
    const type = Object.hasOwn(properties, key) ? properties[key].type : undefined;
    const is = Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value;
    const fits = type === 'integer' ? Number.isInteger(value) : type === is;
    if (typeof type === 'string' && !fits)
      return `Expected ${JSON.stringify(key)} to be of the type ${type}.`;
  }
}

const content = (result) => {
  if (typeof result === 'string') return { content: [{ type: 'text', text: result }] };
  if (Array.isArray(result?.content)) return result;
  const text = JSON.stringify(result ?? null);
  const isObject = typeof result === 'object' && result !== null && !Array.isArray(result);
  return { content: [{ type: 'text', text }], ...(isObject ? { structuredContent: result } : {}) };
};

const methods = {
  initialize: (params) => ({
    protocolVersion: versions.includes(params?.protocolVersion) ? params.protocolVersion : versions[0],
    capabilities: { tools: {}, resources: {}, prompts: {} },
    serverInfo: { name, version: version ?? '0.0.0' },
  }),
  ping: () => ({}),
  'tools/list': () => ({ tools: shown(TOOLS) }),
  'resources/list': () => ({ resources: shown(RESOURCES) }),
  'resources/templates/list': () => ({ resourceTemplates: [] }),
  'prompts/list': () => ({ prompts: shown(PROMPTS) }),
  async 'tools/call'(params) {
    const tool = named(TOOLS, 'name', params);
    const input = params.arguments ?? {};
    try {
      const wrong = misfit(tool.inputSchema, input);
      if (wrong !== undefined) throw new Error(wrong);
      return content(await tool.run(input));
    } catch (error) {
      // A tool's failure is an answer that Claude can read and act on, not a failure of the protocol.
      return { content: [{ type: 'text', text: String(error?.message ?? error) }], isError: true };
    }
  },
  async 'resources/read'(params) {
    const { uri, mimeType = 'text/plain', run } = named(RESOURCES, 'uri', params);
    return { contents: [{ uri, mimeType, text: String(await run()) }] };
  },
  async 'prompts/get'(params) {
    const { description, run } = named(PROMPTS, 'name', params);
    const text = String(await run(params.arguments ?? {}));
    return { description, messages: [{ role: 'user', content: { type: 'text', text } }] };
  },
};

const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);

async function answer({ id, method, params }) {
  try {
    if (!Object.hasOwn(methods, method)) throw failure(-32601, `Unknown method ${JSON.stringify(method)}.`);
    send({ id, result: await methods[method](params) });
  } catch (error) {
    send({ id, error: { code: error?.code ?? -32603, message: String(error?.message ?? error) } });
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  let message;
  try {
    message = JSON.parse(line);
  } catch {
    send({ id: null, error: { code: -32700, message: 'The line is not JSON.' } });
    continue;
  }
  // A message without an id is a notification, and one without a method is an answer: nobody waits for either.
  if (message?.id !== undefined && typeof message.method === 'string') void answer(message);
}
