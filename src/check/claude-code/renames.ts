import { own } from '../../plugin/values.ts';
import { quote } from '../diagnostic.ts';

/** Renames that Claude Code follows before it gives up. */
const longestChain = 15;

type Renames = Readonly<Record<string, unknown>>;

/**
 * What a name became, one rename after the other. The last is null where the plugin was removed; in a circle it is the first name that is
 * reached again.
 */
export function followRenames(name: string, renames: Renames): (string | null)[] {
  const chain: (string | null)[] = [];
  const seen = new Set([name]);
  for (let at = name; ; ) {
    // Claude Code does not see a key of this name.
    const next = at === '__proto__' ? undefined : own(renames, at);
    if (typeof next !== 'string') return next === null ? [...chain, null] : chain;
    chain.push(next);
    if (seen.has(next)) return chain;
    seen.add(next);
    at = next;
  }
}

/** What a former name became in the end: a listed plugin or, where it was removed, null; undefined where it leads to neither. */
export function renamedTo(
  name: string,
  renames: Renames,
  listed: ReadonlySet<string>,
): string | null | undefined {
  return followRenames(name, renames).find((step) => step === null || listed.has(step));
}

/** Why following a former name does not end at a plugin or at `null`, in words that end a sentence; undefined where it does. */
export function renameProblem(
  name: string,
  renames: Renames,
  plugins: ReadonlySet<unknown>,
): string | undefined {
  const names = [name, ...followRenames(name, renames)];
  const last = names.at(-1);
  const steps = last === null ? names.length - 2 : names.length - 1;
  if (steps > longestChain) return `takes more than ${longestChain} steps`;
  if (last === null) return undefined;
  if (names.indexOf(last as string) < names.length - 1) return `comes back to ${quote(last)}`;
  return plugins.has(last) ? undefined : `ends at ${quote(last)}, which is not a plugin of this marketplace`;
}
