import { quote, visible } from '../check/diagnostic.ts';
import type { CopyReport, Difference, VerifyReport } from './report.ts';

/** Most differing files that are listed. */
const mostNamed = 200;

/** The report for a person. Control characters from a copy or a registry are escaped, so that they cannot affect the terminal. */
export function textReport({ registry, attestation, copies, verdict }: VerifyReport): string {
  const lines = [`Registry: ${registry.source} (${registry.name}, SHA-256 ${registry.sha256})`];
  if (attestation !== undefined) {
    lines.push(
      attestation.ok
        ? `Attestation: about this registry, signed by ${attestation.signer ?? 'nobody'}.`
        : `Attestation: ${attestation.problems.join(' ')}`,
      `  ${attestation.unverified}`,
    );
  }
  for (const copy of copies) lines.push('', ...copyLines(copy));
  lines.push('', conclusion(verdict, copies.length));
  return `${lines.map(visible).join('\n')}\n`;
}

const kinds: Record<Difference['kind'], string> = {
  changed: 'changed',
  missing: 'missing',
  added: 'added  ',
  mode: 'mode   ',
};

function copyLines(copy: CopyReport): string[] {
  const { plugin, version, scope, project, path, verdict, compared, against, files, digest } = copy;
  const where = [scope, project].filter((part) => part !== undefined).join(', ');
  const lines = [
    `${plugin}${version === undefined ? '' : ` ${version}`}${where === '' ? '' : ` (${where})`}`,
    `  ${path}`,
  ];
  const amount = `${files} ${files === 1 ? 'file' : 'files'}`;
  if (verdict === 'same') lines.push(`  Same: ${amount}, compared with ${against}. Digest ${digest}.`);
  else if (compared === 'nothing') lines.push('  Not compared.');
  else lines.push(`  Differs from ${against}:`);
  for (const { path: file, kind } of copy.differences.slice(0, mostNamed))
    lines.push(`    ${kinds[kind]}  ${file}`);
  if (copy.differences.length > mostNamed) lines.push(`    and ${copy.differences.length - mostNamed} more`);
  if (verdict === 'differs' && compared === 'digest' && copy.differences.length === 0)
    lines.push(`    the digest is ${digest}`);
  for (const { path: file, why } of copy.allowed) lines.push(`  Allowed to differ: ${file} (${why})`);
  for (const note of copy.notes) lines.push(`  ${note}`);
  return lines;
}

function conclusion(verdict: VerifyReport['verdict'], copies: number): string {
  const what = copies === 1 ? 'It is' : 'All are';
  if (verdict === 'same') return `${what} what was published.`;
  return verdict === 'differs'
    ? 'It is not what was published. Install it again, or look at the differences.'
    : `It is not known whether ${copies === 1 ? 'it is' : 'they are'} what was published.`;
}

/** A sentence about a plugin of which no copy is installed. */
export function notInstalled(name: string, marketplace: string, elsewhere: readonly string[]): string {
  const others = elsewhere.map((other) => quote(other)).join(', ');
  return `No copy of ${quote(name)} from the marketplace ${quote(marketplace)} is installed here${others === '' ? '' : `; there is one from ${others}`}.`;
}
