import { isDeepStrictEqual } from 'node:util';
import { quote } from '../check/diagnostic.ts';
import type { Prompt, ServerTools, Tool } from '../plugin/tools.ts';
import { isObject, own } from '../plugin/values.ts';

/** What a running server offers otherwise than its `tools.json` says; each value a sentence. */
export type Drift = {
  /** Tools and prompts that are refused, by name. */
  tools: ReadonlyMap<string, string>;
  prompts: ReadonlyMap<string, string>;
};

/** Compares what was reviewed with what a server lists now. Tools and prompts that are equal in all fields work. */
export function driftOf(
  reviewed: Pick<ServerTools, 'tools' | 'prompts'>,
  live: { tools: readonly unknown[]; prompts: readonly unknown[] },
): Drift {
  return {
    tools: differences('tool', reviewed.tools, live.tools),
    prompts: differences('prompt', reviewed.prompts, live.prompts),
  };
}

/** New items that are named; how many more there are does not matter. */
const mostNew = 20;

function differences(
  noun: string,
  reviewed: readonly (Tool | Prompt)[],
  live: readonly unknown[],
): Map<string, string> {
  const found = new Map<string, string>();
  const offered = new Map<string, unknown>();
  for (const item of live) {
    const name = isObject(item) ? own(item, 'name') : undefined;
    if (typeof name === 'string') offered.set(name, item);
  }
  for (const item of reviewed) {
    const now = offered.get(item.name);
    if (now === undefined)
      found.set(
        item.name,
        `The ${noun} ${quote(item.name)} is in "tools.json" and the server does not offer it.`,
      );
    else if (!isDeepStrictEqual(now, item))
      found.set(
        item.name,
        `The ${noun} ${quote(item.name)} is not as it was reviewed: ${changed(item, now)} differs.`,
      );
    offered.delete(item.name);
  }
  for (const name of [...offered.keys()].slice(0, mostNew))
    found.set(name, `The ${noun} ${quote(name)} is not in "tools.json", so nobody reviewed it.`);
  return found;
}

function changed(reviewed: object, now: unknown): string {
  const before = new Map(Object.entries(reviewed));
  const after = new Map(Object.entries(isObject(now) ? now : {}));
  const keys = [...new Set([...before.keys(), ...after.keys()])];
  return keys
    .filter((key) => !isDeepStrictEqual(before.get(key), after.get(key)))
    .slice(0, 3)
    .map(quote)
    .join(', ');
}
