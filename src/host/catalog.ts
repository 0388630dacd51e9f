import { quote, shellWord } from '../check/diagnostic.ts';
import type { Prompt, Resource, ResourceTemplate, Tool } from '../plugin/tools.ts';
import { requirements } from './dependencies.ts';
import type { HostedServer, LoadedPlugin } from './load.ts';
import { clientName, whyNotServed } from './names.ts';

/** What the declarations alone say of a plugin. `running`, `failed` and `drifted` come from its processes: see `running.ts`. */
export type DeclaredState = 'ready' | 'unreviewed' | 'left-out';

/** A plugin as the host lists it. */
export type CatalogPlugin = LoadedPlugin & {
  state: DeclaredState;
  /** Why it is not ready, or what of it is not served; each a sentence. */
  why: string[];
  /** The plugins that are started before it, in that order. */
  requires: LoadedPlugin[];
};

/** A tool, prompt, resource or template of a server. */
export type Item<Of> = {
  plugin: CatalogPlugin;
  server: HostedServer;
  of: Of;
  /** Its name on the host as a whole; the address of a resource. */
  name: string;
  /** Its name where only its plugin is served. */
  ownName: string;
};

/** Everything that the host serves, in a fixed order: by plugin, server, then as the server lists it. */
export type Catalog = {
  plugins: CatalogPlugin[];
  tools: Item<Tool>[];
  prompts: Item<Prompt>[];
  resources: Item<Resource>[];
  templates: Item<ResourceTemplate>[];
};

/** Makes the catalog. @param whyLeftOut why the host does not run a plugin, as a sentence */
export function makeCatalog(
  loaded: readonly LoadedPlugin[],
  whyLeftOut: (plugin: LoadedPlugin) => string | undefined,
  isRemote: boolean,
): Catalog {
  const names = new Map<string, LoadedPlugin>();
  const clashes = new Map<LoadedPlugin, string>();
  for (const plugin of loaded) {
    const other = names.get(plugin.name);
    if (other === undefined) names.set(plugin.name, plugin);
    else
      clashes.set(
        plugin,
        `Another plugin is named ${quote(plugin.name)}: the one in ${quote(other.folder)}.`,
      );
  }
  const whyOut = (plugin: LoadedPlugin) => clashes.get(plugin) ?? whyOfItself(plugin) ?? whyLeftOut(plugin);
  // A plugin without servers takes part as what others need.
  const required = requirements(loaded, (plugin) =>
    plugin.servers.length > 0 ? whyOut(plugin) : clashes.get(plugin),
  );
  const plugins = loaded
    .filter(({ servers, remotes }) => servers.length + remotes.length > 0)
    .map((plugin): CatalogPlugin => {
      const needs = required.get(plugin);
      const why = whyOut(plugin) ?? (needs?.ok === false ? needs.why : undefined);
      const requires = needs?.ok === true ? needs.order : [];
      if (why !== undefined) return { ...plugin, state: 'left-out', why: [why], requires };
      const unreviewed = plugin.servers.filter(({ offers }) => offers === undefined).map(({ key }) => key);
      return unreviewed.length === 0
        ? { ...plugin, state: 'ready', why: [], requires }
        : { ...plugin, state: 'unreviewed', why: [whyUnreviewed(plugin, unreviewed)], requires };
    });
  return { plugins, ...itemsOf(plugins, isRemote) };
}

function whyOfItself(plugin: LoadedPlugin): string | undefined {
  const { name, servers, remotes, problem, withdrawn } = plugin;
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/.test(name))
    return `Its name ${quote(name)} has other characters than letters, digits, "-" and "_", or more than 64.`;
  if (reserved.has(name)) return `The name ${quote(name)} is an address of the host's own.`;
  if (withdrawn !== undefined) return withdrawn;
  if (servers.length === 0)
    return `Claude Code reaches its servers itself: ${remotes.map(addLine).join(' · ')}`;
  return problem;
}

/** Addresses below `/api/plugins/`. */
const reserved = new Set(['list', 'registry', 'search']);

/** What adds a remote server to Claude Code. */
export function addLine({ key, transport, url }: LoadedPlugin['remotes'][number]): string {
  return `claude mcp add --transport ${shellWord(transport)} ${shellWord(key)} ${shellWord(url)}`;
}

function whyUnreviewed({ name }: LoadedPlugin, keys: readonly string[]): string {
  return `Its "tools.json" does not list the tools of ${keys.map(quote).join(', ')}: run "npm run tools -- ${shellWord(name)}" and commit the file.`;
}

/** Lists what is served; what is not is named in `why` of its plugin. */
function itemsOf(plugins: readonly CatalogPlugin[], isRemote: boolean): Omit<Catalog, 'plugins'> {
  const tools: Item<Tool>[] = [];
  const prompts: Item<Prompt>[] = [];
  const resources: Item<Resource>[] = [];
  const templates: Item<ResourceTemplate>[] = [];
  const taken = { tool: new Set<string>(), prompt: new Set<string>() };
  const addresses = new Set<string>();
  for (const plugin of plugins) {
    if (plugin.state === 'left-out') continue;
    const named = <Of extends { name: string }>(
      noun: 'tool' | 'prompt',
      server: HostedServer,
      of: Of,
      list: Item<Of>[],
    ) => {
      const ownName = plugin.servers.length > 1 ? `${server.key}__${of.name}` : of.name;
      const name = `${plugin.name}__${ownName}`;
      const why =
        isRemote && noun === 'tool' && plugin.needs.localTools.includes(of.name)
          ? onlyLocal
          : whyNotServed(name, taken[noun]);
      if (why === undefined) {
        taken[noun].add(clientName(name));
        list.push({ plugin, server, of, name, ownName });
      } else plugin.why.push(`The ${noun} ${quote(of.name)} is not served. ${why}`);
    };
    const addressed = <Of>(address: string, server: HostedServer, of: Of, list: Item<Of>[]) => {
      if (addresses.has(address))
        plugin.why.push(`The resource ${quote(address)} is not served: its address was listed before.`);
      else list.push({ plugin, server, of, name: address, ownName: address });
      addresses.add(address);
    };
    for (const server of plugin.servers) {
      for (const tool of server.offers?.tools ?? []) named('tool', server, tool, tools);
      for (const prompt of server.offers?.prompts ?? []) named('prompt', server, prompt, prompts);
      for (const resource of server.offers?.resources ?? [])
        addressed(resource.uri, server, resource, resources);
      for (const template of server.offers?.resourceTemplates ?? [])
        addressed(template.uriTemplate, server, template, templates);
    }
  }
  return { tools, prompts, resources, templates };
}

const onlyLocal = 'It needs the machine of the one who uses it, and this host is for a team.';

/** The template that an address may come from: the one that agrees with it longest before its first `{`. */
export function templateOf(
  templates: readonly Item<ResourceTemplate>[],
  uri: string,
): Item<ResourceTemplate> | undefined {
  let best: { item: Item<ResourceTemplate>; length: number } | undefined;
  for (const item of templates) {
    const start = item.name.split('{', 1)[0] ?? '';
    if (uri.startsWith(start) && start.length > (best?.length ?? -1)) best = { item, length: start.length };
  }
  return best?.item;
}
