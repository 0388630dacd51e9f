import type { JsonResult } from '../plugin/json.ts';
import type { Finding, Rule } from './rule.ts';

/** What stands where an entry's local source leads. */
export type LocalFolder = {
  /** `blocked`: a file stands on the way. `unread`: a link or something unreadable does, so nothing of the plugin was looked at. */
  state: 'folder' | 'missing' | 'blocked' | 'unread';
  /** Why the plugin's manifest was not looked at although something stands at its place; ends a sentence. */
  manifestUnread?: string;
  /** The version in the plugin's own manifest. */
  version?: string;
};

/** An object in a marketplace's `plugins`. */
export type MarketplaceEntry = {
  /** Its place in `plugins`. */
  index: number;
  raw: Readonly<Record<string, unknown>>;
  /** The folder that its source names, relative to the marketplace, and what stands there. Absent for plugins that are fetched. */
  local?: LocalFolder & { folder: string };
};

/** What a rule about a marketplace looks at. */
export type MarketplaceContext = {
  /** The manifest's path, relative to the marketplace's folder. */
  file: string;
  /** The manifest's JSON, or in words that end a sentence why it cannot be read. */
  parsed: JsonResult | { unreadable: string };
  /** The manifest's object; empty where there is none. */
  manifest: Readonly<Record<string, unknown>>;
  entries: readonly MarketplaceEntry[];
  /** Whether publishing writes the manifest from the plugins, so that nobody is to edit it: the owner's configuration lies beside it. */
  isGenerated: boolean;
  /** A finding without a file is about the manifest. */
  report(finding: Finding): void;
};

/** One rule about a marketplace's manifest. Its folder is `rules/<id>/` and its page `rules/<id>/README.md`. */
export type MarketplaceRule = Pick<Rule, 'id' | 'authority' | 'severity' | 'waivable'> & {
  check(context: MarketplaceContext): void;
};
