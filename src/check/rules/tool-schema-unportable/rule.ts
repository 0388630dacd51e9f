import type { JsonPath } from '../../../plugin/json.ts';
import { toolsFile } from '../../../plugin/tools.ts';
import { isObject, own } from '../../../plugin/values.ts';
import { quote } from '../../diagnostic.ts';
import { offeredItems } from '../../facts/offered-items.ts';
import { pluginRule } from '../../rule.ts';

/** What clients and models do not take at the root of a schema. */
const notAtRoot = ['anyOf', 'oneOf', 'allOf', 'not', 'enum', 'if'];
/** Levels of a schema that are looked at. */
const deepest = 30;
/** Places of one schema that are reported. */
const mostPlaces = 5;

type Problem = { at: JsonPath; message: string; fix: string };

export const rule = pluginRule(
  { id: 'tool-schema-unportable', version: 1, authority: 'marketplace', severity: 'warning', waivable: true },
  ({ source, report }) => {
    for (const { list, name, item, path } of offeredItems(source)) {
      if (list !== 'tools') continue;
      for (const field of ['inputSchema', 'outputSchema'] as const) {
        const schema = own(item, field);
        if (!isObject(schema)) continue;
        const problems = [...rootProblems(schema, `The "${field}" of the tool ${quote(name)}`)];
        walk(schema, [], 0, problems);
        for (const { at, message, fix } of problems.slice(0, mostPlaces))
          report({ file: toolsFile, at: { json: [...path, field, ...at] }, message, fix });
      }
    }
  },
);

function rootProblems(schema: Readonly<Record<string, unknown>>, what: string): Problem[] {
  const problems: Problem[] = [];
  if (own(schema, 'type') !== 'object')
    problems.push({
      at: [],
      message: `${what} does not say "type": "object", which the protocol requires.`,
      fix: 'Write "type": "object" at the root of the schema in the server.',
    });
  for (const key of notAtRoot)
    if (Object.hasOwn(schema, key))
      problems.push({
        at: [key],
        message: `${what} has ${quote(key)} at its root, which Claude Code replaces by a sentence.`,
        fix: 'List all parameters in "properties", and say in their descriptions which go together.',
      });
  return problems;
}

function walk(value: unknown, at: (string | number)[], depth: number, problems: Problem[]): void {
  if (problems.length >= mostPlaces || typeof value !== 'object') return;
  if (depth > deepest) {
    problems.push({
      at,
      message: `A schema is nested deeper than ${deepest} levels, so it was not looked at to its end.`,
      fix: 'Make the schema flatter in the server.',
    });
    return;
  }
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) walk(item, [...at, index], depth + 1, problems);
    return;
  }
  if (!isObject(value)) return;
  const reference = own(value, '$ref');
  if (typeof reference === 'string' && !reference.startsWith('#'))
    problems.push({
      at: [...at, '$ref'],
      message: `A schema refers to ${quote(reference)}, and clients load no other schema.`,
      fix: 'Put what it refers to into "$defs" of the same schema.',
    });
  const properties = own(value, 'properties');
  for (const key of isObject(properties) ? Object.keys(properties) : [])
    if (!/^[A-Za-z0-9_.-]{1,64}$/.test(key))
      problems.push({
        at: [...at, 'properties', key],
        message: `The parameter ${quote(key)} has a name that the API of Claude does not take.`,
        fix: 'Use 1 to 64 letters, digits, "_", "-" and "." in its name.',
      });
  for (const [key, item] of Object.entries(value))
    if (!['enum', 'const', 'default', 'examples'].includes(key))
      walk(item, [...at, key], depth + 1, problems);
}
