/** What an interpreter or runner is told to run: a file, code in its arguments, a line for a shell, or a package that it downloads. */
export type Run = {
  through: string;
  file?: string;
  code?: string;
  line?: string;
  package?: string;
  /** The folder that it is told to start in. */
  folder?: string;
};

/** Programs that start the program that follows them, with their options that take a value. */
const wrappers = new Map<string, string>([
  ['sudo', 'u g h p C D R T r t U'],
  ['doas', 'u C'],
  ['env', 'u C S'],
  ['nohup', ''],
  ['exec', 'a'],
  ['command', ''],
  ['builtin', ''],
  ['time', 'f o'],
  ['timeout', 's k'],
  ['gtimeout', 's k'],
  ['nice', 'n'],
  ['ionice', 'c n p'],
  ['stdbuf', 'i o e'],
  ['setsid', ''],
  ['caffeinate', 't w'],
  ['winpty', ''],
  ['call', ''],
  ['flock', 'w E'],
  ['strace', 'o e p'],
  ['xvfb-run', 'n s a'],
]);

/** Wrappers whose first word besides options is not the program: a time, a file. */
const leading = new Set(['timeout', 'gtimeout', 'flock']);

/** The words of the program that a wrapper starts; undefined for what is no wrapper. */
export function wrapperOf(name: string, words: readonly string[]): readonly string[] | undefined {
  const valued = wrappers.get(name)?.split(' ');
  if (valued === undefined) return undefined;
  let at = 0;
  for (; at < words.length; at++) {
    const word = words[at] ?? '';
    if (/^-[A-Za-z]$/.test(word) && valued.includes(word.slice(1))) {
      // What follows `env -S` is a whole command line.
      if (name === 'env' && word === '-S')
        return (words[at + 1] ?? '').split(/\s+/).concat(words.slice(at + 2));
      at++;
    } else if (!word.startsWith('-') && !(name === 'env' && /^\w+=/.test(word))) break;
  }
  return words.slice(leading.has(name) ? at + 1 : at);
}

type Interpreter = { code: RegExp; valued?: string; isShell?: true };

const shell: Interpreter = { code: /^-[a-z]*c$/, valued: '-o +o -O --rcfile --init-file', isShell: true };
const javascript: Interpreter = {
  code: /^(?:-e|-p|-pe|--eval|--print)$/,
  valued:
    '-r --require --import --loader --experimental-loader --env-file -C --conditions --tsconfig --cwd --config',
};
const python: Interpreter = { code: /^-[a-zA-Z]*c$/, valued: '-W -X' };
const script = (code: RegExp, valued = ''): Interpreter => ({ code, valued });
const powershell: Interpreter = {
  code: /^-(?:c|command|e|ec|enc\w*)$/i,
  valued: '-ExecutionPolicy -executionpolicy -ep -WindowStyle -windowstyle -Version',
};

const interpreters: readonly [RegExp, Interpreter][] = [
  [/^(?:sh|bash|zsh|dash|ksh|fish|ash|busybox)$/, shell],
  [/^(?:node|nodejs|tsx|ts-node|bun|deno)$/, javascript],
  [/^(?:python(?:[23](?:\.\d+)?)?|pythonw|py|pypy3?)$/, python],
  [/^(?:ruby|perl|lua|luajit|tclsh|osascript)$/, script(/^-e$/i, '-I -r -l')],
  [/^(?:php)$/, script(/^-r$/, '-d -c')],
  [/^(?:Rscript|julia|groovy|elixir)$/, script(/^-e$/)],
  [/^(?:pwsh|powershell)$/i, powershell],
  [/^cmd$/i, script(/^\/[ck]$/i)],
  [/^(?:source|\.)$/, script(/^$/)],
  [/^java$/, script(/^$/, '-jar -cp -classpath')],
];

/** What a program that runs others is told to run; undefined where it is no such program, or is told nothing. */
export function runnerOf(name: string, words: readonly string[]): Run | undefined {
  const fetched = packageOf(name, words);
  if (fetched !== undefined) return fetched;
  const found = interpreters.find(([pattern]) => pattern.test(name))?.[1];
  if (found === undefined) return undefined;
  const rest = ['bun', 'deno'].includes(name) && words[0] === 'run' ? words.slice(1) : words;
  const through = name;
  const valued = found.valued?.split(' ') ?? [];
  for (let at = 0; at < rest.length; at++) {
    const word = rest[at] ?? '';
    if (found.code.test(word)) {
      const code = rest[at + 1] ?? '';
      if (/^cmd$/i.test(name)) return { through, line: rest.slice(at + 1).join(' ') };
      return found.isShell ? { through, line: code } : { through, code };
    }
    if (found === python && word === '-m') return { through, file: rest[at + 1] ?? '' };
    if (name === 'java' && word === '-jar') return { through, file: rest[at + 1] ?? '' };
    if (valued.includes(word)) at++;
    else if (!word.startsWith('-') || word === '-')
      return word === '-' ? { through, code: '' } : { through, file: word };
  }
  return undefined;
}

/** Tools that download what they run, with the words that come before the package, and the options that take a value. */
const fetchers: readonly { tool: string; verb?: RegExp; valued: string; named?: string }[] = [
  {
    tool: 'npx',
    valued: '--registry --node-options -w --workspace -c --call --cache',
    named: '-p --package',
  },
  { tool: 'bunx', valued: '--registry', named: '-p --package' },
  { tool: 'pnpx', valued: '--registry', named: '-p --package' },
  { tool: 'npm', verb: /^(?:exec|x)$/, valued: '--registry -w --workspace -c --call', named: '-p --package' },
  { tool: 'pnpm', verb: /^(?:dlx|exec)$/, valued: '--registry', named: '--package' },
  { tool: 'yarn', verb: /^dlx$/, valued: '', named: '-p --package' },
  { tool: 'bun', verb: /^x$/, valued: '' },
  {
    tool: 'uvx',
    valued:
      '-p --python --index --index-url --extra-index-url -w --with --with-editable --with-requirements --directory --env-file --cache-dir',
    named: '--from',
  },
  { tool: 'pipx', verb: /^run$/, valued: '--python --index-url --pip-args', named: '--spec' },
  {
    tool: 'docker',
    verb: /^run$/,
    valued:
      '-e --env --env-file -v --volume -p --publish --name --network --net -w --workdir -u --user --mount --entrypoint --platform --add-host -h --hostname --label -l --memory -m --cpus --gpus --ipc --pull --restart --shm-size --tmpfs --security-opt --cap-add --cap-drop --device --dns --group-add',
  },
];

function packageOf(name: string, words: readonly string[]): Run | undefined {
  if (name === 'uv') return uvOf(words);
  const tool = name === 'podman' || name === 'nerdctl' ? 'docker' : name;
  const fetcher = fetchers.find((one) => one.tool === tool);
  if (fetcher === undefined || (fetcher.verb !== undefined && !fetcher.verb.test(words[0] ?? '')))
    return undefined;
  const rest = fetcher.verb === undefined ? words : words.slice(1);
  const through = fetcher.verb === undefined ? name : `${name} ${words[0]}`;
  const found = firstOperand(rest, fetcher.valued.split(' '), fetcher.named?.split(' ') ?? []);
  return found === undefined ? undefined : { through, package: found };
}

function firstOperand(
  words: readonly string[],
  valued: readonly string[],
  named: readonly string[],
): string | undefined {
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (named.includes(word)) return words[at + 1];
    const equal = named.find((option) => word.startsWith(`${option}=`));
    if (equal !== undefined) return word.slice(equal.length + 1);
    if (valued.includes(word)) at++;
    else if (!word.startsWith('-')) return word;
  }
  return undefined;
}

const uvValued =
  '--python -p --with --with-editable --with-requirements --directory --project --index --index-url --extra --group --env-file --cache-dir --from';

/** `uv run` starts a program or file, `uv tool run` a package. */
function uvOf(words: readonly string[]): Run | undefined {
  const at = words.findIndex((word) => word === 'run' || word === 'tool');
  if (at < 0) return undefined;
  const moved = words.findIndex((word) => word === '--directory' || word === '--project');
  const folder = moved < 0 ? {} : { folder: words[moved + 1] ?? '' };
  const rest = words.slice(at + 1);
  if (words[at] === 'tool') return rest[0] === 'run' ? packageOf('uvx', rest.slice(1)) : undefined;
  for (let index = 0; index < rest.length; index++) {
    const word = rest[index] ?? '';
    if (uvValued.split(' ').includes(word)) index++;
    else if (word === '-m' || word === '--module')
      return { through: 'uv run', file: rest[index + 1] ?? '', ...folder };
    else if (!word.startsWith('-')) {
      const inner = runnerOf(word, rest.slice(index + 1));
      return { ...(inner ?? { through: 'uv run', file: word }), ...folder };
    }
  }
  return undefined;
}
