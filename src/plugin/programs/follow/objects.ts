import { asideOf, frameOf, keyOf, newFrame } from './functions.ts';
import type { Arguments, Run } from './run.ts';
import { either, type ObjectThing, type Thing } from './thing.ts';

type Class = Thing & { kind: 'class' };

const frames = new WeakMap<Run, Map<unknown, ReturnType<typeof newFrame>>>();

/** The frame of the statements of a class. */
export const classFrame = (run: Run, { code, frame: parent }: Class) => {
  const known = frames.get(run) ?? new Map();
  frames.set(run, known);
  const frame = known.get(code) ?? newFrame(code.body, undefined, parent);
  known.set(code, frame);
  return frame;
};

/** Makes an object of a class of the program. */
export const create = (run: Run, { code, frame }: Class, given: Arguments): ObjectThing => {
  const known = run.objects.get(code) ?? new Map<string, ObjectThing>();
  run.objects.set(code, known);
  const key = known.size < 40 ? keyOf(given) : '';
  const found = known.get(key);
  if (found) return found;
  const object: ObjectThing = { kind: 'object', class: code, frame, frames: new Map() };
  known.set(key, object);
  const start = run.tables.constructors.flatMap((name) => code.methods.get(name) ?? [])[0];
  if (start) frameOf(run, { kind: 'function', code: start, frame, self: object }, given);
  return object;
};

/** Values of one attribute that are looked at. */
const mostValues = 48;

/** A method or an attribute of an object; undefined where its class does not say. */
export const attributeOf = (run: Run, object: ObjectThing, name: string, depth = 0): Thing | undefined => {
  const method = object.class.methods.get(name);
  if (method) {
    const made: Thing = { kind: 'function', code: method, frame: object.frame, self: object };
    return method.getter ? run.apply(made, { args: [], named: new Map() }, method.at) : made;
  }
  const values = object.class.attributes.get(name);
  if (values)
    return either(
      values.slice(0, mostValues).map(({ method: inside, value }) => {
        const frame = inside
          ? (object.frames.get(inside) ?? asideOf(run, inside, object.frame, object))
          : classFrame(run, { kind: 'class', code: object.class, frame: object.frame });
        const found = run.evaluate(value, frame);
        return found.kind === 'function' && !found.self ? { ...found, self: object } : found;
      }),
    );
  for (const base of depth < 8 ? object.class.bases : []) {
    const of = run.evaluate(base, object.frame);
    const found =
      of.kind === 'class'
        ? attributeOf(run, { ...object, class: of.code, frame: of.frame }, name, depth + 1)
        : undefined;
    if (found) return found;
    if (of.kind === 'outside') return { kind: 'outside', path: `${of.path}().${name}`, of: object };
  }
  return undefined;
};

/** A method or an attribute of a class itself. */
export const memberOfClass = (run: Run, of: Class, name: string): Thing | undefined => {
  const method = of.code.methods.get(name);
  if (method) return { kind: 'function', code: method, frame: of.frame };
  const found = of.code.attributes
    .get(name)
    ?.flatMap(({ method: inside, value }) => (inside ? [] : [run.evaluate(value, classFrame(run, of))]));
  return found && found.length > 0 ? either(found) : undefined;
};
