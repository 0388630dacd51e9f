import type { JsonPath } from './json.ts';
import type { Source } from './source.ts';
import { isObject, own } from './values.ts';

/** Where a plugin keeps what its servers offer. */
export const toolsFile = 'tools.json';

/** Whatever else a server said of the same thing. */
type More = { [key: string]: unknown };

/** A tool as `tools/list` gives it: https://modelcontextprotocol.io/specification/2025-11-25/server/tools#tool */
export type Tool = {
  name: string;
  title?: string;
  description?: string;
  inputSchema: Readonly<Record<string, unknown>>;
  outputSchema?: Readonly<Record<string, unknown>>;
} & More;

/** A resource as `resources/list` gives it. */
export type Resource = { uri: string; name: string; title?: string; description?: string } & More;

/** A template as `resources/templates/list` gives it. */
export type ResourceTemplate = {
  uriTemplate: string;
  name: string;
  title?: string;
  description?: string;
} & More;

/** A prompt as `prompts/list` gives it. */
export type Prompt = { name: string; title?: string; description?: string } & More;

/** What one server of a plugin offers. */
export type ServerTools = {
  /** See `serverDigest` in `server-files.ts`. */
  files: string;
  protocolVersion: string;
  tools: Tool[];
  resources: Resource[];
  resourceTemplates: ResourceTemplate[];
  prompts: Prompt[];
};

/** What the servers of a plugin offer, by the key of each server. Has no prototype. */
export type ToolsFile = { servers: Readonly<Record<string, ServerTools>> };

/** Where a `tools.json` is not as it has to be; `message` is a sentence. */
export type ToolsProblem = { at: JsonPath; message: string };

/** The lists of a server, and the field that each item is known by. */
export const toolLists = {
  tools: 'name',
  resources: 'uri',
  resourceTemplates: 'uriTemplate',
  prompts: 'name',
} as const;
export type ToolList = keyof typeof toolLists;

/** Bounds of one `tools.json`: items in each list of a server, servers, levels of nesting. */
export const toolLimits = { items: 1_000, servers: 50, depth: 200 } as const;

/** Problems that are said of one file. */
const mostProblems = 20;

/** What a plugin's `tools.json` says; undefined where the plugin has none. A file that is wrong anywhere is refused as a whole. */
export function readTools(
  source: Source,
): { ok: true; value: ToolsFile } | { ok: false; problems: ToolsProblem[] } | undefined {
  const parsed = source.json(toolsFile);
  if (parsed === undefined) {
    if (!source.files.has(toolsFile)) return undefined;
    return { ok: false, problems: [{ at: [], message: 'The file cannot be read as text.' }] };
  }
  if (!parsed.ok)
    return { ok: false, problems: [{ at: [], message: `The file is not JSON: ${parsed.message}.` }] };
  return toolsIn(parsed.value);
}

/** The same for a value that was parsed. */
export function toolsIn(
  value: unknown,
): { ok: true; value: ToolsFile } | { ok: false; problems: ToolsProblem[] } {
  const problems: ToolsProblem[] = [];
  const say = (at: JsonPath, message: string) => {
    if (problems.length < mostProblems) problems.push({ at, message });
  };
  const servers: Record<string, ServerTools> = Object.create(null);
  const given = isObject(value) ? own(value, 'servers') : undefined;
  if (isDeeper(value, toolLimits.depth))
    say([], `Expected nothing to nest deeper than ${toolLimits.depth} levels.`);
  if (!isObject(given))
    say(['servers'], 'Expected "servers" to be an object with one field for each server.');
  else if (Object.keys(given).length > toolLimits.servers)
    say(['servers'], `Expected at most ${toolLimits.servers} servers.`);
  else
    for (const [key, server] of Object.entries(given)) servers[key] = serverIn(server, ['servers', key], say);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: { servers } };
}

/** Whether a value nests deeper than so many levels. */
function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((item) => isDeeper(item, levels - 1));
}

type Say = (at: JsonPath, message: string) => void;

function serverIn(value: unknown, at: JsonPath, say: Say): ServerTools {
  const server: ServerTools = {
    files: '',
    protocolVersion: '',
    tools: [],
    resources: [],
    resourceTemplates: [],
    prompts: [],
  };
  if (!isObject(value)) {
    say(at, 'Expected an object with the lists of one server.');
    return server;
  }
  for (const field of ['files', 'protocolVersion'] as const) {
    const text = own(value, field);
    if (typeof text === 'string') server[field] = text;
    else say([...at, field], `Expected "${field}" to be text.`);
  }
  for (const list of Object.keys(toolLists) as ToolList[]) {
    const items = own(value, list);
    if (!Array.isArray(items)) say([...at, list], `Expected "${list}" to be a list.`);
    else if (items.length > toolLimits.items)
      say([...at, list], `Expected at most ${toolLimits.items} items in "${list}".`);
    else {
      const wrong = items.findIndex((item) => !isItem(item, list));
      if (wrong >= 0) say([...at, list, wrong], `Expected ${shapes[list]}.`);
      else Object.assign(server, { [list]: items });
    }
  }
  return server;
}

const shapes: Record<ToolList, string> = {
  tools: 'a tool to have the text "name" and the object "inputSchema"',
  resources: 'a resource to have the texts "uri" and "name"',
  resourceTemplates: 'a template to have the texts "uriTemplate" and "name"',
  prompts: 'a prompt to have the text "name"',
};

/** Whether an item has what every item of its list must have; what it may have is of the right type. */
function isItem(item: unknown, list: ToolList): boolean {
  if (!isObject(item)) return false;
  const isText = (key: string) => typeof own(item, key) === 'string';
  const mayBe = (key: string, is: (value: unknown) => boolean) => !Object.hasOwn(item, key) || is(item[key]);
  return (
    isText('name') &&
    isText(toolLists[list]) &&
    mayBe('title', (value) => typeof value === 'string') &&
    mayBe('description', (value) => typeof value === 'string') &&
    (list !== 'tools' || (isObject(own(item, 'inputSchema')) && mayBe('outputSchema', isObject)))
  );
}
