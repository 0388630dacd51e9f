/**
 * The Model Context Protocol over JSON-RPC 2.0: a message in, an answer out.
 *
 * Two eras are spoken, chosen by how each request is made:
 * - with a handshake (`initialize`), 2024-11-05 to 2025-11-25: https://modelcontextprotocol.io/specification/2025-11-25/basic/lifecycle
 * - stateless, with the version in each request's `_meta`, 2026-07-28: https://modelcontextprotocol.io/specification/2026-07-28/basic/versioning
 */

export const handshakeVersions = ['2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05'];
export const statelessVersions = ['2026-07-28'];
const maxBatch = 100;
const versionKey = 'io.modelcontextprotocol/protocolVersion';
const capabilitiesKey = 'io.modelcontextprotocol/clientCapabilities';
const serverKey = 'io.modelcontextprotocol/serverInfo';
// The tools never change while the process lives.
const cacheHint = { ttlMs: 3_600_000, cacheScope: 'public' };

export const codes = {
  parse: -32700,
  invalidRequest: -32600,
  unknownMethod: -32601,
  invalidParams: -32602,
  internal: -32603,
  unsupportedVersion: -32022,
};

/** @typedef {{ jsonrpc: '2.0', id: string | number | null, result?: unknown, error?: { code: number, message: string, data?: unknown } }} Answer */

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * @param {unknown} value
 * @returns {value is string | number}
 */
function isId(value) {
  return typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value));
}

class ProtocolError extends Error {
  /** @param {number} code @param {string} message @param {unknown} [data] */
  constructor(code, message, data) {
    super(message);
    this.code = code;
    this.data = data;
  }
}

/**
 * @param {string | number | null} id
 * @param {number} code
 * @param {string} message
 * @param {unknown} [data]
 * @returns {Answer}
 */
export function failure(id, code, message, data) {
  return { jsonrpc: '2.0', id, error: { code, message, ...(data === undefined ? {} : { data }) } };
}

/**
 * @param {{ info: Record<string, unknown>, instructions: string, tools: { name: string }[],
 *   call: (name: string, input: Record<string, unknown>) => Promise<Record<string, unknown>> }} server
 * @returns {(line: string) => Promise<Answer | Answer[] | undefined>} Takes one line; undefined where nothing is to be answered. Never rejects.
 */
export function protocol({ info, instructions, tools, call }) {
  /** Ids of requests that are being answered, and whether the client still wants the answer. @type {Map<string | number, boolean>} */
  const wanted = new Map();

  /** @param {Record<string, unknown>} params */
  function listTools(params) {
    if (params.cursor !== undefined)
      throw new ProtocolError(codes.invalidParams, 'Unknown cursor: the tools fit on one page');
    return { tools };
  }

  /** @param {Record<string, unknown>} params */
  async function callTool(params) {
    const { name, arguments: input } = params;
    if (typeof name !== 'string')
      throw new ProtocolError(codes.invalidParams, 'Expected params.name to be a string');
    if (!tools.some((tool) => tool.name === name))
      throw new ProtocolError(codes.invalidParams, `Unknown tool: ${JSON.stringify(name.slice(0, 64))}`);
    if (input !== undefined && !isObject(input))
      throw new ProtocolError(codes.invalidParams, 'Expected params.arguments to be an object');
    return call(name, input ?? {});
  }

  /** @param {string} method @param {Record<string, unknown>} params */
  async function withHandshake(method, params) {
    switch (method) {
      case 'initialize': {
        const asked = params.protocolVersion;
        if (typeof asked !== 'string')
          throw new ProtocolError(codes.invalidParams, 'Expected params.protocolVersion to be a string');
        return {
          protocolVersion: handshakeVersions.includes(asked) ? asked : handshakeVersions[0],
          capabilities: { tools: {} },
          serverInfo: info,
          instructions,
        };
      }
      case 'ping':
        return {};
      case 'tools/list':
        return listTools(params);
      case 'tools/call':
        return callTool(params);
      case 'server/discover':
        throw new ProtocolError(codes.invalidParams, `Expected params._meta["${versionKey}"]`);
      default:
        throw new ProtocolError(
          codes.unknownMethod,
          `Unknown method: ${JSON.stringify(method.slice(0, 64))}`,
        );
    }
  }

  /** @param {string} method @param {Record<string, unknown>} params @param {Record<string, unknown>} meta */
  async function stateless(method, params, meta) {
    const asked = meta[versionKey];
    if (typeof asked !== 'string')
      throw new ProtocolError(codes.invalidParams, `Expected params._meta["${versionKey}"] to be a string`);
    if (!statelessVersions.includes(asked)) {
      throw new ProtocolError(codes.unsupportedVersion, 'Unsupported protocol version', {
        supported: statelessVersions,
        requested: asked.slice(0, 64),
      });
    }
    if (!isObject(meta[capabilitiesKey]))
      throw new ProtocolError(
        codes.invalidParams,
        `Expected params._meta["${capabilitiesKey}"] to be an object`,
      );
    const identity = { resultType: 'complete', _meta: { [serverKey]: info } };
    switch (method) {
      case 'server/discover':
        return {
          ...identity,
          supportedVersions: statelessVersions,
          capabilities: { tools: {} },
          instructions,
          ...cacheHint,
        };
      case 'tools/list':
        return { ...identity, ...listTools(params), ...cacheHint };
      case 'tools/call':
        return { ...identity, ...(await callTool(params)) };
      default:
        throw new ProtocolError(
          codes.unknownMethod,
          `Unknown method: ${JSON.stringify(method.slice(0, 64))}`,
        );
    }
  }

  /**
   * @param {unknown} message
   * @param {boolean} batched
   * @returns {Promise<Answer | undefined>}
   */
  async function answer(message, batched) {
    if (!isObject(message)) return failure(null, codes.invalidRequest, 'Expected a JSON-RPC 2.0 object');
    const { id, method, params = {} } = message;
    // An answer to a request of ours, of which there are none.
    if (method === undefined && ('result' in message || 'error' in message)) return undefined;
    if (message.jsonrpc !== '2.0' || typeof method !== 'string' || ('id' in message && !isId(id))) {
      return failure(
        isId(id) ? id : null,
        codes.invalidRequest,
        'Expected "jsonrpc": "2.0", a "method" and an "id" that is a string or a number',
      );
    }
    if (!isId(id)) {
      const cancelled = isObject(params) ? params.requestId : undefined;
      if (method === 'notifications/cancelled' && isId(cancelled) && wanted.has(cancelled))
        wanted.set(cancelled, false);
      return undefined;
    }
    if (!isObject(params)) return failure(id, codes.invalidParams, 'Expected params to be an object');
    if (batched && method === 'initialize')
      return failure(id, codes.invalidRequest, 'Expected initialize outside of a batch');
    wanted.set(id, true);
    try {
      const meta = params._meta;
      const result =
        isObject(meta) && versionKey in meta && method !== 'initialize'
          ? await stateless(method, params, meta)
          : await withHandshake(method, params);
      return wanted.get(id) ? { jsonrpc: '2.0', id, result } : undefined;
    } catch (error) {
      if (!wanted.get(id)) return undefined;
      if (error instanceof ProtocolError) return failure(id, error.code, error.message, error.data);
      return failure(id, codes.internal, 'The request failed inside the server');
    } finally {
      wanted.delete(id);
    }
  }

  return async (line) => {
    /** @type {unknown} */
    let message;
    try {
      message = JSON.parse(line);
    } catch {
      return failure(null, codes.parse, 'Expected one line of JSON');
    }
    if (!Array.isArray(message)) return answer(message, false);
    if (message.length === 0 || message.length > maxBatch)
      return failure(null, codes.invalidRequest, `Expected a batch of 1 to ${maxBatch} messages`);
    const answers = (await Promise.all(message.map((item) => answer(item, true)))).filter(
      (item) => item !== undefined,
    );
    return answers.length === 0 ? undefined : answers;
  };
}
