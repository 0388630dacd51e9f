/** Code that a command line fetches when it runs. */
export type Download = {
  /** The tool and what it fetches, as in `npx prettier@3.1.0`. */
  what: string;
  /** Whether an exact version, a digest or a lock file fixes what is fetched. */
  pinned: boolean;
  /** Offset in the text that was searched. */
  offset: number;
};

const tools =
  /\b(?:npx|bunx|uvx|pipx|pnpx|npm|pnpm|yarn|bun|uv|pip3?|python3? -m pip|docker|podman|deno|go|cargo|gem|brew|apt|apt-get|dnf|apk|choco|winget|git|curl|wget|iwr|irm|Invoke-WebRequest|Invoke-RestMethod)(?=[ \t]+[^\s=])/g;

/** Most tools that one simple command is expected to name. */
const longestChain = 8;

/** Whether a tool is named by the folder that systems install it to: `/usr/bin/env`, `/usr/local/bin/npx`. */
const isInstalled = (text: string, at: number): boolean =>
  /\/bin\/$/.test(text.slice(Math.max(at - 5, 0), at));

const calls =
  /(["'])(npx|bunx|uvx|pipx|pnpx|npm|pnpm|yarn|bun|uv|pip3?|docker|podman|deno|go|cargo|gem|brew|apt|apt-get|apk|git)\1\s*,\s*\[?\s*(?=["'])/g;

/** Downloads of a program that is started with its arguments as a list: `spawn('npx', ['prettier'])`, `subprocess.run(["pip", "install", "x"])`. */
function findCalled(text: string): Download[] {
  const found: Download[] = [];
  for (const match of text.matchAll(calls)) {
    const line = text.slice(text.lastIndexOf('\n', match.index) + 1, match.index);
    if (comment.test(line.slice(0, 80))) continue;
    const words: string[] = [];
    const argument = /\s*(?:"([^"\n]*)"|'([^'\n]*)')\s*,?/y;
    argument.lastIndex = match.index + match[0].length;
    for (let word = argument.exec(text); word !== null && words.length < 40; word = argument.exec(text))
      words.push(word[1] ?? word[2] ?? '');
    const download = interpret(match[2] ?? '', words, undefined);
    if (download !== undefined) found.push({ ...download, offset: match.index });
  }
  return found;
}

/** Finds run-time downloads in hook and server commands, inline commands and scripts. Reads them as text; nothing is run. */
export function findDownloads(text: string): Download[] {
  const found: Download[] = [];
  let end = 0;
  let lineStart = 0;
  let chain = 0;
  tools.lastIndex = 0;
  for (let match = tools.exec(text); match !== null; match = tools.exec(text)) {
    // Looking behind in the expression itself would cost more than all the rest.
    if (match.index > 0 && './@-'.includes(text.charAt(match.index - 1)) && !isInstalled(text, match.index)) {
      tools.lastIndex = match.index + 1;
      continue;
    }
    const between = text.slice(end, match.index);
    const newline = between.lastIndexOf('\n');
    if (newline >= 0) lineStart = end + newline + 1;
    // Tools named one after the other are arguments of the first few: a page of them would be read a page's number of times.
    chain = /[\n;&|()`]/.test(between) ? 0 : chain + 1;
    end = match.index;
    if (chain > longestChain) continue;
    // What a comment or a message says is not run.
    if (comment.test(text.slice(lineStart, lineStart + 80))) continue;
    if (isSaid(text.slice(Math.max(lineStart, match.index - 200), match.index))) continue;
    // `uv pip install` is uv's, and found as such.
    if (match[0].startsWith('pip') && /\buv[ \t]+$/.test(between)) continue;
    const rest = text.slice(match.index, match.index + 600);
    const { words, pipedTo } = wordsOf(rest);
    const download = interpret(match[0], words.slice(match[0].split(' ').length), pipedTo);
    if (download !== undefined) found.push({ ...download, offset: match.index });
  }
  return [...found, ...findCalled(text)];
}

const comment = /^\s*(?:#(?!!)|\/\/|\/?\*|--|rem\s)/i;
const message =
  /\b(?:echo|print\w*|log\w*|warn\w*|error|throw|raise|\w*Error|message|description|help|usage)\b/i;

/** Whether what stands before a command on its line makes it text for a reader. */
function isSaid(before: string): boolean {
  if (/\s(?:#|\/\/)\s/.test(before)) return true;
  // Only the command that it would be part of: `echo x; npx y` still runs the second.
  const start = Math.max(...[';', '&', '|', '`', '$('].map((mark) => before.lastIndexOf(mark)));
  return message.test(before.slice(start + 1));
}

/** The words of the first simple command, and the program that its output is piped into. */
function wordsOf(text: string): { words: string[]; pipedTo: string | undefined } {
  const words: string[] = [];
  let word = '';
  let started = false;
  let at = 0;
  const push = () => {
    // A backslash at the end escapes the quote of a text that the command stands in.
    if (started) words.push(word.replace(/\\+$/, ''));
    word = '';
    started = false;
  };
  for (; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '\\' && text.charAt(at + 1) === '\n') at++;
    else if (character === "'" || character === '"') {
      const end = text.indexOf(character, at + 1);
      // In a script of another language the quote that closes the whole command is not one that opens a word.
      if (end < 0 || text.slice(at, end).includes('\n')) break;
      word += text.slice(at + 1, end);
      started = true;
      at = end;
    } else if (/[\n;&|()`]/.test(character)) break;
    else if (/\s/.test(character)) push();
    else {
      word += character;
      started = true;
    }
  }
  push();
  const piped =
    /^\|\s*(?:sudo\s+(?:-\S+\s+)*)?(?:\/\S*\/)?(sh|bash|zsh|dash|fish|python3?|node|ruby|perl|pwsh|powershell|iex)\b/.exec(
      text.slice(at),
    );
  return { words, pipedTo: piped?.[1] };
}

const exactVersion = /^v?\d+\.\d+\.\d+(?:[-+][\w.+-]+)?$/;
const isOption = (word: string) => word.startsWith('-');

/** First word that is not an option; `valued` are the options that take the next word. */
function firstArgument(words: string[], valued: readonly string[] = []): string | undefined {
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string;
    if (word === '--') return words[at + 1];
    if (!isOption(word)) return word;
    if (valued.includes(word)) at++;
  }
  return undefined;
}

/** `name@1.2.3`, `@scope/name@1.2.3`. */
function nodePinned(spec: string): boolean {
  const at = spec.lastIndexOf('@');
  return at > 0 && exactVersion.test(spec.slice(at + 1));
}

/** `name==1.2.3`, `name@1.2.3`. */
function pythonPinned(spec: string): boolean {
  return /^[\w.[\],-]+(?:==|===|@)v?\d[\w.+-]*$/.test(spec) && !spec.includes('*');
}

/** How a requirement starts: https://packaging.python.org/en/latest/specifications/dependency-specifiers/ */
const pythonName = /^(?:[A-Za-z0-9][\w.-]*(?:\[[^\]]*\])?(?:$|[=<>!~@;])|git\+|https?:)/;

/** `image@sha256:…` or an exact version as the tag. */
function imagePinned(image: string): boolean {
  if (/@sha256:[0-9a-f]{64}$/.test(image)) return true;
  const tag = /:([^/:]+)$/.exec(image)?.[1];
  return tag !== undefined && /^v?\d+\.\d+(?:\.\d+)?(?:[-.][\w.-]+)?$/.test(tag);
}

function interpret(
  tool: string,
  words: string[],
  pipedTo: string | undefined,
): Omit<Download, 'offset'> | undefined {
  const [first] = words.filter((word) => !isOption(word));
  const name = tool.replace(/^python3? -m /, '');
  const packages = (after: number) => words.filter((word) => !isOption(word)).slice(after);
  const all = (
    list: string[],
    isPinned: (spec: string) => boolean,
    label: string,
  ): Omit<Download, 'offset'> | undefined =>
    list.length === 0 ? undefined : { what: `${label} ${list.join(' ')}`, pinned: list.every(isPinned) };
  switch (name) {
    case 'npx':
    case 'bunx':
    case 'pnpx': {
      const explicit = optionValue(words, ['-p', '--package']);
      const spec = explicit ?? firstArgument(words, ['-p', '--package', '-c', '--call', '--registry']);
      if (spec === undefined || isLocal(spec)) return undefined;
      // `--no-install` runs only what is there already.
      if (words.includes('--no-install') || words.includes('--no') || words.includes('--offline'))
        return undefined;
      return { what: `${name} ${spec}`, pinned: nodePinned(spec) };
    }
    case 'npm':
    case 'pnpm':
    case 'yarn':
    case 'bun': {
      if (first === 'ci') return { what: `${name} ci`, pinned: true };
      if (first === 'exec' || first === 'dlx' || first === 'x') {
        const spec = packages(1)[0];
        return spec === undefined || isLocal(spec)
          ? undefined
          : { what: `${name} ${first} ${spec}`, pinned: nodePinned(spec) };
      }
      if (first !== 'install' && first !== 'i' && first !== 'add') return undefined;
      const frozen = words.includes('--frozen-lockfile') || words.includes('--immutable');
      const list = packages(1).filter((spec) => !isLocal(spec));
      return list.length === 0
        ? { what: `${name} ${first}`, pinned: frozen }
        : { what: `${name} ${first} ${list.join(' ')}`, pinned: list.every(nodePinned) };
    }
    case 'uvx':
    case 'pipx': {
      const from = optionValue(words, ['--from', '--spec']);
      const rest = words[0] === 'run' || words[0] === 'install' ? words.slice(1) : words;
      if (name === 'pipx' && rest === words && from === undefined) return undefined;
      const spec =
        from ?? firstArgument(rest, ['--from', '--spec', '--with', '--python', '-p', '--index-url']);
      return spec === undefined || isLocal(spec)
        ? undefined
        : { what: `${name} ${spec}`, pinned: pythonPinned(spec) };
    }
    case 'uv': {
      if (first === 'sync')
        return { what: 'uv sync', pinned: words.includes('--frozen') || words.includes('--locked') };
      if (first === 'tool' || (first === 'pip' && packages(1)[0] === 'install')) {
        return all(
          packages(2).filter((spec) => !isLocal(spec)),
          pythonPinned,
          `uv ${first} ${packages(1)[0] ?? ''}`,
        );
      }
      const added = optionValue(words, ['--with']);
      return first === 'run' && added !== undefined
        ? { what: `uv run --with ${added}`, pinned: pythonPinned(added) }
        : undefined;
    }
    case 'pip':
    case 'pip3': {
      if (first !== 'install') return undefined;
      const requirements = optionValue(words, ['-r', '--requirement']);
      if (requirements !== undefined)
        return { what: `pip install -r ${requirements}`, pinned: words.includes('--require-hashes') };
      return all(
        packages(1).filter((spec) => !isLocal(spec) && pythonName.test(spec)),
        pythonPinned,
        'pip install',
      );
    }
    case 'docker':
    case 'podman': {
      if (first !== 'run' && first !== 'pull') return undefined;
      const image = firstArgument(words.slice(words.indexOf(first) + 1), dockerValued);
      return image === undefined
        ? undefined
        : { what: `${name} ${first} ${image}`, pinned: imagePinned(image) };
    }
    case 'deno': {
      const spec = packages(1)[0];
      if (first !== 'run' || spec === undefined || !/^(?:https?|npm|jsr):/.test(spec)) return undefined;
      return { what: `deno run ${spec}`, pinned: /@v?\d+\.\d+\.\d+/.test(spec) };
    }
    case 'go': {
      const spec = packages(1)[0];
      if ((first !== 'run' && first !== 'install') || spec === undefined || !/^[\w-]+\.[\w.-]+\//.test(spec))
        return undefined;
      return { what: `go ${first} ${spec}`, pinned: /@v\d+\.\d+\.\d+/.test(spec) };
    }
    case 'cargo': {
      if (first !== 'install') return undefined;
      const list = packages(1).filter((spec) => !isLocal(spec));
      return list.length === 0
        ? undefined
        : {
            what: `cargo install ${list[0]}`,
            pinned: words.some((word) => word === '--version' || /@\d+\.\d+\.\d+$/.test(word)),
          };
    }
    case 'gem':
      return first === 'install' && packages(1)[0] !== undefined
        ? {
            what: `gem install ${packages(1)[0]}`,
            pinned: words.some((word) => word === '-v' || word === '--version' || /:\d+\.\d+/.test(word)),
          }
        : undefined;
    case 'brew':
    case 'apt':
    case 'apt-get':
    case 'dnf':
    case 'apk':
    case 'choco':
    case 'winget':
      return (first === 'install' || first === 'add') && packages(1)[0] !== undefined
        ? {
            what: `${name} ${first} ${packages(1).join(' ')}`,
            pinned: packages(1).every((spec) => /=\d/.test(spec)),
          }
        : undefined;
    case 'git': {
      const url = words.find((word) => /^(?:https?:\/\/|git@|ssh:\/\/|git:\/\/)/.test(word));
      return first === 'clone' && url !== undefined ? { what: `git clone ${url}`, pinned: false } : undefined;
    }
    default: {
      // curl, wget and PowerShell's: fetching is reaching the network; fetching into an interpreter is running what came.
      if (pipedTo === undefined) return undefined;
      const url = words.find((word) => /^https?:\/\//.test(word)) ?? 'a URL';
      return { what: `${name} ${url} | ${pipedTo}`, pinned: false };
    }
  }
}

const dockerValued = [
  '-e',
  '--env',
  '-v',
  '--volume',
  '-p',
  '--publish',
  '--name',
  '-w',
  '--workdir',
  '-u',
  '--user',
  '--network',
  '--mount',
  '--entrypoint',
  '--env-file',
  '--platform',
  '--memory',
  '-m',
  '--cpus',
  '-l',
  '--label',
  '--add-host',
  '--pull',
  '--restart',
];

/** A path or a variable, not something that a registry has. */
const isLocal = (spec: string) => /^(?:\.{0,2}\/|\.$|~|\$|file:|%)/.test(spec) || spec === '..';

function optionValue(words: string[], names: readonly string[]): string | undefined {
  for (const [index, word] of words.entries()) {
    if (names.includes(word)) return words[index + 1];
    const name = names.find((candidate) => candidate.startsWith('--') && word.startsWith(`${candidate}=`));
    if (name !== undefined) return word.slice(name.length + 1);
  }
  return undefined;
}
