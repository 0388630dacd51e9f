import type { CapabilityKind, ComponentKind } from './kinds/list.ts';

/** What each kind of component is called, and what it is for someone who does not write plugins. */
export const componentLabels: Readonly<Record<ComponentKind, { one: string; many: string; means: string }>> =
  {
    skill: {
      one: 'skill',
      many: 'skills',
      means: 'Instructions that Claude follows when a task calls for them.',
    },
    command: { one: 'command', many: 'commands', means: 'Shortcuts that you type after a slash.' },
    agent: { one: 'agent', many: 'agents', means: 'Assistants that Claude can hand a task to.' },
    hook: { one: 'hook', many: 'hooks', means: 'What Claude Code runs by itself when something happens.' },
    'mcp-server': {
      one: 'MCP server',
      many: 'MCP servers',
      means: 'Programs or services that give Claude tools.',
    },
    'mcp-tool': {
      one: 'MCP tool',
      many: 'MCP tools',
      means: 'What Claude can call on its MCP servers, as the servers describe it.',
    },
    'mcp-resource': {
      one: 'MCP resource',
      many: 'MCP resources',
      means: 'What Claude can read from its MCP servers.',
    },
    'mcp-prompt': {
      one: 'MCP prompt',
      many: 'MCP prompts',
      means: 'Texts of its MCP servers that you call after a slash.',
    },
    'lsp-server': {
      one: 'language server',
      many: 'language servers',
      means: 'Programs that tell Claude about the code it edits.',
    },
    monitor: {
      one: 'monitor',
      many: 'monitors',
      means: 'Commands that run in the background for the whole session.',
    },
    'output-style': {
      one: 'output style',
      many: 'output styles',
      means: 'Ways in which Claude can write its answers.',
    },
    theme: { one: 'theme', many: 'themes', means: 'Colors for the terminal.' },
    workflow: {
      one: 'workflow',
      many: 'workflows',
      means: 'Scripts that lead several agents through a task.',
    },
    executable: { one: 'executable', many: 'executables', means: 'Programs that commands can call by name.' },
    channel: { one: 'channel', many: 'channels', means: 'Sources that can put messages into a session.' },
  };

/** What each kind of capability means to someone who decides whether to install. The plugin "plugin-finder" has the same words. */
export const capabilityLabels: Readonly<Record<CapabilityKind, string>> = {
  hook: 'Runs by itself when something happens in a session',
  'mcp-server': 'Starts or connects to a tool server',
  'lsp-server': 'Starts a language server',
  monitor: 'Keeps a program running in the background',
  executable: 'Adds commands that Claude can run by name',
  'inline-command': 'Runs a command when a skill or command is opened',
  'reads-outside': 'Reads files outside your project',
  'allowed-tools': 'Lets Claude use tools without asking each time',
  'network-host': 'Reaches a host on the network',
  'calls-any-address': 'Reaches addresses that are only known when it runs',
  'drives-browser': 'Controls a browser',
  'runtime-download': 'Downloads code and runs it',
  'user-config': 'Asks you for settings',
  channel: 'Lets messages from outside into the conversation',
  dependency: 'Brings other plugins with it',
  settings: 'Changes default settings',
  suggestion: 'Is suggested nearly everywhere',
  'host-need': 'Asks something of the tool host that runs it for a team',
  'output-style': 'Changes how Claude works and answers in every session',
  workflow: 'Brings scripts that direct several agents',
  'reads-secret': 'Reads secrets that you keep on your machine',
  'sends-data': 'Sends data to somewhere else',
  'writes-outside': 'Writes files outside the project',
  'opens-any-file': 'Opens files wherever it is told',
  'edits-agent-config': 'Changes how Claude or another agent is configured',
  persistence: 'Arranges to be started again after the session',
  background: 'Leaves a program running in the background',
  'reads-conversation': 'Reads your conversation with Claude',
  'changes-git': 'Changes a git repository',
  'self-update': 'Brings itself up to date with code that nobody reviewed',
  'decides-for-you': 'Decides for you what Claude may do',
  'feeds-claude': 'Puts text into the conversation',
  program: 'Starts another program',
  obfuscated: 'Hides what it runs',
  unreadable: 'Holds a program that cannot be read',
  'tells-claude-to-run': 'Tells Claude to run a command',
  'tells-claude-to-send': 'Tells Claude to send something',
  'hidden-text': 'Hides text that Claude reads',
};
