// What the commands that describe a marketplace print about it.
import type { ConfigProblem } from '../src/check/config/config.ts';
import type { DescribedMarketplace } from '../src/registry/describe.ts';
import { failure, printError } from './command-line.ts';

/** A problem of the configuration on one line. */
export function problemText({ file, line, column, message, fix }: ConfigProblem): string {
  return `${file}:${line}:${column} ${message} ${fix}`;
}

/** Prints which plugins are not offered and why, and what else a person should know. */
export function printNotes({ built, notes }: Extract<DescribedMarketplace, { ok: true }>): void {
  for (const note of notes) printError(note);
  const { failed, withheld } = built;
  if (failed.length > 0)
    printError(
      `${count(failed.length, 'plugin')} did not pass the check and will not be offered: ${list(failed)}. For the reasons, run "npm run check".`,
    );
  if (withheld.length > 0)
    printError(
      `${count(withheld.length, 'plugin')} will not be offered, because the current version was withdrawn: ${list(withheld)}. To offer a plugin again, raise its version.`,
    );
}

export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** The first names of a list, quoted. */
export function list(names: readonly string[]): string {
  const shown = names.slice(0, 10).map((name) => JSON.stringify(name));
  return `${shown.join(', ')}${names.length > 10 ? ` and ${names.length - 10} more` : ''}`;
}

/** Does work whose errors say why the command failed, and gives them the exit code 1. */
export async function orFailure<Result>(prefix: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw failure(`${prefix}${error instanceof Error ? error.message : error}`);
  }
}
