/** Signals by which Claude Code may suggest a plugin: https://code.claude.com/docs/en/plugin-relevance */
export type Relevance = {
  topic?: string;
  signals: {
    cwd?: string[];
    cli?: string[];
    hosts?: string[];
    filesRead?: string[];
    manifestDeps?: { file: string; pattern: string }[];
  };
};

/** What the marketplace adds to a plugin's own manifest: `plugins/<name>/listing.json`. */
export type Listing = {
  $schema?: string;
  /** An id from `categories` in `marketplace.config.json`. */
  category?: string;
  tags?: string[];
  /** GitHub logins. */
  maintainers?: string[];
  relevance?: Relevance;
  deprecated?: {
    reason: string;
    /** `YYYY-MM-DD` */
    date: string;
    /** The name of the plugin to use instead. */
    replacement?: string;
  };
  /** Versions that nobody should get any more. */
  yanked?: Yanked[];
};

/** A version that was withdrawn. Whoever has it keeps it; it is not offered while it is the current one. */
export type Yanked = {
  version: string;
  reason: string;
  /** `YYYY-MM-DD` */
  date: string;
};
