import { code, eventWords, type Words } from './capability-phrases.ts';
import type { HookEvent } from './kinds/hook.ts';
import type { Capability, CapabilityKind } from './kinds/list.ts';
import type { CommandRisk } from './kinds/tells-claude-to-run.ts';
import type { Trigger } from './kinds/vocabulary.ts';
import { formatBytes } from './text.ts';

type Of<K extends CapabilityKind> = Extract<Capability, { kind: K }>;

/** Kinds that are read from programs and from the text of skills, commands and agents. */
type ProgramKind =
  | 'reads-secret'
  | 'sends-data'
  | 'reads-outside'
  | 'writes-outside'
  | 'opens-any-file'
  | 'calls-any-address'
  | 'drives-browser'
  | 'edits-agent-config'
  | 'persistence'
  | 'background'
  | 'reads-conversation'
  | 'changes-git'
  | 'self-update'
  | 'decides-for-you'
  | 'feeds-claude'
  | 'program'
  | 'obfuscated'
  | 'unreadable'
  | 'tells-claude-to-run'
  | 'tells-claude-to-send'
  | 'hidden-text';

/** When something happens, as the start of a sentence. */
function whenOf({
  trigger,
  file,
  component,
}: {
  trigger?: Trigger;
  file: string;
  component?: string;
}): string {
  const runs = `When ${code(file)} runs`;
  if (trigger === undefined || trigger.when === 'called') return runs;
  if (trigger.when === 'session-start') return 'During a session';
  if (trigger.when === 'opened') return `When ${code(component ?? file)} opens`;
  if (trigger.when === 'never') return `If somebody runs ${code(file)}`;
  const words: string | undefined = eventWords[trigger.when.slice('event:'.length) as HookEvent];
  if (words === undefined) return runs;
  const [moment = words] = words.split(', and ');
  return `${moment.charAt(0).toUpperCase()}${moment.slice(1)}`;
}

const sentWords: Readonly<Record<Of<'sends-data'>['what'], string>> = {
  conversation: 'your conversation with Claude',
  secret: 'a secret',
  environment: 'your environment variables',
  file: 'the content of a file',
  project: 'parts of your project',
  telemetry: 'a note of how it is used',
  data: 'data',
};

const persistenceWords: Readonly<Record<Exclude<Of<'persistence'>['place'], 'shell-start-file'>, string>> = {
  cron: 'cron',
  launchd: 'launchd',
  systemd: 'systemd',
  'scheduled-task': 'a scheduled task',
  'login-item': 'your login',
  'git-hook': 'git hooks',
  'path-shim': 'programs that replace the ones you call',
};

const decisionWords: Readonly<Record<Of<'decides-for-you'>['decision'], string>> = {
  approves: 'approves what Claude asks to do',
  denies: 'can refuse what Claude asks to do',
  blocks: 'can stop Claude, or send it back to work',
  rewrites: 'can rewrite what Claude is about to run',
  asks: 'can make Claude ask you first',
};

/** What has happened already can no longer be refused; Claude can only be sent back. */
const isAfter = ({ decision, trigger }: Of<'decides-for-you'>) =>
  decision === 'denies' && /^event:(?:PostTool|Stop|SubagentStop)/.test(trigger?.when ?? '');

const hidingWords: Readonly<Record<Of<'obfuscated'>['technique'], string>> = {
  base64: 'as base64',
  hex: 'as hexadecimal digits',
  'character-codes': 'as character codes',
  compressed: 'by compression',
  encrypted: 'by encryption',
  reversed: 'as reversed text',
  assembled: 'in pieces that it puts together when it runs',
};

const unreadableWords: Readonly<Record<Of<'unreadable'>['why'], string>> = {
  minified: 'it is minified',
  'too-large': 'it is too large',
  compiled: 'it is compiled',
  encrypted: 'it is encrypted',
  archive: 'it is an archive',
  'lfs-pointer': 'only a Git LFS pointer is here',
  'unknown-language': 'its language is unknown',
  unparsable: 'it does not parse',
};

const riskWords: Readonly<Record<CommandRisk, string>> = {
  deletes: 'deletes things',
  unasked: 'is to happen without asking or telling you',
  'skips-safeguards': 'turns off a safeguard',
  'reads-secret': 'reads a secret',
  privileged: 'runs as the administrator',
  downloads: 'downloads code',
  'changes-setup': 'changes how your machine is set up',
  publishes: 'changes what others see or use',
  'reaches-network': 'reaches the network',
  'keeps-running': 'keeps running',
};

function toldSentence({
  command,
  risks,
  packages = [],
  pinned,
  hosts = [],
  program,
}: Of<'tells-claude-to-run'>): string {
  const what = risks.map((risk) => {
    if (risk === 'downloads' && packages.length > 0)
      return `downloads ${packages.slice(0, 3).map(code).join(', ')}${packages.length > 3 ? ` and ${packages.length - 3} more` : ''}${pinned ? '' : ' in whichever version is current'}`;
    return risk === 'reaches-network' && hosts.length > 0
      ? `calls ${hosts.slice(0, 3).map(code).join(', ')}`
      : riskWords[risk];
  });
  const last = what.pop();
  const joined = what.length === 0 ? last : `${what.join(', ')} and ${last}`;
  const shown =
    program === undefined || command.includes(program)
      ? code(plain(command))
      : `${code(plain(command))} (${code(program)})`;
  if (command.startsWith('dangerouslyDisableSandbox'))
    return `Tells Claude to run a command outside the sandbox (${code(command)}).`;
  return `Tells Claude to run ${shown}${joined === undefined ? '' : `, which ${joined}`}.`;
}

/** A command without the variables that only say where a plugin lies. */
const plain = (command: string) =>
  command
    .replace(/"\$\{?(?:CLAUDE_PLUGIN_ROOT|CLAUDE_SKILL_DIR|SKILL_DIR)\}?"?\/([^"\s]*)"?/g, '$1')
    .replace(/\$\{?(?:CLAUDE_PLUGIN_ROOT|CLAUDE_SKILL_DIR|SKILL_DIR)\}?\//g, '');

const hiddenWords: Readonly<Record<Of<'hidden-text'>['place'], string>> = {
  comment: 'a comment',
  'invisible-characters': 'invisible characters',
  'hidden-element': 'an element that is not shown',
  'link-definition': 'the definition of a link',
  'far-right': 'the far right of a line',
};

function secretSentence(one: Of<'reads-secret'>): string {
  const what = {
    environment: 'all environment variables, secrets included',
    variable: `the secret in the environment variable ${code(one.variable ?? '')}`,
    keychain: "secrets in the system's keychain",
    file: `the secrets in ${code(one.path ?? '')}`,
  }[one.store];
  return `${whenOf(one)}, reads ${what}.`;
}

/** How each kind that is read from programs and texts is said. */
export const programWords: { readonly [K in ProgramKind]: Words<Of<K>> } = {
  'reads-secret': {
    sentence: secretSentence,
    subjects: ({ path, variable, store }) => [path ?? variable ?? store],
  },
  'sends-data': {
    sentence: (one) => {
      const to = one.host ?? one.service;
      const where = to === undefined ? 'an address that is only known when it runs' : code(to);
      return `${whenOf(one)}, sends ${sentWords[one.what]} to ${where}.`;
    },
    subjects: ({ host, service, what }) => [host ?? service ?? what],
    exact: ({ what, host, service, by }) => `${what} to ${host ?? service ?? 'an unknown host'} (${by})`,
  },
  'reads-outside': {
    sentence: (one) =>
      one.component !== undefined && one.trigger?.by === `${one.file}:${one.line}`
        ? `When ${code(one.component)} opens, gives Claude the content of ${code(one.path)}, which is outside your project.`
        : `${whenOf(one)}, reads ${code(one.path)}, which is outside the project.`,
    subjects: ({ path }) => [path],
  },
  'writes-outside': {
    sentence: (one) => `${whenOf(one)}, writes to ${code(one.path)}, which is outside the project.`,
    subjects: ({ path }) => [path],
  },
  'opens-any-file': {
    sentence: ({ access }) =>
      `Its MCP server can ${access === 'reads' ? 'read' : 'write'} files at any path that it is given.`,
    subjects: () => [],
  },
  'calls-any-address': {
    sentence: (one) => {
      const held =
        one.variable === undefined ? undefined : `the address that the variable ${code(one.variable)} holds`;
      return `${whenOf(one)}, calls ${held ?? 'an address that is only known when it runs'}.`;
    },
    subjects: ({ variable }) => (variable === undefined ? [] : [variable]),
  },
  'drives-browser': {
    sentence: (one) => `${whenOf(one)}, controls a browser: opens pages and sees what they load.`,
    subjects: ({ by }) => [by],
  },
  'edits-agent-config': {
    sentence: (one) => `${whenOf(one)}, changes the configuration of ${one.agent} in ${code(one.path)}.`,
    subjects: ({ path }) => [path],
  },
  persistence: {
    sentence: (one) => {
      const where = one.path === undefined ? '' : ` (${code(one.path)})`;
      if (one.place === 'shell-start-file')
        return `${whenOf(one)}, changes what every shell that you open starts with${where}.`;
      return `${whenOf(one)}, arranges to be started again by ${persistenceWords[one.place]}${where}.`;
    },
    subjects: ({ path, place }) => [path ?? place],
  },
  background: {
    sentence: (one) => `${whenOf(one)}, leaves ${code(one.command)} running in the background.`,
    subjects: ({ command }) => [command],
  },
  'reads-conversation': {
    sentence: (one) => `${whenOf(one)}, reads your conversation with Claude.`,
    subjects: ({ from }) => [from],
  },
  'changes-git': {
    sentence: (one) => `${whenOf(one)}, changes the git repository: ${code(`git ${one.command}`)}.`,
    subjects: ({ command }) => [command],
  },
  'self-update': {
    sentence: (one) => `${whenOf(one)}, replaces its own code with the newest: ${code(one.what)}.`,
    subjects: ({ what }) => [what],
  },
  'decides-for-you': {
    sentence: (one) =>
      `${whenOf(one)}, ${decisionWords[isAfter(one) ? 'blocks' : one.decision]}${one.always ? ', whatever it is asked about' : ''}.`,
    subjects: ({ decision }) => [decision],
  },
  'feeds-claude': {
    sentence: (one) => {
      const what = one.from === undefined ? 'text of its own' : `the text of ${code(one.from)}`;
      return `${whenOf(one)}, puts ${what} into the conversation.`;
    },
    subjects: ({ from, file }) => [from ?? file],
  },
  program: {
    sentence: (one) => `${whenOf(one)}, starts the program ${code(one.program)}.`,
    subjects: ({ program }) => [program],
    exact: ({ command }) => command,
  },
  obfuscated: {
    sentence: (one) => `${whenOf(one)}, runs code that is hidden ${hidingWords[one.technique]}.`,
    subjects: ({ technique }) => [technique],
  },
  unreadable: {
    sentence: ({ file, why, bytes }) =>
      `Brings ${code(file)} (${formatBytes(bytes)}), which could not be read: ${unreadableWords[why]}.`,
    subjects: ({ file }) => [file],
  },
  'tells-claude-to-run': {
    sentence: toldSentence,
    subjects: ({ command }) => [command],
  },
  'tells-claude-to-send': {
    sentence: ({ host, how }) => {
      const to = host === undefined ? 'somewhere else' : code(host);
      return how === 'image'
        ? `Has Claude show an image whose address carries data to ${to}.`
        : `Tells Claude to send something to ${to}.`;
    },
    subjects: ({ host, how }) => [host ?? how],
  },
  'hidden-text': {
    sentence: ({ file, place, characters }) =>
      `Hides ${characters} characters of ${code(file)} from people but not from Claude, in ${hiddenWords[place]}.`,
    subjects: ({ file }) => [file],
  },
};
