import { fetchedBy } from '../download-tools.ts';
import { hostsIn } from '../kinds/network-host.ts';
import type { CommandRisk } from '../kinds/tells-claude-to-run.ts';
import { isOwnAddress, isOwnMachine } from '../own-machine.ts';
import { present } from '../values.ts';
import { blank, interpreter, isFetcher, type ToldCommand, toldCommands } from './command-words.ts';
import { isPlaceholder } from './hosts.ts';
import {
  changesSetup,
  deletes,
  has,
  isPrivileged,
  publishes,
  readsSecret,
  skipsSafeguards,
} from './risky-programs.ts';

/** What is worth knowing of a command before Claude is told to run it. */
export type Judged = {
  risks: CommandRisk[];
  packages?: string[];
  /** Whether every package has an exact version. */
  pinned?: boolean;
  hosts?: string[];
};

const sends =
  /^(?:-d|--data(?:-\w+)?|--json|-F|--form(?:-\w+)?|-T|--upload-file|--post-(?:data|file)|--body-(?:data|file)|-Body|-InFile)(?:=|$)|^-d\S/;

/** The hosts that a command line sends data to. */
export function hostsSentTo(line: string): string[] {
  return [
    ...new Set(
      toldCommands(line).flatMap((command) => {
        const { program, words, pipedInto } = command;
        const isSent =
          (isFetcher(program) && has(words, sends)) ||
          (/^(?:nc|ncat|netcat)$/.test(program) && pipedInto) ||
          (/^(?:http|https|xh)$/.test(program) && has(words, /^(?:POST|PUT|PATCH)$/));
        return isSent ? hostsOf(command) : [];
      }),
    ),
  ];
}

/** What a command line does that somebody would want to know; no risks where that is nothing. */
export function judgeCommand(line: string): Judged {
  const risks = new Set<CommandRisk>();
  const packages: string[] = [];
  const hosts: string[] = [];
  let pinned = true;
  for (const command of toldCommands(line)) {
    const fetched = downloadOf(command);
    if (fetched !== undefined) {
      risks.add('downloads');
      packages.push(...fetched.packages);
      pinned &&= fetched.pinned;
    }
    if (command.privileged || isPrivileged(command)) risks.add('privileged');
    if (deletes(command)) risks.add('deletes');
    if (skipsSafeguards(command)) risks.add('skips-safeguards');
    if (publishes(command)) risks.add('publishes');
    if (readsSecret(command)) risks.add('reads-secret');
    if (changesSetup(command)) risks.add('changes-setup');
    if (isFetcher(command.program) || command.program === 'nc') hosts.push(...hostsOf(command));
  }
  if (hosts.length > 0) risks.add('reaches-network');
  if (keepsRunning(line)) risks.add('keeps-running');
  return {
    risks: [...risks],
    ...present({
      packages: packages.length === 0 ? undefined : [...new Set(packages)],
      pinned: risks.has('downloads') ? pinned : undefined,
      hosts: hosts.length === 0 ? undefined : [...new Set(hosts)],
    }),
  };
}

const isOpen = (name: string) =>
  name.includes(blank) ||
  /^(?:pkg|packages?|package-name|name|foo|bar|image|tool)$/i.test(name) ||
  /[${}[\]<>]/.test(name) ||
  /^(?:your|my|some)(?![a-z]{0,2}sql)/i.test(name);

/** What a command downloads by name. Packages that a project itself lists are everyday work, and no word. */
function downloadOf(command: ToldCommand) {
  const { program, words, pipedTo } = command;
  const runs =
    pipedTo !== undefined &&
    interpreter.test(pipedTo) &&
    !words.every((word) => isOwnAddress(word) || !word.includes('://'))
      ? pipedTo
      : undefined;
  const isModule = /^python[\d.]*$/.test(program) && words[0] === '-m' && words[1] === 'pip';
  const fetched = isModule
    ? fetchedBy('pip', words.slice(2), runs)
    : fetchedBy(program, words, isFetcher(program) ? runs : undefined);
  if (fetched === undefined) return extensionOf(command);
  const packages = fetched.packages.filter(
    (name) => !isOpen(name) && !isRequirements(name) && !isRunner(program, name),
  );
  return packages.length === 0 && fetched.pipedTo === undefined ? undefined : { ...fetched, packages };
}

const isRequirements = (name: string) => /\.(?:txt|toml|lock|cfg)$/.test(name);

/** Tools that a project has among its own packages, which `npx` then runs without downloading them. */
const ownTools =
  /^(?:tsc|eslint|prettier|jest|vitest|mocha|playwright|cypress|webpack|vite|rollup|next|nuxt|astro|ng|nx|turbo|lerna|tsx|ts-node|nodemon|husky|lint-staged|knip|biome|@biomejs\/biome|stylelint|rimraf|prisma|drizzle-kit|typeorm|knex|sequelize|sequelize-cli|tailwindcss|postcss|babel|esbuild|swc|storybook|expo|react-native|hardhat|remix|svelte-kit|vue-tsc|c8|nyc|wdio|cap|typedoc|tsup|commitlint|semantic-release|changeset|@changesets\/cli|oxlint|depcheck|madge|size-limit|lighthouse|ruff|black|mypy|pytest)$/;
const isRunner = (program: string, name: string) =>
  /^(?:npx|bunx|pnpx|pnpm|yarn|bun|uvx)$/.test(program) && ownTools.test(name);

/** Extensions and plugins that other programs install. */
function extensionOf({ program, words }: ToldCommand) {
  const [first = '', second = ''] = words.filter((word) => !word.startsWith('-'));
  const names = words
    .filter((word) => !word.startsWith('-'))
    .slice(2)
    .filter((name) => !isOpen(name));
  const isExtension =
    (/^(?:gh|gemini|az|code|gcloud|claude)$/.test(program) &&
      /^(?:extensions?|plugins?|components)$/.test(first) &&
      /^(?:install|add)$/.test(second)) ||
    (program === 'helm' && first === 'repo' && second === 'add') ||
    (program === 'claude' && first === 'mcp' && second === 'add');
  return isExtension && names.length > 0 ? { packages: names, pinned: false } : undefined;
}

/** Whether a line leaves a program running: in the background, or as a server that stops only when it is stopped. */
function keepsRunning(line: string): boolean {
  return (
    /(?:^|[^&>|])&\s*(?:$|#|echo\b|[A-Z]+=\$!)/.test(line) ||
    /^\s*nohup\s/.test(line) ||
    /\bpython3? -m http\.server\b|\bdocker[ -]compose (?:\S+ )*up\b.*-d\b|\bdocker run (?:\S+ )*(?:-d|--detach)\b|\bStart-Process\b/.test(
      line,
    )
  );
}

function hostsOf({ words }: ToldCommand): string[] {
  return words.flatMap((word) => {
    const bare = /^[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|io|dev|ai|app|sh|pm|me|co|so)(?:[/:]|$)/.test(word)
      ? `https://${word}`
      : word;
    return hostsIn(bare)
      .map(({ host }) => host)
      .filter((host) => !isOwnMachine(host) && !isPlaceholder(host));
  });
}
