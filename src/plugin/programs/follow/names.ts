import type { Binding } from './code.ts';
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

/** In the frame itself, later assignments are not seen, and one that is always made hides earlier ones. */
const inFrame = (run: Run, name: string, at: number, frame: Frame, own: boolean): Thing | undefined => {
  const given = frame.given.get(name);
  const bindings = frame.body.bindings.get(name) ?? [];
  const found: Thing[] = [];
  let looked = 0;
  for (let index = bindings.length - 1; index >= 0 && looked < mostBindings; index -= 1) {
    const binding = bindings[index];
    if (++run.evaluations > mostEvaluations) break;
    if (!binding || !isSeen(binding, at) || (own && binding.at > at)) continue;
    looked += 1;
    found.push(run.evaluate(binding.value, frame));
    if (own && isSeen({ ...binding, local: true }, at)) return either(found.reverse());
  }
  if (given) found.push(given);
  if (found.length > 0) return either(found.reverse());
  const later = bindings.filter((binding) => isSeen(binding, at)).slice(0, 4);
  return later.length > 0 ? either(later.map(({ value }) => run.evaluate(value, frame))) : undefined;
};
