import { isObject, jsonValue, own } from '../plugin/values.ts';
import { startProcess } from './bounded-process.ts';
import { lineSplitter } from './lines.ts';
import type { ProcessGroups } from './process-groups.ts';
import type { Start } from './sandbox/sandbox.ts';

/** Bounds of one child. Units: milliseconds and bytes. */
export type ChildLimits = {
  /** Until the child answered `initialize` and its lists. */
  startMs: number;
  callMs: number;
  replyBytes: number;
  /** What a child may write on stdout that is no message, between two answers. */
  noiseBytes: number;
  /** Memory of its own that one process may have; where it ends, the system refuses more. */
  dataBytes: number;
};

export const childLimits: ChildLimits = {
  startMs: 30_000,
  callMs: 120_000,
  replyBytes: 8 << 20,
  noiseBytes: 16 << 20,
  dataBytes: 1536 << 20,
};

/** Why a request to a child has no result. `code` and `data` are those of the child's own error. */
export type ChildFailure = Error & {
  reason: 'timeout' | 'ended' | 'too-large' | 'refused' | 'canceled';
  code?: number;
  data?: unknown;
};

function failure(reason: ChildFailure['reason'], message: string, more: object = {}): ChildFailure {
  return Object.assign(new Error(message), { reason, ...more });
}

type RequestOptions = {
  timeoutMs: number;
  signal?: AbortSignal | undefined;
  /** Gets the params of each progress notification. */
  onProgress?: ((params: Record<string, unknown>) => void) | undefined;
};

/** A process that speaks MCP on its stdin and stdout. */
export type Child = {
  pid: number;
  /** @throws a `ChildFailure` */
  request(method: string, params: Record<string, unknown>, options: RequestOptions): Promise<unknown>;
  notify(method: string, params?: Record<string, unknown>): void;
  /** The end of what it wrote on stderr. */
  stderr(): string;
  /** Why it ended, once it did. */
  ended: Promise<string>;
  isAlive(): boolean;
  /** Closes stdin, then SIGTERM, then SIGKILL, to the whole group; resolves when the process is gone. */
  end(): Promise<void>;
  /** SIGKILL to the whole group, with the reason that callers get. */
  kill(reason: string): void;
};

type Pending = {
  resolve(result: unknown): void;
  reject(error: ChildFailure): void;
  onProgress: RequestOptions['onProgress'];
};

type Listeners = {
  onNotification(method: string, params: Record<string, unknown>): void;
};

/**
 * Starts a process in a group of its own.
 * @throws where the system refuses its arguments
 */
export function startChild(
  start: Start,
  limits: ChildLimits,
  groups: ProcessGroups,
  listeners: Listeners,
): Child {
  const pending = new Map<number, Pending>();
  let lastId = 0;
  const bounded = startProcess(start, limits.dataBytes, groups);
  const { pid, ended, isAlive, whyEnding, stderr, kill, end } = bounded;
  const send = (message: object) => bounded.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  bounded.onOutput(messageReader({ pending, limits, listeners, send, kill, noise: bounded.note }));
  void ended.then((why) => {
    for (const call of [...pending.values()]) call.reject(failure('ended', why));
  });
  return {
    pid,
    ended,
    isAlive: () => isAlive() && whyEnding() === undefined,
    stderr,
    kill,
    end,
    notify: (method, params = {}) => send({ method, params }),
    request: (method, params, options) =>
      exchange({ id: ++lastId, method, params, options }, { pending, send, isAlive, whyEnding }),
  };
}

type Exchange = {
  pending: Map<number, Pending>;
  send(message: object): void;
};

/** Sends one request and awaits its result. */
function exchange(
  call: { id: number; method: string; params: Record<string, unknown>; options: RequestOptions },
  { pending, send, isAlive, whyEnding }: Exchange & { isAlive(): boolean; whyEnding(): string | undefined },
): Promise<unknown> {
  const { id, method, params, options } = call;
  const { timeoutMs, signal, onProgress } = options;
  return new Promise((resolve, reject) => {
    if (!isAlive() || whyEnding() !== undefined)
      return reject(failure('ended', whyEnding() ?? 'it is not running'));
    if (signal?.aborted) return reject(failure('canceled', 'the caller canceled the call'));
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
      pending.delete(id);
    };
    const giveUp = (error: ChildFailure) => {
      done();
      send({ method: 'notifications/cancelled', params: { requestId: id, reason: error.message } });
      reject(error);
    };
    const cancel = () => giveUp(failure('canceled', 'the caller canceled the call'));
    const timer = setTimeout(
      () => giveUp(failure('timeout', `it gave no answer within ${seconds(timeoutMs)}`)),
      timeoutMs,
    );
    signal?.addEventListener('abort', cancel, { once: true });
    pending.set(id, {
      onProgress,
      resolve: (result) => {
        done();
        resolve(result);
      },
      reject: (error) => {
        done();
        reject(error);
      },
    });
    const meta =
      onProgress === undefined ? {} : { _meta: { ...(own(params, '_meta') ?? {}), progressToken: id } };
    send({ id, method, params: { ...params, ...meta } });
  });
}

/** A duration as a person reads it. */
export function seconds(ms: number): string {
  return ms === 1000 ? '1 second' : `${ms / 1000} seconds`;
}

/** Reads what a process writes on stdout; what is no message is counted and never handed on. */
function messageReader({
  pending,
  limits,
  listeners,
  send,
  kill,
  noise,
}: Exchange & {
  limits: ChildLimits;
  listeners: Listeners;
  kill(reason: string): void;
  noise(chunk: Buffer): void;
}): (chunk: Buffer) => void {
  let noiseBytes = 0;
  const ignore = (line: string, bytes: number) => {
    noise(Buffer.from(`(stdout) ${line.slice(0, 200)}\n`));
    noiseBytes += bytes;
    if (noiseBytes > limits.noiseBytes)
      kill(`it wrote more than ${megabytes(limits.noiseBytes)} on stdout that is no message`);
  };
  const onLine = (line: string) => {
    const message = isDeeper(line, deepest) ? undefined : jsonValue(line);
    if (!isObject(message) || own(message, 'jsonrpc') !== '2.0') {
      refuse(line, 'its answer is no message of JSON-RPC, or nests too deep');
      ignore(line, line.length);
      return;
    }
    const id = own(message, 'id');
    const method = own(message, 'method');
    const call = typeof id === 'number' && method === undefined ? pending.get(id) : undefined;
    if (call !== undefined) {
      noiseBytes = 0;
      answer(call, message);
    } else if (typeof method !== 'string') ignore(line, line.length);
    else if (id === undefined) onNotification(method, own(message, 'params'), { pending, listeners });
    else if (method === 'ping') send({ id, result: {} });
    else send({ id, error: { code: -32601, message: `This host does not answer ${method}.` } });
  };
  /** Fails the call that a line answers, as far as its beginning says which. */
  const refuse = (start: string, why: string): boolean => {
    const id = /^\s*\{[^{[]{0,200}"id"\s*:\s*(\d{1,15})\b/.exec(start)?.[1];
    const call = id === undefined ? undefined : pending.get(Number(id));
    call?.reject(failure('too-large', why));
    return call !== undefined;
  };
  const onLong = (start: string, bytes: number) => {
    const why = `its answer has ${megabytes(bytes)}, and ${megabytes(limits.replyBytes)} is the limit`;
    if (!refuse(start, why)) for (const one of [...pending.values()]) one.reject(failure('too-large', why));
    ignore('', bytes > limits.replyBytes * 16 ? limits.noiseBytes + 1 : 0);
  };
  return lineSplitter(limits.replyBytes, onLine, onLong);
}

/** Levels of a message: a client's own reader and writer may fail on more. */
const deepest = 500;

/** Whether a JSON text nests deeper than so many levels. */
function isDeeper(text: string, limit: number): boolean {
  let depth = 0;
  for (let at = text.search(/[[{"]/); at >= 0 && at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22) at = endOfString(text, at);
    else if (code === 0x5b || code === 0x7b) {
      if (++depth > limit) return true;
    } else if (code === 0x5d || code === 0x7d) depth--;
  }
  return false;
}

/** Where a JSON string ends that begins at a quote; the end of the text where it does not end. */
function endOfString(text: string, from: number): number {
  for (let at = text.indexOf('"', from + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (text[at - 1 - slashes] === '\\') slashes++;
    if (slashes % 2 === 0) return at;
  }
  return text.length;
}

function answer(call: Pending, message: Record<string, unknown>): void {
  const error = own(message, 'error');
  if (!isObject(error)) {
    call.resolve(own(message, 'result'));
    return;
  }
  const code = own(error, 'code');
  const text = own(error, 'message');
  call.reject(
    failure('refused', typeof text === 'string' ? text : 'an error without a message', {
      code: typeof code === 'number' ? code : -32603,
      data: own(error, 'data'),
    }),
  );
}

function onNotification(
  method: string,
  given: unknown,
  { pending, listeners }: { pending: Map<number, Pending>; listeners: Listeners },
): void {
  const params = isObject(given) ? given : {};
  const token = own(params, 'progressToken');
  if (method !== 'notifications/progress') listeners.onNotification(method, params);
  else if (typeof token === 'number') pending.get(token)?.onProgress?.(params);
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / (1 << 20))} MB`;
}
