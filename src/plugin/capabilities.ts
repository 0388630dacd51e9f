import {
  hookEntries,
  hookEvents,
  hookTarget,
  insidePath,
  lspEntries,
  mcpEntries,
  monitorEntries,
} from './declared.ts';
import { findDownloads } from './downloads.ts';
import { lineOfKey } from './frontmatter.ts';
import { lineOfValue, positionAt } from './json.ts';
import type { Dependency } from './manifest.ts';
import { type Capability, type CapabilityKind, type Component, capabilityKinds } from './plugin.ts';
import { manifestFile } from './read-manifest.ts';
import type { Source, SourceFile } from './source.ts';
import { byText } from './text.ts';
import { asArguments, asList, asRecord, asText, own, written } from './values.ts';

/**
 * What installing a plugin lets it do, read from its content.
 * Markdown that only tells Claude what to do grants nothing by itself (Claude Code asks before it acts), so it is not searched,
 * except for the commands that Claude Code runs as a skill or command opens and the tools that frontmatter approves beforehand.
 */
export function findCapabilities(
  source: Source,
  manifest: Record<string, unknown>,
  components: readonly Component[],
  dependencies: readonly Dependency[],
): Capability[] {
  const found: Capability[] = [];
  const add: Add = (kind, summary, detail, file, line, more) => {
    found.push({ kind, summary, detail, file, line, ...more });
  };
  hooks(source, manifest, add);
  hookModules(source, manifest, add);
  servers(source, manifest, add);
  monitors(source, manifest, add);
  for (const component of components) {
    if (component.kind === 'executable') {
      add(
        'executable',
        `Puts the command ${code(component.name)} within reach of Claude's shell.`,
        component.name,
        component.file,
        1,
      );
    }
  }
  openings(source, components, add);
  scripts(source, add);
  packages(source, add);
  userConfig(source, manifest, add);
  channels(source, manifest, add);
  settings(source, manifest, add);
  const text = source.json(manifestFile)?.text ?? '';
  for (const [index, dependency] of dependencies.entries()) {
    const name =
      dependency.marketplace === undefined ? dependency.name : `${dependency.name}@${dependency.marketplace}`;
    const version = dependency.version === undefined ? 'any version' : `version ${dependency.version}`;
    add(
      'dependency',
      `Installs the plugin ${code(name)} (${version}) with it.`,
      dependency.version === undefined ? name : `${name} ${dependency.version}`,
      manifestFile,
      lineOfValue(text, ['dependencies', index], undefined),
    );
  }
  return sorted(found);
}

type Add = (
  kind: CapabilityKind,
  summary: string,
  detail: string,
  file: string,
  line: number,
  more?: { pinned?: boolean; sensitive?: boolean },
) => void;

const kindOrder: readonly string[] = capabilityKinds;

/** Sorted; hosts and downloads are said once, where they stand first, and nothing is said twice. */
function sorted(capabilities: Capability[]): Capability[] {
  capabilities.sort(
    (a, b) =>
      kindOrder.indexOf(a.kind) - kindOrder.indexOf(b.kind) ||
      byText(a.file, b.file) ||
      a.line - b.line ||
      byText(a.detail, b.detail) ||
      byText(a.summary, b.summary),
  );
  const seen = new Set<string>();
  return capabilities.filter((capability) => {
    const once = capability.kind === 'network-host' || capability.kind === 'runtime-download';
    const key = once ? `${capability.kind} ${capability.detail}` : JSON.stringify(capability);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** A value inside a sentence, in back-quotes and short enough to read; the whole stands in `detail`. */
function code(value: string): string {
  const line = value.replace(/\s+/g, ' ').replaceAll('`', "'").trim();
  return `\`${line.length > 100 ? `${line.slice(0, 99)}…` : line}\``;
}

/** When a hook's event happens, to stand after "runs": https://code.claude.com/docs/en/plugins-reference#hooks */
const eventWords: Readonly<Record<string, string>> = {
  SessionStart: 'every time a session starts or resumes',
  Setup: 'when Claude Code is set up with --init or --maintenance',
  UserPromptSubmit: 'every time you send a prompt',
  UserPromptExpansion: 'every time you type a command',
  PreToolUse: 'before Claude uses a tool, and can stop it',
  PermissionRequest: 'whenever a tool needs permission, and can answer for you',
  PermissionDenied: 'whenever a tool call is denied',
  PostToolUse: 'after Claude has used a tool',
  PostToolUseFailure: 'after a tool has failed',
  PostToolBatch: 'after each batch of tool calls',
  Notification: 'whenever Claude Code notifies you',
  MessageDisplay: 'while Claude writes to you',
  SubagentStart: 'every time a subagent starts',
  SubagentStop: 'every time a subagent ends',
  TaskCreated: 'every time a task is created',
  TaskCompleted: 'every time a task is completed',
  Stop: 'every time Claude finishes answering',
  StopFailure: 'when a turn ends in an error',
  TeammateIdle: 'when an agent of a team is about to go idle',
  InstructionsLoaded: 'whenever a CLAUDE.md or rules file is loaded',
  ConfigChange: 'whenever a configuration file changes',
  CwdChanged: 'whenever the working folder changes',
  DirectoryAdded: 'whenever a folder is added to the session',
  FileChanged: 'whenever a watched file changes',
  WorktreeCreate: 'whenever a worktree is created',
  WorktreeRemove: 'whenever a worktree is removed',
  PreCompact: 'before the conversation is compacted',
  PostCompact: 'after the conversation was compacted',
  Elicitation: 'whenever a server asks you something',
  ElicitationResult: 'whenever you have answered a server',
  SessionEnd: 'every time a session ends',
};

function hooks(source: Source, manifest: Record<string, unknown>, add: Add): void {
  for (const entry of hookEntries(source, manifest)) {
    const target = hookTarget(entry.hook);
    if (target === undefined || !hookEvents.has(entry.event)) continue;
    const line = lineOfValue(source.json(entry.file)?.text ?? '', entry.path, target);
    hook(entry.event, entry.matcher, entry.hook, target, entry.file, line, add);
  }
}

/** JavaScript that hooks files name as `modules`: it runs inside Claude Code itself. */
function hookModules(source: Source, manifest: Record<string, unknown>, add: Add): void {
  const declared = asList(own(manifest, 'hooks')).flatMap((item) => insidePath(item) ?? []);
  for (const file of new Set(['hooks/hooks.json', ...declared])) {
    const parsed = source.json(file);
    const modules = parsed?.ok === true ? own(asRecord(parsed.value), 'modules') : undefined;
    for (const [index, module] of (Array.isArray(modules) ? modules : []).entries()) {
      if (typeof module !== 'string') continue;
      const line = lineOfValue(parsed?.text ?? '', ['modules', index], module);
      add(
        'hook',
        `Runs the module ${code(module)} inside Claude Code whenever its events happen.`,
        `module: ${module}`,
        file,
        line,
      );
    }
  }
}

function hook(
  event: string,
  matcher: string | undefined,
  entry: Record<string, unknown>,
  target: string,
  file: string,
  line: number,
  add: Add,
): void {
  const condition = asText(own(entry, 'if'));
  const only = [matcher === '' || matcher === '*' ? undefined : matcher, condition].filter(
    (part) => part !== undefined,
  );
  const narrowed = only.length === 0 ? '' : ` (only for ${only.map(code).join(' and ')})`;
  const when = `${eventWords[event] ?? `at ${event}`}${narrowed}`;
  const args = asArguments(own(entry, 'args'));
  const whole = [target, ...(args ?? [])].join(' ');
  const type = asText(own(entry, 'type')) ?? 'command';
  const detail = `${event}${matcher === undefined ? '' : `(${matcher})`}${condition === undefined ? '' : ` if ${condition}`} ${type}: ${whole}`;
  switch (type) {
    case 'command':
      add('hook', `Runs ${code(whole)} by itself ${when}.`, detail, file, line);
      commandText(whole, file, line, add);
      return;
    case 'http':
      add('hook', `Sends what happened to ${code(whole)} by itself ${when}.`, detail, file, line);
      hosts(whole, add, file, () => line, 'A hook sends data to');
      return;
    case 'mcp_tool':
      add('hook', `Calls the tool ${code(whole)} by itself ${when}.`, detail, file, line);
      return;
    default:
      add('hook', `Asks a model ${code(whole)} by itself ${when}.`, detail, file, line);
  }
}

function servers(source: Source, manifest: Record<string, unknown>, add: Add): void {
  for (const { name, config, path, file } of mcpEntries(source, manifest)) {
    const text = source.json(file)?.text ?? '';
    if (typeof config === 'string') {
      const line = lineOfValue(text, path, config);
      add(
        'mcp-server',
        `Starts the bundled MCP server ${code(config)} and gives Claude its tools.`,
        `${name} mcpb: ${config}`,
        file,
        line,
      );
      if (/^https?:/.test(config)) {
        hosts(config, add, file, () => line, 'An MCP server is downloaded from');
        add(
          'runtime-download',
          `Downloads and runs ${code(config)}; what it will get is not fixed.`,
          config,
          file,
          line,
          { pinned: false },
        );
      }
      continue;
    }
    const line = lineOfValue(text, path, name);
    const declared = asText(own(config, 'type'));
    const type = declared === 'streamable-http' ? 'http' : (declared ?? 'stdio');
    if (type === 'stdio') {
      const command = asText(own(config, 'command'));
      if (command === undefined) continue;
      const args = asArguments(own(config, 'args'));
      const whole = [command, ...(args ?? [])].join(' ');
      add(
        'mcp-server',
        `Starts the program ${code(whole)} with every session and gives Claude its tools (MCP server ${code(name)}).`,
        `${name} stdio: ${whole}`,
        file,
        line,
      );
      commandText(whole, file, line, add);
      for (const value of Object.values(asRecord(own(config, 'env')))) {
        if (typeof value === 'string') hosts(value, add, file, () => line, 'An MCP server is given');
      }
      environment([command, args, own(config, 'env')], name, file, line, add);
    } else {
      const url = asText(own(config, 'url'));
      if (url === undefined) continue;
      add(
        'mcp-server',
        `Connects every session to ${code(url)} and gives Claude its tools (MCP server ${code(name)}).`,
        `${name} ${type}: ${url}`,
        file,
        line,
      );
      hosts(url, add, file, () => line, 'An MCP server is at');
      environment([url, own(config, 'headers')], name, file, line, add);
      const helper = asText(own(config, 'headersHelper'));
      if (helper === undefined) continue;
      // https://code.claude.com/docs/en/mcp#use-dynamic-headers-for-custom-authentication
      add(
        'mcp-server',
        `Runs ${code(helper)} in a shell each time it connects to the MCP server ${code(name)}.`,
        `${name} headersHelper: ${helper}`,
        file,
        line,
      );
      commandText(helper, file, line, add);
    }
  }
  for (const { name, config, path, file } of lspEntries(source, manifest)) {
    const command = asText(own(config, 'command'));
    if (command === undefined) continue;
    const args = asArguments(own(config, 'args'));
    const whole = [command, ...(args ?? [])].join(' ');
    const line = lineOfValue(source.json(file)?.text ?? '', path, name);
    const extensions = Object.keys(asRecord(own(config, 'extensionToLanguage')));
    const on = extensions.length === 0 ? '' : ` for ${extensions.slice(0, 6).join(', ')} files`;
    add('lsp-server', `Starts the language server ${code(whole)}${on}.`, `${name}: ${whole}`, file, line);
    commandText(whole, file, line, add);
  }
}

const variable = /\$\{(?!CLAUDE_|user_config\.)([A-Za-z_]\w*)(?::-[^}]*)?\}/g;
const secretName = /TOKEN|KEY|SECRET|PASSW|CREDENTIAL|AUTH|COOKIE/i;

/** The user's own environment variables that a server's configuration hands on: https://code.claude.com/docs/en/mcp#environment-variable-expansion-in-mcp-json */
function environment(values: unknown[], server: string, file: string, line: number, add: Add): void {
  for (const value of values) {
    const texts =
      typeof value === 'string' ? [value] : Array.isArray(value) ? value : Object.values(asRecord(value));
    for (const text of texts) {
      if (typeof text !== 'string' || !text.includes('${')) continue;
      for (const [, name = ''] of text.matchAll(variable)) {
        const sensitive = secretName.test(name);
        const what = sensitive ? 'your secret' : 'your environment variable';
        add(
          'user-config',
          `Hands ${what} ${code(name)} to the MCP server ${code(server)}.`,
          `$${name}`,
          file,
          line,
          { sensitive },
        );
      }
    }
  }
}

function monitors(source: Source, manifest: Record<string, unknown>, add: Add): void {
  for (const { monitor, path, file } of monitorEntries(source, manifest)) {
    const command = asText(own(monitor, 'command'));
    if (command === undefined) continue;
    const line = lineOfValue(source.json(file)?.text ?? '', path, command);
    const when = asText(own(monitor, 'when'));
    const from = when?.startsWith('on-skill-invoke:')
      ? `from the first use of the skill ${code(when.slice('on-skill-invoke:'.length))}`
      : 'in the background for as long as a session lasts';
    add('monitor', `Keeps ${code(command)} running ${from}.`, command, file, line);
    commandText(command, file, line, add);
  }
}

/** What happens when a skill or command opens: its inline commands, its hooks, and the tools it approves beforehand. */
function openings(source: Source, components: readonly Component[], add: Add): void {
  for (const component of components) {
    if (component.kind !== 'skill' && component.kind !== 'command') continue;
    const frontmatter = source.frontmatter(component.file);
    if (frontmatter === undefined || component.file === manifestFile) continue;
    const text = source.files.get(source.resolve(component.file).path)?.text ?? '';
    if (frontmatter.kind === 'mapping') {
      const tools = toolList(own(frontmatter.data, 'allowed-tools'));
      if (tools.length > 0) {
        const open = tools.some(isUnrestrictedShell);
        const line = lineOfKey(frontmatter, 'allowed-tools');
        const what = open ? 'any shell command' : tools.map(code).join(', ');
        add(
          'allowed-tools',
          `Lets Claude use ${what} without asking while ${code(component.name)} runs.`,
          tools.join(', '),
          component.file,
          line,
          { sensitive: open },
        );
      }
      const line = lineOfKey(frontmatter, 'hooks');
      for (const [event, groups] of Object.entries(asRecord(own(frontmatter.data, 'hooks')))) {
        if (!Array.isArray(groups) || !hookEvents.has(event)) continue;
        for (const group of groups) {
          const list = own(asRecord(group), 'hooks');
          for (const item of Array.isArray(list) ? list : []) {
            const target = hookTarget(asRecord(item));
            if (target !== undefined)
              hook(
                event,
                asText(own(asRecord(group), 'matcher')),
                asRecord(item),
                target,
                component.file,
                line,
                add,
              );
          }
        }
      }
    }
    for (const { command, offset } of inlineCommands(frontmatter.body)) {
      const { line } = positionAt(text, frontmatter.bodyOffset + offset);
      add(
        'inline-command',
        `Runs ${code(command)} by itself when ${code(component.name)} opens.`,
        command,
        component.file,
        line,
      );
      commandText(command, component.file, line, add);
    }
  }
}

const inline =
  /(?:^|[ \t\n])!`([^`\n]+)`|^[ \t]*(?:```+|~~~+)!([^\n]*)\n([\s\S]*?)(?:^[ \t]*(?:```+|~~~+)[ \t]*$|$(?![\s\S]))/gm;

/**
 * The commands that Claude Code runs while it opens a skill or command: `` !`…` `` at a line's start or after white space, and blocks
 * fenced with `` ```! ``: https://code.claude.com/docs/en/skills#inject-dynamic-context
 */
export function inlineCommands(body: string): { command: string; offset: number }[] {
  if (!body.includes('!')) return [];
  const found: { command: string; offset: number }[] = [];
  for (const match of body.matchAll(inline)) {
    const command = (match[1] ?? match[3] ?? '').trim();
    if (command !== '') found.push({ command, offset: match.index + match[0].indexOf('!') });
  }
  return found;
}

/** `allowed-tools` as a list: text separated by commas or spaces outside parentheses, or a list of such texts. */
export function toolList(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => (typeof item === 'string' ? toolList(item) : []));
  if (typeof value !== 'string') return [];
  return value.match(/[^\s,(]+(?:\([^)]*\)?)?/g) ?? [];
}

/** Whether an entry of `allowed-tools` lets any shell command through. */
export function isUnrestrictedShell(tool: string): boolean {
  return /^(?:\*|(?:Bash|PowerShell)(?:\(\s*(?::?\*+(?::\*+)?)?\s*\))?)$/.test(tool);
}

const scriptName =
  /\.(?:sh|bash|zsh|fish|ps1|psm1|bat|cmd|py|pyw|rb|pl|php|lua|js|mjs|cjs|jsx|ts|mts|cts|tsx|go|rs|java|kt|swift|c|cc|cpp|cs)$/i;

/** Whether a file is a program: by its ending, its first line, or its mode. */
export function isScript(file: SourceFile): boolean {
  if (file.text === undefined) return false;
  return (
    scriptName.test(file.path) ||
    file.text.startsWith('#!') ||
    (file.executable && !/\.(?:md|json|txt|ya?ml)$/i.test(file.path))
  );
}

/** Hosts and downloads in the plugin's own programs. */
function scripts(source: Source, add: Add): void {
  for (const file of source.files.values()) {
    if (!isScript(file)) continue;
    const text = file.text ?? '';
    hosts(text, add, file.path, (offset) => positionAt(text, offset).line, 'A script names');
    for (const { what, pinned, offset } of findDownloads(text))
      download(what, pinned, file.path, positionAt(text, offset).line, add);
  }
}

/** A package.json beside a lock file is installed by Claude Code itself: https://code.claude.com/docs/en/plugins-reference#node-js-package-dependencies */
function packages(source: Source, add: Add): void {
  if (!source.files.has('package.json')) return;
  const lock = ['bun.lock', 'bun.lockb', 'npm-shrinkwrap.json', 'package-lock.json'].find((name) =>
    source.files.has(name),
  );
  if (lock === undefined) return;
  const tool = lock.startsWith('bun') ? 'bun install' : 'npm ci';
  add(
    'runtime-download',
    `Has Claude Code install the packages that ${code(lock)} fixes when the plugin is installed.`,
    `${tool} (${lock})`,
    'package.json',
    1,
    { pinned: true },
  );
}

function commandText(command: string, file: string, line: number, add: Add): void {
  hosts(command, add, file, () => line, 'A command names');
  for (const { what, pinned } of findDownloads(command)) download(what, pinned, file, line, add);
}

function download(what: string, pinned: boolean, file: string, line: number, add: Add): void {
  const certainty = pinned ? 'always the same version' : 'whichever version is current then';
  add('runtime-download', `Downloads and runs code: ${code(what)}, ${certainty}.`, what, file, line, {
    pinned,
  });
}

/** What stands before the last "@" of an address is who asks, not whom: https://url.spec.whatwg.org/#authority-state */
const url =
  /\b(?:https?|wss?|ftp):\/\/(?:[^\s/\\?#"'`<>()]*@)?([\w\u0080-\u1fff\u3041-\ufeff](?:[\w.\u0080-\u1fff\u3041-\ufeff-]*[\w\u0080-\u1fff\u3041-\ufeff])?|\[[0-9a-f:.]+\])/gi;

/** A host as the network knows it: in lower case, and letters outside ASCII as `xn--…`. */
function hostName(host: string): string {
  const lower = host.toLowerCase();
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the whole of ASCII
  if (/^[\x00-\x7f]*$/.test(lower) || !URL.canParse(`http://${lower}/`)) return lower;
  return new URL(`http://${lower}/`).hostname;
}

function hosts(text: string, add: Add, file: string, lineAt: (offset: number) => number, lead: string): void {
  if (!text.includes('://')) return;
  const seen = new Set<string>();
  for (const match of text.matchAll(url)) {
    const end = match.index + match[0].length;
    // What follows a variable in a host is only known when it runs.
    const open = /^\.?(?:\$\{|\$\(|\{|%)/.test(text.slice(end, end + 3));
    const host = open ? `${hostName(match[1] ?? '')}.…` : hostName(match[1] ?? '');
    if (seen.has(host) || host.length < 2 || isComment(text, match.index)) continue;
    // Names of XML vocabularies look like addresses and are never called.
    if (
      host === 'www.w3.org' &&
      /^https?:\/\/www\.w3\.org\/(?:1999|2000|2001)\//i.test(text.slice(match.index, match.index + 40))
    )
      continue;
    seen.add(host);
    const what = open ? 'a host that is only known when it runs, starting with' : 'the host';
    add('network-host', `${lead} ${what} ${code(host)}.`, host, file, lineAt(match.index));
  }
}

/** Whether a place in a program is in a comment: an address that is only cited is not called. */
function isComment(text: string, offset: number): boolean {
  // A line may be the whole file, so no more than its end is looked at.
  const near = text.slice(Math.max(offset - 400, 0), offset);
  const newline = near.lastIndexOf('\n');
  const starts = newline >= 0 || offset <= 400;
  const before = near.slice(newline + 1);
  return (
    (starts && /^\s*(?:#(?!!)|\/\/|\/?\*|--|<!--|;|rem\s)/i.test(before)) || /\s(?:#|\/\/)\s/.test(before)
  );
}

function userConfig(source: Source, manifest: Record<string, unknown>, add: Add): void {
  const text = source.json(manifestFile)?.text ?? '';
  const options = (value: unknown, path: (string | number)[]) => {
    for (const [key, option] of Object.entries(asRecord(value))) {
      const title = asText(own(asRecord(option), 'title')) ?? key;
      const sensitive = own(asRecord(option), 'sensitive') === true;
      add(
        'user-config',
        sensitive
          ? `Asks you for a secret: ${code(title)}, kept in secure storage and handed to the plugin's programs.`
          : `Asks you for ${code(title)}.`,
        key,
        manifestFile,
        lineOfValue(text, [...path, key], key),
        { sensitive },
      );
    }
  };
  options(own(manifest, 'userConfig'), ['userConfig']);
  const list = own(manifest, 'channels');
  for (const [index, channel] of (Array.isArray(list) ? list : []).entries()) {
    options(own(asRecord(channel), 'userConfig'), ['channels', index, 'userConfig']);
  }
}

function channels(source: Source, manifest: Record<string, unknown>, add: Add): void {
  const list = own(manifest, 'channels');
  const text = source.json(manifestFile)?.text ?? '';
  for (const [index, channel] of (Array.isArray(list) ? list : []).entries()) {
    const server = asText(own(asRecord(channel), 'server'));
    if (server === undefined) continue;
    add(
      'channel',
      `Lets messages from outside reach Claude through the server ${code(server)}.`,
      server,
      manifestFile,
      lineOfValue(text, ['channels', index], undefined),
    );
  }
}

/** The settings that a plugin may give defaults for: https://code.claude.com/docs/en/plugins-reference#file-locations-reference */
function settings(source: Source, manifest: Record<string, unknown>, add: Add): void {
  const collect = (value: unknown, file: string, path: string[]) => {
    const text = source.json(file)?.text ?? '';
    for (const [key, setting] of Object.entries(asRecord(value))) {
      const line = lineOfValue(text, [...path, key], key);
      const shown = written(setting);
      if (key === 'agent') {
        add(
          'settings',
          `Makes ${code(asText(setting) ?? shown)} the agent that every session starts with.`,
          `agent: ${shown}`,
          file,
          line,
        );
      } else if (key === 'subagentStatusLine') {
        add(
          'settings',
          'Runs a command to draw the status line of subagents.',
          `subagentStatusLine: ${shown}`,
          file,
          line,
        );
        const command = asText(own(asRecord(setting), 'command'));
        if (command !== undefined) commandText(command, file, line, add);
      }
    }
  };
  const parsed = source.json('settings.json');
  if (parsed?.ok === true) collect(parsed.value, 'settings.json', []);
  collect(own(manifest, 'settings'), manifestFile, ['settings']);
}
