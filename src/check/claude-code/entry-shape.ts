import type { JsonPath } from '../../plugin/json.ts';
import { asList, own } from '../../plugin/values.ts';
import { quote } from '../diagnostic.ts';
import { hookIssues } from './hooks.ts';
import { componentShapes, experimentalShapes, metadataShapes } from './manifest-shape.ts';
import { serverIssues } from './mcp.ts';
import { declaredPaths, isRemoteBundle, pathFormProblem } from './paths.ts';
import {
  flag,
  isObject,
  issuesOf,
  label,
  listOf,
  objectOf,
  type Shape,
  type ShapeIssue,
  text,
} from './shape.ts';

/** Fields of a marketplace's entry for a plugin: https://code.claude.com/docs/en/plugin-marketplaces#plugin-entries */
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
  ...Object.keys(metadataShapes),
  ...Object.keys(componentShapes),
  ...Object.keys(experimentalShapes),
];

/** Fields of an entry that the client passes over when they are no objects. */
export const looseObjects: readonly string[] = ['metadata', 'experimental', 'relevance', 'engines'];

const ownShapes: Readonly<Record<string, Shape>> = {
  category: text('Write "category" as text in quotes'),
  tags: listOf(text('Write each tag in quotes'), 'Write "tags": ["one", "two"]'),
  strict: flag('Write "strict": true or false'),
  types: text('Name a declaration file of the plugin: "./types.d.ts"', {
    accepts: {
      test: (value) =>
        value.startsWith('./') && value.endsWith('.d.ts') && !value.split(/[/\\]/).includes('..'),
      expected: 'a path inside the plugin that starts with "./" and ends with ".d.ts"',
    },
  }),
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
