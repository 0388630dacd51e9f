import { isFixedAddress } from '../download-tools.ts';
import type { Flow, Origins } from './interpret-flow.ts';
import { type Found, likelyText } from './interpret-found.ts';
import type { Step } from './step.ts';
import { partsOf, type Value } from './value.ts';

/** Code that is run and stands in no file of the plugin: downloaded, or hidden in a text that is decoded. */
export function findRunCode(found: Found, flow: Flow): void {
  for (const step of found.steps)
    if (step.step === 'evaluates')
      takeOrigins(flow.originsOf([step.code]), throughOf(step), step.line, found);
    else if (step.step === 'loads' && step.path !== undefined)
      takeFile(step.path, 'source', step.line, found, flow);
  for (const { path, through, line } of found.executed) takeFile(path, through, line, found, flow);
}

/** Copies that are brought up to date: the plugin's own folder, or one that the program fetched. */
export function findUpdates(found: Found, flow: Flow): void {
  for (const { folder, what, line } of found.updated) {
    if (folder === undefined) {
      // A folder that is not known is the clone, where the program makes one.
      if (found.acts.some((act) => act.kind === 'runtime-download' && act.tool === 'git clone'))
        found.acts.push({ kind: 'self-update', what, line });
      continue;
    }
    const isOwn = partsOf(folder).some(
      (part) => part.kind === 'folder' && (part.of === 'plugin' || part.of === 'file'),
    );
    const isFetched = [...flow.originsOf(flow.contentOf(folder)).steps].some(
      ({ step }) => step === 'request',
    );
    if (isOwn || isFetched) found.acts.push({ kind: 'self-update', what, line });
  }
}

function takeFile(path: Value, through: string, line: number, found: Found, flow: Flow): void {
  const contents = flow.contentOf(path);
  if (contents.length > 0)
    takeOrigins(flow.originsOf(contents), through || likelyText(path).replace(/^.*\//, ''), line, found);
}

/** What runs a code. Programs of all languages hand a command line to `sh`. */
function throughOf({ language, through }: Extract<Step, { step: 'evaluates' }>): string {
  return through ?? (language === undefined || language === 'shell' ? 'sh' : language);
}

function takeOrigins({ steps }: Origins, pipedTo: string, line: number, found: Found): void {
  for (const step of steps) {
    if (step.step === 'request') {
      if (step.by === 'dns') continue;
      const tool = found.tools.get(step);
      const address = likelyText(step.address);
      found.acts.push({
        kind: 'runtime-download',
        ...(tool === undefined ? {} : { tool }),
        packages: [address],
        pipedTo,
        pinned: isFixedAddress(address),
        line: step.line,
      });
    } else if (step.step === 'decodes') found.acts.push({ kind: 'obfuscated', technique: step.from, line });
  }
}
