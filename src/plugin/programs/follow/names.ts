import type { Binding } from './code.ts';
import { asideOf } from './functions.ts';
import { mostEvaluations, type Run } from './run.ts';
import { either, type Frame, type Thing } from './thing.ts';

/** Bindings of one name that are looked at. */
const mostBindings = 48;

/** What a name stands for where it is used; undefined where the program does not say. */
export const lookUp = (run: Run, name: string, at: number, from: Frame): Thing | undefined => {
  let position = at;
  for (let frame: Frame | undefined = from; frame; frame = frame.parent) {
    const found = inFrame(run, name, position, frame, frame === from);
    if (found) return found;
    position = frame.code?.at ?? position;
  }
  return undefined;
};

const isSeen = ({ local, block: [start, end] }: Binding, at: number): boolean =>
  !local || (start <= at && at <= end);

/** Calls of a function that give a name a value that are told apart. */
const mostCalls = 4;

/** What a binding gives, in the frame of its name or in those of the function that it is in. */
const given = (run: Run, { value, inside }: Binding, frame: Frame): Thing => {
  if (!inside) return run.evaluate(value, frame);
  const frames = [...(run.frames.get(inside)?.values() ?? [])].slice(0, mostCalls);
  if (frames.length === 0) frames.push(asideOf(run, inside, frame));
  return either(frames.map((one) => run.evaluate(value, one)));
};

/** In the frame itself, later assignments are not seen, and one that is always made hides earlier ones. */
const inFrame = (run: Run, name: string, at: number, frame: Frame, own: boolean): Thing | undefined => {
  const passed = frame.given.get(name);
  const bindings = frame.body.bindings.get(name) ?? [];
  const found: Thing[] = [];
  let looked = 0;
  for (let index = bindings.length - 1; index >= 0 && looked < mostBindings; index -= 1) {
    const binding = bindings[index];
    if (++run.evaluations > mostEvaluations) break;
    if (!binding || !isSeen(binding, at) || (own && binding.at > at)) continue;
    looked += 1;
    found.push(given(run, binding, frame));
    if (own ? isSeen({ ...binding, local: true }, at) : binding.grows) return either(found.reverse());
  }
  if (passed) found.push(passed);
  if (found.length > 0) return either(found.reverse());
  const later = bindings.filter((binding) => isSeen(binding, at)).slice(0, 4);
  return later.length > 0 ? either(later.map((binding) => given(run, binding, frame))) : undefined;
};
