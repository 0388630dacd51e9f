import type { Manifest } from './manifest.ts';
import type { Listing } from './schemas/listing.d.ts';

/** What a component is, in the words of the official reference: https://code.claude.com/docs/en/plugins-reference */
export const componentKinds = [
  'skill',
  'command',
  'agent',
  'hook',
  'mcp-server',
  'lsp-server',
  'monitor',
  'output-style',
  'theme',
  'workflow',
  'executable',
  'channel',
] as const;
export type ComponentKind = (typeof componentKinds)[number];

/** One thing that a plugin adds to Claude Code. */
export type Component = {
  kind: ComponentKind;
  /** As Claude Code shows it: `plugin:skill` for skills, commands, agents and styles; the event for a hook; the key for a server. */
  name: string;
  /** From frontmatter or configuration; absent where the author wrote none. */
  description?: string;
  /** Path inside the plugin, with `/`. */
  file: string;
  /** 1-based line of the declaration. */
  line: number;
  /** Estimated tokens: characters / 4, as `claude plugin details` counts when it cannot ask the API. Absent where the kind costs none. */
  tokens?: { alwaysOn: number; onInvoke: number };
  /** hook only: the matcher, where there is one. */
  matcher?: string;
  /** hook: `command`, `http`, `mcp_tool`, `prompt` or `agent`. mcp-server: `stdio`, `http`, `sse`, `ws` or `bundle`. */
  type?: string;
  /** What runs or is called: a hook's or server's command or URL. */
  target?: string;
  /** mcp-server and lsp-server: arguments. */
  args?: string[];
};

/** What installing a plugin can let it do, of which kinds. */
export const capabilityKinds = [
  'hook',
  'mcp-server',
  'lsp-server',
  'monitor',
  'executable',
  'inline-command',
  'allowed-tools',
  'network-host',
  'runtime-download',
  'user-config',
  'channel',
  'dependency',
  'settings',
] as const;
export type CapabilityKind = (typeof capabilityKinds)[number];

/** What installing a plugin lets it do, read from its content and never from its claims. */
export type Capability = {
  kind: CapabilityKind;
  /** One sentence for someone who does not write plugins. */
  summary: string;
  /** The exact thing, for comparing two versions: a command, a URL, a host, a tool list, a package. */
  detail: string;
  file: string;
  /** 1-based. */
  line: number;
  /** runtime-download only: whether an exact version is named. */
  pinned?: boolean;
  /** user-config only: whether Claude Code stores the answer as a secret. allowed-tools only: whether Bash is unrestricted. */
  sensitive?: boolean;
};

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
  /** Sorted by kind (in the order of `componentKinds`), name, file and line. */
  components: Component[];
  /** Sorted by kind (in the order of `capabilityKinds`), file, line and detail. */
  capabilities: Capability[];
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
