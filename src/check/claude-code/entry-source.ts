import type { JsonPath } from '../../plugin/json.ts';
import { own } from '../../plugin/values.ts';
import { quote } from '../diagnostic.ts';
import { namePartProblem } from './marketplace-names.ts';
import {
  choice,
  isObject,
  issuesOf,
  kindOf,
  label,
  number,
  objectOf,
  type Shape,
  type ShapeIssue,
  text,
} from './shape.ts';

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
