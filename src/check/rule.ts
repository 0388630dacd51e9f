import type { JsonPath, JsonResult } from '../plugin/json.ts';
import type { Manifest } from '../plugin/manifest.ts';
import type { PluginContent } from '../plugin/plugin.ts';
import type { Source } from '../plugin/source.ts';
import type { ConfigProblem } from './config/config.ts';
import type { MarketplaceConfig, Policy } from './config/policy.ts';
import type { Authority, Severity } from './diagnostic.ts';

/** What a rule reports. Line and column are worked out from `at`, and only then. */
export type Finding = {
  /** Relative to what was checked. Where absent: the folder itself (`.`), or the manifest for a rule about marketplaces. */
  file?: string;
  /** An offset in the file's text, a path of JSON keys (of the value, or of the key itself), or a 1-based line; the first line where absent. */
  at?: { offset: number } | { json: JsonPath; key?: true } | { line: number; column?: number };
  message: string;
  fix: string;
  /** Where it is not the rule's own. */
  severity?: Severity;
};

/** What every rule states about itself. Its folder is `rules/<id>/` and its page `rules/<id>/README.md`. */
export type RuleFacts = {
  /** `<thing>-<problem>`. */
  id: string;
  /** Raised by one whenever the rule finds something else in the same files. */
  version: number;
  authority: Authority;
  /** The severity of a finding that gives none; the policy may set it for waivable rules of the marketplace. */
  severity: Severity;
  /** Whether `waivers.json` may lower it to `info`. Nothing that the client itself refuses can be waived. */
  waivable: boolean;
};

/** What a rule states that reports what the client itself refuses. */
export const clientError = { authority: 'claude-code', severity: 'error', waivable: false } as const;

/** What a rule states that reports what the client warns about. */
export const clientWarning = { authority: 'claude-code', severity: 'warning', waivable: true } as const;

/** One rule of the gate. */
export type Rule = PluginRule | MarketplaceRule | FolderRule;

/** A rule about one plugin. */
export type PluginRule = RuleFacts & {
  looksAt: 'plugin';
  /** Whether it only makes sense for a plugin that is listed in a marketplace. */
  marketplaceOnly?: true;
  /** Parts that the client's validator reads for this rule where it reads no whole plugin. */
  clientReads?: readonly ClientPart[];
  check(context: PluginContext): void | Promise<void>;
};

/** A rule about a marketplace's manifest. */
export type MarketplaceRule = RuleFacts & {
  looksAt: 'marketplace';
  /** Whether it also applies where the manifest holds no object. */
  withoutManifest?: true;
  check(context: MarketplaceContext): void;
};

/** A rule about the folder that was given to the check, before or beside what lies in it. */
export type FolderRule = RuleFacts & {
  looksAt: 'folder';
  check(context: FolderContext): void;
};

/**
 * A part of a plugin that the client's validator reads: the paths that decide what runs, the hooks, the manifest and what it names,
 * the plugin's name, or the Markdown files of skills, agents and commands.
 */
export type ClientPart = 'paths' | 'hooks' | 'manifest' | 'name' | 'markdown';

/** Makes a rule about one plugin. */
export function pluginRule(
  facts: Omit<PluginRule, 'looksAt' | 'check'>,
  check: PluginRule['check'],
): PluginRule {
  return { ...facts, looksAt: 'plugin', check };
}

/** Makes a rule about a marketplace's manifest. */
export function marketplaceRule(
  facts: Omit<MarketplaceRule, 'looksAt' | 'check'>,
  check: MarketplaceRule['check'],
): MarketplaceRule {
  return { ...facts, looksAt: 'marketplace', check };
}

/** Makes a rule about the folder that was given to the check. */
export function folderRule(
  facts: Omit<FolderRule, 'looksAt' | 'check'>,
  check: FolderRule['check'],
): FolderRule {
  return { ...facts, looksAt: 'folder', check };
}

/** The marketplace that a plugin is listed in. Absent for a folder anywhere else. */
export type Surroundings = {
  config: MarketplaceConfig;
  /** The names of all plugin folders, this one included, sorted. */
  names: readonly string[];
  /** The manifest of another plugin of this marketplace, read on demand. */
  manifestOf(name: string): Manifest | undefined;
};

/** What a rule about a plugin looks at. */
export type PluginContext = {
  source: Source;
  plugin: PluginContent;
  policy: Policy;
  marketplace: Surroundings | undefined;
  /** The only parts that were read, where the client's validator reads no more; absent: the whole plugin. */
  clientParts?: readonly ClientPart[];
  report(finding: Finding): void;
};

/** What lies where an entry's local source leads. */
export type LocalFolder = {
  /** `blocked`: a file is in the way. `unread`: a link or something unreadable is, so nothing of the plugin was read. */
  state: 'folder' | 'missing' | 'blocked' | 'unread';
  /** Why the plugin's manifest was not read although something lies in its place; ends a sentence. */
  manifestUnread?: string;
  /** Whether the plugin's own manifest was read. */
  hasManifest?: true;
  /** Links in the folder that lead into the folder of git, relative to it. */
  gitLinks?: readonly string[];
  /** The version in the plugin's own manifest. */
  version?: string;
};

/** An object in a marketplace's `plugins`. */
export type MarketplaceEntry = {
  /** Its place in `plugins`. */
  index: number;
  raw: Readonly<Record<string, unknown>>;
  /** The folder that its source names, relative to the marketplace, and what lies there. Absent for plugins that are fetched. */
  local?: LocalFolder & { folder: string };
};

/** What a rule about a marketplace looks at. */
export type MarketplaceContext = {
  /** The manifest's path, relative to the marketplace's folder. */
  file: string;
  /** The manifest's JSON, or in words that end a sentence why it cannot be read. */
  parsed: JsonResult | { unreadable: string };
  /** The manifest's object; empty where it holds none. */
  manifest: Readonly<Record<string, unknown>>;
  entries: readonly MarketplaceEntry[];
  /** Whether publishing writes the manifest from the plugins, so that nobody edits it by hand. */
  isGenerated: boolean;
  report(finding: Finding): void;
};

/** How a link led to a folder: the folder itself is one, or the `.claude` around it. */
export type FolderLink = 'folder' | 'project';

/** Something in `plugins/` that is no folder, and so no plugin. */
export type Stray = { name: string; kind: 'file' | 'link' | 'other' };

/** What is known of the folder that was given to the check. Each rule looks at its part and skips folders without one. */
export type FolderContext = {
  /** Why nothing can be checked at the path, and what to type instead. */
  unusable?: { message: string; fix: string };
  /** Why the check stopped before its end. */
  stopped?: string;
  /** A folder without a manifest: whether the client finds anything to read, and the link that led there. */
  bare?: { isRecognised: boolean; link: FolderLink | undefined };
  /** Problems of the owner's configuration of the marketplace that the folder is or lies in; files are relative to the folder. */
  configProblems?: readonly ConfigProblem[];
  /** What lies in the `plugins/` of a marketplace. */
  plugins?: { names: readonly string[]; strays: readonly Stray[] };
  report(finding: Finding): void;
};
