/** Newest first: https://modelcontextprotocol.io/specification/2025-11-25/basic/lifecycle#version-negotiation */
const PROTOCOL_VERSIONS = ['2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05'];
const MAX_LINE_BYTES = 4 * 1024 * 1024;
const NEWLINE = 0x0a;

/**
 * @typedef {object} Tool
 * @property {string} name
 * @property {string} title
 * @property {string} description
 * @property {object} inputSchema a JSON Schema of type object, of the few keywords that `argumentProblem` knows
 * @property {object} annotations https://modelcontextprotocol.io/specification/2025-11-25/server/tools
 * @property {boolean} [stopsAtEnd] it may wait long for something else, and is told to stop when the client has gone
 * @property {(args: any, signal: AbortSignal) => string | Promise<string>} run throws `expected(…)` for bad input
 */

/** An error whose message is meant for the person who asked: one sentence that says what to change. */
export function expected(message) {
  return Object.assign(new Error(message), { expected: true });
}

/**
 * Speaks MCP over newline-delimited JSON-RPC until `input` ends; then calls still running are answered and `close` is called.
 * @param {{ name: string, title: string, version: string, instructions: string, tools: Tool[], close?: () => Promise<void> }} server
 * @param {import('node:stream').Readable} input
 * @param {import('node:stream').Writable} output
 */
export function serve(server, input, output) {
  const running = new Map();
  const pending = new Set();
  const state = { server, running };

  const send = (message) => {
    if (message !== undefined && output.writable) output.write(`${JSON.stringify(message)}\n`);
  };
  const receive = (line) => {
    if (line.length === 0 || line.toString('latin1').trim() === '') return;
    const answer = answerLine(state, line).then(send);
    pending.add(answer);
    answer.finally(() => pending.delete(answer));
  };

  let parts = [];
  let size = 0;
  let tooLong = false;
  const add = (part) => {
    size += part.length;
    if (size > MAX_LINE_BYTES) {
      tooLong = true;
      parts = [];
    } else {
      parts.push(part);
    }
  };
  const endLine = () => {
    if (tooLong) send(failure(null, -32700, `Parse error: a message is longer than ${MAX_LINE_BYTES} bytes`));
    else receive(Buffer.concat(parts));
    parts = [];
    size = 0;
    tooLong = false;
  };

  input.on('data', (chunk) => {
    let from = 0;
    for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, from)) {
      add(chunk.subarray(from, at));
      endLine();
      from = at + 1;
    }
    if (from < chunk.length) add(chunk.subarray(from));
  });
  input.on('end', async () => {
    endLine();
    for (const call of running.values()) if (call.stopsAtEnd) call.abort();
    await Promise.allSettled(pending);
    await server.close?.();
  });
  // A client that has gone away is a normal end.
  output.on('error', () => input.destroy());
}

async function answerLine(state, line) {
  let message;
  try {
    message = JSON.parse(line.toString('utf8'));
  } catch {
    return failure(null, -32700, 'Parse error: the line is not JSON');
  }
  if (!Array.isArray(message)) return answerMessage(state, message);
  // Batches exist in revision 2025-03-26 only.
  if (message.length === 0) return failure(null, -32600, 'Invalid request: the batch is empty');
  const answers = (await Promise.all(message.map((each) => answerMessage(state, each)))).filter(Boolean);
  return answers.length > 0 ? answers : undefined;
}

async function answerMessage(state, message) {
  if (typeof message !== 'object' || message === null || Array.isArray(message)) {
    return failure(null, -32600, 'Invalid request: expected a JSON-RPC object');
  }
  const { id, method, params } = message;
  const isId = typeof id === 'string' || typeof id === 'number';
  if (typeof method !== 'string') {
    // An answer to a request of ours: we send none, so there is nothing to do.
    if ('result' in message || 'error' in message) return undefined;
    return failure(isId ? id : null, -32600, 'Invalid request: "method" is missing');
  }
  if (id === undefined) {
    if (method === 'notifications/cancelled') state.running.get(params?.requestId)?.abort();
    return undefined;
  }
  if (!isId) return failure(null, -32600, 'Invalid request: "id" is neither a string nor a number');

  if (method === 'initialize') {
    const { name, title, version, instructions } = state.server;
    const asked = params?.protocolVersion;
    return success(id, {
      protocolVersion: PROTOCOL_VERSIONS.includes(asked) ? asked : PROTOCOL_VERSIONS[0],
      capabilities: { tools: {} },
      serverInfo: { name, title, version },
      instructions,
    });
  }
  if (method === 'ping') return success(id, {});
  if (method === 'tools/list') {
    return success(id, { tools: state.server.tools.map(({ run, stopsAtEnd, ...described }) => described) });
  }
  if (method === 'tools/call') return callTool(state, id, params);
  return failure(id, -32601, `Method not found: ${JSON.stringify(method.slice(0, 80))}`);
}

async function callTool({ server, running }, id, params) {
  const tool = server.tools.find(({ name }) => name === params?.name);
  if (!tool) {
    const names = server.tools.map(({ name }) => name).join(', ');
    return failure(
      id,
      -32602,
      `Unknown tool ${JSON.stringify(String(params?.name).slice(0, 80))}: known are ${names}`,
    );
  }
  const args = params.arguments ?? {};
  const wrong = argumentProblem(tool.inputSchema, args);
  if (wrong) return success(id, { content: [{ type: 'text', text: wrong }], isError: true });
  const abort = new AbortController();
  running.set(id, { abort: () => abort.abort(), stopsAtEnd: tool.stopsAtEnd === true });
  try {
    return success(id, { content: [{ type: 'text', text: await tool.run(args, abort.signal) }] });
  } catch (error) {
    const text = error?.expected
      ? error.message
      : `${tool.name} failed: ${String(error?.message ?? error).slice(0, 200)}`;
    return success(id, { content: [{ type: 'text', text }], isError: true });
  } finally {
    running.delete(id);
  }
}

const FITS = {
  object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  array: Array.isArray,
  integer: Number.isInteger,
  number: Number.isFinite,
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
};

/**
 * Says in one sentence what is wrong with the arguments, or gives undefined. Knows type, enum, minimum, maximum, maxLength,
 * items, required and closed objects.
 */
export function argumentProblem(schema, value, where = 'arguments') {
  const { type } = schema;
  const fits = FITS[type](value);
  if (!fits) return `Expected ${where} to be ${/^[aio]/.test(type) ? 'an' : 'a'} ${type}.`;
  if (schema.enum && !schema.enum.includes(value)) {
    return `Expected ${where} to be one of ${schema.enum.join(', ')}; it is ${JSON.stringify(String(value).slice(0, 80))}.`;
  }
  if (value < schema.minimum) return `Expected ${where} to be at least ${schema.minimum}; it is ${value}.`;
  if (value > schema.maximum) return `Expected ${where} to be at most ${schema.maximum}; it is ${value}.`;
  if (type === 'string' && value.length > (schema.maxLength ?? 4096)) return `${where} is too long.`;
  if (type === 'array') {
    for (const [index, item] of value.entries()) {
      const wrong = argumentProblem(schema.items, item, `${where}[${index}]`);
      if (wrong) return wrong;
    }
  }
  if (type !== 'object') return undefined;
  for (const name of schema.required ?? []) {
    if (value[name] === undefined)
      return `The argument "${name}" is missing: ${schema.properties[name].description}`;
  }
  for (const [name, item] of Object.entries(value)) {
    if (!Object.hasOwn(schema.properties, name)) {
      const known = Object.keys(schema.properties).join(', ');
      return `Unknown argument ${JSON.stringify(name.slice(0, 80))}: known are ${known}.`;
    }
    const wrong = argumentProblem(schema.properties[name], item, `"${name}"`);
    if (wrong) return wrong;
  }
  return undefined;
}

function success(id, result) {
  return { jsonrpc: '2.0', id, result };
}

function failure(id, code, message) {
  return { jsonrpc: '2.0', id, error: { code, message } };
}
