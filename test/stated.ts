import { exactText, sentenceOf } from '../src/plugin/capability-words.ts';
import { type MemoryFile, memoryFileSystem } from '../src/plugin/file-system.ts';
import type { Capability, CapabilityKind } from '../src/plugin/kinds/list.ts';
import { manifestFile } from '../src/plugin/read-manifest.ts';
import { readDeclared } from '../src/plugin/read-plugin.ts';

/** A capability with its words. */
export type Stated = Capability & { summary: string; detail: string };

/** What is stated of a plugin with some files and manifest fields. */
export function statedOf(files: Record<string, MemoryFile>, manifest: object = {}): Stated[] {
  const text = JSON.stringify({ name: 'tiny-tool', ...manifest }, null, 1);
  const { plugin } = readDeclared(memoryFileSystem({ [manifestFile]: text, ...files }), 'plugins/tiny-tool');
  return plugin.capabilities.map((capability) => ({
    ...capability,
    summary: sentenceOf(capability),
    detail: exactText(capability),
  }));
}

/** The same of one kind. */
export const statedAs = <K extends CapabilityKind>(
  kind: K,
  files: Record<string, MemoryFile>,
  manifest: object = {},
) =>
  statedOf(files, manifest).filter(
    (capability): capability is Extract<Stated, { kind: K }> => capability.kind === kind,
  );
