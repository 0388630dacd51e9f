import type { JsonPath } from '../plugin/json.ts';
import type { Manifest } from '../plugin/manifest.ts';
import type { PluginContent } from '../plugin/plugin.ts';
import type { Source } from '../plugin/source.ts';
import type { MarketplaceConfig, Policy } from './config/policy.ts';
import type { Authority, Severity } from './diagnostic.ts';

/** What a rule reports. Line and column are worked out from `at`, and only then. */
export type Finding = {
  /** Relative to the plugin; the folder itself (`.`) where absent. */
  file?: string;
  /** An offset in the file's text, a path of JSON keys (of the value, or of the key itself), or a 1-based line; the first line where absent. */
  at?: { offset: number } | { json: JsonPath; key?: true } | { line: number; column?: number };
  message: string;
  fix: string;
  /** Where it is not the rule's own. */
  severity?: Severity;
};

/** The marketplace that a plugin is listed in. Absent for a folder anywhere else. */
export type Surroundings = {
  config: MarketplaceConfig;
  /** The names of all plugin folders, this one included, sorted. */
  names: readonly string[];
  /** The manifest of another plugin of this marketplace, read when it is asked for. */
  manifestOf(name: string): Manifest | undefined;
};

/** What a rule looks at. */
export type RuleContext = {
  source: Source;
  plugin: PluginContent;
  policy: Policy;
  marketplace: Surroundings | undefined;
  report(finding: Finding): void;
};

/** One rule of the gate. Its folder is `rules/<id>/` and its page `rules/<id>/README.md`. */
export type Rule = {
  /** `<thing>-<problem>`. */
  id: string;
  authority: Authority;
  /** What a finding is worth unless it says otherwise; adjustable by policy for waivable rules of the marketplace. */
  severity: Severity;
  /** Whether `waivers.json` may lower it to `info`. Nothing that the client itself refuses can be waived. */
  waivable: boolean;
  /** Whether it only makes sense for a plugin that is listed in a marketplace. */
  marketplaceOnly?: true;
  check(context: RuleContext): void | Promise<void>;
};
