import { code, eventWordsOf } from './capability-phrases.ts';
import type { Capability } from './kinds/list.ts';
import { callOf } from './kinds/target.ts';
import { ownPath } from './started-program.ts';
import { startedWords } from './started-words.ts';

type Hook = Extract<Capability, { kind: 'hook' }>;

function handledWords(hook: Hook): string {
  const {
    type,
    command = '',
    args,
    url = '',
    server,
    tool,
    module = '',
    prompt = '',
    allowedEnvVars = [],
  } = hook;
  switch (type) {
    case 'command':
      return `Runs ${startedWords(command, args)}`;
    case 'http': {
      const values =
        allowedEnvVars.length === 0 ? '' : ` and the values of ${allowedEnvVars.map(code).join(', ')}`;
      return `Sends what happened${values} to ${code(url)}`;
    }
    case 'mcp_tool':
      return `Calls the tool ${code(`${server} ${tool}`)}`;
    case 'module':
      return `Runs ${code(module)}`;
    default:
      return `Asks a model ${code(prompt)}`;
  }
}

/** What a hook runs, when, and for what. */
export function hookSentence(hook: Hook): string {
  const { event, type, matcher, condition, component } = hook;
  const what = handledWords(hook);
  if (event === undefined || type === 'module')
    return `${what} inside Claude Code whenever its events happen.`;
  const only = [matcher === '' || matcher === '*' ? undefined : matcher, condition].filter(
    (value) => value !== undefined,
  );
  const narrowed = only.length === 0 ? '' : ` (only for ${only.map(code).join(' and ')})`;
  const use = component === undefined ? '' : ` while ${code(component)} is in use`;
  return `${what} by itself ${eventWordsOf(event)}${narrowed}${use}.`;
}

/** The event, what it must match, and what runs, as written. */
export function exactHook(hook: Hook): string {
  const { event, type, matcher, condition } = hook;
  const at = event === undefined ? '' : `${event}${matcher === undefined ? '' : `(${matcher})`} `;
  return `${at}${condition === undefined ? '' : `if ${condition} `}${type}: ${callOf(hook)}${moreOf(hook)}`;
}

/** What is configured besides what runs or is called. */
export function moreOf(configured: {
  env?: string[];
  headers?: string[];
  allowedEnvVars?: string[];
  cwd?: string;
  shell?: string;
  settings?: string;
}): string {
  const { env = [], headers = [], allowedEnvVars = [], cwd, shell, settings } = configured;
  const parts = [
    ...env,
    ...headers,
    ...allowedEnvVars.map((name) => `$${name}`),
    ...(cwd === undefined ? [] : [`in ${cwd}`]),
    ...(shell === undefined ? [] : [shell]),
    ...(settings === undefined ? [] : [settings]),
  ];
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}

/** Variables that change what every program loads or whom it trusts. */
const loading =
  /^(?:NODE_OPTIONS|NODE_PATH|NODE_TLS_REJECT_UNAUTHORIZED|LD_PRELOAD|LD_LIBRARY_PATH|DYLD_\w+|PYTHON(?:STARTUP|PATH|HOME)|BASH_ENV|ENV|PERL5(?:OPT|LIB)|RUBYOPT|PATH|GIT_SSH_COMMAND|(?:https?|all)_proxy)$/i;

function envWords(env: readonly string[] = []): string {
  const names = env.map((pair) => pair.replace(/=.*$/s, '')).filter((name) => loading.test(name));
  return names.length === 0 ? '' : `, and sets ${names.map(code).join(', ')} for it`;
}

/** What a server is, how it starts, and which definition of it takes effect. */
export function serverSentence(server: Extract<Capability, { kind: 'mcp-server' }>): string {
  const { name, command = '', args, url, bundle, headersHelper, unused = [], env, cwd = '' } = server;
  if (headersHelper !== undefined)
    return `Runs ${startedWords(headersHelper)} each time it connects to the MCP server ${code(name)}.`;
  const twice =
    unused.length === 0 ? '' : ` It is also defined in ${unused.map(code).join(', ')}, which has no effect.`;
  if (bundle !== undefined)
    return `Starts the bundled MCP server ${code(bundle)} and gives Claude its tools.${twice}`;
  const how =
    url === undefined
      ? `Starts ${programWords(command, args, ownPath(cwd))} with every session`
      : `Connects every session to ${code(url)}`;
  if (url === '')
    return `Names the MCP server ${code(name)} without an address, so that nothing connects to it.${twice}`;
  return `${how} and gives Claude its tools (MCP server ${code(name)})${envWords(env)}.${twice}`;
}

/** The program, where only its name is known. */
function programWords(command: string, args?: readonly string[], folder?: string): string {
  const words = startedWords(command, args, folder);
  return words.startsWith('`') ? `the program ${words}` : words;
}

/** What a plugin asks of a tool host. */
export function hostNeedSentence({ need, value }: Extract<Capability, { kind: 'host-need' }>): string {
  const said = code(value);
  const words = {
    read: `On a tool host, asks to read ${said}.`,
    write: `On a tool host, asks to read and write ${said}.`,
    env: `On a tool host, asks for the value of the environment variable ${said}.`,
    shared: 'On a tool host, may serve all callers with one process, so that one may see what another did.',
    stateful: 'On a tool host, keeps something from one call to the next.',
    localTools: `Offers the tool ${said} only on the machine of the one who calls it.`,
    modes: `Runs on a tool host that is ${said}.`,
    minVersion: `Runs on a tool host of version ${said} or later.`,
  };
  return words[need];
}

/** What a language server starts, and for which files. */
export function languageServerSentence(server: Extract<Capability, { kind: 'lsp-server' }>): string {
  const { command, args, extensions, unused = [], env } = server;
  const on = extensions.length === 0 ? '' : ` for ${extensions.slice(0, 6).join(', ')} files`;
  const twice =
    unused.length === 0 ? '' : ` It is also defined in ${unused.map(code).join(', ')}, which has no effect.`;
  return `Starts the language server ${startedWords(command, args)}${on}${envWords(env)}.${twice}`;
}

/** What is asked or handed on, to whom, and what is used without an answer. */
export function userConfigSentence(asked: Extract<Capability, { kind: 'user-config' }>): string {
  const { key, title, default: preset, variable, server = '', host, address, sensitive } = asked;
  if (variable !== undefined) {
    const what = sensitive ? 'your secret' : 'your environment variable';
    const name = code(variable);
    if (address) {
      const otherwise = host === undefined ? '' : `, or else at ${code(host)}`;
      return `Looks for the MCP server ${code(server)} at the address in your environment variable ${name}${otherwise}.`;
    }
    return host === undefined
      ? `Hands ${what} ${name} to the MCP server ${code(server)}.`
      : `Sends ${what} ${name} to ${code(host)} (MCP server ${code(server)}).`;
  }
  const what = code(title ?? key ?? '');
  const to = host === undefined ? "handed to the plugin's programs" : `sent to ${code(host)}`;
  if (sensitive) return `Asks you for a secret: ${what}, kept in secure storage and ${to}.`;
  const otherwise = preset === undefined || preset === '' ? '' : `; without an answer it is ${code(preset)}`;
  return `Asks you for ${what}${host === undefined ? '' : `, which is sent to ${code(host)}`}${otherwise}.`;
}

/** What a setting changes. */
export function settingSentence(set: Extract<Capability, { kind: 'settings' }>): string {
  const { setting, value, command, instructions, ignored } = set;
  if (ignored) return `Sets ${code(setting)} in its settings, which Claude Code ignores in plugins.`;
  if (setting === 'agent') {
    const where = instructions === undefined ? '' : `, with the instructions in ${code(instructions)}`;
    return `Makes ${code(value)} the agent that every session starts with${where}.`;
  }
  return command === undefined
    ? 'Changes the status line of subagents.'
    : `Runs ${startedWords(command)} to draw the status line of subagents.`;
}
