import type { CapabilityFlag, CapabilityGroup } from '../plugin/kinds/vocabulary.ts';

/** What a group or filter is called, and what it means to someone who decides whether to install. */
type Words = { title: string; means: string };

/** What capabilities are shown under. */
export const groupWords: Readonly<Record<CapabilityGroup, Words>> = {
  'runs-by-itself': {
    title: 'Runs by itself',
    means: 'Claude Code starts these without asking you each time.',
  },
  'decides-for-you': {
    title: 'Decides for you',
    means: 'Its hooks can approve, refuse or change what Claude asks to do.',
  },
  'sends-data': {
    title: 'Sends data',
    means: 'Data that its programs send to another machine.',
  },
  'reaches-the-network': {
    title: 'Reaches the network',
    means:
      'Services that it connects to, and hosts that its files name. A name in a script may be an address it calls, or only text.',
  },
  'starts-programs': {
    title: 'Starts programs',
    means:
      'Claude Code starts servers, and other programs start when they are called. All of them run with your permissions, like programs that you start yourself.',
  },
  'downloads-code': {
    title: 'Downloads code',
    means: 'Code that is not in its folder but is downloaded when it runs, so nobody here has reviewed it.',
  },
  'hides-code': {
    title: 'Hides code',
    means: 'Code that nobody can read: encoded, minified or compiled.',
  },
  'reads-secrets': {
    title: 'Reads secrets',
    means: 'Secrets and conversations that its programs read on your machine.',
  },
  'asks-for-secrets': {
    title: 'Asks for secrets',
    means: 'Values such as tokens and passwords that you would give it.',
  },
  'pre-approves-tools': {
    title: 'Pre-approves tools',
    means: 'Tools that Claude may use without asking while one of its skills or commands is running.',
  },
  'changes-your-setup': {
    title: 'Changes your setup',
    means: 'What it changes in Claude Code besides adding its own components.',
  },
  'reaches-outside-project': {
    title: 'Reaches outside the project',
    means: 'Files outside your project that its programs read or write.',
  },
  'tells-claude': {
    title: 'Tells Claude',
    means:
      'Commands and addresses that its texts give to Claude. Claude asks before it runs a command, unless you allowed it.',
  },
  'on-a-host': {
    title: 'On a tool host',
    means:
      'What its listing asks of a host that runs its servers for a team. Whoever operates the host grants it or not; where you install the plugin yourself, it has no effect.',
  },
  'only-named': {
    title: 'Also named',
    means: 'Hosts that its programs name in a text or a link, without a sign that they call them.',
  },
  'stays-on-your-machine': {
    title: 'Names your own machine',
    means: 'Addresses such as localhost: they lead to a program on your machine, and not to the network.',
  },
};

/** A filter of the catalog, which also has a page: a flag of the API, or `none` for plugins without any. */
export type CapabilityFacet = CapabilityFlag | 'none';

/** What each filter is called, and what the plugins do that it leaves. */
export const facetWords: Readonly<Record<CapabilityFacet, Words>> = {
  'runs-hooks': {
    title: 'Runs hooks',
    means: 'Claude Code runs one of their commands when something happens.',
  },
  'runs-inline-commands': {
    title: 'Runs inline commands',
    means: 'Claude Code runs a command when one of their skills or commands is opened.',
  },
  'runs-in-background': {
    title: 'Runs in the background',
    means: 'They keep a command running while a session lasts.',
  },
  'starts-servers': {
    title: 'Starts servers',
    means: 'They start or call an MCP server, or start a language server.',
  },
  'reaches-network': {
    title: 'Reaches the network',
    means: 'They call a server on the network, or their files name a host there.',
  },
  'downloads-code': {
    title: 'Downloads code',
    means: 'They run code that is not in their folder.',
  },
  'asks-for-secrets': {
    title: 'Asks for secrets',
    means: 'They ask for a token, a password or another value to keep secret.',
  },
  'pre-approves-tools': {
    title: 'Pre-approves tools',
    means: 'Claude may use tools without asking while one of their skills or commands is running.',
  },
  'adds-programs': {
    title: 'Adds programs',
    means: 'They add programs that Claude can run in its shell.',
  },
  'opens-channels': {
    title: 'Opens channels',
    means: 'Messages from outside can reach Claude through them.',
  },
  'changes-settings': {
    title: 'Changes settings',
    means: 'They set the agent that sessions start with, or a command that draws a status line.',
  },
  'brings-plugins': {
    title: 'Brings plugins',
    means: 'Claude Code installs other plugins with them.',
  },
  'starts-programs': {
    title: 'Starts programs',
    means: 'Their programs start other programs of the machine.',
  },
  'reads-secrets': {
    title: 'Reads secrets',
    means: 'Their programs read keys, tokens or passwords on your machine.',
  },
  'reads-conversation': {
    title: 'Reads the conversation',
    means: 'Their programs read what you and Claude write.',
  },
  'sends-data': {
    title: 'Sends data',
    means: 'Their programs send data to another machine, or their texts ask Claude to.',
  },
  'tells-commands': {
    title: 'Tells Claude to run commands',
    means:
      'Their texts give Claude commands that download, delete, publish, reach the network or start a program of theirs.',
  },
  'reaches-outside-project': {
    title: 'Reaches outside the project',
    means: 'Their programs read or write files outside your project.',
  },
  'changes-git': {
    title: 'Changes git repositories',
    means: 'Their programs commit, push, or change branches and settings of git.',
  },
  persists: {
    title: 'Stays after the session',
    means: 'They arrange to be started again after the session has ended.',
  },
  'decides-for-you': {
    title: 'Decides for you',
    means: 'Their hooks can approve, refuse or change what Claude asks to do.',
  },
  'hides-code': {
    title: 'Hides code or text',
    means: 'They hold code or text that cannot be read: encoded, minified, compiled or hidden.',
  },
  none: {
    title: 'Text only',
    means:
      'Nothing starts by itself: they start no server, reach no host on the network, download nothing, ask for no secret, approve no tool and change no setting.',
  },
};
