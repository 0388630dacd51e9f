// A Model Context Protocol server over stdio, without dependencies: one JSON-RPC message a line.
// https://modelcontextprotocol.io/specification/2025-06-18/basic
import { createInterface } from 'node:readline';

const tools = [
  {
    name: 'count_words',
    description: 'Counts the words, lines and characters of a text.',
    inputSchema: {
      type: 'object',
      properties: { text: { type: 'string', description: 'The text to count.' } },
      required: ['text'],
    },
    annotations: { readOnlyHint: true },
  },
];

function call(name, input) {
  if (name !== 'count_words') throw new Error(`Unknown tool "${name}".`);
  if (typeof input?.text !== 'string') throw new Error('Expected "text" to be a text.');
  const { text } = input;
  const words = text.split(/\s+/).filter(Boolean).length;
  return `${words} words, ${text.split('\n').length} lines, ${[...text].length} characters`;
}

function answer(method, params) {
  switch (method) {
    case 'initialize':
      return {
        protocolVersion: params?.protocolVersion ?? '2025-06-18',
        capabilities: { tools: {} },
        serverInfo: { name: '__NAME__', version: '0.1.0' },
      };
    case 'ping':
      return {};
    case 'tools/list':
      return { tools };
    case 'tools/call':
      try {
        return { content: [{ type: 'text', text: call(params?.name, params?.arguments) }] };
      } catch (error) {
        // A tool's failure is an answer that Claude can read and act on, not a failure of the protocol.
        return { content: [{ type: 'text', text: error.message }], isError: true };
      }
    default:
      return undefined;
  }
}

const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);

for await (const line of createInterface({ input: process.stdin })) {
  let message;
  try {
    message = JSON.parse(line);
  } catch {
    send({ id: null, error: { code: -32700, message: 'The line is not JSON.' } });
    continue;
  }
  // Messages without an id are notifications, which nobody waits for.
  if (message?.id === undefined) continue;
  const result = answer(message.method, message.params);
  if (result === undefined) {
    send({ id: message.id, error: { code: -32601, message: `Unknown method "${message.method}".` } });
  } else send({ id: message.id, result });
}
