import type { Capability, Component, ComponentKind } from '../../../plugin/kinds/list.ts';
import type { PublishedCapability, Registry, RegistryPlugin } from '../../../registry/registry.ts';
import { capital } from '../../words.ts';

const subjects =
  'aws azure gcp kubernetes docker terraform ansible helm react vue svelte angular nextjs python rust golang java kotlin swift php ruby typescript javascript postgres mysql sqlite mongodb redis kafka rabbitmq elasticsearch graphql rest grpc openapi webpack vite eslint prettier jest vitest playwright cypress storybook figma tailwind css html markdown latex pdf excel csv json yaml toml xml git github gitlab bitbucket jira linear slack discord notion confluence trello sentry datadog grafana prometheus newrelic splunk stripe paypal shopify wordpress drupal django flask fastapi rails laravel spring dotnet unity unreal blender arduino raspberry android ios flutter electron tauri linux macos windows bash zsh vim tmux nginx apache cloudflare vercel netlify heroku firebase supabase snowflake bigquery spark airflow dbt pandas numpy pytorch tensorflow opencv whisper ollama langchain embeddings oauth jwt saml ldap vault certificate'.split(
    ' ',
  );
const objects =
  'cost network database schema migration log trace test coverage release changelog dependency licence secret token session cache queue cluster container image manifest config pipeline workflow deploy rollback backup snapshot incident alert metric dashboard report audit policy permission identity invoice payment customer order catalog search index vector prompt agent skill hook plugin command terminal shell script cron scheduler webhook event stream batch notebook dataset model training evaluation benchmark profile memory heap thread lock race deadlock performance latency bundle asset font icon colour layout component form table chart map calendar email message chat voice video audio screenshot recording accessibility translation locale timezone currency document diagram sequence architecture decision ticket sprint backlog branch commit merge conflict review diff patch snippet template scaffold boilerplate'.split(
    ' ',
  );
const roles =
  'helper reviewer linter formatter generator builder watcher inspector explorer analyzer optimizer debugger profiler tester validator checker scanner auditor monitor tracker planner writer reader editor viewer converter importer exporter migrator bridge connector client server proxy gateway agent assistant copilot guide tutor coach wizard toolkit kit suite studio lab forge bot sync mirror cleaner fixer doctor guard sentinel keeper manager runner'.split(
    ' ',
  );
const verbs =
  'reads writes compares explains collects renames groups checks prepares summarises measures records opens follows lists sorts repairs draws counts publishes rotates restores replays annotates splits joins validates converts predicts detects removes suggests archives signs encrypts schedules throttles balances samples imports exports'.split(
    ' ',
  );
const manners =
  'before anything is changed|in the order in which they appear|without leaving the terminal|and says what was left out|so that a reviewer can follow|once a day at most|with the reason beside each|only when you ask for it|and keeps the original beside it|until nothing is left to do|as a list that can be pasted|for the files that matter most|and stops at the first surprise|in a few plain sentences|while you keep typing|across every region|from the history of the branch|against the last green build'.split(
    '|',
  );
const qualities =
  'slow broken stale unused duplicate missing expired orphaned noisy flaky oversized unsigned untested deprecated nested hidden shared temporary critical recent'.split(
    ' ',
  );
const licences =
  'MIT MIT MIT MIT MIT MIT MIT Apache-2.0 Apache-2.0 Apache-2.0 BSD-3-Clause ISC GPL-3.0-only MPL-2.0 Unlicense'.split(
    ' ',
  );
const categories = [
  'development',
  'testing',
  'debugging',
  'performance',
  'security',
  'deployment',
  'database',
  'design',
  'documentation',
  'productivity',
];
const kinds: ComponentKind[] = [
  'skill',
  'skill',
  'skill',
  'command',
  'command',
  'agent',
  'hook',
  'mcp-server',
  'lsp-server',
  'output-style',
  'executable',
];

/** https://gist.github.com/tommyettinger/46a874533244883189143505d203312c, in the public domain. */
function mulberry32(seed: number): () => number {
  let state = Math.imul(seed, 0x9e3779b9);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function brand(random: () => number): string {
  const pick = (letters: string) => letters.charAt(Math.floor(random() * letters.length));
  let word = '';
  for (let syllable = 0; syllable < 3; syllable++) word += pick('bcdfgklmnprstvz') + pick('aeiou');
  return word;
}

function plural(word: string): string {
  return word.endsWith('y')
    ? `${word.slice(0, -1)}ies`
    : /(?:s|x|ch|sh)$/.test(word)
      ? `${word}es`
      : `${word}s`;
}

function title(words: readonly string[]): string {
  return words.map(capital).join(' ');
}

/**
 * Plugins as a marketplace of that size would list them, besides those it has: names of two or three common words with near neighbours
 * ("redis-cache-cleaner" beside "redis-cache-keeper"), a fifth of them with a made-up word. The same number gives the same plugins, and a
 * smaller catalog is the beginning of a larger one.
 */
export function generatedPlugins(total: number, taken: Iterable<string> = []): RegistryPlugin[] {
  const names = new Set(taken);
  const plugins: RegistryPlugin[] = [];
  for (let index = 0; plugins.length < total; index++) {
    const plugin = generatedPlugin(index);
    if (names.has(plugin.name)) continue;
    names.add(plugin.name);
    plugins.push(plugin);
  }
  return plugins.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** `registry` with so many generated plugins that it lists `total`. */
export function grown(registry: Registry, total: number): Registry {
  const own = registry.plugins.map(({ name }) => name);
  const plugins = [...registry.plugins, ...generatedPlugins(total - own.length, own)];
  return { ...registry, plugins: plugins.sort((a, b) => (a.name < b.name ? -1 : 1)) };
}

function generatedPlugin(index: number): RegistryPlugin {
  const random = mulberry32(index + 1);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  // Few of a list are used often, as words are.
  const often = <T>(list: readonly T[]): T => list[Math.floor(random() ** 1.7 * list.length)] as T;
  const subject = often(subjects);
  const object = often(objects);
  const roll = random();
  const words =
    roll < 0.12
      ? [brand(random), pick(roles)]
      : roll < 0.2
        ? [brand(random), object, pick(roles)]
        : roll < 0.45
          ? [subject, pick(roles)]
          : roll < 0.6
            ? [object, pick(roles)]
            : [subject, object, pick(roles)];
  const name = words.join('-');
  const thing = () => `${pick(qualities)} ${plural(often(objects))}`;
  const sentence = () => `${pick(verbs)} ${thing()} ${pick(manners)}`;
  const components: Component[] = [];
  const seen = new Set<string>();
  for (let number = 1 + Math.floor(random() * random() * 12); number > 0; number--) {
    const kind = pick(kinds);
    const own = `${pick(verbs).replace(/(?:(?<=sh)es|s)$/, '')}-${often(objects)}`;
    const isNamed = kind === 'skill' || kind === 'command' || kind === 'agent' || kind === 'output-style';
    const shown = isNamed ? `${name}:${own}` : kind === 'hook' ? 'PostToolUse' : own;
    if (seen.has(`${kind} ${shown}`)) continue;
    seen.add(`${kind} ${shown}`);
    components.push({
      kind,
      name: shown,
      file: `${kind}s/${own}.md`,
      line: 1,
      ...(isNamed
        ? {
            description: `${capital(sentence())}. Use when somebody asks for ${thing()}, or ${sentence()}${random() < 0.2 ? ` with ${title([brand(random)])}` : ''}.`,
          }
        : {}),
    } as Component);
  }
  components.sort((a, b) => (a.kind === b.kind ? (a.name < b.name ? -1 : 1) : a.kind < b.kind ? -1 : 1));
  const place = { file: 'plugin.json', line: 1 };
  const does = (capability: Capability): PublishedCapability => ({
    summary: `Does what a ${capability.kind} does.`,
    ...capability,
  });
  const brings = (kind: ComponentKind) => components.some((component) => component.kind === kind);
  const call = { command: name, ...place };
  const capabilities = [
    ...(brings('hook') ? [does({ kind: 'hook', type: 'command', event: 'PostToolUse', ...call })] : []),
    ...(brings('mcp-server') ? [does({ kind: 'mcp-server', name, transport: 'stdio', ...call })] : []),
    ...(brings('lsp-server') ? [does({ kind: 'lsp-server', name, extensions: [], ...call })] : []),
    ...(random() < 0.3 ? [does({ kind: 'network-host', host: name, namedBy: 'script', ...place })] : []),
    ...(random() < 0.1
      ? [does({ kind: 'runtime-download', packages: [name], pinned: false, ...place })]
      : []),
    ...(random() < 0.12 ? [does({ kind: 'user-config', key: name, sensitive: true, ...place })] : []),
  ];
  const date = (from: number) => new Date(Date.UTC(2025, 9, 1 + from)).toISOString().slice(0, 10);
  const created = Math.floor((1 - random() ** 2) * 400);
  const updated = created + Math.floor(random() ** 2 * (410 - created));
  const hex = (length: number) =>
    Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join('');
  const author = Math.floor(random() ** 2.5 * 4000);
  return {
    name,
    tree: hex(40),
    digest: hex(64),
    ...(random() < 0.7 ? { displayName: title(words) } : {}),
    version: `1.${Math.floor(random() * 20)}.0`,
    description: `${capital(sentence())}, for ${title([subject])}${random() < 0.3 ? ` and ${title([brand(random)])}` : ''}. ${capital(sentence())}.`,
    author: { name: `${title([brand(mulberry32(author + 90_001))])} ${author}` },
    license: pick(licences),
    keywords: [...new Set([subject, object, often(objects), often(subjects)])],
    category: often(categories),
    tags: [...new Set([subject, object, often(objects)])],
    components,
    capabilities,
    tokens: { alwaysOn: 100, onInvoke: 900 },
    files: { count: 9, bytes: 25_000 },
    check: {
      status: random() < 0.99 ? 'ok' : 'error',
      ruleset: '1',
      errors: 0,
      warnings: 0,
      infos: 0,
    },
    created: date(created),
    updated: date(updated),
    versions: [],
  };
}
