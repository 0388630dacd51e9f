// npm run verify: whether a plugin on this machine is what the registry says was published.
import { readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import semver from 'semver';
import { quote } from '../src/check/diagnostic.ts';
import type { Published } from '../src/verify/published.ts';
import type { VerifyReport } from '../src/verify/report.ts';
import type { Copy } from '../src/verify/verify-copy.ts';
import { rootOption, runCommand, usageError, write } from './command-line.ts';

/** Bytes of an attestation. */
const largestBundle = 16 << 20;

await runCommand({
  name: 'npm run verify',
  about:
    'Compares a plugin with what the registry says was published, and names every file that differs. A name stands for the copies that Claude Code installed, in every scope.',
  arguments: { plugin: { about: 'the folder of a plugin, or a name: my-plugin, my-plugin@1.2.0' } },
  options: {
    registry: {
      value: 'file|address',
      about: "the published registry (default: registry.json in the marketplace's folder)",
    },
    bundle: {
      value: 'file',
      about: 'an attestation of that registry, as "gh attestation download" writes it',
    },
    format: { value: 'format', about: 'output format', choices: ['text', 'json'], default: 'text' },
    root: { ...rootOption, about: `${rootOption.about}; its git history has the older versions` },
  },
  example: 'my-plugin --registry https://example.github.io/plugins/registry.json',
  exitCodes: { 0: 'it is the same', 1: 'it differs, or that could not be determined' },
  async run({ plugin, registry: given, bundle, format, root }) {
    const [{ readPublished }, { verifyCopy }, { worstOf }] = await Promise.all([
      import('../src/verify/published.ts'),
      import('../src/verify/verify-copy.ts'),
      import('../src/verify/report.ts'),
    ]);
    const published = await readPublished(given ?? join(root, 'registry.json'));
    const copies = await copiesOf(plugin, published);
    const attestation = bundle === undefined ? undefined : await attestationOf(bundle, published);
    const modes = process.platform !== 'win32';
    const reports = [];
    for (const copy of copies) reports.push(await verifyCopy(copy, { published, root, modes }));
    const { registry, source, sha256 } = published;
    const report: VerifyReport = {
      schemaVersion: 1,
      registry: { name: registry.name, source, sha256 },
      copies: reports,
      verdict: worstOf([
        ...reports.map(({ verdict }) => verdict),
        ...(attestation?.ok === false ? (['differs'] as const) : []),
      ]),
      ...(attestation === undefined ? {} : { attestation }),
    };
    if (format === 'json') write(`${JSON.stringify(report, null, 2)}\n`);
    else write((await import('../src/verify/text-report.ts')).textReport(report));
    return report.verdict === 'same' ? 0 : 1;
  },
});

async function attestationOf(bundle: string, { registry, sha256 }: Published) {
  const size = statSync(bundle, { throwIfNoEntry: false })?.size;
  if (size === undefined || size > largestBundle)
    throw usageError(`There is no attestation of at most 16 MB at ${quote(bundle)}.`);
  const { readAttestation } = await import('../src/verify/bundle.ts');
  const { repository } = registry;
  return readAttestation(readFileSync(bundle, 'utf8'), { sha256, repository, file: 'registry.json' });
}

/** The copies that are verified: one folder, or what Claude Code installed under a name. */
async function copiesOf(target: string, { registry }: Published): Promise<Copy[]> {
  if (/[/\\]|^\.{1,2}$/.test(target) || isFolder(join(target, '.claude-plugin'))) {
    if (!isFolder(target)) throw usageError(`There is no folder ${quote(target)}.`);
    return [{ path: resolve(target) }];
  }
  const [name = '', ...rest] = target.split('@');
  const version = rest.find((part) => semver.valid(part) !== null);
  const marketplace = rest.find((part) => part !== version) ?? registry.name;
  if (marketplace !== registry.name)
    throw usageError(
      `The registry is that of ${quote(registry.name)}, and not of ${quote(marketplace)}: name the other with --registry.`,
    );
  const own = await installed(name, marketplace);
  const asked = own.filter((copy) => version === undefined || copy.version === version);
  if (asked.length === 0)
    throw usageError(
      `Version ${quote(version)} of ${quote(name)} is not installed here; ${own.map((copy) => copy.version ?? 'one without a version').join(', ')} is.`,
    );
  const inPlace = [...new Set(asked.flatMap((copy) => copy.inPlace ?? []))];
  return [
    ...asked,
    // It has the version that its manifest names now.
    ...inPlace.map((path): Copy => ({ path, scope: 'read in place' })),
  ];
}

async function installed(name: string, marketplace: string) {
  const [{ installedCopies }, { notInstalled }] = await Promise.all([
    import('../src/verify/installed.ts'),
    import('../src/verify/text-report.ts'),
  ]);
  const folder = process.env.CLAUDE_CONFIG_DIR || join(homedir(), '.claude');
  const all = installedCopies(folder)?.filter((copy) => copy.name === name);
  if (all === undefined) throw usageError(`Claude Code has no records of plugins in ${quote(folder)}.`);
  const own = all.filter((copy) => copy.marketplace === marketplace);
  if (own.length === 0)
    throw usageError(notInstalled(name, marketplace, [...new Set(all.map((copy) => copy.marketplace))]));
  return own;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
