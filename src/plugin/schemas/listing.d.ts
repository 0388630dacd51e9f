// Generated from listing.schema.json by "npm run schemas". Do not edit.
// biome-ignore-all format: generated

/** What the plugin's MCP servers need of a tool host. The operator of a host grants each of these. */
export type Host = {
  /** Where its servers make sense: "local" on the machine of the one who uses them, "remote" on a host for a team. Absent: both. */
  modes?: ("local" | "remote")[];
  /** Names of tools that need the user's machine, such as a browser: a remote host leaves them out. */
  localTools?: string[];
  /** The oldest version of the host that it works on. */
  minVersion?: string;
  /** Files and folders outside its own that it reads. */
  read?: string[];
  /** Files and folders outside its own that it reads and writes. */
  write?: string[];
  /** Environment variables that it is given, besides those that its servers name. */
  env?: string[];
  /** Whether one process may serve every caller: what one of them does, another may see. */
  shared?: boolean;
  /** Whether its tools keep something from one call to the next. */
  stateful?: boolean;
};

/** When Claude Code may suggest this plugin, where an administrator allows this marketplace to suggest. https://code.claude.com/docs/en/plugin-relevance */
export type Relevance = {
  /** Fills "Working with …?" in the suggestion. Absent: the name of the plugin, capitalised. */
  topic?: string;
  /** One match is enough. */
  signals: {
    /** Glob patterns of the working directory. */
    cwd?: string[];
    /** Names of commands that Claude has run. */
    cli?: string[];
    /** Host names seen in commands: bare and lower-case, without scheme, port or path. */
    hosts?: string[];
    /** Glob patterns of files that Claude has read. */
    filesRead?: string[];
    /** Dependencies in package manifests that Claude has read. */
    manifestDeps?: {
      /** Regular expression of the manifest's path, which is absolute: anchor it at the end. */
      file: string;
      /** Regular expression of its content. */
      pattern: string;
    }[];
  };
};

/** A version that was withdrawn. Those who have it keep it. */
export type Yanked = {
  /** As the manifest named it. */
  version: string;
  /** Why, for those who have it. */
  reason: string;
  /** Since when, as YYYY-MM-DD. */
  date: string;
};

/** "listing.json": what the marketplace adds to a plugin's own manifest. */
export type Listing = {
  /** Where an editor finds this schema. */
  $schema?: string;
  /** The id of a category from "marketplace.config.json". */
  category?: string;
  /** Words to find the plugin by, besides the keywords of its manifest. */
  tags?: string[];
  /** GitHub logins of the people whose updates need no second pair of eyes. */
  maintainers?: string[];
  relevance?: Relevance;
  /** How changes of this plugin are judged, where that differs from the marketplace's own rule. A curator has to approve it. */
  review?: {
    /** Which changes of what takes effect pass without a person; see "review.merge.changes" of the marketplace's configuration. */
    changes?: "documents" | "text" | "all";
  };
  /** The plugin is kept for those who have it, and nobody should begin with it. */
  deprecated?: {
    /** Why, for those who use it. */
    reason: string;
    /** Since when, as YYYY-MM-DD. */
    date: string;
    /** The name of the plugin to use instead. */
    replacement?: string;
  };
  /** Versions that nobody should get any more. A plugin whose current version is among them is not offered until it has a higher one. */
  yanked?: Yanked[];
  host?: Host;
};
