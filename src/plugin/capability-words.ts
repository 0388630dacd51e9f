import { code, eventWords, type Words } from './capability-phrases.ts';
import type { Capability, CapabilityKind } from './kinds/list.ts';
import { callOf } from './kinds/target.ts';
import type { HostNaming } from './kinds/vocabulary.ts';
import { permissionWords } from './permission-words.ts';
import { programWords } from './program-words.ts';

/** One sentence for someone who does not write plugins. */
export function sentenceOf(capability: Capability): string {
  return wordsOf(capability).sentence(capability);
}

/** The exact things that a capability is about, whole: a command, an address, a host, tools, packages. */
export function subjectsOf(capability: Capability): readonly string[] {
  return wordsOf(capability).subjects(capability);
}

/** The exact thing on one line, with what it is called by or happens at. */
export function exactText(capability: Capability): string {
  const { exact, subjects } = wordsOf(capability);
  return exact?.(capability) ?? subjects(capability).join(', ');
}

function wordsOf(capability: Capability): Words<Capability> {
  return words[capability.kind] as Words<Capability>;
}

type Hook = Extract<Capability, { kind: 'hook' }>;

const handlerWords: Readonly<Record<Hook['type'], string>> = {
  command: 'Runs',
  http: 'Sends what happened to',
  mcp_tool: 'Calls the tool',
  prompt: 'Asks a model',
  agent: 'Asks a model',
  module: 'Runs the module',
};

function hookSentence(hook: Hook): string {
  const { event, type, matcher, condition } = hook;
  const what = `${handlerWords[type]} ${code(callOf(hook))}`;
  if (event === undefined) return `${what} inside Claude Code whenever its events happen.`;
  const only = [matcher === '' || matcher === '*' ? undefined : matcher, condition].filter(
    (value) => value !== undefined,
  );
  const narrowed = only.length === 0 ? '' : ` (only for ${only.map(code).join(' and ')})`;
  return `${what} by itself ${eventWords[event]}${narrowed}.`;
}

function exactHook(hook: Hook): string {
  const { event, type, matcher, condition } = hook;
  const at = event === undefined ? '' : `${event}${matcher === undefined ? '' : `(${matcher})`} `;
  return `${at}${condition === undefined ? '' : `if ${condition} `}${type}: ${callOf(hook)}`;
}

const hostWords: Readonly<Record<HostNaming, string>> = {
  script: 'A program calls',
  text: 'A program also names, and may never call,',
  command: 'A command names',
  hook: 'A hook sends data to',
  'server-address': 'An MCP server is at',
  'server-environment': 'An MCP server is given',
  'server-bundle': 'An MCP server is downloaded from',
};

type Download = Extract<Capability, { kind: 'runtime-download' }>;

function exactDownload({ tool, packages, pipedTo, lockFile }: Download): string {
  const names = packages.length === 0 && pipedTo !== undefined ? ['a URL'] : packages;
  const piped = pipedTo === undefined ? '' : ` | ${pipedTo}`;
  const locked = lockFile === undefined ? '' : ` (${lockFile})`;
  return `${[...(tool === undefined ? [] : [tool]), ...names].join(' ')}${piped}${locked}`;
}

function downloadSentence(download: Download): string {
  const { tool, lockFile, pinned } = download;
  if (lockFile !== undefined)
    return `Has Claude Code install the packages that ${code(lockFile)} fixes when the plugin is installed.`;
  const what = code(exactDownload(download));
  if (tool === undefined) return `Downloads and runs ${what}; what it will get is not fixed.`;
  const certainty = pinned ? 'always the same version' : 'whichever version is current then';
  return `Downloads and runs code: ${what}, ${certainty}.`;
}

type McpServer = Extract<Capability, { kind: 'mcp-server' }>;

function serverSentence({ name, url, bundle, headersHelper, ...started }: McpServer): string {
  if (headersHelper !== undefined)
    return `Runs ${code(headersHelper)} in a shell each time it connects to the MCP server ${code(name)}.`;
  if (bundle !== undefined)
    return `Starts the bundled MCP server ${code(bundle)} and gives Claude its tools.`;
  const how =
    url === undefined
      ? `Starts the program ${code(callOf(started))} with every session`
      : `Connects every session to ${code(url)}`;
  return `${how} and gives Claude its tools (MCP server ${code(name)}).`;
}

/** How each kind of capability is said. */
const words: { readonly [K in CapabilityKind]: Words<Extract<Capability, { kind: K }>> } = {
  hook: { sentence: hookSentence, subjects: (hook) => [callOf(hook)], exact: exactHook },
  'mcp-server': {
    sentence: serverSentence,
    subjects: (server) => [server.headersHelper ?? callOf(server)],
    exact: (server) =>
      `${server.name} ${server.transport ?? 'headersHelper'}: ${server.headersHelper ?? callOf(server)}`,
  },
  'lsp-server': {
    sentence: ({ extensions, ...server }) => {
      const on = extensions.length === 0 ? '' : ` for ${extensions.slice(0, 6).join(', ')} files`;
      return `Starts the language server ${code(callOf(server))}${on}.`;
    },
    subjects: (server) => [callOf(server)],
    exact: (server) => `${server.name}: ${callOf(server)}`,
  },
  monitor: {
    sentence: ({ command, component }) =>
      component === undefined
        ? `Keeps ${code(command)} running in the background for as long as a session lasts.`
        : `Keeps ${code(command)} running from the first use of the skill ${code(component)}.`,
    subjects: ({ command }) => [command],
  },
  executable: {
    sentence: ({ name }) => `Puts the command ${code(name)} within reach of Claude's shell.`,
    subjects: ({ name }) => [name],
  },
  'inline-command': {
    sentence: ({ command, shell, component = '' }) =>
      `Runs ${code(command)}${shell === undefined ? '' : ` in ${code(shell)}`} by itself when ${code(component)} opens.`,
    subjects: ({ command }) => [command],
  },
  'allowed-tools': {
    sentence: ({ tools, component = '' }) =>
      `Lets Claude ${permissionWords(tools, code, component.replace(/:.*$/s, ''))} without asking while ${code(component)} runs.`,
    subjects: ({ tools }) => tools,
  },
  'network-host': {
    sentence: ({ host, partial, namedBy }) => {
      const what = partial ? 'a host that is only known when it runs, starting with' : 'the host';
      return `${hostWords[namedBy]} ${what} ${code(host)}.`;
    },
    subjects: ({ host }) => [host],
  },
  'runtime-download': { sentence: downloadSentence, subjects: (download) => [exactDownload(download)] },
  'user-config': {
    sentence: ({ key, title, variable, server, sensitive }) => {
      if (variable !== undefined) {
        const what = sensitive ? 'your secret' : 'your environment variable';
        return `Hands ${what} ${code(variable)} to the MCP server ${code(server ?? '')}.`;
      }
      const what = code(title ?? key ?? '');
      return sensitive
        ? `Asks you for a secret: ${what}, kept in secure storage and handed to the plugin's programs.`
        : `Asks you for ${what}.`;
    },
    subjects: ({ key, variable }) => [key ?? variable ?? ''],
    exact: ({ key, variable }) => key ?? `$${variable}`,
  },
  channel: {
    sentence: ({ server }) => `Lets messages from outside reach Claude through the server ${code(server)}.`,
    subjects: ({ server }) => [server],
  },
  dependency: {
    sentence: ({ name, marketplace, version }) =>
      `Installs the plugin ${code(qualified(name, marketplace))} (${version === undefined ? 'any version' : `version ${version}`}) with it.`,
    subjects: ({ name, marketplace }) => [qualified(name, marketplace)],
    exact: ({ name, marketplace, version }) =>
      [qualified(name, marketplace), ...(version === undefined ? [] : [version])].join(' '),
  },
  settings: {
    sentence: ({ setting, value }) =>
      setting === 'agent'
        ? `Makes ${code(value)} the agent that every session starts with.`
        : 'Runs a command to draw the status line of subagents.',
    subjects: ({ value }) => [value],
    exact: ({ setting, value }) => `${setting}: ${value}`,
  },
  ...programWords,
};

const qualified = (name: string, marketplace: string | undefined) =>
  marketplace === undefined ? name : `${name}@${marketplace}`;
