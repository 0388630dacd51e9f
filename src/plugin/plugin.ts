import type { EffectivePart } from './effective.ts';
import type { Capability, Component } from './kinds/list.ts';
import type { Manifest } from './manifest.ts';
import type { Listing } from './schemas/listing.d.ts';

/** A regular file or symbolic link of a plugin. */
export type PluginFile = {
  /** Relative to the plugin, with `/`. */
  path: string;
  bytes: number;
  /** SHA-256, lower-case hex: of the content, or of the target's text for a symbolic link. */
  sha256: string;
  /** As git writes it. */
  mode: '100644' | '100755' | '120000';
};

/** What a plugin is and holds, without the hashes of its files. */
export type PluginContent = {
  name: string;
  /** Path of the folder as it was given, relative to the marketplace where there is one. */
  dir: string;
  manifest: Manifest;
  listing: Listing | undefined;
  /** Sorted by kind (in the order of `kinds`), name, file and line. */
  components: Component[];
  /** Sorted by kind (in the order of `kinds`), file and line. */
  capabilities: Capability[];
  /** What takes effect without being asked for, and why. Empty where programs were not read. */
  effective: EffectivePart[];
  /** Sum of `alwaysOn` over the components, and the largest `onInvoke`. */
  tokens: { alwaysOn: number; onInvoke: number };
};

/** Everything the marketplace knows of one plugin from its folder alone. */
export type Plugin = PluginContent & {
  /** Sorted by path. */
  files: PluginFile[];
  /** SHA-256 over one `mode SP sha256 SP path LF` line a file, sorted by path, lower-case hex. */
  digest: string;
  /** Git's tree id of the folder, where it was read from git. */
  tree?: string;
};
