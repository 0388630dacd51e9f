import type { Step } from './step.ts';

/**
 * A value of a program, as far as it is known without running it.
 * `variable`: an environment variable. `folder`: the folder of the file, of the plugin or of the user (`~`), as a text without a slash at its
 * end. `result`: what a step gives. `mixed`: a value that was made of others in a way that is not followed.
 */
export type Value =
  | { kind: 'text'; text: string }
  | { kind: 'joined'; parts: readonly Value[] }
  | { kind: 'list'; items: readonly Value[] }
  | { kind: 'record'; entries: readonly (readonly [string, Value])[] }
  | { kind: 'variable'; name: string }
  | { kind: 'folder'; of: 'file' | 'plugin' | 'home' | 'project' | 'temporary' }
  | { kind: 'result'; step: Step }
  | { kind: 'name'; name: string }
  | { kind: 'mixed'; of: readonly Value[] };

/** Parts of a value that are looked at, so that a value that repeats itself stays cheap. */
const mostParts = 2_000;

/** Every value that a value is made of, itself included, results of steps followed into what the steps were given. */
export function partsOf(value: Value): Value[] {
  const seen = new Set<Value>();
  const open: Value[] = [value];
  while (open.length > 0 && seen.size < mostParts) {
    const next = open.pop() as Value;
    if (seen.has(next)) continue;
    seen.add(next);
    open.push(...innerOf(next));
  }
  return [...seen];
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
    case 'result':
      return valuesOf(value.step);
    default:
      return [];
  }
}

/** The values that a step is given. */
export function valuesOf(step: Step): readonly Value[] {
  if (step.step === 'command') {
    const { words, input, environment = [] } = step.command;
    return [...words, ...(input === undefined ? [] : [input]), ...environment.map(([, value]) => value)];
  }
  return Object.values(step).flatMap((inner) => (isValue(inner) ? [inner] : isValues(inner) ? inner : []));
}

function isValue(value: unknown): value is Value {
  return typeof value === 'object' && value !== null && 'kind' in value;
}

function isValues(value: unknown): value is Value[] {
  return Array.isArray(value) && value.every(isValue);
}

/** Longest text that is put together from parts, in UTF-16 units. */
const longestText = 20_000;

/** How what is not known is written in a text. */
export const hole = '…';

/**
 * A value as a text: variables as `${NAME}`, the home folder as `~`, the file's own folder as `${here}`, the plugin's as `${plugin}`, what is
 * not known as `…`.
 */
export function textOf(value: Value): string {
  let left = mostParts;
  const write = (one: Value): string => {
    if (left-- <= 0) return hole;
    switch (one.kind) {
      case 'text':
        return one.text;
      case 'joined': {
        let text = '';
        for (const part of one.parts) {
          text += write(part);
          if (text.length > longestText) return text.slice(0, longestText);
        }
        return text;
      }
      case 'variable':
        return one.name === 'HOME' || one.name === 'USERPROFILE' ? '~' : `\${${one.name}}`;
      case 'folder':
        return folderTexts[one.of];
      default:
        return hole;
    }
  };
  return write(value);
}

const folderTexts = {
  file: '${here}',
  plugin: '${plugin}',
  home: '~',
  project: '${project}',
  temporary: '/tmp',
} as const;

/** A text that is known. */
export const text = (known: string): Value => ({ kind: 'text', text: known });

/** Texts in one value, in UTF-16 units: a name that holds another twice doubles with each line. */
const longestJoined = 256 * 1024;

/** Parts one after the other: nested ones and neighboring texts become one. */
export function joined(parts: readonly Value[]): Value {
  const flat: Value[] = [];
  let length = 0;
  for (const part of parts.flatMap((one) => (one.kind === 'joined' ? one.parts : [one]))) {
    const last = flat.at(-1);
    if (part.kind === 'text') length += part.text.length;
    if (length > longestJoined || flat.length >= mostParts) break;
    if (last?.kind === 'text' && part.kind === 'text') flat[flat.length - 1] = text(last.text + part.text);
    else flat.push(part);
  }
  return flat.length === 1 ? (flat[0] as Value) : { kind: 'joined', parts: flat };
}

/** One of several values, or something made of them. */
export function mixed(values: readonly Value[]): Value {
  const different = [...new Set(values)];
  return different.length === 1 ? (different[0] as Value) : { kind: 'mixed', of: different };
}

/** The folder that a path is in. */
export function folderOf(path: Value): Value {
  const parts = [...(path.kind === 'joined' ? path.parts : [path])];
  for (let last = parts.pop(); last !== undefined; last = parts.pop()) {
    const slash = last.kind === 'text' ? last.text.lastIndexOf('/') : -1;
    if (last.kind !== 'text' || slash < 0) continue;
    const rest = slash === 0 ? [] : [text(last.text.slice(0, slash))];
    return parts.length + rest.length === 0 ? text('/') : joined([...parts, ...rest]);
  }
  return path.kind === 'text' ? text('.') : mixed([path]);
}

/** Texts that a value may be that are told apart. */
const mostTexts = 16;

/** Every text that a value may be: each of several values, see `textOf`. */
export function textsOf(value: Value): string[] {
  let left = mostParts;
  const write = (one: Value, depth: number): string[] => {
    if (left-- <= 0 || depth > 30) return [hole];
    if (one.kind === 'mixed') {
      const all = one.of.flatMap((part) => write(part, depth + 1));
      return all.length === 0 ? [hole] : [...new Set(all)].slice(0, mostTexts);
    }
    if (one.kind !== 'joined') return [textOf(one)];
    let texts = [''];
    for (const part of one.parts) {
      const next = write(part, depth + 1);
      texts = texts
        .flatMap((start) => next.map((end) => (start + end).slice(0, longestText)))
        .slice(0, mostTexts);
    }
    return texts;
  };
  return write(value, 0);
}

/** Whether a text has no part that is only known when the program runs. */
export function isKnown(written: string): boolean {
  return !written.includes(hole) && !written.includes('${');
}
