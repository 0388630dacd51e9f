import {
  ProtocolError,
  ResourceNotFoundError,
  Server,
  type ServerContext,
} from '@modelcontextprotocol/server';
import { quote } from '../check/diagnostic.ts';
import type { Context, View } from './calls.ts';
import { callTool, complete, find, findResource, getPrompt, nameIn, readResource, shown } from './calls.ts';
import type { Item } from './catalog.ts';
import type { Host } from './host.ts';
import type { Caller, CallFailure } from './running.ts';
import { hostVersion } from './version.ts';

const invalidParams = -32602;
const internalError = -32603;
/** What a server answers that needs something of the client, such as sampling: https://modelcontextprotocol.io/specification/2026-07-28/basic */
const missingCapability = -32021;

/** Milliseconds that a client of 2026-07-28 may keep a list; it is told of changes before. */
const listLifetime = 60_000;

/** An MCP server that shows one view of a host to one caller. */
export function mcpServer(host: Host, view: View, caller: Caller): Server {
  const lifetime = { ttlMs: listLifetime, cacheScope: 'private' } as const;
  const server = new Server(
    { name: 'plugins', title: 'Plugins', version: hostVersion },
    {
      capabilities: {
        tools: { listChanged: true },
        prompts: { listChanged: true },
        resources: { listChanged: true },
        completions: {},
      },
      cacheHints: {
        'tools/list': lifetime,
        'prompts/list': lifetime,
        'resources/list': lifetime,
        'resources/templates/list': lifetime,
        'resources/read': { ttlMs: 0, cacheScope: 'private' },
        'server/discover': lifetime,
      },
    },
  );
  answerLists(server, host, view);
  answerCalls(server, host, view, caller);
  return server;
}

function answerLists(server: Server, host: Host, view: View): void {
  const named = <Of extends object>(items: readonly Item<Of>[]) =>
    shown(view, items).map((item) => ({ ...item.of, name: nameIn(view, item) }));
  // The lists are the servers' own, as they were reviewed: their types are those of the specification.
  server.setRequestHandler('tools/list', () => ({ tools: named(host.catalog.tools) }) as never);
  server.setRequestHandler('prompts/list', () => ({ prompts: named(host.catalog.prompts) }) as never);
  server.setRequestHandler(
    'resources/list',
    () => ({ resources: shown(view, host.catalog.resources).map(({ of }) => of) }) as never,
  );
  server.setRequestHandler(
    'resources/templates/list',
    () => ({ resourceTemplates: shown(view, host.catalog.templates).map(({ of }) => of) }) as never,
  );
}

function answerCalls(server: Server, host: Host, view: View, caller: Caller): void {
  server.setRequestHandler('tools/call', async ({ params }, context) => {
    const item = find(view, host.catalog.tools, params.name);
    if (item === undefined) throw unknown('tool', params.name);
    try {
      return (await callTool(host, item, params.arguments ?? {}, contextOf(caller, context))) as never;
    } catch (error) {
      const { code, data, message } = error as CallFailure;
      if (code === missingCapability) throw new ProtocolError(code, message, data);
      // A model can read a result and act on it; of a protocol error it sees little.
      return { isError: true, content: [{ type: 'text', text: (error as Error).message }] };
    }
  });
  server.setRequestHandler('prompts/get', async ({ params }, context) => {
    const item = find(view, host.catalog.prompts, params.name);
    if (item === undefined) throw unknown('prompt', params.name);
    return protocol(getPrompt(host, item, params.arguments ?? {}, contextOf(caller, context)));
  });
  server.setRequestHandler('resources/read', async ({ params }, context) => {
    const item = findResource(host, view, params.uri);
    if (item === undefined) throw new ResourceNotFoundError(params.uri);
    return protocol(readResource(host, item, params.uri, contextOf(caller, context)));
  });
  server.setRequestHandler('completion/complete', async ({ params }, context) => {
    const { ref } = params;
    const item: Item<object> | undefined =
      ref.type === 'ref/prompt'
        ? find(view, host.catalog.prompts, ref.name)
        : (findResource(host, view, ref.uri) ?? find(view, host.catalog.templates, ref.uri));
    if (item === undefined) throw unknown('reference', ref.type === 'ref/prompt' ? ref.name : ref.uri);
    const own = ref.type === 'ref/prompt' ? { ...ref, name: (item.of as { name: string }).name } : ref;
    return protocol(complete(host, item, { ...params, ref: own }, contextOf(caller, context)));
  });
}

function contextOf(caller: Caller, { mcpReq }: ServerContext): Context {
  const token = mcpReq._meta?.progressToken;
  return {
    caller,
    signal: mcpReq.signal,
    onProgress:
      token === undefined
        ? undefined
        : ({ progress, total, message }) => {
            const params = {
              progressToken: token,
              progress: typeof progress === 'number' ? progress : 0,
              ...(typeof total === 'number' ? { total } : {}),
              ...(typeof message === 'string' ? { message } : {}),
            };
            mcpReq.notify({ method: 'notifications/progress', params }).catch(() => undefined);
          },
  };
}

function unknown(noun: string, name: string): ProtocolError {
  return new ProtocolError(invalidParams, `Unknown ${noun} ${quote(name)}.`);
}

/** A result as the protocol's, and a failure as its error. */
async function protocol(result: Promise<Record<string, unknown>>): Promise<never> {
  try {
    return (await result) as never;
  } catch (error) {
    const { message, code, data } = error as CallFailure;
    throw new ProtocolError(Number.isInteger(code) ? (code ?? internalError) : internalError, message, data);
  }
}
