import { sentenceOf } from '../plugin/capability-words.ts';
import type { EffectivePart } from '../plugin/effective.ts';
import type { FileSystem } from '../plugin/file-system.ts';
import { type Capability, type Component, subjectOf } from '../plugin/kinds/list.ts';
import type { Subject } from '../plugin/kinds/vocabulary.ts';
import type { Plugin } from '../plugin/plugin.ts';
import { readPlugin } from '../plugin/read-plugin.ts';

/** What one plugin brings and can do, as the JSON says it. */
export type Inspected = {
  name: string;
  dir: string;
  components: readonly Component[];
  capabilities: readonly (Capability & { summary: string; subject: Subject })[];
  /** What takes effect without being asked for. */
  effective: readonly EffectivePart[];
};

/** Reads one plugin's folder; `dir` is what the report calls it. */
export async function inspect(
  fs: FileSystem,
  dir: string,
  folder: string,
): Promise<{ plugin: Plugin; inspected: Inspected }> {
  const { plugin } = await readPlugin(fs, folder);
  const capabilities = plugin.capabilities.map((capability) => ({
    ...capability,
    summary: sentenceOf(capability),
    subject: subjectOf(capability),
  }));
  return {
    plugin,
    inspected: {
      name: plugin.name,
      dir,
      components: plugin.components,
      capabilities,
      effective: plugin.effective,
    },
  };
}
