import { present } from './values.ts';

/** What a command downloads: the tool with its subcommand, and the packages, images or addresses that it names. */
export type Fetched = {
  tool?: string;
  packages: string[];
  /** The program that runs what was downloaded. */
  pipedTo?: string;
  /** Whether an exact version, a digest or a lock file fixes what is downloaded. */
  pinned: boolean;
};

/** A command without its tool. `plain` are the words that are no options; `first` is the first of them. */
type Command = {
  tool: string;
  words: string[];
  plain: string[];
  first: string | undefined;
  pipedTo: string | undefined;
};

/** What a command downloads; undefined where it downloads nothing that is run. */
export function fetchedBy(tool: string, words: string[], pipedTo: string | undefined): Fetched | undefined {
  const name = tool.replace(/^python3? -m /, '');
  const plain = words.filter((word) => !isOption(word));
  const read = (Object.hasOwn(readers, name) ? readers[name] : undefined) ?? pipedDownload;
  return read({ tool: name, words, plain, first: plain[0], pipedTo });
}

/** Reads a command of one tool. */
type Reader = (command: Command) => Fetched | undefined;

/** What a tool downloads where it names packages that are not on the machine already. */
function fetched(
  tool: string,
  packages: (string | undefined)[],
  isPinned: (name: string) => boolean,
): Fetched | undefined {
  const remote = packages.filter((name) => name !== undefined && !isLocal(name)) as string[];
  return remote.length === 0 ? undefined : { tool, packages: remote, pinned: remote.every(isPinned) };
}

const runsNodePackage: Reader = ({ tool, words }) => {
  // These run only what is there already.
  if (['--no-install', '--no', '--offline'].some((option) => words.includes(option))) return undefined;
  const named = optionValue(words, ['-p', '--package']);
  const valued = ['-p', '--package', '-c', '--call', '--registry'];
  return fetched(tool, [named ?? firstArgument(words, valued)], nodePinned);
};

const nodePackages: Reader = ({ tool, words, plain, first }) => {
  if (first === 'ci') return { tool: `${tool} ci`, packages: [], pinned: true };
  if (first === 'exec' || first === 'dlx' || first === 'x')
    return fetched(`${tool} ${first}`, [plain[1]], nodePinned);
  if (first !== 'install' && first !== 'i' && first !== 'add') return undefined;
  const frozen = words.includes('--frozen-lockfile') || words.includes('--immutable');
  const all = { tool: `${tool} ${first}`, packages: [], pinned: frozen };
  return fetched(`${tool} ${first}`, plain.slice(1), nodePinned) ?? all;
};

const runsPythonPackage: Reader = ({ tool, words }) => {
  const from = optionValue(words, ['--from', '--spec']);
  const isSubcommand = words[0] === 'run' || words[0] === 'install';
  if (tool === 'pipx' && !isSubcommand && from === undefined) return undefined;
  const valued = ['--from', '--spec', '--with', '--python', '-p', '--index-url'];
  return fetched(tool, [from ?? firstArgument(isSubcommand ? words.slice(1) : words, valued)], pythonPinned);
};

const uv: Reader = ({ words, plain, first }) => {
  const pinned = words.includes('--frozen') || words.includes('--locked');
  if (first === 'sync') return { tool: 'uv sync', packages: [], pinned };
  const second = plain[1] ?? '';
  if ((first === 'tool' || first === 'pip') && second === 'install')
    return fetched(`uv ${first} install`, plain.slice(2), pythonPinned);
  if (first === 'tool' && second === 'run') return fetched('uv tool run', [plain[2]], pythonPinned);
  const added = first === 'run' ? optionValue(words, ['--with']) : undefined;
  return added === undefined
    ? undefined
    : { tool: 'uv run --with', packages: [added], pinned: pythonPinned(added) };
};

const pip: Reader = ({ words, plain, first }) => {
  if (first !== 'install') return undefined;
  const list = optionValue(words, ['-r', '--requirement']);
  if (list !== undefined)
    return { tool: 'pip install -r', packages: [list], pinned: words.includes('--require-hashes') };
  const named = plain.slice(1).filter((name) => pythonName.test(name));
  return fetched('pip install', named, pythonPinned);
};

const container: Reader = ({ tool, words, first }) => {
  if (first !== 'run' && first !== 'pull') return undefined;
  const image = firstArgument(words.slice(words.indexOf(first) + 1), containerValued);
  return image === undefined
    ? undefined
    : { tool: `${tool} ${first}`, packages: [image], pinned: imagePinned(image) };
};

const deno: Reader = ({ plain, first }) =>
  first === 'run' && /^(?:https?|npm|jsr):/.test(plain[1] ?? '')
    ? fetched('deno run', [plain[1]], (name) => /@v?\d+\.\d+\.\d+/.test(name))
    : undefined;

const go: Reader = ({ plain, first }) =>
  (first === 'run' || first === 'install') && /^[\w-]+\.[\w.-]+\//.test(plain[1] ?? '')
    ? fetched(`go ${first}`, [plain[1]], (name) => /@v\d+\.\d+\.\d+/.test(name))
    : undefined;

const cargo: Reader = ({ words, plain, first }) => {
  const pinned = words.some((word) => word === '--version' || /@\d+\.\d+\.\d+$/.test(word));
  const name = plain.slice(1).find((word) => !isLocal(word));
  return first === 'install' ? fetched('cargo install', [name], () => pinned) : undefined;
};

const gem: Reader = ({ words, plain, first }) => {
  const pinned = words.some((word) => word === '-v' || word === '--version' || /:\d+\.\d+/.test(word));
  return first === 'install' && plain[1] !== undefined
    ? { tool: 'gem install', packages: [plain[1]], pinned }
    : undefined;
};

const systemPackages: Reader = ({ tool, plain, first }) => {
  const packages = plain.slice(1);
  return (first === 'install' || first === 'add') && packages.length > 0
    ? { tool: `${tool} ${first}`, packages, pinned: packages.every((name) => /=\d/.test(name)) }
    : undefined;
};

const git: Reader = ({ words, first }) => {
  const url = words.find((word) => /^(?:https?:\/\/|git@|ssh:\/\/|git:\/\/)/.test(word));
  return first === 'clone' && url !== undefined
    ? { tool: 'git clone', packages: [url], pinned: false }
    : undefined;
};

/** curl, wget and PowerShell's: to download is to reach the network; to download into an interpreter is to run code. */
const pipedDownload: Reader = ({ tool, words, pipedTo }) => {
  const url = words.find((word) => /^https?:\/\//.test(word));
  return pipedTo === undefined
    ? undefined
    : {
        tool,
        packages: url === undefined ? [] : [url],
        ...present({ pipedTo }),
        pinned: url !== undefined && isFixedAddress(url),
      };
};

/** Whether an address names one release or one commit: `…/v0.39.0/install.sh`, `…/releases/download/v1.2/tool`. */
export const isFixedAddress = (url: string): boolean =>
  /\/(?:v?\d+\.\d+\.\d+[\w.+-]*|[0-9a-f]{40})\/|\/releases\/download\/v?\d[\w.+-]*\//.test(
    url.replace(/^\w+:\/\/[^/]*|[?#].*/gs, ''),
  );

const readers: Readonly<Record<string, Reader>> = {
  npx: runsNodePackage,
  bunx: runsNodePackage,
  pnpx: runsNodePackage,
  npm: nodePackages,
  pnpm: nodePackages,
  yarn: nodePackages,
  bun: nodePackages,
  uvx: runsPythonPackage,
  pipx: runsPythonPackage,
  uv,
  pip,
  pip3: pip,
  docker: container,
  podman: container,
  deno,
  go,
  cargo,
  gem,
  brew: systemPackages,
  apt: systemPackages,
  'apt-get': systemPackages,
  dnf: systemPackages,
  apk: systemPackages,
  choco: systemPackages,
  winget: systemPackages,
  git,
};

/** Whether a program is one of those that download packages. */
export function isFetcher(program: string): boolean {
  return program !== 'git' && Object.hasOwn(readers, program);
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

/** The value of an option, as the next word or after `=`. */
function optionValue(words: string[], names: readonly string[]): string | undefined {
  for (const [index, word] of words.entries()) {
    if (names.includes(word)) return words[index + 1];
    const name = names.find((candidate) => candidate.startsWith('--') && word.startsWith(`${candidate}=`));
    if (name !== undefined) return word.slice(name.length + 1);
  }
  return undefined;
}

/** A path or a variable, not something that a registry has. */
const isLocal = (name: string) => /^(?:\.{0,2}\/|\.$|~|\$|file:|%)/.test(name) || name === '..';

/** `name@1.2.3`, `@scope/name@1.2.3`. */
function nodePinned(name: string): boolean {
  const at = name.lastIndexOf('@');
  return at > 0 && exactVersion.test(name.slice(at + 1));
}

/** `name==1.2.3`, `name@1.2.3`. */
function pythonPinned(name: string): boolean {
  return /^[\w.[\],-]+(?:==|===|@)v?\d[\w.+-]*$/.test(name) && !name.includes('*');
}

/** How a requirement starts: https://packaging.python.org/en/latest/specifications/dependency-specifiers/ */
const pythonName = /^(?:[A-Za-z0-9][\w.-]*(?:\[[^\]]*\])?(?:$|[=<>!~@;])|git\+|https?:)/;

/** `image@sha256:…` or an exact version as the tag. */
function imagePinned(image: string): boolean {
  if (/@sha256:[0-9a-f]{64}$/.test(image)) return true;
  const tag = /:([^/:]+)$/.exec(image)?.[1];
  return tag !== undefined && /^v?\d+\.\d+(?:\.\d+)?(?:[-.][\w.-]+)?$/.test(tag);
}

const containerValued = (
  '-e --env -v --volume -p --publish --name -w --workdir -u --user --network --mount --entrypoint --env-file ' +
  '--gpus --runtime --ulimit --ipc --pid --shm-size --device --cap-add --cap-drop --security-opt --hostname -h --dns --tmpfs --log-driver --log-opt --group-add --userns --cgroupns --restart --stop-timeout --health-cmd ' +
  '--platform --memory -m --cpus -l --label --add-host --pull --restart'
).split(' ');
