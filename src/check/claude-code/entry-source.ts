import type { JsonPath } from '../../plugin/json.ts';
import { asRecord, isObject, own } from '../../plugin/values.ts';
import { quote } from '../diagnostic.ts';
import { kindOf, label, type SchemaIssue } from '../schema/explain.ts';
import { type Fields, object, oneOfKinds, text } from '../schema/parts.ts';
import type { Schema } from '../schema/validator.ts';
import { clientIssues } from './client-issues.ts';
import { namePartProblem } from './marketplace-names.ts';

/** The folder that bare sources are looked for in, relative to the marketplace; undefined where `metadata.pluginRoot` cannot be used. */
export function pluginRootOf(manifest: Readonly<Record<string, unknown>>): string | undefined {
  const root = own(asRecord(own(manifest, 'metadata')), 'pluginRoot');
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

const isBareSource = (source: string) => namePartProblem(source) === undefined && !source.includes('..');
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
): SchemaIssue[] {
  if (isObject(source)) return clientIssues(sourceSchema, source, { at: path });
  const name = quote(label(path));
  const fix = 'Write a folder of the marketplace: "source": "./plugins/my-plugin".';
  const issue = (message: string, json = path): SchemaIssue[] => [{ at: { json }, message, fix }];
  if (source === undefined) return issue(`Expected ${name}, which is missing.`, path.slice(0, -1));
  if (typeof source !== 'string')
    return issue(`Expected ${name} to be a path or an object, but it is ${kindOf(source)}.`);
  if (localSource(source, manifest) !== undefined) return [];
  if (leadsUp(source)) return issue(`The source ${quote(source)} leads out of the marketplace with "..".`);
  if (!isBareSource(source)) return issue(`The source ${quote(source)} does not start with "./".`);
  const root = own(asRecord(own(manifest, 'metadata')), 'pluginRoot');
  const why =
    root === undefined
      ? '"metadata.pluginRoot" is not set'
      : `"metadata.pluginRoot" is ${quote(root)}, no folder of the marketplace`;
  return issue(`The source ${quote(source)} is a bare name, and ${why}.`);
}

const inRepository: Schema = {
  pattern: '^(?!(?:[^]*[/\\\\])?\\.\\.(?:[/\\\\]|$))',
  title: 'a path inside the repository, without ".."',
  examples: ['plugins/my-plugin'],
};

/** A source of any kind may name a commit; a path in it must not lead upward, even where it is not read. */
const fetched = (required: Fields, optional: Fields = {}): Schema =>
  object(required, { path: inRepository, ...optional });

const git: Fields = {
  ref: text('v1.0.0'),
  sha: text('0123456789abcdef0123456789abcdef01234567', {
    pattern: '^[0-9a-f]{40}$',
    title: 'the whole id of a commit, 40 lower-case hexadecimal digits',
  }),
};

/** A pattern for letters of either case: JSON Schema has no flag for that. */
const anyCase = (pattern: string) =>
  pattern.replace(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);

/** A source that is fetched: https://code.claude.com/docs/en/plugin-marketplaces#plugin-sources */
export const sourceSchema = oneOfKinds('source', {
  github: fetched({ repo: text('owner/name') }, git),
  url: fetched({ url: text('https://example.com/team/plugin.git') }, git),
  'git-subdir': fetched(
    {
      url: text('https://example.com/team/plugins.git'),
      path: { ...inRepository, type: 'string', minLength: 1 },
    },
    git,
  ),
  npm: fetched(
    {
      package: text('@scope/name', {
        // An address may hold ".." anywhere; the client tells one by its scheme, in any letter case.
        pattern: `^(?:${anyCase('(?:file|https?|git(?:\\+https?|\\+ssh)?|ssh|github|gitlab|bitbucket):')}|(?![^]*\\.\\.))`,
        title: 'the name of a package, without ".."',
      }),
    },
    {
      version: text('1.0.0'),
      registry: text('https://registry.example.com', { format: 'http-url', title: 'an http or https URL' }),
    },
  ),
  archive: fetched(
    {
      url: text('https://example.com/plugin.zip', {
        format: 'public-https-url',
        title: 'an https URL of a public host',
      }),
    },
    {
      sha256: text('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', {
        pattern: '^[0-9a-fA-F]{64}$',
        title: '64 hexadecimal digits, as sha256sum prints them',
      }),
    },
  ),
  command: fetched(
    {
      // The limits are those of what Claude Code can show before it asks: https://code.claude.com/docs/en/plugin-marketplaces#command-sources
      command: text('my-tool plugin-path', {
        minLength: 1,
        maxLength: 500,
        pattern: '^(?!.*    )[ -~]+$',
        title: 'one line of printable ASCII without four spaces in a row',
      }),
    },
    {
      timeout: { type: 'integer', minimum: 1, maximum: 600, examples: [60] },
      mode: { enum: ['copy', 'link'] },
    },
  ),
});
