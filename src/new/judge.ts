import { defaultPolicy, type MarketplaceConfig } from '../check/config/policy.ts';
import type { Diagnostic } from '../check/diagnostic.ts';
import { rules } from '../check/rules.ts';
import { checkPlugin } from '../check/run/check-plugin.ts';
import { type MemoryFile, memoryFileSystem } from '../plugin/file-system.ts';
import { readPlugin } from '../plugin/read-plugin.ts';

/** The marketplace that a new plugin is for. */
export type Home = { config: MarketplaceConfig; names: readonly string[] };

/** What the check will find in a plugin that is not written yet, including its name among the others. Sorted. */
export async function judgeScaffold(
  name: string,
  files: Readonly<Record<string, MemoryFile>>,
  home: Home | undefined,
): Promise<Diagnostic[]> {
  const { source, plugin } = await readPlugin(memoryFileSystem(files), `plugins/${name}`);
  return checkPlugin(source, plugin, {
    rules,
    policy: home?.config.policy ?? defaultPolicy,
    // A scaffold depends on no other plugin.
    ...(home === undefined
      ? {}
      : {
          marketplace: {
            config: home.config,
            names: [...new Set([...home.names, name])].sort(),
            manifestOf: () => undefined,
          },
        }),
    docsOf: (rule) => `src/check/rules/${rule}/README.md`,
  });
}
