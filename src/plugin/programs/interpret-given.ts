import type { Found } from './interpret-found.ts';
import { hostsOf } from './interpret-hosts.ts';
import type { Step } from './step.ts';
import { hole, partsOf, text, textsOf, type Value } from './value.ts';

/** Requests and files of one program whose place is looked at. */
const mostLooked = 600;

/** Addresses and files that a program is told of when it runs, and browsers that it controls. */
export function findGiven(found: Found): void {
  let left = mostLooked;
  for (const step of found.steps) {
    if (left-- <= 0) return;
    const { line } = step;
    if (step.step === 'drives') found.acts.push({ kind: 'drives-browser', by: step.by, line });
    else if (step.step === 'request') takeRequest(step, found);
    else if ((step.step === 'reads' || step.step === 'writes') && isAnyPath(step.path))
      found.acts.push({ kind: 'opens-any-file', access: step.step, line });
  }
}

/** What debuggers of browsers call, which no other protocol does: https://chromedevtools.github.io/devtools-protocol/ */
const devTools =
  /^(?:Target\.(?:attachToTarget|createTarget|setAutoAttach)|Page\.(?:enable|navigate|captureScreenshot)|Runtime\.(?:enable|evaluate)|Network\.enable|Input\.dispatch\w+Event)$/;

function takeRequest({ address, sent, by, line }: Extract<Step, { step: 'request' }>, found: Found): void {
  if (by === 'dns') return;
  const isDriving = sent
    .slice(0, 64)
    .some((one) => partsOf(one).some((part) => part.kind === 'text' && devTools.test(part.text)));
  if (isDriving) found.acts.push({ kind: 'drives-browser', by: 'DevTools protocol', line });
  for (const written of textsOf(address)) {
    const [, variable, unknown] = addressStart.exec(written) ?? [];
    if (variable !== undefined) found.acts.push({ kind: 'calls-any-address', variable, line });
    else if (unknown !== undefined && hostsOf(text(written)).length === 0 && isGiven(address))
      found.acts.push({ kind: 'calls-any-address', line });
  }
}

/** A variable or something unknown where the host of an address stands. */
const addressStart = new RegExp(`^(?:\\w+://)?(?:\\$\\{([A-Za-z_]\\w*)\\}|(${hole}))`);

/** Whether nothing is known of a path but that somebody gives it. */
const isAnyPath = (path: Value): boolean => textsOf(path).includes(hole) && isGiven(path);

/** What a program is called with, in several languages. */
const told =
  /^(?:process\.argv|Deno\.args|Bun\.argv|sys\.argv|ARGV|os\.Args|flag\.Args?)\b|\(\)|^\$(?:[1-9@*])$/;

/**
 * Whether a value comes from who calls the program or one of its functions. What comes from another file is not: nothing is known of it, and it
 * is mostly a constant.
 */
function isGiven(value: Value): boolean {
  const names = partsOf(value).flatMap((part) =>
    part.kind === 'name' && part.name !== '' && !part.name.startsWith('#') ? [part.name] : [],
  );
  return names.some((name) => (/[./]/.test(name) ? told.test(name) : /^[\w$@*]+$/.test(name)));
}
