import { code, type Words } from './capability-phrases.ts';
import {
  exactHook,
  hookSentence,
  hostNeedSentence,
  languageServerSentence,
  moreOf,
  serverSentence,
  settingSentence,
  userConfigSentence,
} from './declared-words.ts';
import type { Capability, CapabilityKind } from './kinds/list.ts';
import { callOf } from './kinds/target.ts';
import type { HostNaming } from './kinds/vocabulary.ts';
import { permissionWords } from './permission-words.ts';
import { programWords } from './program-words.ts';
import { startedWords } from './started-words.ts';

/** One sentence for someone who does not write plugins. */
export function sentenceOf(capability: Capability): string {
  const sentence = wordsOf(capability).sentence(capability);
  const { platforms } = capability;
  if (platforms === undefined) return sentence;
  return `${sentence} Only on ${platforms.join(' and ')}, which find the file whatever the case of its name.`;
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

const hostWords: Readonly<Record<HostNaming, string>> = {
  script: 'A program calls',
  text: 'With no sign that it is called, a program names',
  command: 'A command names',
  hook: 'A hook sends data to',
  'server-address': 'An MCP server is at',
  'server-environment': 'An MCP server is given',
  'server-bundle': 'An MCP server is downloaded from',
  setting: 'A setting has as its default',
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
  if (tool === undefined && pinned && download.pipedTo === undefined)
    return `Has Claude Code download the program ${what} when the plugin is installed; its SHA-256 is fixed.`;
  if (tool === undefined)
    return `Downloads and runs ${what}${pinned ? '' : '; what it will get is not fixed'}.`;
  const certainty = pinned ? 'always the same version' : 'whichever version is current then';
  // What git clones lies there, and is often only read.
  const deed = tool === 'git clone' && download.pipedTo === undefined ? 'Downloads' : 'Downloads and runs';
  return `${deed} code: ${what}, ${certainty}.`;
}

/** How each kind of capability is said. */
const words: { readonly [K in CapabilityKind]: Words<Extract<Capability, { kind: K }>> } = {
  hook: { sentence: hookSentence, subjects: (hook) => [callOf(hook)], exact: exactHook },
  'mcp-server': {
    sentence: serverSentence,
    subjects: (server) => [server.headersHelper ?? callOf(server)],
    exact: (server) =>
      `${server.name} ${server.transport ?? 'headersHelper'}: ${server.headersHelper ?? callOf(server)}${moreOf(server)}`,
  },
  'lsp-server': {
    sentence: languageServerSentence,
    subjects: (server) => [callOf(server)],
    exact: (server) => `${server.name}: ${callOf(server)}${moreOf(server)}`,
  },
  monitor: {
    sentence: ({ command, component }) =>
      component === undefined
        ? `Keeps ${startedWords(command)} running in the background for as long as a session lasts.`
        : `Keeps ${startedWords(command)} running from the first use of the skill ${code(component)}.`,
    subjects: ({ command }) => [command],
  },
  executable: {
    sentence: ({ name }) => `Puts the command ${code(name)} within reach of Claude's shell.`,
    subjects: ({ name }) => [name],
  },
  'inline-command': {
    sentence: ({ command, shell, component = '' }) =>
      `Runs ${startedWords(command)}${shell === undefined ? '' : ` in ${code(shell)}`} by itself when ${code(component)} opens.`,
    subjects: ({ command }) => [command],
  },
  'allowed-tools': {
    sentence: ({ tools, component = '' }) =>
      `Lets Claude ${permissionWords(tools, code, component.replace(/:.*$/s, ''))} without asking while ${code(component)} runs.`,
    subjects: ({ tools }) => tools,
  },
  'network-host': {
    sentence: ({ host, partial, namedBy, undeclared }) => {
      const what = partial ? 'a host that is only known when it runs, starting with' : 'the host';
      const against = undeclared ? ', which is none of the hosts that the plugin declares' : '';
      return `${hostWords[namedBy]} ${what} ${code(host)}${against}.`;
    },
    subjects: ({ host }) => [host],
  },
  'runtime-download': { sentence: downloadSentence, subjects: (download) => [exactDownload(download)] },
  'user-config': {
    sentence: userConfigSentence,
    subjects: ({ key, variable }) => [key ?? variable ?? ''],
    exact: ({ key, variable, default: preset }) =>
      `${key ?? `$${variable}`}${preset === undefined ? '' : ` (${preset})`}`,
  },
  channel: {
    sentence: ({ server, file }) =>
      `Lets messages from outside reach Claude through ${server === undefined ? code(file) : `the server ${code(server)}`}.`,
    subjects: ({ server, file }) => [server ?? file],
  },
  dependency: {
    sentence: ({ name, marketplace, version }) =>
      `Installs the plugin ${code(qualified(name, marketplace))} (${version === undefined ? 'any version' : `version ${version}`}) with it.`,
    subjects: ({ name, marketplace }) => [qualified(name, marketplace)],
    exact: ({ name, marketplace, version }) =>
      [qualified(name, marketplace), ...(version === undefined ? [] : [version])].join(' '),
  },
  suggestion: {
    sentence: ({ signal, patterns }) =>
      `May be suggested in nearly every session: its listing names ${patterns.map(code).join(', ')} as ${code(signal)}.`,
    subjects: ({ patterns }) => patterns,
    exact: ({ signal, patterns }) => `${signal}: ${patterns.join(', ')}`,
  },
  'host-need': {
    sentence: hostNeedSentence,
    subjects: ({ value }) => [value],
    exact: ({ need, value }) => `${need}: ${value}`,
  },
  'output-style': {
    sentence: ({ name, keepsInstructions }) => {
      const place = keepsInstructions ? 'beside' : 'in place of';
      return `Puts its output style ${code(name)} into every session unasked, ${place} the instructions that Claude Code gives Claude for programming.`;
    },
    subjects: ({ name }) => [name],
  },
  workflow: {
    sentence: ({ name, file }) =>
      `Runs its own script ${code(file)}, which hands tasks to several agents, when ${code(name)} is called.`,
    subjects: ({ name }) => [name],
  },
  settings: {
    sentence: settingSentence,
    subjects: ({ value }) => [value],
    exact: ({ setting, value }) => `${setting}: ${value}`,
  },
  ...programWords,
};

const qualified = (name: string, marketplace: string | undefined) =>
  marketplace === undefined ? name : `${name}@${marketplace}`;
