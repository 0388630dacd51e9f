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
      return Object.values(value.step).flatMap((inner) =>
        isValue(inner) ? [inner] : isValues(inner) ? inner : [],
      );
    default:
      return [];
  }
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

/** Whether a text has no part that is only known when the program runs. */
export function isKnown(written: string): boolean {
  return !written.includes(hole) && !written.includes('${');
}
