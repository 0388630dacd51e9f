import { readLimits } from '../../plugin/source.ts';
import { type ServerTools, type ToolList, toolLimits, toolsIn } from '../../plugin/tools.ts';
import { asRecord, asText, isObject, own } from '../../plugin/values.ts';
import {
  type Child,
  type ChildFailure,
  type ChildLimits,
  childLimits,
  seconds,
  startChild,
} from '../child.ts';
import type { ProcessGroups } from '../process-groups.ts';
import type { Start } from '../sandbox/sandbox.ts';

/** What a server said that it offers; or why it did not, as a clause, with the end of what it printed on stderr. */
export type Asked =
  | { ok: true; offers: Omit<ServerTools, 'files'> }
  | { ok: false; why: string; stderr: string };

/** Bounds of one conversation: milliseconds of the whole in `startMs`, pages of one list. */
export type AskLimits = ChildLimits & { pages: number };
export const askLimits: AskLimits = { ...childLimits, pages: 100 };

/** The latest version of the protocol that begins with `initialize`: https://modelcontextprotocol.io/specification/2025-11-25/basic/lifecycle */
const protocolVersion = '2025-11-25';

/** The method that gives each list, and the capability of a server that has it. */
const methods: readonly [list: ToolList, method: string, capability: string][] = [
  ['tools', 'tools/list', 'tools'],
  ['resources', 'resources/list', 'resources'],
  ['resourceTemplates', 'resources/templates/list', 'resources'],
  ['prompts', 'prompts/list', 'prompts'],
];

/** Starts a server, asks it for everything that it lists, and ends it with all that it started. Never throws for what the server does. */
export async function askServer(
  start: Start,
  groups: ProcessGroups,
  limits: AskLimits = askLimits,
): Promise<Asked> {
  let child: Child;
  try {
    child = startChild(start, limits, groups, { onNotification: () => undefined });
  } catch (error) {
    return { ok: false, why: `it cannot be started: ${(error as Error).message}`, stderr: '' };
  }
  const late = `it did not answer everything within ${seconds(limits.startMs)}`;
  const timer = setTimeout(child.kill, limits.startMs, late);
  try {
    return { ok: true, offers: await listAll(child, limits) };
  } catch (error) {
    return { ok: false, why: (error as Error).message, stderr: messageIn(child.stderr()) };
  } finally {
    clearTimeout(timer);
    await child.end();
  }
}

/** The last lines that a program printed, without the places in a stack trace. */
function messageIn(stderr: string): string {
  const lines = stderr
    .split('\n')
    .filter((line) => !/^\s*(?:at |\^|$)|^Node\.js v|^node:internal/.test(line));
  return lines.slice(-3).join(' ').trim();
}

type Request = (method: string, params?: Record<string, unknown>) => Promise<Record<string, unknown>>;

async function listAll(child: Child, limits: AskLimits): Promise<Omit<ServerTools, 'files'>> {
  const request: Request = async (method, params = {}) => {
    try {
      return asRecord(await child.request(method, params, { timeoutMs: limits.startMs }));
    } catch (error) {
      const { reason, message } = error as ChildFailure;
      if (reason !== 'refused') throw error;
      throw Object.assign(error as Error, {
        message: `it answered "${method}" with an error: ${message.slice(0, 300)}`,
      });
    }
  };
  const clientInfo = { name: 'plugin-marketplace', version: '1.0.0' };
  const begun = await request('initialize', { protocolVersion, capabilities: {}, clientInfo });
  child.notify('notifications/initialized');
  const capabilities = asRecord(own(begun, 'capabilities'));
  const offers: Record<string, unknown> = { protocolVersion: own(begun, 'protocolVersion') };
  for (const [list, method, capability] of methods)
    offers[list] = isObject(own(capabilities, capability))
      ? await pagesOf(request, list, method, limits)
      : [];
  if (JSON.stringify(offers).length > mostText)
    throw new Error(`its lists have more than ${mostText >> 20} MB`);
  const read = toolsIn({ servers: { server: { files: '', ...offers } } });
  if (!read.ok) throw new Error(`its answer is wrong: ${read.problems[0]?.message ?? ''}`);
  const { files, ...checked } = read.value.servers.server as ServerTools;
  return checked;
}

/** UTF-16 units of all lists: half of what is read of a file, which has the same with white space. */
const mostText = readLimits.textBytes / 2;

/** Every item of a list. A method that the server does not know gives none. */
async function pagesOf(
  request: Request,
  list: ToolList,
  method: string,
  { pages }: AskLimits,
): Promise<unknown[]> {
  const all: unknown[] = [];
  let left = mostText;
  let cursor: string | undefined;
  for (let page = 0; page < pages; page++) {
    let result: Record<string, unknown>;
    try {
      result = await request(method, cursor === undefined ? {} : { cursor });
    } catch (error) {
      if ((error as ChildFailure).code === -32601 && page === 0) return [];
      throw error;
    }
    const items = own(result, list);
    if (!Array.isArray(items)) throw new Error(`its answer to "${method}" has no list "${list}"`);
    for (const item of items) all.push(item);
    left -= JSON.stringify(items).length;
    if (left < 0) throw new Error(`its list of ${list} has more than ${mostText >> 20} MB`);
    if (all.length > toolLimits.items) throw new Error(`it lists more than ${toolLimits.items} ${list}`);
    cursor = asText(own(result, 'nextCursor'));
    if (cursor === undefined) return all;
  }
  throw new Error(`its list of ${list} has more than ${pages} pages`);
}
