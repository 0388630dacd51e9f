import { quote } from '../check/diagnostic.ts';
import type { Prompt, Tool } from '../plugin/tools.ts';
import { isObject, own } from '../plugin/values.ts';
import { type Item, templateOf } from './catalog.ts';
import { whyNotAsDeclared } from './check-result.ts';
import type { Call, Host } from './host.ts';
import { type Caller, useServer } from './running.ts';

/** What a caller sees of a host. */
export type View = {
  /** The one plugin that is served, under the names that its servers give. */
  plugin?: string;
  /** Whether the caller may use a plugin. */
  allows(plugin: string): boolean;
};

/** The items of a list that a view shows. */
export function shown<Of>(view: View, items: readonly Item<Of>[]): Item<Of>[] {
  return items.filter(
    ({ plugin }) => (view.plugin === undefined || plugin.name === view.plugin) && view.allows(plugin.name),
  );
}

/** The name of an item in a view. */
export const nameIn = (view: View, item: Item<unknown>): string =>
  view.plugin === undefined ? item.name : item.ownName;

/** The item of a name in a view; undefined where the view has none. */
export function find<Of>(view: View, items: readonly Item<Of>[], name: string): Item<Of> | undefined {
  return shown(view, items).find((item) => nameIn(view, item) === name);
}

/** Who calls, and how the call is followed. */
export type Context = {
  caller: Caller;
  signal?: AbortSignal;
  onProgress?: ((params: Record<string, unknown>) => void) | undefined;
};

/**
 * Calls a tool; what it returns is the server's own result.
 * @throws a `CallFailure`
 */
export function callTool(
  host: Host,
  item: Item<Tool>,
  args: Record<string, unknown>,
  context: Context,
): Promise<Record<string, unknown>> {
  const { of } = item;
  return counted(host, item, 'tool', of.name, context, async () =>
    useServer(host.runner, item, context.caller, `The tool ${quote(of.name)}`, async (child, drift) => {
      const refused = drift.tools.get(of.name);
      if (refused !== undefined) throw new Error(`it is refused. ${refused}`);
      const result = await child.request(
        'tools/call',
        { name: of.name, arguments: args },
        followed(host, context),
      );
      const content = isObject(result) ? own(result, 'content') : undefined;
      if (
        !isObject(result) ||
        (content !== undefined && !(Array.isArray(content) && content.every(isObject)))
      )
        throw new Error('its answer is not the result of a tool: expected an object with the list "content"');
      const why = of.outputSchema === undefined ? undefined : whyNotAsDeclared(of.outputSchema, result);
      if (why !== undefined) throw new Error(why);
      return content === undefined ? { ...result, content: [] } : result;
    }),
  );
}

/** Gets a prompt. @throws a `CallFailure` */
export function getPrompt(
  host: Host,
  item: Item<Prompt>,
  args: Record<string, unknown>,
  context: Context,
): Promise<Record<string, unknown>> {
  const { of } = item;
  return counted(host, item, 'prompt', of.name, context, async () =>
    useServer(host.runner, item, context.caller, `The prompt ${quote(of.name)}`, async (child, drift) => {
      const refused = drift.prompts.get(of.name);
      if (refused !== undefined) throw new Error(`it is refused. ${refused}`);
      const params = { name: of.name, arguments: args };
      return listIn(await child.request('prompts/get', params, followed(host, context)), 'messages');
    }),
  );
}

/** The item that an address belongs to: a listed resource, else a template. */
export function findResource(host: Host, view: View, uri: string): Item<object> | undefined {
  const { resources, templates } = host.catalog;
  return find<object>(view, resources, uri) ?? templateOf(shown(view, templates), uri);
}

/** Reads a resource. @throws a `CallFailure` */
export function readResource(
  host: Host,
  item: Item<object>,
  uri: string,
  context: Context,
): Promise<Record<string, unknown>> {
  return counted(host, item, 'resource', '', context, async () =>
    useServer(host.runner, item, context.caller, `The resource ${quote(uri)}`, async (child) =>
      listIn(await child.request('resources/read', { uri }, followed(host, context)), 'contents'),
    ),
  );
}

/** Completes an argument. @param params as the caller gave them, with the server's own name of the prompt */
export function complete(
  host: Host,
  item: Item<object>,
  params: Record<string, unknown>,
  context: Context,
): Promise<Record<string, unknown>> {
  return counted(host, item, 'completion', '', context, async () =>
    useServer(host.runner, item, context.caller, 'A completion', async (child) => {
      const result = await child.request('completion/complete', params, followed(host, context));
      if (!isObject(result) || !isObject(own(result, 'completion')))
        throw new Error('its answer has no "completion"');
      return result;
    }),
  );
}

function followed({ options }: Host, { signal, onProgress }: Context) {
  return { timeoutMs: options.limits.callMs, signal, onProgress };
}

function listIn(result: unknown, list: string): Record<string, unknown> {
  const items = isObject(result) ? own(result, list) : undefined;
  if (!isObject(result) || !Array.isArray(items) || !items.every(isObject))
    throw new Error(`its answer has no list "${list}" of objects`);
  return result;
}

/** Reports a call once it is over. */
async function counted<Result>(
  { options: { now, events } }: Host,
  { plugin }: Item<unknown>,
  kind: Call['kind'],
  name: string,
  { caller }: Context,
  work: () => Promise<Result>,
): Promise<Result> {
  const begun = now();
  let ok = false;
  try {
    const result = await work();
    ok = !isObject(result) || own(result, 'isError') !== true;
    return result;
  } finally {
    events.called({
      plugin: plugin.name,
      kind,
      name,
      caller: caller.name,
      team: caller.team,
      ok,
      ms: now() - begun,
    });
  }
}
