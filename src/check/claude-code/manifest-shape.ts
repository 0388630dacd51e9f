import type { JsonPath } from '../../plugin/json.ts';
import { own } from '../../plugin/values.ts';
import { quote } from '../diagnostic.ts';
import {
  anything,
  byKind,
  choice,
  flag,
  isObject,
  issuesOf,
  label,
  listOf,
  mapOf,
  number,
  objectOf,
  type Shape,
  type ShapeIssue,
  text,
} from './shape.ts';

/** Contact of a person or team; `name` is required and not empty. */
export const authorShape: Shape = objectOf(
  {
    required: { name: text('Write a name: "author": { "name": "Your Name" }', { nonEmpty: true }) },
    optional: { email: text('Write the address as text'), url: text('Write the URL as text') },
  },
  'Write "author": { "name": "Your Name" }',
);

/** The fields of a manifest that only describe, in a plugin and in a marketplace's entry for it alike. */
export const metadataShapes: Readonly<Record<string, Shape>> = {
  $schema: text('Write the URL of the schema as text, or remove the field'),
  version: text('Write a version in quotes: "version": "1.0.0"'),
  description: text('Write one sentence in quotes'),
  author: authorShape,
  homepage: text('Write the whole URL, for example "https://example.com", or remove the field', {
    accepts: { test: URL.canParse, expected: 'a whole URL' },
  }),
  repository: text('Write the URL of the repository in quotes'),
  license: text('Write an SPDX licence in quotes: "license": "MIT"'),
  keywords: listOf(text('Write each keyword in quotes'), 'Write "keywords": ["one", "two"]'),
  displayName: text('Write the name in quotes'),
  defaultEnabled: flag('Write "defaultEnabled": true or false'),
};

const pathList = (what: string): Shape => {
  const path = text(`Write ${what} as a path that starts with "./"`);
  return byKind(
    { text: path, list: listOf(path, what) },
    'a path or a list of paths',
    `Write ${what} as "./path" or ["./path"]`,
  );
};

const commandEntry: Shape = (value, path, report) => {
  objectOf(
    {
      optional: {
        source: text('Write the path of a Markdown file'),
        content: text('Write the text of the command'),
        description: text('Write the description as text'),
        argumentHint: text('Write the hint as text'),
        model: text('Write the model as text'),
        allowedTools: listOf(text('Write each tool as text'), 'Write "allowedTools" as a list of texts'),
      },
    },
    'Write { "source": "./commands/name.md" }',
  )(value, path, report);
  if (!isObject(value)) return;
  const given = (key: string) => typeof own(value, key) === 'string' && own(value, key) !== '';
  if (given('source') === given('content')) {
    report({
      path,
      message: `Expected the command ${quote(label(path))} to have either "source" or "content".`,
      fix: 'Write { "source": "./commands/name.md" } or { "content": "…" }.',
    });
  }
};

/** One option that the user is asked for: https://code.claude.com/docs/en/plugins-reference#user-configuration */
const userOption: Shape = objectOf(
  {
    required: {
      type: choice(['string', 'number', 'boolean', 'directory', 'file'], 'Write "type": "string"'),
      title: text('Write the label shown in the dialog: "title": "API token"'),
      description: text('Write the help shown below the field: "description": "…"'),
    },
    optional: {
      required: flag('Write "required": true or leave it out'),
      sensitive: flag('Write "sensitive": true or leave it out'),
      multiple: flag('Write "multiple": true or leave it out'),
      default: byKind(
        {
          text: anything,
          number: anything,
          flag: anything,
          list: listOf(text('Write each value as text'), 'Write a list of texts'),
        },
        'a text, a number, true or false, or a list of texts',
        'Write a plain value',
      ),
      options: anything,
      min: number('Write a number'),
      max: number('Write a number'),
    },
    closed: true,
  },
  'Write { "type": "string", "title": "…", "description": "…" }',
);

/** The options of `userConfig`; keys are identifiers. */
export const userConfigShape: Shape = mapOf(
  userOption,
  'Write "userConfig": { "key": { "type": "string", "title": "…", "description": "…" } }',
  {
    test: (key) => /^[A-Za-z_]\w*$/.test(key),
    expected: 'letters, digits and "_", not starting with a digit',
  },
);

const channelShape: Shape = objectOf(
  {
    required: {
      server: text('Name one of the plugin\'s MCP servers: "server": "telegram"', { nonEmpty: true }),
    },
    optional: { displayName: text('Write the name as text'), userConfig: userConfigShape },
    closed: true,
  },
  'Write { "server": "…" }',
);

const pluginName = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

const dependencyFix = 'Write "other-plugin" or { "name": "other-plugin", "version": "^1.0.0" }.';
const dependencyShape: Shape = byKind(
  {
    text: text(dependencyFix, {
      accepts: {
        test: (value) =>
          /^[A-Za-z0-9][A-Za-z0-9._-]*(?:@(?:[A-Za-z0-9][A-Za-z0-9._-]*|[\^~]?[\w.+-]+))?$/.test(value),
        expected: 'the name of a plugin',
      },
    }),
    object: objectOf(
      {
        required: {
          name: text(dependencyFix, {
            accepts: { test: (value) => pluginName.test(value), expected: 'the name of a plugin' },
          }),
        },
        optional: {
          marketplace: text(dependencyFix, {
            accepts: { test: (value) => pluginName.test(value), expected: 'the name of a marketplace' },
          }),
        },
      },
      dependencyFix,
    ),
  },
  'a name or an object with a name',
  dependencyFix,
);

/** Language servers as a plugin declares them: https://code.claude.com/docs/en/plugins-reference#lsp-servers */
export const lspServerShape: Shape = objectOf(
  {
    required: {
      command: text('Name the program and give its arguments in "args"', {
        nonEmpty: true,
        accepts: {
          test: (value) => value.startsWith('/') || !value.includes(' '),
          expected: 'a program without arguments',
        },
      }),
      extensionToLanguage: (value, path, report) => {
        mapOf(text('Write a language id: ".go": "go"', { nonEmpty: true }), 'Write { ".go": "go" }', {
          test: (key) => /^\../.test(key),
          expected: 'a file ending that starts with "."',
        })(value, path, report);
        if (isObject(value) && Object.keys(value).length === 0) {
          report({
            path,
            message: `Expected ${quote(label(path))} to name at least one ending.`,
            fix: 'Write { ".go": "go" }.',
          });
        }
      },
    },
    optional: {
      args: listOf(
        text('Write each argument as text', { nonEmpty: true }),
        'Write "args" as a list of texts',
      ),
      transport: choice(['stdio', 'socket'], 'Write "transport": "stdio" or leave it out'),
      env: mapOf(text('Write each value as text'), 'Write "env" as an object of texts'),
      initializationOptions: anything,
      settings: anything,
      workspaceFolder: text('Write the folder as text'),
      startupTimeout: number('Write whole milliseconds', { above: 0, integer: true }),
      shutdownTimeout: number('Write whole milliseconds', { above: 0, integer: true }),
      restartOnCrash: flag('Write true or false'),
      maxRestarts: number('Write a whole number', { from: 0, integer: true }),
      diagnostics: flag('Write true or false'),
    },
    closed: true,
  },
  'Write { "command": "gopls", "extensionToLanguage": { ".go": "go" } }',
);

/** A map of language servers. */
export const lspServersShape: Shape = mapOf(
  lspServerShape,
  'Write { "go": { "command": "gopls", "extensionToLanguage": { ".go": "go" } } }',
);

const required = (field: string) => text(`Write "${field}": "…"`, { nonEmpty: true });

const monitorShape: Shape = objectOf(
  {
    required: { name: required('name'), command: required('command'), description: required('description') },
    optional: {
      when: text('Write "always" or "on-skill-invoke:<skill>"', {
        accepts: {
          test: (value) => value === 'always' || /^on-skill-invoke:./.test(value),
          expected: '"always" or "on-skill-invoke:<skill>"',
        },
      }),
    },
    closed: true,
  },
  'Write { "name": "…", "command": "…", "description": "…" }',
);

/** A list of monitors with unique names: https://code.claude.com/docs/en/plugins-reference#monitors */
export const monitorsShape: Shape = (value, path, report) => {
  listOf(monitorShape, 'Write a list of monitors')(value, path, report);
  if (!Array.isArray(value)) return;
  const seen = new Set<unknown>();
  for (const [index, monitor] of value.entries()) {
    const name = isObject(monitor) ? own(monitor, 'name') : undefined;
    if (typeof name === 'string' && seen.has(name)) {
      report({
        path: [...path, index, 'name'],
        message: `Two monitors are called ${quote(name)}.`,
        fix: 'Give each monitor a name of its own.',
      });
    }
    seen.add(name);
  }
};

/**
 * The fields of a manifest that bring components, in a plugin and in a marketplace's entry for it alike.
 * What hooks and MCP servers hold is judged apart (`hooks.ts`, `mcp.ts`), as are the paths themselves (`paths.ts`).
 */
export const componentShapes: Readonly<Record<string, Shape>> = {
  commands: byKind(
    {
      text: anything,
      list: listOf(text('Write each path in quotes'), 'Write a list of paths'),
      object: mapOf(commandEntry, 'Write an object of commands'),
    },
    'a path, a list of paths or an object of commands',
    'Write "commands": "./commands/"',
  ),
  agents: pathList('"agents"'),
  skills: pathList('"skills"'),
  outputStyles: pathList('"outputStyles"'),
  workflows: pathList('"workflows"'),
  hooks: byKind(
    {
      text: anything,
      object: anything,
      list: listOf(
        byKind(
          { text: anything, object: anything },
          'a path or an object of events',
          'Write a path or an object of events',
        ),
        '',
      ),
    },
    'a path, an object of events or a list of them',
    'Write "hooks": "./hooks/hooks.json"',
  ),
  mcpServers: byKind(
    {
      text: anything,
      object: anything,
      list: listOf(
        byKind(
          { text: anything, object: anything },
          'a path or an object of servers',
          'Write a path or an object of servers',
        ),
        '',
      ),
    },
    'a path, an object of servers or a list of them',
    'Write "mcpServers": "./.mcp.json"',
  ),
  lspServers: byKind(
    {
      text: anything,
      object: lspServersShape,
      list: listOf(
        byKind(
          { text: anything, object: lspServersShape },
          'a path or an object of servers',
          'Write a path or an object of servers',
        ),
        '',
      ),
    },
    'a path, an object of servers or a list of them',
    'Write "lspServers": "./.lsp.json"',
  ),
  userConfig: userConfigShape,
  channels: listOf(channelShape, 'Write "channels": [{ "server": "…" }]'),
  dependencies: listOf(dependencyShape, 'Write "dependencies": ["other-plugin"]'),
  settings: mapOf(anything, 'Write "settings" as an object'),
  engines: byKind(
    {
      object: objectOf(
        { optional: { 'claude-code': text('Write "claude-code": ">=2.1.0"') } },
        'Write "engines": { "claude-code": ">=2.1.0" }',
      ),
      text: anything,
      list: anything,
      number: anything,
      flag: anything,
    },
    'an object',
    'Write "engines": { "claude-code": ">=2.1.0" }',
  ),
};

/** `themes` and `monitors`, which stand under `experimental` or, for now, at the top. */
export const experimentalShapes: Readonly<Record<string, Shape>> = {
  themes: pathList('"themes"'),
  monitors: byKind(
    { text: anything, list: monitorsShape },
    'a path or a list of monitors',
    'Write "monitors": "./monitors.json"',
  ),
};

/** Everything that the client refuses in a manifest's fields, name and paths apart. */
export function manifestIssues(manifest: Record<string, unknown>, path: JsonPath = []): ShapeIssue[] {
  const issues: ShapeIssue[] = [];
  const look = (record: Record<string, unknown>, shapes: Readonly<Record<string, Shape>>, at: JsonPath) => {
    for (const [field, shape] of Object.entries(shapes)) {
      if (Object.hasOwn(record, field)) issues.push(...issuesOf(shape, record[field], [...at, field]));
    }
  };
  look(manifest, metadataShapes, path);
  look(manifest, componentShapes, path);
  look(manifest, experimentalShapes, path);
  const experimental = own(manifest, 'experimental');
  if (isObject(experimental)) look(experimental, experimentalShapes, [...path, 'experimental']);
  return issues;
}

/** Fields that the client reads, for telling a misspelled one: https://code.claude.com/docs/en/plugins-reference#plugin-manifest-schema */
export const knownFields: readonly string[] = [
  'name',
  ...Object.keys(metadataShapes),
  ...Object.keys(componentShapes),
  ...Object.keys(experimentalShapes),
  'experimental',
  'metadata',
  'icon',
  'types',
  'privacyPolicyUrl',
  'supportUrl',
  'screenshots',
];

/** Fields that belong in a marketplace's entry for the plugin. */
export const entryFields: readonly string[] = ['category', 'tags', 'strict', 'relevance', 'source'];
