import type { Author } from '../../plugin/manifest.ts';
import type { Severity } from '../diagnostic.ts';

/** The owner's rules, from `policy` in `marketplace.config.json`; everything has a default. */
export type Policy = {
  /** Severity by rule id; `off` leaves a rule out. Rules of the authority `claude-code` and rules that cannot be waived keep theirs. */
  rules: Readonly<Record<string, Severity | 'off'>>;
  limits: {
    /** Bytes of one file, and of all. */
    fileBytes: number;
    totalBytes: number;
    /** Number of files. */
    files: number;
    /** Levels of folders. */
    depth: number;
    /** Characters of a path inside the plugin. */
    pathLength: number;
    /** Characters of `description`. */
    descriptionMin: number;
    descriptionMax: number;
    /** Words of prose in the README. */
    readmeWords: number;
  };
  /** SPDX ids that may be used; absent: any SPDX licence. */
  licenses?: readonly string[];
  /** Hosts that a plugin may name in servers, hooks and scripts (`*.example.com` matches below); absent: any. */
  hosts?: readonly string[];
  /** Plugins that may be depended on, `name` or `name@marketplace`; absent: any plugin of this marketplace. */
  dependencies?: readonly string[];
  /** Names that nobody may take, besides those that the client reserves. */
  reservedNames: readonly string[];
};

/** What holds where the config says nothing. */
export const defaultPolicy: Policy = {
  rules: {},
  limits: {
    fileBytes: 1 << 20,
    totalBytes: 10 << 20,
    files: 500,
    depth: 12,
    pathLength: 180,
    descriptionMin: 20,
    descriptionMax: 300,
    readmeWords: 60,
  },
  reservedNames: [
    'official',
    'marketplace',
    'plugin',
    'plugins',
    'admin',
    'security',
    'support',
    'test',
    'example',
  ],
};

/** How pull requests are judged, from `review` in `marketplace.config.json`; everything has a default, which the review fills in. */
export type ReviewSettings = {
  /** GitHub logins of those who look after the marketplace itself; absent: the owner of its repository. */
  curators?: readonly string[];
  /** Whether what passes is merged by a machine; absent: no. */
  merge?: { enabled?: boolean };
  /** Above which one pull request is unusual, so that a person looks. */
  limits?: {
    /** Changed files of one plugin. */
    files?: number;
    /** Bytes of one plugin's changed files. */
    bytes?: number;
    /** Plugins. */
    plugins?: number;
  };
};

/** `marketplace.config.json`: the owner's one file. */
export type MarketplaceConfig = {
  name: string;
  displayName: string;
  description: string;
  owner: Author;
  /** `owner/name` on GitHub. */
  repository: string;
  /** Where the catalog is published, with a trailing slash. */
  site: string;
  categories: readonly { id: string; name: string; description: string }[];
  /** Former names and what each became; null where the plugin was removed. */
  renames: Readonly<Record<string, string | null>>;
  policy: Policy;
  review?: ReviewSettings;
};
