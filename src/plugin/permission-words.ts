import { type Permission, permissionOf } from './permission-effects.ts';
import { isAsked, permissionRule } from './permission-rules.ts';

type Entry = { entry: string; tool: string; permission: Permission };

/** Most names that a sentence lists. */
const mostNames = 4;

/**
 * What entries of `allowed-tools` let Claude do, as the middle of a sentence: "run any shell command and change any file".
 * @param code puts a value into the sentence
 * @param plugin the plugin's name, by which its own servers are known
 */
export function permissionWords(
  tools: readonly string[],
  code: (value: string) => string,
  plugin: string,
): string {
  const entries = tools.map((entry) => ({
    entry,
    tool: permissionRule(entry).tool,
    permission: permissionOf(entry),
  }));
  const having = (effect: Permission['effect']) =>
    entries.filter(({ permission }) => permission.effect === effect);
  const isAll = having('any-command').length > 0;
  const names = (list: readonly (string | undefined)[]) => listOf(list, code);
  const others = entries.filter(isOther).map(({ entry }) => entry);
  const parts = [
    isAll ? 'run any shell command' : '',
    isAll
      ? ''
      : after(
          'run any program through ',
          names(having('any-program').map(({ permission }) => permission.through)),
        ),
    ...(isAll ? [] : commandWords(entries, names)),
    ...addressWords(entries, names, isAll),
    ...fileWords(entries, names),
    ...mcpWords(entries, names, code, plugin),
    after('use ', names(others.filter(isAsked))),
  ].filter((part) => part !== '');
  return parts.length > 0 ? joined(parts) : `use ${names(others)}`;
}

const after = (start: string, text: string) => (text === '' ? '' : `${start}${text}`);

const joined = (parts: readonly string[]) =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

function listOf(list: readonly (string | undefined)[], code: (value: string) => string): string {
  const unique = [...new Set(list.filter((item) => item !== undefined))];
  const more = unique.length - mostNames;
  return joined([
    ...unique.slice(0, more > 1 ? mostNames : undefined).map(code),
    ...(more > 1 ? [`${more} more`] : []),
  ]);
}

type Names = (list: readonly (string | undefined)[]) => string;

const isShell = ({ tool }: Entry) => tool === 'Bash' || tool === 'PowerShell';
const isEdit = ({ tool }: Entry) => /^(?:Edit|Write|MultiEdit|NotebookEdit)$/.test(tool);
const isRead = ({ tool }: Entry) => /^(?:Read|Grep|Glob|LS|NotebookRead)$/.test(tool);
const isOther = (entry: Entry) =>
  !isShell(entry) &&
  !isEdit(entry) &&
  !isRead(entry) &&
  entry.tool !== '*' &&
  entry.tool !== 'WebFetch' &&
  !entry.tool.startsWith('mcp__');

/** Commands and own programs. */
function commandWords(entries: readonly Entry[], names: Names): string[] {
  const shells = entries.filter((entry) => isShell(entry) && !/^any-/.test(entry.permission.effect ?? ''));
  const own = shells.flatMap(({ permission }) => permission.own ?? []);
  const others = shells.flatMap(({ permission }) =>
    permission.own === undefined ? plainCommand(permission.only ?? '') : [],
  );
  return [after('run its own ', names(own)), after('run ', names(others))];
}

/** A pattern of commands without the mark for any arguments. */
const plainCommand = (only: string) => only.replace(/(?::\*|\s+\*)$/, '');

function addressWords(entries: readonly Entry[], names: Names, isAll: boolean): string[] {
  const through = entries.flatMap(({ permission }) =>
    permission.effect === 'any-address' ? (permission.through ?? []) : [],
  );
  const fetched = entries.filter(({ tool }) => tool === 'WebFetch');
  const isAnyPage = fetched.some(({ permission }) => permission.effect !== undefined);
  const hosts = fetched.flatMap(({ permission }) => permission.only ?? []);
  return [
    isAll ? '' : after('reach any address through ', names(through)),
    isAnyPage ? 'read any web page' : after('read pages of ', names(hosts)),
  ];
}

function fileWords(entries: readonly Entry[], names: Names): string[] {
  const say = (verb: string, list: readonly Entry[]) => {
    const limits = list.flatMap(({ permission }) => permission.only ?? []);
    if (list.length === 0) return '';
    return limits.length < list.length ? `${verb} any file` : `${verb} files that match ${names(limits)}`;
  };
  const reading = entries.filter(({ tool }) => tool === 'Read');
  const isSearching = reading.length === 0 && entries.some(isRead);
  return [
    say('change', entries.filter(isEdit)),
    isSearching ? 'search the files of your project' : say('read', reading),
  ];
}

function mcpWords(entries: readonly Entry[], names: Names, code: (value: string) => string, plugin: string) {
  const servers = new Map<string, string[]>();
  for (const { tool } of entries) {
    const [, server = '', name = '*'] = /^mcp__((?:(?!__).)+)(?:__(.*))?$/s.exec(tool) ?? [];
    if (server !== '') servers.set(server, [...(servers.get(server) ?? []), name]);
  }
  const ownStart = `plugin_${plugin.replace(/[^A-Za-z0-9_-]/g, '_')}_`;
  return [...servers].map(([server, tools]) => {
    const isOwn = server.startsWith(ownStart);
    const where = isOwn
      ? `its own server ${code(server.slice(ownStart.length))}`
      : `the server ${code(server)}`;
    if (tools.includes('*')) return `use every tool of ${where}`;
    return tools.length === 1
      ? `use the tool ${names(tools)} of ${where}`
      : `use ${tools.length} tools of ${where}`;
  });
}
