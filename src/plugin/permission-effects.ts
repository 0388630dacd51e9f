import { permissionRule } from './permission-rules.ts';
import { runnerOf, wrapperOf } from './runners.ts';
import { baseOf, ownPath } from './started-program.ts';

/** What entries of `allowed-tools` can amount to. */
export const effects = [
  'any-command',
  'any-program',
  'any-address',
  'writes-any-file',
  'reads-any-file',
] as const;
export type PermissionEffect = (typeof effects)[number];

/** What one entry amounts to: what it permits without limit, and the words for the rest. */
export type Permission = {
  effect?: PermissionEffect;
  /** The program that it permits that through, such as `python3`. */
  through?: string;
  /** Whether that program runs code of any kind by itself, so that nothing is left that it could not do. */
  isInterpreter?: true;
  /** A path inside the plugin that is all that may be run. */
  own?: string;
  /** The one command, pattern of paths or host that is permitted. */
  only?: string;
};

/** What one entry of `allowed-tools` amounts to. */
export function permissionOf(entry: string): Permission {
  const { tool, only } = permissionRule(entry);
  if (tool === '*') return { effect: 'any-command', isInterpreter: true };
  if (tool === 'Bash' || tool === 'PowerShell')
    return only === undefined ? { effect: 'any-command', isInterpreter: true } : commandOf(only);
  if (tool === 'WebFetch') {
    const host = only?.replace(/^domain:/, '');
    return host === undefined || host === '*' ? { effect: 'any-address' } : { only: host };
  }
  if (/^(?:Edit|Write|MultiEdit|NotebookEdit)$/.test(tool)) return fileOf('writes-any-file', only);
  if (tool === 'Read') return fileOf('reads-any-file', only);
  return only === undefined ? {} : { only };
}

/** A pattern of paths without a folder in it means any file, or any in the home folder. */
function fileOf(effect: PermissionEffect, only: string | undefined): Permission {
  if (only === undefined || /^(?:\/\/|~\/|\.\/)?\*{1,2}(?:\/\*{1,2})?$/.test(only))
    return { effect, ...(only?.startsWith('~') ? { only } : {}) };
  return { only };
}

const words = (text: string) => new Set(text.split(/\s+/));

/** Programs that run whatever code they are given. */
const interpreter =
  /^(?:(?:ba|z|da|k|a|c|tc)?sh|fish|busybox|python[\d.]*|pythonw|py|pypy3?|ipython3?|node|nodejs|deno|bun|tsx|ts-node|ruby|irb|perl|php|lua(?:jit|[\d.]*)?|Rscript|R|julia|groovy|scala|elixir|erl|swift|jshell|osascript|pwsh|powershell|cmd|[gm]?awk|tclsh|expect|eval|exec|source|\.|command|builtin|sudo|doas|su|env|xargs|parallel|nohup|nice|timeout|gtimeout|time|stdbuf|setsid|watch|script|strace|flock|chroot|unshare|systemd-run|caffeinate|npx|bunx|pnpx|uvx|pipx)$/;

/** Programs that start others for some of their first words; with `*`, also for none. */
const starters = new Map<string, Set<string>>(
  Object.entries({
    npm: '* exec x install i add ci create init',
    pnpm: '* dlx exec install i add create',
    yarn: '* dlx add create',
    uv: '* run tool pip',
    pip: '* install',
    pip3: '* install',
    poetry: '* run add',
    pipenv: '* run install',
    conda: '* run install',
    cargo: '* install',
    go: '* run install',
    gem: '* install',
    bundle: '* exec',
    docker: '* run exec compose',
    podman: '* run exec',
    ssh: '*',
    find: '*',
    tmux: '*',
    screen: '*',
    nix: '* run shell develop',
    'nix-shell': '*',
    devbox: '* run',
    mise: '* exec x',
    brew: '* install',
    apt: '* install',
    'apt-get': '* install',
  }).map(([name, verbs]) => [name, words(verbs)]),
);

const callers = words(
  'curl wget http https xh httpie aria2c nc ncat netcat socat telnet ftp sftp scp rsync lynx w3m',
);
const fileChangers = words('tee cp mv rm dd ln install truncate shred');

/** What a pattern of shell commands amounts to: https://code.claude.com/docs/en/permissions#bash */
function commandOf(only: string): Permission {
  const star = only.search(/:?\*/);
  const literal = star < 0 ? only : only.slice(0, star);
  const isOpen = star >= 0;
  // What a `*` follows without white space may go on.
  const isCut = isOpen && !/(?:^|\s)$/.test(literal) && only[star] !== ':';
  const known = literal.trim().replaceAll('"', '').split(/\s+/).filter(Boolean);
  if (!isOpen) return { only, ...ownOf(known) };
  if (known.length === 0) return { effect: 'any-program', through: only, only };
  return programOf(known, isCut, { only });
}

function programOf(known: readonly string[], isCut: boolean, rest: Permission): Permission {
  const [first = '', ...after] = known;
  const name = baseOf(first);
  // `command -v x` only asks whether there is a program.
  if (name === 'command' && /^-[vV]$/.test(after[0] ?? '')) return rest;
  const wrapped = wrapperOf(name, after);
  if (wrapped !== undefined && wrapped.length > 0) return programOf(wrapped, isCut, rest);
  const own = ownOf(known, isCut);
  if (own.own !== undefined) return { ...rest, ...own };
  const run = runnerOf(name, after);
  const isTold = run !== undefined && (run.file ?? run.package ?? run.code ?? run.line ?? '') !== '';
  if (interpreter.test(name) && !isTold)
    return { effect: 'any-program', through: name, isInterpreter: true, ...rest };
  const verbs = starters.get(name);
  if (
    verbs !== undefined &&
    (after.length === 0 ||
      (after.length === 1 && verbs.has(after[0] ?? '')) ||
      (run?.through.includes(' ') && !isTold))
  )
    return { effect: 'any-program', through: [name, ...after.slice(0, 1)].join(' '), ...rest };
  const isAnyArgument = after.every((word) => word.startsWith('-'));
  if (callers.has(name) && isAnyArgument) return { effect: 'any-address', through: name, ...rest };
  if (fileChangers.has(name) && isAnyArgument && !isCut)
    return { effect: 'writes-any-file', through: name, ...rest };
  return rest;
}

/** The plugin's own program that words start. */
function ownOf(known: readonly string[], isCut = false): Pick<Permission, 'own'> {
  const [first = '', ...after] = known;
  const run = runnerOf(baseOf(first), after);
  const path = ownPath(run?.file ?? first);
  return path === undefined ? {} : { own: isCut ? `${path}/*`.replace(/^\//, '') : path };
}
