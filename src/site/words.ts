import { componentLabels } from '../plugin/kind-labels.ts';
import type { Capability, CapabilityKind, ComponentKind } from '../plugin/kinds/list.ts';
import { isOwnMachine } from '../plugin/own-machine.ts';
import type { Standing } from '../registry/standing.ts';
import type { RegistryPlugin } from './registry.ts';

/** What a list says of a plugin that does not stand well, and how bad that is. */
export const standingWords: Readonly<Record<Standing, { text: string; look: 'bad' | 'warn' } | undefined>> = {
  error: { text: 'Does not pass the check', look: 'bad' },
  withdrawn: { text: 'Withdrawn', look: 'bad' },
  deprecated: { text: 'Deprecated', look: 'warn' },
  ok: undefined,
};

/** A text with its first letter in capitals. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `1 skill`, `1,200 skills`. */
export function count(number: number, one: string, many: string): string {
  return `${thousands(number)} ${number === 1 ? one : many}`;
}

/** `1234567` as `1,234,567`. */
export function thousands(number: number): string {
  return String(Math.round(number)).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** What a plugin brings in a few words: `2 skills`, `1 MCP server`. */
export function brings(plugin: Pick<RegistryPlugin, 'components'>): string[] {
  const counts = new Map<ComponentKind, number>();
  for (const { kind } of plugin.components) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, number]) =>
    count(number, componentLabels[kind].one, componentLabels[kind].many),
  );
}

/** What installing a plugin means in a few words each, what weighs most first; none where it only brings text for Claude to read. */
export function keyCapabilities({ capabilities }: { capabilities: readonly Capability[] }): string[] {
  const of = <K extends CapabilityKind>(kind: K) =>
    capabilities.filter((one): one is Extract<Capability, { kind: K }> => one.kind === kind);
  const words: string[] = [];
  const say = (number: number, one: string, many: string) => {
    if (number > 0) words.push(number === 1 ? one : many.replace('#', thousands(number)));
  };
  const approving = of('allowed-tools');
  const isShellOpen = approving.some(({ permits }) => permits.includes('any-command'));
  const isOpen = isShellOpen || approving.some(({ sensitive }) => sensitive);
  if (isOpen) words.push(isShellOpen ? 'Any shell command without asking' : 'Any program without asking');
  if (of('runtime-download').some(({ pinned }) => !pinned))
    words.push('Downloads code without a fixed version');
  else
    say(
      of('runtime-download').length,
      'Downloads code at a fixed version',
      'Downloads code at fixed versions',
    );
  if (of('user-config').some(({ sensitive }) => sensitive)) words.push('Asks for a secret');
  say(of('hook').length, 'Runs 1 hook', 'Runs # hooks');
  say(of('reads-outside').length, 'Reads 1 file outside your project', 'Reads # files outside your project');
  say(of('monitor').length, 'Runs 1 command in the background', 'Runs # commands in the background');
  say(of('mcp-server').length, 'Starts or calls 1 MCP server', 'Starts or calls # MCP servers');
  say(of('lsp-server').length, 'Starts 1 language server', 'Starts # language servers');
  say(
    of('inline-command').length,
    'Runs 1 shell command when it is used',
    'Runs # shell commands when it is used',
  );
  // An address that a program only prints is no place that it reaches.
  const hosts = of('network-host').filter(({ host, namedBy }) => namedBy !== 'text' && !isOwnMachine(host));
  say(new Set(hosts.map(({ host }) => host)).size, 'May reach 1 host', 'May reach # hosts');
  if (approving.length > 0 && !isOpen) words.push('Pre-approves tools');
  say(of('executable').length, 'Adds 1 program', 'Adds # programs');
  say(of('channel').length, 'Opens 1 channel', 'Opens # channels');
  say(of('dependency').length, 'Brings 1 other plugin', 'Brings # other plugins');
  const isChanging = of('settings').some(({ ignored }) => ignored !== true);
  if (isChanging) words.push('Changes settings');
  say(of('output-style').length, 'Changes how Claude answers', 'Changes how Claude answers');
  say(of('suggestion').length, 'Is suggested nearly everywhere', 'Is suggested nearly everywhere');
  say(of('workflow').length, 'Brings 1 workflow script', 'Brings # workflow scripts');
  for (const [kinds, word] of programCapabilities)
    if (capabilities.some(({ kind }) => kinds.includes(kind))) words.push(word);
  return words;
}

/** What programs and texts of a plugin do, in a few words, what weighs most first. */
const programCapabilities: readonly (readonly [readonly CapabilityKind[], string])[] = [
  [['obfuscated'], 'Hides what it runs'],
  [['hidden-text'], 'Hides text from its readers'],
  [['reads-secret'], 'Reads secrets'],
  [['sends-data'], 'Sends data'],
  [['reads-conversation'], 'Reads the conversation'],
  [['persistence'], 'Stays after the session'],
  [['edits-agent-config'], 'Changes how agents are configured'],
  [['self-update'], 'Updates itself'],
  [['decides-for-you'], 'Decides for you'],
  [['background'], 'Leaves programs running'],
  [['drives-browser'], 'Controls a browser'],
  [['writes-outside'], 'Writes outside your project'],
  [['opens-any-file'], 'Opens any file'],
  [['calls-any-address'], 'Calls addresses that it learns later'],
  [['changes-git'], 'Changes git repositories'],
  [['program'], 'Starts other programs'],
  [['unreadable'], 'Holds code that cannot be read'],
  [['tells-claude-to-send'], 'Tells Claude to send something'],
  [['tells-claude-to-run'], 'Tells Claude to run commands'],
];

/** Whether a download names an exact version, in words. */
export const pinWords = (pinned: boolean) => (pinned ? 'pinned version' : 'unpinned version');

/** A sentence in parts: what stands between backquotes is code. A backquote without a partner stays in the text. */
export function codeParts(sentence: string): { text: string; isCode: boolean }[] {
  return sentence
    .split(/(`[^`]+`)/)
    .filter((part) => part !== '')
    .map((part) =>
      /^`[^`]+`$/.test(part) ? { text: part.slice(1, -1), isCode: true } : { text: part, isCode: false },
    );
}

/** What a component costs: `about 80 tokens always, 900 when used`; absent where it costs none. */
export function cost(tokens: { alwaysOn: number; onInvoke: number } | undefined): string | undefined {
  const parts = [
    tokens && tokens.alwaysOn > 0 ? `${count(tokens.alwaysOn, 'token', 'tokens')} always` : undefined,
    tokens && tokens.onInvoke > 0 ? `${count(tokens.onInvoke, 'token', 'tokens')} when used` : undefined,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : `about ${parts.join(', ')}`;
}

/** Items in their given order, under what `key` says of each, in order of first appearance. */
export function groupBy<T, K>(items: readonly T[], key: (item: T) => K): [K, T[]][] {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return [...groups];
}
