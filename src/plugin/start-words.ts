import { type Capability, capabilityPart } from './kinds/list.ts';
import { isAside } from './programs/aside.ts';
import { languageOf } from './programs/language.ts';

/** Whether Claude Code starts, connects to or changes nothing by these capabilities before a person or Claude asks for it. */
export function runsNothing(capabilities: readonly Pick<Capability, 'kind' | 'trigger'>[]): boolean {
  return capabilities.every(
    (capability) =>
      capabilityPart(capability).waits === true ||
      capability.trigger?.when === 'called' ||
      capability.trigger?.when === 'never',
  );
}

/** Paths of the programs among a plugin's files, without tests, examples and documents. */
export function programsIn(files: readonly { path: string; mode: string }[]): string[] {
  return files
    .filter(({ path, mode }) => {
      if (isAside(path) || mode === '120000') return false;
      const name = path.slice(path.lastIndexOf('/') + 1);
      return languageOf({ path }) !== undefined || (mode === '100755' && !name.includes('.'));
    })
    .map(({ path }) => path);
}

/** What of a plugin runs, in one sentence; `files` is absent where they are not known. "Nothing runs" only where there is no program and nothing tells Claude to run one. */
export function startSentence({
  capabilities,
  files,
}: {
  capabilities: readonly Pick<Capability, 'kind' | 'trigger' | 'file'>[];
  files: readonly { path: string; mode: string }[] | undefined;
}): string {
  if (!runsNothing(capabilities)) return 'Claude Code runs parts of it by itself.';
  const added = capabilities.flatMap(({ kind, file }) => (kind === 'executable' ? [file] : []));
  const programs = new Set([...programsIn(files ?? []), ...added]).size;
  if (programs > 0)
    return `Nothing starts by itself; brings ${programs === 1 ? '1 program' : `${programs} programs`} that Claude may run.`;
  if (files === undefined) return 'Nothing starts by itself.';
  return capabilities.length === 0
    ? 'Nothing runs: it is text only, for Claude to read.'
    : 'Nothing starts by itself; it brings no program.';
}
