import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, type McpHttpHandler } from '@modelcontextprotocol/server';
import { shellWord } from '../check/diagnostic.ts';
import type { View } from './calls.ts';
import { describePlugin, listPlugins, type RegistryFile, searchPlugins } from './discovery.ts';
import type { Host } from './host.ts';
import type { Log } from './log.ts';
import { mcpServer } from './mcp-server.ts';
import type { Metrics } from './metrics.ts';
import { pagePolicy, pluginsPage } from './page.ts';
import type { Caller } from './running.ts';
import { secretIn, type Token, tokenOf } from './tokens.ts';

export type HttpOptions = {
  host: Host;
  /** None: everybody who reaches the address may call. */
  tokens(): readonly Token[] | undefined;
  /** Names in the `Host` and `Origin` of requests that are answered. */
  names: ReadonlySet<string>;
  /** Where clients reach the host: `http://localhost:3000`. */
  address(): string;
  registry: RegistryFile;
  metrics: Metrics;
  log: Log;
};

/** A host over HTTP. */
export type HttpHost = {
  server: Server;
  /** Takes no new request, awaits those that run for a time in milliseconds, then closes all connections. */
  close(patience: number): Promise<void>;
};

/** Bounds of requests. Units: bytes, milliseconds, counts. */
const limits = {
  body: 4 << 20,
  header: 16 << 10,
  headersMs: 10_000,
  requestMs: 30_000,
  connections: 2_000,
  /** Requests of one caller at once, besides subscriptions. */
  requests: 100,
  subscriptions: 1_000,
} as const;

/** The one caller of a host without tokens. */
const anyone: Token = { name: 'anyone', sha256: Buffer.alloc(0) };

type State = HttpOptions & {
  handler: McpHttpHandler;
  mcp: ReturnType<typeof toNodeHandler>;
  running: Map<string, number>;
  isStopping: boolean;
};

export function createHttpHost(options: HttpOptions): HttpHost {
  const { host, log, metrics } = options;
  const callers = new WeakMap<object, Token>();
  const handler = createMcpHandler(
    ({ authInfo, requestInfo }) => {
      const token = (authInfo?.extra && callers.get(authInfo.extra)) ?? anyone;
      const plugin = pluginOf(new URL(requestInfo?.url ?? 'http://localhost/mcp').pathname);
      return mcpServer(host, viewOf(token, plugin), callerOf(token));
    },
    {
      maxRequestBodySize: limits.body,
      maxSubscriptions: limits.subscriptions,
      onerror: (error) => log('refused', { why: error.message.slice(0, 200) }),
    },
  );
  host.listeners.add((changed) => {
    if (changed.has('tools')) handler.notify.toolsChanged();
    if (changed.has('prompts')) handler.notify.promptsChanged();
    if (changed.has('resources')) handler.notify.resourcesChanged();
  });
  const mcp = toNodeHandler(handler, { maxRequestBodySize: limits.body });
  const state: State = { ...options, handler, mcp, running: new Map(), isStopping: false };
  const server = createServer(
    {
      maxHeaderSize: limits.header,
      headersTimeout: limits.headersMs,
      requestTimeout: limits.requestMs,
      connectionsCheckingInterval: 2_000,
    },
    (request, response) => {
      response.on('finish', () => metrics.answered(response.statusCode));
      answer(state, request, response, callers).catch((error: Error) => {
        log('error', { why: error.message.slice(0, 200) });
        if (!response.headersSent) say(response, 500, { error: 'The host failed to answer.' });
        else response.destroy();
      });
    },
  );
  server.maxConnections = limits.connections;
  return { server, close: (patience) => close(state, server, patience) };
}

async function answer(
  state: State,
  request: IncomingMessage,
  response: ServerResponse,
  callers: WeakMap<object, Token>,
): Promise<void> {
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('cache-control', 'no-store');
  const foreign = whyForeign(state.names, request);
  const url = URL.parse(request.url ?? '/', 'http://localhost');
  if (foreign !== undefined || url === null) {
    state.log('refused', { why: foreign ?? 'The address is none.' });
    return say(response, 403, { error: foreign ?? 'The address is none.' });
  }
  const { pathname } = url;
  if (pathname === '/healthz')
    return say(response, state.isStopping ? 503 : 200, { status: state.isStopping ? 'stopping' : 'ok' });
  const tokens = state.tokens();
  const secret = secretIn(request.headers.authorization);
  const token = tokens === undefined ? anyone : secret === undefined ? undefined : tokenOf(tokens, secret);
  if (token === undefined) return refuse(state, request, response, secret !== undefined);
  if (pathname !== '/mcp' && !pathname.startsWith('/mcp/')) return read(state, request, response, url, token);
  const plugin = pluginOf(pathname);
  if (plugin !== undefined && !isServed(state, token, plugin))
    return say(response, 404, { error: `No plugin "${plugin.slice(0, 80)}" is served at this address.` });
  const running = state.running.get(token.name) ?? 0;
  if (running >= limits.requests) {
    response.setHeader('retry-after', '1');
    return say(response, 429, { error: `${limits.requests} requests of this token run already.` });
  }
  const extra = {};
  callers.set(extra, token);
  const auth = { token: '', clientId: token.name, scopes: [], extra };
  state.running.set(token.name, running + 1);
  // A subscription stays open and calls nothing.
  const done = once(() => state.running.set(token.name, (state.running.get(token.name) ?? 1) - 1));
  response.once('close', done);
  if (request.headers['mcp-method'] === 'subscriptions/listen') done();
  await state.mcp(
    Object.assign(request, { auth, method: request.method ?? 'GET', url: request.url ?? '/' }),
    response,
  );
}

function once(work: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) work();
    isDone = true;
  };
}

function viewOf({ plugins }: Token, plugin: string | undefined): View {
  const allows = (name: string) => plugins === undefined || plugins.includes(name);
  return plugin === undefined ? { allows } : { allows, plugin };
}

function callerOf({ name, team }: Token): Caller {
  return team === undefined ? { name } : { name, team };
}

/** The plugin in `/mcp/<plugin>`; undefined for `/mcp`. */
function pluginOf(pathname: string): string | undefined {
  const [, plugin = ''] = /^\/mcp\/([^/]+)\/?$/.exec(pathname) ?? [];
  return pathname === '/mcp' || pathname === '/mcp/' ? undefined : plugin;
}

function isServed({ host }: State, token: Token, plugin: string): boolean {
  return viewOf(token, undefined).allows(plugin) && host.catalog.plugins.some(({ name }) => name === plugin);
}

/** Why a request did not come from where it may, which a page of another site could make a browser do: https://modelcontextprotocol.io/specification/2025-11-25/basic/transports#security-warning */
function whyForeign(names: ReadonlySet<string>, { headers }: IncomingMessage): string | undefined {
  const host = URL.parse(`http://${headers.host ?? ''}`)?.hostname;
  if (host === undefined || !names.has(host))
    return 'The header "Host" names another host: start this one with --host-name <name> if it is reached by that name.';
  const { origin } = headers;
  if (origin === undefined) return undefined;
  const from = URL.parse(origin)?.hostname;
  return from !== undefined && names.has(from) ? undefined : 'The header "Origin" names another site.';
}

/** Says what to type where a token is missing or wrong: Claude Code prints the answer. */
function refuse(state: State, request: IncomingMessage, response: ServerResponse, isWrong: boolean): void {
  const address = `${state.address()}/mcp`;
  const line = `claude mcp add --transport http plugins ${shellWord(address)} --header "Authorization: Bearer <token>"`;
  const why = isWrong ? 'This host does not know the token.' : 'This host needs a token.';
  state.log('refused', { why });
  // A browser asks for the password of "Basic"; Claude Code would look for a server that gives out tokens.
  const scheme = request.headers.accept?.includes('text/html') === true ? 'Basic realm="plugins"' : 'Bearer';
  response.setHeader('www-authenticate', scheme);
  say(response, 401, {
    error: 'invalid_token',
    error_description: `${why} Ask the operator of ${state.address()} for one, then type: claude mcp remove plugins; ${line}`,
  });
}

/** Answers what can only be read: the API, the page and the metrics. */
function read(
  state: State,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  token: Token,
): void {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    say(response, 405, { error: 'Only GET is answered at this address.' });
    return;
  }
  const { host, registry, metrics } = state;
  const { allows } = viewOf(token, undefined);
  const { pathname } = url;
  if (pathname === '/metrics') {
    response.setHeader('content-type', 'application/openmetrics-text; version=1.0.0; charset=utf-8');
    response.end(metrics.text(host));
  } else if (pathname === '/') {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.setHeader('content-security-policy', pagePolicy);
    response.end(pluginsPage(listPlugins(host, registry, allows)));
  } else if (pathname === '/api/plugins/list')
    say(response, 200, { plugins: listPlugins(host, registry, allows) });
  else if (pathname === '/api/plugins/registry')
    say(response, 200, { ...registry(), host: listPlugins(host, registry, allows) });
  else if (pathname === '/api/plugins/search')
    say(response, 200, { plugins: searchPlugins(host, registry, allows, url.searchParams.get('q') ?? '') });
  else {
    const [, name = ''] = /^\/api\/plugins\/([\w.-]{1,64})$/.exec(pathname) ?? [];
    const plugin = name === '' ? undefined : describePlugin(host, registry, allows, name);
    if (plugin === undefined) say(response, 404, { error: 'Nothing is at this address.' });
    else say(response, 200, plugin);
  }
}

function say(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
}

async function close(state: State, server: Server, patience: number): Promise<void> {
  state.isStopping = true;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const runs = () => [...state.running.values()].some((count) => count > 0);
  for (let waited = 0; runs() && waited < patience; waited += 50)
    await new Promise((resolve) => setTimeout(resolve, 50));
  await state.handler.close();
  server.closeAllConnections();
  await closed;
}
