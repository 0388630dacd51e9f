import { own } from '../../plugin/values.ts';
import { quote } from '../diagnostic.ts';

/** Renames that the client follows before it gives up. */
const longestChain = 15;

/** Why following a former name does not end at a plugin or at `null`, in words that end a sentence; undefined where it does. */
export function renameProblem(
  name: string,
  renames: Readonly<Record<string, unknown>>,
  plugins: ReadonlySet<unknown>,
): string | undefined {
  const seen = new Set<string>();
  for (let at = name, hops = 0; ; hops++) {
    if (hops > longestChain) return `takes more than ${longestChain} steps`;
    if (seen.has(at)) return `comes back to ${quote(at)}`;
    seen.add(at);
    // The client does not see a key of this name.
    const next = at === '__proto__' ? undefined : own(renames, at);
    if (next === null) return undefined;
    if (typeof next !== 'string')
      return plugins.has(at) ? undefined : `ends at ${quote(at)}, which is no plugin of this marketplace`;
    at = next;
  }
}
