// npm run verify: whether a plugin on this machine is what the registry says was published.
import './fast-start.ts';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import semver from 'semver';
import { visible } from '../src/check/diagnostic.ts';
import type { Published } from '../src/verify/published.ts';
import type { VerifyReport } from '../src/verify/report.ts';
import type { Copy } from '../src/verify/verify-copy.ts';

const usage = `Usage: npm run verify -- <plugin folder | name[@version]> [options]

Compares a plugin with what the registry says was published, and names every file that differs. A name stands for the copies that
Claude Code installed, in every scope.

  --registry <file|address>  the published registry (default: registry.json of the marketplace's folder)
  --bundle <file>            an attestation of that registry, as "gh attestation download" writes it
  --root <dir>               the marketplace's folder, in whose git history older versions are (default: the current folder, else
                             this repository)
  --format <name>            text (default) or json
  --help                     show this

Exit code: 0 where it is the same, 1 where it differs or that could not be told, 2 where the command itself is wrong.`;

/** Bytes of an attestation. */
const largestBundle = 16 << 20;

const home = join(import.meta.dirname, '..');
const complain = (line: string) => process.stderr.write(`${visible(line)}\n`);

type Options = { target: string; registry?: string; bundle?: string; root: string; format: 'text' | 'json' };

/** The arguments, or the sentence that says what is wrong with them. */
function readArguments(): Options | 'help' | { wrong: string } {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        registry: { type: 'string' },
        bundle: { type: 'string' },
        root: { type: 'string' },
        format: { type: 'string', default: 'text' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) return 'help';
    const [target, ...more] = positionals;
    if (target === undefined || more.length > 0)
      return { wrong: 'Expected one plugin: a folder, or a name.' };
    const { format, registry, bundle } = values;
    if (format !== 'text' && format !== 'json')
      return { wrong: `Unknown format "${format}": use text or json.` };
    const here = existsSync('marketplace.config.json') ? process.cwd() : home;
    return {
      target,
      format,
      root: values.root === undefined ? here : resolve(values.root),
      ...(registry === undefined ? {} : { registry }),
      ...(bundle === undefined ? {} : { bundle }),
    };
  } catch (error) {
    const [said = ''] = (error instanceof Error ? error.message : String(error)).split(/\. |\n/);
    return { wrong: `${said.replace(/\.$/, '')}.` };
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** What is to be verified, or the sentence that says why there is nothing. */
async function copiesOf(target: string, { registry }: Published): Promise<Copy[] | { wrong: string }> {
  if (/[/\\]|^\.{1,2}$/.test(target) || isFolder(join(target, '.claude-plugin')))
    return isFolder(target) ? [{ path: resolve(target) }] : { wrong: `There is no folder "${target}".` };
  const [name = '', ...rest] = target.split('@');
  const version = rest.find((part) => semver.valid(part) !== null);
  const marketplace = rest.find((part) => part !== version) ?? registry.name;
  if (marketplace !== registry.name)
    return {
      wrong: `The registry is that of "${registry.name}", and not of "${marketplace}": name the other with --registry.`,
    };
  const [{ installedCopies }, { notInstalled }] = await Promise.all([
    import('../src/verify/installed.ts'),
    import('../src/verify/text-report.ts'),
  ]);
  const folder = process.env.CLAUDE_CONFIG_DIR || join(homedir(), '.claude');
  const all = installedCopies(folder)?.filter((copy) => copy.name === name);
  if (all === undefined) return { wrong: `Claude Code has no records of plugins in "${folder}".` };
  const own = all.filter((copy) => copy.marketplace === marketplace);
  if (own.length === 0)
    return { wrong: notInstalled(name, marketplace, [...new Set(all.map((copy) => copy.marketplace))]) };
  const asked = own.filter((copy) => version === undefined || copy.version === version);
  if (asked.length === 0)
    return {
      wrong: `Version "${version}" of "${name}" is not installed here; ${own.map((copy) => copy.version ?? 'one without a version').join(', ')} is.`,
    };
  const inPlace = [...new Set(asked.flatMap((copy) => copy.inPlace ?? []))];
  return [
    ...asked,
    // It has whatever version its manifest names by now.
    ...inPlace.map((path): Copy => ({ path, scope: 'read in place' })),
  ];
}

async function main(): Promise<number> {
  const options = readArguments();
  if (options === 'help') {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  const wrong = (sentence: string) => {
    complain(`${sentence} "npm run verify -- --help" shows how to use it.`);
    return 2;
  };
  if ('wrong' in options) return wrong(options.wrong);
  const [{ readPublished }, { verifyCopy }, { worstOf }] = await Promise.all([
    import('../src/verify/published.ts'),
    import('../src/verify/verify-copy.ts'),
    import('../src/verify/report.ts'),
  ]);
  const { target, root, format, bundle } = options;
  const published = await readPublished(options.registry ?? join(root, 'registry.json'));
  const copies = await copiesOf(target, published);
  if ('wrong' in copies) return wrong(copies.wrong);

  const { registry, source, sha256 } = published;
  const report: VerifyReport = {
    schemaVersion: 1,
    registry: { name: registry.name, source, sha256 },
    copies: [],
    verdict: 'unknown',
  };
  if (bundle !== undefined) {
    const size = statSync(bundle, { throwIfNoEntry: false })?.size;
    if (size === undefined || size > largestBundle)
      return wrong(`There is no attestation of at most 16 MB at "${bundle}".`);
    const { readAttestation } = await import('../src/verify/bundle.ts');
    report.attestation = readAttestation(readFileSync(bundle, 'utf8'), {
      sha256,
      repository: registry.repository,
      file: 'registry.json',
    });
  }
  const modes = process.platform !== 'win32';
  const reports = [];
  for (const copy of copies) reports.push(await verifyCopy(copy, { published, root, modes }));
  report.copies = reports;
  report.verdict = worstOf([
    ...reports.map(({ verdict }) => verdict),
    ...(report.attestation?.ok === false ? (['differs'] as const) : []),
  ]);
  process.stdout.write(
    format === 'json'
      ? `${JSON.stringify(report, null, 2)}\n`
      : (await import('../src/verify/text-report.ts')).textReport(report),
  );
  return report.verdict === 'same' ? 0 : 1;
}

process.stdout.on('error', () => process.exit(1));
try {
  process.exitCode = await main();
} catch (error) {
  complain(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}
