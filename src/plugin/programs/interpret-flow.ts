import { type Found, likelyText } from './interpret-found.ts';
import type { Step } from './step.ts';
import { type Value, valuesOf } from './value.ts';

/** What a value comes from: every value and step that has a part in it. */
export type Origins = { values: ReadonlySet<Value>; steps: ReadonlySet<Step> };

/** Follows values through the commands and files of one program. */
export type Flow = {
  /** @param into whether results of requests are followed into what was sent */
  originsOf(values: readonly Value[]): Origins;
  /** What the program put into a file before. */
  contentOf(path: Value): readonly Value[];
};

/** Values that are followed for one question, and for all questions of one program. */
const mostValues = 1_500;
const mostAltogether = 60_000;

export function openFlow(found: Found): Flow {
  const files = writtenFiles(found.steps);
  let left = mostAltogether;
  const contentOf = (path: Value) => {
    const step = madeBy(path);
    return (step && files.get(step)) ?? contentsAt(files, likelyText(path));
  };
  const originsOf = (asked: readonly Value[]): Origins => {
    const values = new Set<Value>();
    const steps = new Set<Step>();
    const open = [...asked];
    for (
      let next = open.pop();
      next !== undefined && values.size < mostValues && left > 0;
      next = open.pop()
    ) {
      if (values.has(next)) continue;
      values.add(next);
      left--;
      if (next.kind !== 'result') {
        open.push(...innerOf(next));
        continue;
      }
      for (const step of [next.step, ...(found.made.get(next.step) ?? [])]) {
        steps.add(step);
        // What a server answers is not what it was asked.
        if (step.step === 'request') continue;
        open.push(...valuesOf(step));
        if (step.step === 'reads') open.push(...contentOf(step.path));
      }
    }
    return { values, steps };
  };
  return { originsOf, contentOf };
}

function innerOf(value: Value): readonly Value[] {
  switch (value.kind) {
    case 'joined':
      return value.parts;
    case 'list':
      return value.items;
    case 'record':
      return value.entries.map(([, inner]) => inner);
    case 'mixed':
      return value.of;
    default:
      return [];
  }
}

/** Values that are kept of one file. */
const mostContents = 8;

/** The command that a whole path is the result of: `$(mktemp)`. */
const madeBy = (path: Value): Step | undefined =>
  path.kind === 'joined' && path.parts.length === 1 && path.parts[0] !== undefined
    ? madeBy(path.parts[0])
    : path.kind === 'result'
      ? path.step
      : undefined;

function writtenFiles(steps: readonly Step[]): Map<string | Step, Value[]> {
  const files = new Map<string | Step, Value[]>();
  for (const step of steps) {
    if (step.step !== 'writes' || step.content === undefined) continue;
    const path = madeBy(step.path) ?? likelyText(step.path);
    const contents = files.get(path) ?? [];
    files.set(path, contents);
    if (contents.length < mostContents) contents.push(step.content);
  }
  return files;
}

/** Folders around a path that are looked at: a system opens no deeper one. */
const mostFolders = 64;

/** What was written to a path, or to a folder that it is in. */
function contentsAt(files: ReadonlyMap<string | Step, readonly Value[]>, path: string): readonly Value[] {
  let at = path;
  for (let left = files.size === 0 ? 0 : mostFolders; left > 0 && at.length > 1; left--) {
    const found = files.get(at) ?? files.get(`./${at}`) ?? files.get(at.replace(/^\.\//, ''));
    if (found !== undefined) return found;
    at = at.slice(0, Math.max(at.lastIndexOf('/'), 0));
  }
  return [];
}
