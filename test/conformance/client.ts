// What a Claude Code says of a folder, and how that differs from what was recorded.
import { existsSync } from 'node:fs';
import { type Claude, ensureClaude, runClaude } from '../client/claude.ts';
import type { Case, Provides } from './cases.ts';
import { clientInventory } from './inventory.ts';

/** What the client said: the exit code of `claude plugin validate`, how many warnings, its first error, and what the plugin provides. */
export type Answer = { exit: number; warnings: number; message: string; provides: Provides };

/** A Claude Code that can be asked, and its version. */
export type Client = { claude: Claude; version: string };

/**
 * The client of a version, fetched from npm where it is not there yet, or the one at a path.
 * @throws where it cannot be started
 */
export async function clientOf(versionOrPath: string, home: string): Promise<Client> {
  const claude = existsSync(versionOrPath)
    ? { program: versionOrPath, first: [] }
    : ensureClaude(versionOrPath);
  const { stdout } = await runClaude(claude, home, ['--version']);
  const version = /^\d+\.\d+\.\d+/.exec(stdout)?.[0];
  if (version === undefined) throw new Error(`"${versionOrPath}" does not say which Claude Code it is.`);
  return { claude, version };
}

/** What the client prints of a part of a plugin. */
type Part = { errors?: { path?: string; message?: string }[]; warnings?: unknown[] };

/** Asks the client about a path, in a home of its own. */
export async function askClient({ claude }: Client, path: string, home: string): Promise<Answer> {
  const { status, stdout } = await runClaude(claude, home, ['plugin', 'validate', path, '--json']);
  const { parts, provides } = reportOf(stdout);
  const [first] = parts.flatMap(({ errors = [] }) => errors);
  return {
    exit: status ?? 1,
    warnings: parts.reduce((sum, { warnings = [] }) => sum + warnings.length, 0),
    message: first === undefined ? '' : `${first.path ?? ''}: ${first.message ?? ''}`,
    provides,
  };
}

function reportOf(stdout: string): { parts: Part[]; provides: Provides } {
  try {
    const report = JSON.parse(stdout) as { manifest?: Part | null; contents?: Part[]; provides?: Provides };
    const listed = Object.entries(report.provides ?? {}).filter(
      ([kind, items]) => kind !== 'modules' && items.length > 0,
    );
    return {
      parts: [report.manifest ?? {}, ...(report.contents ?? [])],
      provides: Object.fromEntries(listed),
    };
  } catch {
    return { parts: [], provides: {} };
  }
}

/** In what a client answers otherwise than was recorded, one line for each difference. */
export function answerDifferences(recorded: Case, answer: Answer): string[] {
  const before = clientInventory(recorded.provides ?? {});
  const after = clientInventory(answer.provides);
  const lines = [
    ...before.filter((line) => !after.includes(line)).map((line) => `-${line}`),
    ...after.filter((line) => !before.includes(line)).map((line) => `+${line}`),
  ];
  return [
    ...((recorded.exit !== 0) === (answer.exit !== 0) ? [] : [`exit ${recorded.exit} → ${answer.exit}`]),
    ...((recorded.warnings ?? 0) === answer.warnings
      ? []
      : [`warnings ${recorded.warnings ?? 0} → ${answer.warnings}`]),
    ...lines,
  ];
}

/** A case with the answer of a client; what another version said otherwise stays beside it. */
export function recordedAgain(recorded: Case, { version }: Client, answer: Answer): Case {
  const { exit, warnings, provides, client, earlier, ...rest } = recorded;
  const isOther = client !== version && answerDifferences(recorded, answer).length > 0;
  const said = { exit, ...(warnings === undefined ? {} : { warnings }) };
  const kept = isOther ? { ...earlier, [client]: { ...said, ...(provides ? { provides } : {}) } } : earlier;
  return {
    ...rest,
    client: version,
    exit: answer.exit,
    ...(answer.warnings === 0 ? {} : { warnings: answer.warnings }),
    ...(Object.keys(answer.provides).length === 0 ? {} : { provides: answer.provides }),
    ...(kept === undefined ? {} : { earlier: kept }),
  };
}
