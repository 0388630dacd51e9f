import { validRange } from 'semver';
import { isFetchedBinary } from '../../plugin/binaries.ts';
import type { JsonPath } from '../../plugin/json.ts';
import { asList, asRecord, isObject, own } from '../../plugin/values.ts';
import { quote } from '../diagnostic.ts';
import { kindOf, label, type SchemaIssue } from '../schema/explain.ts';

// What Claude Code says of values in manifests and entries that a schema cannot say.

/** Options of which Claude Code refuses what a schema cannot say: repeated ones, a default that is none of them, and a type that has none. */
export function optionIssues(manifest: Readonly<Record<string, unknown>>, at: JsonPath = []): SchemaIssue[] {
  const channels = asList(own(manifest, 'channels')).map((channel, index): [unknown, JsonPath] => [
    channel,
    [...at, 'channels', index],
  ]);
  return [[manifest, at] as [unknown, JsonPath], ...channels].flatMap(([owner, path]) =>
    Object.entries(asRecord(own(asRecord(owner), 'userConfig'))).flatMap(([key, field]) =>
      optionProblems(asRecord(field), [...path, 'userConfig', key]),
    ),
  );
}

function optionProblems(field: Readonly<Record<string, unknown>>, at: JsonPath): SchemaIssue[] {
  const options = own(field, 'options');
  if (!Array.isArray(options) || !options.every((option) => typeof option === 'string')) return [];
  const folded = options.map((option) => option.toLowerCase());
  const repeated = options.find((_, index) => folded.indexOf(folded[index] ?? '') !== index);
  if (repeated !== undefined)
    return [
      {
        at: { json: [...at, 'options'] },
        message: `The option ${quote(repeated)} is listed twice; letter case does not count.`,
        fix: 'Remove one of the two.',
      },
    ];
  if (own(field, 'type') !== 'string' || own(field, 'multiple') === true || own(field, 'sensitive') === true)
    return [
      {
        at: { json: [...at, 'options'] },
        message: 'Only a field of the type "string" that is neither "multiple" nor "sensitive" has options.',
        fix: 'Remove "options", or write "type": "string".',
      },
    ];
  const preset = own(field, 'default');
  if (preset === undefined ? own(field, 'required') === true : options.includes(preset as string)) return [];
  return [
    {
      at: { json: [...at, 'default'] },
      message:
        preset === undefined
          ? 'A field with options lacks a default among them.'
          : `The default ${quote(preset)} is none of the options.`,
      fix: `Write "default": ${JSON.stringify(options[0] ?? '')}.`,
    },
  ];
}

/** A range of versions of Claude Code that cannot be read. */
export function engineIssues(manifest: Readonly<Record<string, unknown>>, at: JsonPath = []): SchemaIssue[] {
  const engines = own(manifest, 'engines');
  if (!isObject(engines) || !Object.hasOwn(engines, 'claude-code')) return [];
  const range = engines['claude-code'];
  if (range === undefined || isVersionRange(range)) return [];
  return [
    {
      at: { json: [...at, 'engines', 'claude-code'] },
      message: `Expected ${quote(label([...at, 'engines', 'claude-code']))} to be a range of versions, but it is ${typeof range === 'string' ? quote(range) : kindOf(range)}.`,
      fix: 'Write "engines": { "claude-code": ">=2.1.0" }.',
    },
  ];
}

function isVersionRange(value: unknown): boolean {
  return (
    typeof value === 'string' &&
    value.length <= 256 &&
    !/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u.test(value) &&
    validRange(value) !== null
  );
}

/** Fields that Claude Code ignores where they have another form than an object. */
const objectFields: readonly string[] = ['metadata', 'experimental', 'engines'];

/** What Claude Code ignores in the values of a manifest or an entry, and warns of. */
export function ignoredValues(manifest: Readonly<Record<string, unknown>>, at: JsonPath = []): SchemaIssue[] {
  const loose = objectFields.flatMap((field): SchemaIssue[] => {
    const value = own(manifest, field);
    if (value === undefined || isObject(value)) return [];
    const message = `Expected ${quote(label([...at, field]))} to be an object, but it is ${kindOf(value)}, which Claude Code ignores.`;
    return [{ at: { json: [...at, field] }, message, fix: `Write "${field}" as an object or remove it.` }];
  });
  return [
    ...loose,
    ...ignoredNetwork(own(manifest, 'network'), [...at, 'network']),
    ...ignoredDependencies(manifest, at),
    ...ignoredBinaries(own(manifest, 'binaries'), [...at, 'binaries']),
  ];
}

/** Most hosts that Claude Code reads. */
const mostHosts = 256;

/** What Claude Code ignores in the hosts that a plugin or a server declares. */
export function ignoredNetwork(network: unknown, at: JsonPath, type?: unknown): SchemaIssue[] {
  if (network === undefined) return [];
  const issue = (message: string, json = at): SchemaIssue => ({
    at: { json },
    message: `${message}, which Claude Code ignores.`,
    fix: 'Write "network": { "hosts": ["api.example.com"] }.',
  });
  if (isRemoteType(type))
    return [issue(`${quote(label(at))} stands at a remote server, whose host is that of its "url"`)];
  const hosts = own(asRecord(network), 'hosts');
  if (!Array.isArray(hosts)) return [issue(`${quote(label(at))} is not an object with a list of "hosts"`)];
  const unknown = Object.keys(asRecord(network)).filter((field) => field !== 'hosts');
  const wrong = hosts.slice(0, mostHosts).flatMap((host, index) => (isHostPattern(host) ? [] : [index]));
  return [
    ...unknown.map((field) => issue(`Unknown field ${quote(label([...at, field]))}`, [...at, field])),
    ...wrong.map((index) =>
      issue(
        `${quote(label([...at, 'hosts', index]))} is not a host such as "api.example.com", "*.example.com" or "10.0.0.1:8080"`,
        [...at, 'hosts', index],
      ),
    ),
    ...(hosts.length > mostHosts ? [issue(`More than ${mostHosts} hosts`, [...at, 'hosts'])] : []),
  ];
}

/** Whether a server of the type is reached by an address. */
export const isRemoteType = (type: unknown): boolean =>
  type === 'http' || type === 'streamable-http' || type === 'sse' || type === 'ws';

/** Whether a text is a host as Claude Code's sandbox takes it: https://code.claude.com/docs/en/settings#sandbox-settings */
export function isHostPattern(value: unknown): value is string {
  if (typeof value !== 'string' || value.length > 255) return false;
  const [, wildcard, host = '', port] =
    /^(\*\.)?(\[[0-9a-f:.]+\]|[a-z0-9_.-]+)(?::(\d{1,5}))?$/i.exec(value) ?? [];
  if (host === '' || (port !== undefined && !(Number(port) >= 1 && Number(port) <= 65_535))) return false;
  if (wildcard !== undefined && (!host.includes('.') || /^[\d.]+$|^\[/.test(host))) return false;
  if (!host.includes('.') && !host.startsWith('[') && host.toLowerCase() !== 'localhost') return false;
  const address = URL.parse(`http://${host}`);
  return address?.hostname === host.toLowerCase();
}

const dependencyName = /^[A-Za-z0-9][-A-Za-z0-9._]*(?:@[A-Za-z0-9][-A-Za-z0-9._]*)?(?:@\^[^@]*)?$/;
const namePart = /^[A-Za-z0-9][-A-Za-z0-9._]*$/;

/** `name` or `name@marketplace` of a dependency; undefined where it is none. */
export function dependencyId(value: unknown): string | undefined {
  if (typeof value === 'string')
    return dependencyName.test(value) ? value.replace(/@\^[^@]*$/, '') : undefined;
  const name = own(asRecord(value), 'name');
  const marketplace = own(asRecord(value), 'marketplace');
  if (typeof name !== 'string' || !namePart.test(name)) return undefined;
  if (marketplace === undefined) return name;
  return typeof marketplace === 'string' && namePart.test(marketplace) ? `${name}@${marketplace}` : undefined;
}

function ignoredDependencies(manifest: Readonly<Record<string, unknown>>, at: JsonPath): SchemaIssue[] {
  const optional = own(manifest, 'optionalDependencies');
  const path = [...at, 'optionalDependencies'];
  if (optional === undefined) return [];
  const issue = (json: JsonPath, message: string, fix: string): SchemaIssue => ({
    at: { json },
    message,
    fix,
  });
  if (!Array.isArray(optional))
    return [
      issue(
        path,
        `Expected ${quote(label(path))} to be a list of plugins, but it is ${kindOf(optional)}, which Claude Code ignores.`,
        'Write "optionalDependencies": ["other-plugin"].',
      ),
    ];
  const required = asList(own(manifest, 'dependencies')).flatMap((one) => dependencyId(one) ?? []);
  return optional.flatMap((one, index): SchemaIssue[] => {
    const id = dependencyId(one);
    const place = [...path, index];
    if (id === undefined)
      return [
        issue(
          place,
          `${quote(label(place))} names no plugin, so Claude Code ignores it.`,
          'Write "name", "name@marketplace" or { "name": "name" }.',
        ),
      ];
    if (required.includes(id))
      return [issue(place, `${quote(id)} is in "dependencies" too, so it is required.`, 'List it once.')];
    const isEntry = at.length > 0;
    return isEntry && own(asRecord(one), 'version') !== undefined
      ? [
          issue(
            [...place, 'version'],
            "A range of versions is read only from the plugin's own plugin.json; Claude Code ignores it here.",
            'Remove "version".',
          ),
        ]
      : [];
  });
}

/** How many programs Claude Code fetches for a plugin, and how many it looks at. */
const mostBinaries = { fetched: 16, read: 64 };

function ignoredBinaries(binaries: unknown, at: JsonPath): SchemaIssue[] {
  // In an entry nothing is said of them.
  if (binaries === undefined || at.length > 1) return [];
  const fix = 'Write "binaries": { "tool-x86_64-unknown-linux-musl": { "sha256": "…" } }.';
  if (!isObject(binaries))
    return [
      {
        at: { json: at },
        message: `Expected "binaries" to be an object, but it is ${kindOf(binaries)}, which Claude Code ignores.`,
        fix,
      },
    ];
  const names = Object.keys(binaries);
  const fetched = names.filter((name) => isFetchedBinary(name, binaries[name]));
  const wrong = names
    .filter((name) => !fetched.includes(name))
    .map(
      (name): SchemaIssue => ({
        at: { json: [...at, name] },
        message: `${quote(label([...at, name]))} is not a lower-case file name with a "sha256" of 64 hexadecimal digits, so Claude Code does not fetch it.`,
        fix,
      }),
    );
  if (fetched.length <= mostBinaries.fetched) return wrong;
  const most = fetched.length > mostBinaries.read ? mostBinaries.read : mostBinaries.fetched;
  return [
    ...wrong,
    {
      at: { json: at },
      message: `Claude Code fetches ${mostBinaries.fetched} programs of a plugin and looks at ${mostBinaries.read}; more than ${most} are declared.`,
      fix: 'Declare fewer programs.',
    },
  ];
}
