import type { JsonPath } from '../../plugin/json.ts';
import { asRecord, own } from '../../plugin/values.ts';
import { repeatedItems, type SchemaIssue } from '../schema/explain.ts';
import { closed, type Fields, flag, list, map, object, text } from '../schema/parts.ts';
import type { Schema } from '../schema/validator.ts';
import { clientIssues } from './client-issues.ts';
import { engineIssues, optionIssues } from './manifest-values.ts';

/** Contact of a person or team. */
export const authorSchema = object(
  { name: text('Your Name', { minLength: 1 }) },
  { email: text('you@example.com'), url: text('https://example.com') },
);

/** The fields of a manifest that only describe. */
const metadataFields: Fields = {
  $schema: text('https://json.schemastore.org/claude-code-plugin-manifest.json'),
  version: text('1.0.0'),
  description: text('What the plugin does.'),
  author: authorSchema,
  homepage: text('https://example.com', { format: 'url', title: 'a whole URL' }),
  repository: text('https://github.com/your-name/your-plugin'),
  license: text('MIT'),
  keywords: list(text('one')),
  displayName: text('My Plugin'),
  defaultEnabled: flag,
};

const pathList = (example: string): Schema => ({
  type: ['string', 'array'],
  items: text(example),
  title: 'a path or a list of paths',
  examples: [example],
});

/** A path, something written in its place, or a list of both. */
const pathOr = (what: string, example: string, written: Schema = {}): Schema => ({
  ...written,
  type: ['string', 'object', 'array'],
  items: { ...written, type: ['string', 'object'], title: `a path or ${what}`, examples: [example] },
  title: `a path, ${what} or a list of them`,
  examples: [example],
});

const notEmpty = (field: string): Schema => ({
  required: [field],
  properties: { [field]: { minLength: 1 } },
});

const command = object(
  {},
  {
    source: text('./commands/name.md'),
    content: text('Say hello.'),
    description: text('Says hello'),
    argumentHint: text('[name]'),
    model: text('sonnet'),
    allowedTools: list(text('Read')),
  },
  {
    oneOf: [notEmpty('source'), notEmpty('content')],
    title: 'an object with either "source" or "content"',
    examples: [{ source: './commands/name.md' }],
  },
);

/** The options that the user is asked for: https://code.claude.com/docs/en/plugins-reference#user-configuration */
const userConfig = map(
  object(
    {
      type: { enum: ['string', 'number', 'boolean', 'directory', 'file'] },
      title: text('API token'),
      description: text('From the settings of your account'),
    },
    {
      required: flag,
      sensitive: flag,
      multiple: flag,
      default: {
        type: ['string', 'number', 'boolean', 'array'],
        items: text('a'),
        title: 'a string, a number, true or false, or a list of strings',
      },
      options: {
        ...list(
          text('small', {
            minLength: 1,
            maxLength: 64,
            pattern: '^(?!\\s)(?![^]*\\s$)[^\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]*$',
            title:
              'a text of 64 characters or fewer, without hidden characters and without a space at its start or end',
          }),
        ),
        minItems: 1,
      },
      min: { type: 'number' },
      max: { type: 'number' },
    },
    closed,
  ),
  {
    propertyNames: {
      pattern: '^[A-Za-z_][A-Za-z0-9_]*$',
      title: 'letters, digits and "_", not starting with a digit',
      examples: ['api_token'],
    },
    examples: [{ api_token: { type: 'string', title: 'API token', description: '…' } }],
  },
);

/** The options of a channel, whose keys may be any text. */
const channelConfig: Schema = { ...userConfig, propertyNames: {} };

const pluginName = '^[A-Za-z0-9][A-Za-z0-9._-]*$';

const dependency: Schema = {
  ...object(
    { name: text('other-plugin', { pattern: pluginName, title: 'the name of a plugin' }) },
    { marketplace: text('their-marketplace', { pattern: pluginName, title: 'the name of a marketplace' }) },
  ),
  type: ['string', 'object'],
  pattern: '^[A-Za-z0-9][A-Za-z0-9._-]*(?:@(?:[A-Za-z0-9][A-Za-z0-9._-]*|[\\^~]?[A-Za-z0-9_.+-]+))?$',
  title: 'the name of a plugin or an object with it',
  examples: ['other-plugin'],
};

const milliseconds: Schema = { type: 'integer', exclusiveMinimum: 0, examples: [5000] };

/** Language servers: https://code.claude.com/docs/en/plugins-reference#lsp-servers */
export const lspServersSchema = map(
  object(
    {
      command: text('gopls', {
        minLength: 1,
        pattern: '^(?:/|[^ ]*$)',
        title: 'a program without arguments (those belong in "args")',
      }),
      extensionToLanguage: map(text('go', { minLength: 1 }), {
        minProperties: 1,
        propertyNames: { pattern: '^\\..', title: 'a file ending that starts with "."', examples: ['.go'] },
        examples: [{ '.go': 'go' }],
      }),
    },
    {
      args: list(text('serve', { minLength: 1 })),
      transport: { enum: ['stdio', 'socket'] },
      env: map(text('value'), { examples: [{ NAME: 'value' }] }),
      initializationOptions: {},
      settings: {},
      workspaceFolder: text('./'),
      startupTimeout: milliseconds,
      shutdownTimeout: milliseconds,
      requestTimeout: { ...milliseconds, maximum: 2 ** 31 - 1 },
      restartOnCrash: flag,
      maxRestarts: { type: 'integer', minimum: 0, examples: [3] },
      diagnostics: flag,
    },
    closed,
  ),
  { examples: [{ go: { command: 'gopls', extensionToLanguage: { '.go': 'go' } } }] },
);

/** A list of monitors: https://code.claude.com/docs/en/plugins-reference#monitors */
export const monitorsSchema = list(
  object(
    {
      name: text('inbox', { minLength: 1 }),
      command: text('tail -f inbox.log', { minLength: 1 }),
      description: text('New messages', { minLength: 1 }),
    },
    {
      when: text('always', {
        pattern: '^(?:always$|on-skill-invoke:.)',
        title: '"always" or "on-skill-invoke:<skill>"',
      }),
    },
    closed,
  ),
);

/**
 * The fields of a manifest that bring components. What hooks and MCP servers hold is validated apart (`hooks.ts`, `mcp.ts`),
 * as are the paths themselves (`paths.ts`).
 */
const componentFields: Fields = {
  commands: {
    type: ['string', 'array', 'object'],
    items: text('./commands/'),
    additionalProperties: command,
    title: 'a path, a list of paths or an object of commands',
    examples: ['./commands/'],
  },
  agents: pathList('./agents/helper.md'),
  skills: pathList('./skills/'),
  outputStyles: pathList('./styles/'),
  workflows: pathList('./workflows/'),
  hooks: pathOr('an object of events', './hooks/hooks.json'),
  mcpServers: pathOr('an object of servers', './.mcp.json'),
  lspServers: pathOr('an object of servers', './.lsp.json', lspServersSchema),
  userConfig,
  channels: list(
    object(
      { server: text('telegram', { minLength: 1 }) },
      { displayName: text('Telegram'), userConfig: channelConfig },
      closed,
    ),
  ),
  dependencies: list(dependency),
  settings: { type: 'object', examples: [{ agent: 'helper' }] },
  types: text('./types.d.ts', {
    pattern: '^(?![^]*[/\\\\]\\.\\.(?:[/\\\\]|$))\\./[^]*\\.d\\.ts$',
    title: 'a path inside the plugin that starts with "./" and ends with ".d.ts"',
  }),
};

/** `themes` and `monitors`, which may stand under `experimental` or, for now, at the top. */
export const experimentalFields: Fields = {
  themes: pathList('./themes/'),
  monitors: {
    ...monitorsSchema,
    type: ['string', 'array'],
    title: 'a path or a list of monitors',
    examples: ['./monitors.json'],
  },
};

/** A grammar that highlights code: a name, and where it is fetched from. */
const grammar = object(
  {
    id: text('zig', {
      maxLength: 64,
      pattern: '^[a-z][a-z0-9_-]*$',
      title: 'a lower-case name of 64 characters or fewer',
    }),
  },
  {
    remote: text('npm:highlightjs-zig', {
      maxLength: 256,
      pattern:
        '^(?:npm:[@a-z0-9/._-]+(?:@[a-z0-9._+-]+)?|github:[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+@[A-Za-z0-9_./-]+#.+\\.js)$',
      title: '"npm:<package>[@<version>]" or "github:<owner>/<repository>@<ref>#<path>.js"',
    }),
    integrity: text('sha256-AAAA', {
      maxLength: 512,
      pattern: '^sha(?:256|384|512)-[A-Za-z0-9+/=]+$',
      title: 'a digest such as "sha256-…"',
    }),
  },
  closed,
);

/** What may stand only under `experimental`, or there too. */
const belowExperimental: Fields = {
  ...experimentalFields,
  outputStyles: pathList('./styles/'),
  evals: {
    type: ['string', 'array'],
    items: { type: 'string' },
    title: 'a folder or a list of folders',
    examples: ['evals'],
  },
  syntaxHighlighting: object({ hljsLanguages: list(grammar, { maxItems: 16 }) }, {}, closed),
};

/** Fields that Claude Code reads below `experimental`. */
export const belowExperimentalFields: readonly string[] = Object.keys(belowExperimental);

/** The fields that a plugin's manifest and a marketplace's entry share; `experimental` counts only where it is an object. */
export const pluginFields: Fields = {
  ...metadataFields,
  ...componentFields,
  ...experimentalFields,
  experimental: { properties: belowExperimental },
};

const manifestSchema: Schema = {
  type: 'object',
  // The version is the name of the folder that the plugin is installed to.
  properties: { ...pluginFields, version: text('1.0.0', { maxLength: 255 }) },
};

/** Everything that Claude Code refuses in a manifest's fields, name and paths apart. */
export function manifestIssues(manifest: Readonly<Record<string, unknown>>): SchemaIssue[] {
  return [
    ...clientIssues(manifestSchema, manifest),
    ...repeatedMonitors(manifest),
    ...optionIssues(manifest),
    ...engineIssues(manifest),
  ];
}

/** Monitors of a manifest or an entry that have the name of an earlier one. */
export function repeatedMonitors(
  manifest: Readonly<Record<string, unknown>>,
  at: JsonPath = [],
): SchemaIssue[] {
  const nested = own(asRecord(own(manifest, 'experimental')), 'monitors');
  return [
    ...repeatedItems(own(manifest, 'monitors'), [...at, 'monitors'], 'name'),
    ...repeatedItems(nested, [...at, 'experimental', 'monitors'], 'name'),
  ];
}

/** Fields that plugin directories read, in each of their spellings. */
export const listingSpellings: readonly string[] = [
  'icon',
  'screenshots',
  'classification',
  'privacyPolicyUrl',
  'privacy_policy',
  'privacyPolicy',
  'supportUrl',
  'support',
  'bugs',
  'termsOfServiceUrl',
  'terms_of_service',
  'documentationUrl',
  'docs',
];

/** Fields that Claude Code reads, for recognizing a misspelled one: https://code.claude.com/docs/en/plugins-reference#plugin-manifest-schema */
export const knownFields: readonly string[] = [
  'name',
  ...Object.keys(pluginFields),
  'metadata',
  'engines',
  'network',
  'optionalDependencies',
  'binaries',
  ...listingSpellings,
];

/** Fields that belong in a marketplace's entry for the plugin. */
export const entryFields: readonly string[] = [
  'category',
  'tags',
  'strict',
  'relevance',
  'source',
  'id',
  'headers',
  'headersHelper',
];
