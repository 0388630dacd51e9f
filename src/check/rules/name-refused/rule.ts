import { manifestFile, rawManifest } from '../../../plugin/read-manifest.ts';
import { isObject, own } from '../../../plugin/values.ts';
import { isReservedName } from '../../claude-code/reserved-names.ts';
import { quote } from '../../diagnostic.ts';
import { clientError, pluginRule } from '../../rule.ts';
import { kindOf } from '../../schema/explain.ts';

export const rule = pluginRule(
  { id: 'name-refused', version: 1, ...clientError, clientReads: ['name'] },
  ({ source, report }) => {
    const parsed = source.json(manifestFile);
    if (parsed?.ok !== true || !isObject(parsed.value)) return;
    const name = own(rawManifest(source), 'name');
    const problem = nameProblem(name);
    if (problem === undefined) return;
    report({ file: manifestFile, ...(name === undefined ? {} : { at: { json: ['name'] } }), ...problem });
  },
);

function nameProblem(name: unknown): { message: string; fix: string } | undefined {
  const fix = `Write a name of lower-case letters, digits and hyphens: "name": "my-plugin".`;
  if (name === undefined) return { message: 'The manifest has no "name".', fix };
  if (typeof name !== 'string')
    return { message: `Expected "name" to be a string, but it is ${kindOf(name)}.`, fix };
  if (name === '') return { message: 'Expected "name" not to be empty.', fix };
  if (/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u.test(name)) {
    return { message: `The name ${quote(name)} holds a control or direction-changing character.`, fix };
  }
  if (name.includes(' ')) return { message: `The name ${quote(name)} holds a space.`, fix };
  if (isReservedName(name)) {
    return {
      message: `The name ${quote(name)} is reserved: it reads as one of Anthropic's own.`,
      fix: 'Name the plugin for what it does, without "claude" or "anthropic" at the start and without "official" beside them.',
    };
  }
  return undefined;
}
