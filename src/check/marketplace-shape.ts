import type { JsonPath } from '../plugin/json.ts';
import { asList, own } from '../plugin/values.ts';
import { hookIssues } from './claude-code/hooks.ts';
import {
  authorShape,
  componentShapes,
  experimentalShapes,
  metadataShapes,
} from './claude-code/manifest-shape.ts';
import { serverIssues } from './claude-code/mcp.ts';
import { declaredPaths, isRemoteBundle, pathFormProblem } from './claude-code/paths.ts';
import { quote } from './diagnostic.ts';
import {
  choice,
  flag,
  isObject,
  issuesOf,
  kindOf,
  label,
  listOf,
  mapOf,
  number,
  objectOf,
  type Shape,
  type ShapeIssue,
  text,
} from './shape.ts';

// What the client accepts in a marketplace's manifest: https://code.claude.com/docs/en/plugin-marketplaces#marketplace-schema

const words = (field: string) => text(`Write "${field}" as text in quotes`);

/** The fields of the manifest itself. The name, the entries and what they hold are judged apart. */
export const marketplaceShape: Shape = objectOf(
  {
    required: {
      owner: ownerShape,
      plugins: (value, path, report) => {
        if (Array.isArray(value)) {
          for (const [index, entry] of value.entries()) {
            if (isObject(entry)) continue;
            report({
              path: [...path, index],
              message: `Expected ${quote(label([...path, index]))} to be an object, but it is ${kindOf(entry)}.`,
              fix: 'Write { "name": "my-plugin", "source": "./plugins/my-plugin" }.',
            });
          }
        } else
          listOf(ownerShape, 'Write "plugins": [{ "name": "my-plugin", "source": "./plugins/my-plugin" }]')(
            value,
            path,
            report,
          );
      },
    },
    optional: {
      $schema: words('$schema'),
      description: words('description'),
      version: words('version'),
      metadata: objectOf(
        {
          optional: {
            description: words('description'),
            version: words('version'),
            pluginRoot: text('Write a folder of the marketplace: "pluginRoot": "./plugins"'),
          },
        },
        'Write "metadata" as an object, or remove it',
      ),
      renames: mapOf((value, path, report) => {
        if (value !== null)
          text('Write the new name in quotes, or null for a plugin that was removed')(value, path, report);
      }, 'Write "renames": { "old-name": "new-name" }'),
      allowCrossMarketplaceDependenciesOn: listOf(
        text('Write the name of a marketplace in quotes'),
        'Write a list of names of marketplaces',
      ),
      forceRemoveDeletedPlugins: flag('Write true or false'),
    },
  },
  'Write { "name": "my-marketplace", "owner": { "name": "Your Name" }, "plugins": [] }',
);

function ownerShape(value: unknown, path: JsonPath, report: (issue: ShapeIssue) => void): void {
  authorShape(value, path, (issue) => report({ ...issue, fix: issue.fix.replace('"author"', '"owner"') }));
}

/** Fields of the manifest, and of `metadata` in it. */
export const marketplaceFields: readonly string[] = [
  'name',
  'owner',
  'plugins',
  '$schema',
  'description',
  'version',
  'metadata',
  'renames',
  'allowCrossMarketplaceDependenciesOn',
  'forceRemoveDeletedPlugins',
];
export const marketplaceMetadataFields: readonly string[] = ['description', 'version', 'pluginRoot'];

/** Fields of an entry, of `relevance` in it, and of its `signals`. */
export const entryFields: readonly string[] = [
  'name',
  'source',
  'category',
  'tags',
  'strict',
  'relevance',
  'metadata',
  'experimental',
  'types',
  'engines',
  ...Object.keys(metadataShapes),
  ...Object.keys(componentShapes),
  ...Object.keys(experimentalShapes),
];
export const relevanceFields: readonly string[] = ['topic', 'signals'];
export const signalFields: readonly string[] = ['cli', 'hosts', 'filesRead', 'manifestDeps', 'cwd'];

/** Fields of an entry that the client passes over when they are no objects. */
export const looseObjects: readonly string[] = ['metadata', 'experimental', 'relevance', 'engines'];

const ownShapes: Readonly<Record<string, Shape>> = {
  category: words('category'),
  tags: listOf(text('Write each tag in quotes'), 'Write "tags": ["one", "two"]'),
  strict: flag('Write "strict": true or false'),
  types: text('Name a declaration file of the plugin: "./types.d.ts"', {
    accepts: {
      test: (value) =>
        value.startsWith('./') && value.endsWith('.d.ts') && !value.split(/[/\\]/).includes('..'),
      expected: 'a path inside the plugin that starts with "./" and ends with ".d.ts"',
    },
  }),
  engines: (value, path, report) => {
    if (isObject(value))
      objectOf({ optional: { 'claude-code': text('Write a range in quotes: ">=2.1.0"') } }, '')(
        value,
        path,
        report,
      );
  },
};

/** Everything that is refused in an entry's fields; its name, its source and its relevance are judged apart. */
export function entryIssues(entry: Readonly<Record<string, unknown>>, path: JsonPath): ShapeIssue[] {
  const issues: ShapeIssue[] = [];
  const look = (
    record: Readonly<Record<string, unknown>>,
    shapes: Readonly<Record<string, Shape>>,
    at: JsonPath,
  ) => {
    for (const field of Object.keys(record)) {
      if (Object.hasOwn(shapes, field))
        issues.push(...issuesOf(shapes[field] as Shape, record[field], [...at, field]));
    }
  };
  look(entry, metadataShapes, path);
  look(entry, componentShapes, path);
  look(entry, experimentalShapes, path);
  look(entry, ownShapes, path);
  const experimental = own(entry, 'experimental');
  if (isObject(experimental)) look(experimental, experimentalShapes, [...path, 'experimental']);
  issues.push(
    ...entryHookIssues(entry, path),
    ...entryServerIssues(entry, path),
    ...entryPathIssues(entry, path),
  );
  return issues;
}

/** In an entry every event and every hook must be right; in a plugin the client passes over most that are not. */
function entryHookIssues(entry: Readonly<Record<string, unknown>>, path: JsonPath): ShapeIssue[] {
  const declared = own(entry, 'hooks');
  return asList(declared).flatMap((item, index) => {
    const at = Array.isArray(declared) ? [...path, 'hooks', index] : [...path, 'hooks'];
    return hookIssues(item, at).map(({ path: place, key, message, fix }) => ({
      path: place,
      ...(key === undefined ? {} : { key }),
      message:
        key === undefined
          ? message
          : message.replace(/, which Claude Code passes over\.$/, ', which is refused in an entry.'),
      fix,
    }));
  });
}

/** Types of servers that are the client's own. An entry may name them, if to no use. */
const hostServers: Readonly<Record<string, Shape>> = {
  sdk: objectOf({ required: { name: text('Name the server') } }, ''),
  'sse-ide': objectOf({ required: { url: text('Write the URL'), ideName: text('Name the editor') } }, ''),
  'ws-ide': objectOf({ required: { url: text('Write the URL'), ideName: text('Name the editor') } }, ''),
  'claudeai-proxy': objectOf({ required: { url: text('Write the URL'), id: text('Write the id') } }, ''),
};

function entryServerIssues(entry: Readonly<Record<string, unknown>>, path: JsonPath): ShapeIssue[] {
  const declared = own(entry, 'mcpServers');
  return asList(declared).flatMap((item, index) => {
    if (!isObject(item)) return [];
    const at = Array.isArray(declared) ? [...path, 'mcpServers', index] : [...path, 'mcpServers'];
    return Object.entries(item).flatMap(([name, config]) => {
      if (!isObject(config)) return serverIssues(config, [...at, name]);
      const { type, url } = config;
      const host =
        typeof type === 'string' && Object.hasOwn(hostServers, type) ? hostServers[type] : undefined;
      if (host !== undefined) return issuesOf(host, config, [...at, name]);
      // Whether a URL is whole is only asked once the plugin is loaded.
      return serverIssues(typeof url === 'string' ? { ...config, url: 'https://example.com' } : config, [
        ...at,
        name,
      ]);
    });
  });
}

/** Paths of an entry are looked for when the plugin is installed; before that only their form counts, and `..` in them does not. */
function entryPathIssues(entry: Readonly<Record<string, unknown>>, path: JsonPath): ShapeIssue[] {
  return declaredPaths(entry as Record<string, unknown>).flatMap((declared) => {
    if (isRemoteBundle(declared)) return [];
    const value = declared.value.replaceAll(/(?<=^|\/)\.\.(?=\/|$)/g, '_');
    const problem = pathFormProblem({ ...declared, value });
    if (problem === undefined) return [];
    return [
      {
        path: [...path, ...declared.path],
        message: `The path ${quote(declared.value)} of ${quote(label([...path, declared.field]))} ${problem}.`,
        fix: 'Write a path inside the plugin that starts with "./".',
      },
    ];
  });
}

/** What may stand in either part of `plugin@marketplace`. */
const idPart = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
/** The longest name that Claude Desktop takes, in characters. */
export const desktopNameLimit = 128;

/** Why the client refuses a name in its form, in words that end a sentence; undefined where it does not. */
export function namePartProblem(name: unknown): string | undefined {
  if (name === undefined) return 'is missing';
  if (typeof name !== 'string') return `is ${kindOf(name)}, not a text`;
  if (name === '') return 'is empty';
  return idPart.test(name)
    ? undefined
    : 'may hold only letters, digits, ".", "_" and "-", and starts with a letter or digit';
}

/** Names kept for what the client provides itself. */
const builtIn: readonly string[] = ['inline', 'builtin', 'synced', 'skills-dir'];

/** Names of Anthropic's own marketplaces: https://code.claude.com/docs/en/plugin-marketplaces#required-fields */
const official: readonly string[] = [
  'claude-code-marketplace',
  'claude-code-plugins',
  'claude-plugins-official',
  'claude-plugins-community',
  'claude-community',
  'anthropic-marketplace',
  'anthropic-plugins',
  'agent-skills',
  'anthropic-agent-skills',
  'knowledge-work-plugins',
  'life-sciences',
  'claude-for-legal',
  'claude-for-financial-services',
  'financial-services-plugins',
  'first-party-plugins',
  'healthcare',
];

/** Whether a name is that of one of Anthropic's own marketplaces, in which the client takes plugins of Anthropic's own names. */
export function isOfficialMarketplace(name: unknown): boolean {
  return typeof name === 'string' && official.includes(name.toLowerCase());
}

/** Names that Claude Desktop keeps to itself: https://code.claude.com/docs/en/plugin-marketplaces#marketplace-validation-errors */
export const desktopNames: readonly string[] = ['org', 'org-provisioned', 'unknown'];

/** Why a marketplace may not have a name although its form is right, in words that end a sentence; undefined where it may. */
export function reservedMarketplaceName(name: string): string | undefined {
  const folded = name.toLowerCase();
  if (builtIn.includes(folded)) return 'is kept for plugins that Claude Code provides itself';
  if (isOfficialMarketplace(name)) return "is reserved for one of Anthropic's own marketplaces";
  const squashed = folded.replace(/[^a-z0-9]/g, '');
  const passesAsOfficial =
    /^(?:claude|anthropic)(?:marketplace|plugins)/.test(squashed) ||
    /official(?:claude|anthropic)|(?:claude|anthropic)official/.test(squashed);
  return passesAsOfficial ? "passes as one of Anthropic's own marketplaces" : undefined;
}

/** The folder that bare sources are looked for in, relative to the marketplace; undefined where `metadata.pluginRoot` cannot be used. */
export function pluginRootOf(manifest: Readonly<Record<string, unknown>>): string | undefined {
  const metadata = own(manifest, 'metadata');
  const root = isObject(metadata) ? own(metadata, 'pluginRoot') : undefined;
  if (
    typeof root !== 'string' ||
    root === '' ||
    root.startsWith('/') ||
    root.includes('\\') ||
    root.includes(':')
  )
    return undefined;
  const parts = root.split('/').filter((part) => part !== '' && part !== '.');
  return parts.includes('..') ? undefined : parts.join('/');
}

const isBareSource = (source: string) => idPart.test(source) && !source.includes('..');
const leadsUp = (path: string) => path.split(/[/\\]/).includes('..');

/** The folder that an entry's source names, relative to the marketplace; undefined where the plugin is fetched or the source is refused. */
export function localSource(
  source: unknown,
  manifest: Readonly<Record<string, unknown>>,
): string | undefined {
  if (typeof source !== 'string' || leadsUp(source)) return undefined;
  const within = (path: string) =>
    path
      .split('/')
      .filter((part) => part !== '' && part !== '.')
      .join('/');
  if (source === '.' || source.startsWith('./')) return within(source);
  const root = isBareSource(source) ? pluginRootOf(manifest) : undefined;
  return root === undefined ? undefined : within(`${root}/${source}`);
}

/** What is wrong with an entry's source: https://code.claude.com/docs/en/plugin-marketplaces#plugin-sources */
export function sourceIssues(
  source: unknown,
  manifest: Readonly<Record<string, unknown>>,
  path: JsonPath,
): ShapeIssue[] {
  const name = quote(label(path));
  if (typeof source === 'string') {
    if (localSource(source, manifest) !== undefined) return [];
    const fix = 'Write a folder of the marketplace, such as "./plugins/my-plugin".';
    if (leadsUp(source))
      return [{ path, message: `The source ${quote(source)} leads out of the marketplace with "..".`, fix }];
    const metadata = own(manifest, 'metadata');
    if (isBareSource(source)) {
      const root = isObject(metadata) ? own(metadata, 'pluginRoot') : undefined;
      const why =
        root === undefined
          ? '"metadata.pluginRoot" is not set'
          : `"metadata.pluginRoot" is ${quote(root)}, no folder of the marketplace`;
      return [{ path, message: `The source ${quote(source)} is a bare name, and ${why}.`, fix }];
    }
    return [{ path, message: `The source ${quote(source)} does not start with "./".`, fix }];
  }
  if (!isObject(source)) {
    const what =
      source === undefined
        ? `Expected ${name}, which is missing.`
        : `Expected ${name} to be a path or an object, but it is ${kindOf(source)}.`;
    return [
      {
        path: source === undefined ? path.slice(0, -1) : path,
        message: what,
        fix: 'Write "source": "./plugins/my-plugin".',
      },
    ];
  }
  const type = own(source, 'source');
  const shape =
    typeof type === 'string' && Object.hasOwn(sourceShapes, type) ? sourceShapes[type] : undefined;
  const issues: ShapeIssue[] = [];
  if (shape === undefined) {
    const types = Object.keys(sourceShapes).map(quote).join(', ');
    issues.push({
      path: type === undefined ? path : [...path, 'source'],
      message:
        type === undefined
          ? `Expected ${name} to say of which type it is in "source".`
          : `Unknown type of source ${quote(type)}.`,
      fix: `Write "source" as one of ${types}.`,
    });
  } else issues.push(...issuesOf(shape, source, path));
  const inside = own(source, 'path');
  if (typeof inside === 'string' && leadsUp(inside)) {
    issues.push({
      path: [...path, 'path'],
      message: `The path ${quote(inside)} leads out of the repository with "..".`,
      fix: 'Write a path inside the repository.',
    });
  }
  return issues;
}

const accepts = (test: (value: string) => boolean, expected: string) => ({ accepts: { test, expected } });

const gitFields = {
  ref: text('Name a branch or tag in quotes, or remove "ref"'),
  sha: text(
    'Write the whole commit id: git rev-parse HEAD',
    accepts((value) => /^[0-9a-f]{40}$/.test(value), '40 lower-case hexadecimal digits'),
  ),
};

const commandFix = 'Write one line of plain text, for example "my-tool plugin-path".';

const sourceShapes: Readonly<Record<string, Shape>> = {
  github: objectOf({ required: { repo: text('Write "repo": "owner/name"') }, optional: gitFields }, ''),
  url: objectOf(
    { required: { url: text('Write "url": "https://example.com/team/plugin.git"') }, optional: gitFields },
    '',
  ),
  'git-subdir': objectOf(
    {
      required: {
        url: text('Write "url": "https://example.com/team/plugins.git"'),
        path: text('Write the folder inside the repository: "path": "plugins/my-plugin"', { nonEmpty: true }),
      },
      optional: gitFields,
    },
    '',
  ),
  npm: objectOf(
    {
      required: {
        package: text(
          'Write "package": "@scope/name"',
          accepts((value) => !value.includes('..'), 'the name of a package, without ".."'),
        ),
      },
      optional: {
        version: text('Write the version in quotes'),
        registry: text(
          'Write "registry": "https://registry.example.com"',
          accepts(
            (value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol),
            'an http or https URL',
          ),
        ),
      },
    },
    '',
  ),
  archive: objectOf(
    {
      required: {
        url: text(
          'Write "url": "https://example.com/plugin.zip"',
          accepts(isPublicHttps, 'an https URL of a public host'),
        ),
      },
      optional: {
        sha256: text(
          'Write what sha256sum prints for the archive',
          accepts((value) => /^[0-9a-f]{64}$/i.test(value), '64 hexadecimal digits'),
        ),
      },
    },
    '',
  ),
  command: objectOf(
    {
      required: {
        command: text(commandFix, {
          nonEmpty: true,
          // The limits are those of what the client can show before it asks: https://code.claude.com/docs/en/plugin-marketplaces#command-sources
          accepts: {
            test: (value) => value.length <= 500 && /^[ -~]+$/.test(value) && !value.includes('    '),
            expected: 'printable ASCII of at most 500 characters without four spaces in a row',
          },
        }),
      },
      optional: {
        timeout: (value, path, report) => {
          const fix = 'Write whole seconds from 1 to 600, or remove "timeout".';
          number(fix, { above: 0, integer: true })(value, path, report);
          if (typeof value === 'number' && value > 600)
            report({
              path,
              message: `Expected ${quote(label(path))} to be at most 600, but it is ${value}.`,
              fix,
            });
        },
        mode: choice(['copy', 'link'], 'Write "mode": "copy"'),
      },
    },
    '',
  ),
};

/** Hosts that only answer from within a machine or a cloud, and so must not be what a download leads to. */
const insideHosts: readonly string[] = [
  'localhost',
  'localhost.localdomain',
  'localhost4',
  'localhost4.localdomain4',
  'localhost6',
  'localhost6.localdomain6',
  'ip6-localhost',
  'ip6-loopback',
  'metadata',
  'metadata.google.internal',
  'metadata.goog',
  'instance-data',
  'instance-data.ec2.internal',
  '[fd00:ec2::254]',
  '[fd00:ec2::23]',
  '[fd20:ce::254]',
];
const insideAddresses: readonly string[] = ['100.100.100.200', '192.0.0.192', '168.63.129.16'];

function isPublicHttps(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname } = new URL(value);
  const host = hostname.replace(/\.$/, '');
  if (protocol !== 'https:' || insideHosts.includes(host) || host.endsWith('.localhost')) return false;
  const address = host.startsWith('[') ? embeddedAddress(host.slice(1, -1)) : host;
  if (address === 'link-local') return false;
  return (
    address === undefined ||
    !(/^(?:0|127)\.\d+\.\d+\.\d+$|^169\.254\.\d+\.\d+$/.test(address) || insideAddresses.includes(address))
  );
}

/** The IPv4 address that an IPv6 address stands for, where it does: mapped, compatible, NAT64 (RFC 6052, RFC 8215) and 6to4 (RFC 3056). */
function embeddedAddress(host: string): string | undefined {
  const [head = '', tail] = host.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const words = [
    ...left,
    ...Array<string>(Math.max(8 - left.length - right.length, 0)).fill('0'),
    ...right,
  ].map((word) => Number.parseInt(word, 16));
  const dotted = (at: number) =>
    [
      (words[at] ?? 0) >> 8,
      (words[at] ?? 0) & 255,
      (words[at + 1] ?? 0) >> 8,
      (words[at + 1] ?? 0) & 255,
    ].join('.');
  const starts = (...start: number[]) => start.every((word, index) => words[index] === word);
  if (((words[0] ?? 0) & 0xffc0) === 0xfe80) return 'link-local';
  if (
    starts(0, 0, 0, 0, 0, 0) ||
    starts(0, 0, 0, 0, 0, 0xffff) ||
    starts(0x64, 0xff9b, 0, 0, 0, 0) ||
    starts(0x64, 0xff9b, 1)
  )
    return dotted(6);
  return starts(0x2002) ? dotted(1) : undefined;
}

const sized = (
  most: number,
  fix: string,
  test: (value: string) => boolean = () => true,
  expected = '',
): Shape =>
  text(fix, {
    nonEmpty: true,
    accepts: {
      test: (value) => [...value].length <= most && test(value),
      expected: `${expected}${expected === '' ? '' : ', '}at most ${most} characters`,
    },
  });

const atMost =
  (most: number, item: Shape, fix: string): Shape =>
  (value, path, report) => {
    listOf(item, fix)(value, path, report);
    if (Array.isArray(value) && value.length > most) {
      report({
        path,
        message: `Expected ${quote(label(path))} to hold at most ${most}, and it holds ${value.length}.`,
        fix: `Keep the ${most} that tell most.`,
      });
    }
  };

const pattern: Shape = sized(256, 'Write a JavaScript regular expression', isPattern, 'a regular expression');
const glob: Shape = sized(
  256,
  'Write a glob with forward slashes: "**/*.tf"',
  (value) => !value.includes('\\'),
  'a glob without backslashes',
);

const signalShapes: Readonly<Record<string, Shape>> = {
  cli: atMost(10, sized(64, 'Write the name of a command: "terraform"'), 'Write a list of commands'),
  hosts: atMost(
    20,
    sized(
      128,
      'Write a bare host: "api.example.com"',
      (value) => /^[a-z0-9.-]+$/.test(value),
      'a lower-case host without scheme, port or path',
    ),
    'Write a list of hosts',
  ),
  filesRead: atMost(10, glob, 'Write a list of globs'),
  cwd: atMost(10, glob, 'Write a list of globs'),
  manifestDeps: (value, path, report) => {
    atMost(
      10,
      objectOf(
        { required: { file: pattern, pattern } },
        'Write { "file": "package\\\\.json$", "pattern": "\\"stripe\\"" }',
      ),
      'Write a list of { "file", "pattern" }',
    )(value, path, report);
    if (Array.isArray(value) && value.length === 0)
      report({
        path,
        message: `Expected ${quote(label(path))} to hold at least one.`,
        fix: 'Add { "file": "…", "pattern": "…" } or remove the field.',
      });
  },
};

/** Signals by which the client suggests a plugin, with their limits: https://code.claude.com/docs/en/plugin-relevance#field-reference */
export const relevanceShape: Shape = objectOf(
  {
    required: {
      signals: (value, path, report) => {
        objectOf({ optional: signalShapes }, 'Write "signals": { "cli": ["terraform"] }')(
          value,
          path,
          report,
        );
        if (!isObject(value) || signalFields.some((field) => asList(own(value, field)).length > 0)) return;
        report({
          path,
          message: `Expected ${quote(label(path))} to hold one or more of ${signalFields.map(quote).join(', ')}.`,
          fix: 'Add a signal: "cli": ["terraform"].',
        });
      },
    },
    optional: { topic: sized(64, 'Write a short phrase: "topic": "Terraform"') },
  },
  'Write "relevance": { "signals": { "cli": ["terraform"] } }',
);

function isPattern(value: string): boolean {
  try {
    new RegExp(value);
    return true;
  } catch {
    return false;
  }
}

/** Renames that the client follows before it gives up. */
const longestChain = 15;

/** Why following a former name does not end at a plugin or at `null`, in words that end a sentence; undefined where it does. */
export function renameProblem(
  name: string,
  renames: Readonly<Record<string, unknown>>,
  plugins: ReadonlySet<unknown>,
): string | undefined {
  const seen = new Set<string>();
  for (let at = name, hops = 0; ; hops++) {
    if (hops > longestChain) return `takes more than ${longestChain} steps`;
    if (seen.has(at)) return `comes back to ${quote(at)}`;
    seen.add(at);
    // The client does not see a key of this name.
    const next = at === '__proto__' ? undefined : own(renames, at);
    if (next === null) return undefined;
    if (typeof next !== 'string')
      return plugins.has(at) ? undefined : `ends at ${quote(at)}, which is no plugin of this marketplace`;
    at = next;
  }
}
