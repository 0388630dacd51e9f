// A stand-in for the Messages API: answers a conversation as a test says.
import { createServer } from 'node:http';
import { afterAll } from 'vitest';

/** What a model does next: calls a tool, or says something. */
export type Step = { tool: string; input: object } | { text: string };

/** A request of a client, as far as tests look at it. */
export type Asked = { tools?: { name: string }[]; messages: unknown[]; stream?: boolean };

/** Starts the stand-in; `next` gets each request that streams, with how many came before. */
export async function messagesApi(
  next: (asked: Asked, at: number) => Promise<Step>,
): Promise<{ url: string; asked: Asked[] }> {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (!request.url?.startsWith('/v1/messages')) return void response.writeHead(404).end('{}');
    if (request.url.includes('count_tokens')) return void response.end('{"input_tokens":10}');
    const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Asked;
    // Requests without tools are for titles and the like.
    const isTurn = body.stream === true && (body.tools?.length ?? 0) > 0;
    const step = isTurn ? await next(body, asked.push(body) - 1) : { text: 'ok' };
    const content =
      'tool' in step
        ? { type: 'tool_use', id: `toolu_${asked.length}`, name: step.tool, input: step.input }
        : { type: 'text', text: step.text };
    const message = {
      id: 'msg_1',
      type: 'message',
      role: 'assistant',
      model: 'claude-sonnet-4-5',
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage: { input_tokens: 1, output_tokens: 1 },
    };
    const stop = { stop_reason: 'tool' in step ? 'tool_use' : 'end_turn', stop_sequence: null };
    if (body.stream !== true) {
      response.writeHead(200, { 'content-type': 'application/json' });
      return void response.end(JSON.stringify({ ...message, ...stop, content: [content] }));
    }
    const delta =
      'tool' in step
        ? { type: 'input_json_delta', partial_json: JSON.stringify(step.input) }
        : { type: 'text_delta', text: step.text };
    const empty = 'tool' in step ? { ...content, input: {} } : { type: 'text', text: '' };
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const event of [
      { type: 'message_start', message },
      { type: 'content_block_start', index: 0, content_block: empty },
      { type: 'content_block_delta', index: 0, delta },
      { type: 'content_block_stop', index: 0 },
      { type: 'message_delta', delta: stop, usage: { output_tokens: 1 } },
      { type: 'message_stop' },
    ])
      response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
    return void response.end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  const at = server.address();
  return { url: `http://127.0.0.1:${typeof at === 'object' && at !== null ? at.port : 0}`, asked };
}
