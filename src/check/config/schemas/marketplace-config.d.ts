// Generated from marketplace-config.schema.json by "npm run schemas". Do not edit.
// biome-ignore-all format: generated

/** How the tool host runs the plugins' MCP servers. */
export type HostSettings = {
  /** What each plugin gets of what its listing asks for. A need that has no entry here keeps the plugin off the host. */
  grants?: Record<string, HostGrants>;
};

/** What one plugin is granted. An empty list and false decide too: it runs without. */
export type HostGrants = {
  /** Files and folders that it may read. */
  read?: string[];
  /** Files and folders that it may read and write. */
  write?: string[];
  /** Whether it may reach the network. No level of isolation can allow single hosts. */
  network?: boolean;
  /** Names of environment variables whose values it gets. */
  env?: string[];
  /** Whether one process may serve every caller. */
  shared?: boolean;
};

export type Author = {
  /** As it is shown. */
  name: string;
  /** Where to write to. */
  email?: string;
  /** A page about them. */
  url?: string;
};

/** The owner's rules; everything has a default. */
export type Policy = {
  /** Severity by rule id. Rules of Claude Code itself, and rules that cannot be waived, keep theirs. */
  rules: Record<string, "error" | "warning" | "info" | "off">;
  /** Sizes and counts above which a plugin is refused. */
  limits: {
    /** Bytes of one file. */
    fileBytes: number;
    /** Bytes of all files. */
    totalBytes: number;
    /** Number of files. */
    files: number;
    /** Levels of folders. */
    depth: number;
    /** Characters of a path inside the plugin. */
    pathLength: number;
    /** Least characters of the description. */
    descriptionMin: number;
    /** Most characters of the description. */
    descriptionMax: number;
    /** Least words of prose in the README. */
    readmeWords: number;
  };
  /** SPDX ids that may be used. Absent: any SPDX license. */
  licenses?: string[];
  /** Hosts that a plugin may name; "*.example.com" stands for all below it. Absent: any. */
  hosts?: string[];
  /** Plugins that may be depended on, "name" or "name@marketplace". Absent: any plugin of this marketplace. */
  dependencies?: string[];
  /** Names that nobody may take, besides those that Claude Code reserves. Replaces the default list. */
  reservedNames: string[];
};

/** How pull requests are judged; everything has a default. */
export type ReviewSettings = {
  /** GitHub logins of those who look after the marketplace itself: they may change more than plugins, and are asked what only a person can answer. Absent: the owner of the repository. */
  curators?: string[];
  /** Merging by a machine. */
  merge?: {
    /** Whether a pull request that passes, or that was approved as it is, is merged without anybody's hand. Absent: no. */
    enabled?: boolean;
    /** Which changes of what takes effect pass without a person. "documents": none, only what no program and no session is given; "text": also what a skill, command or agent says, if no new command, address or file is named; "all": every change that brings no new capability. What nobody can read never passes. Absent: documents. */
    changes?: "documents" | "text" | "all";
  };
  /** Above which a pull request is unusual, so that a person looks. */
  limits?: {
    /** Changed files of one plugin. Absent: 100. */
    files?: number;
    /** Bytes of one plugin's changed files. Absent: 1 MB. */
    bytes?: number;
    /** Plugins. Absent: 5. */
    plugins?: number;
  };
};

/** "marketplace.config.json": the one file that the owner of a marketplace writes. */
export type MarketplaceConfig = {
  /** Where an editor finds this schema. */
  $schema?: string;
  /** How people name this marketplace when they install from it: "plugin@name". */
  name: string;
  /** The name as it is shown. */
  displayName?: string;
  /** One or two sentences about the marketplace. */
  description: string;
  /** Who answers for this marketplace. */
  owner: Author;
  /** "owner/name" on GitHub. */
  repository: string;
  /** Where the catalog is published, with a slash at the end. */
  site: string;
  /** What a plugin can be filed under, in the order in which they are shown. */
  categories: {
    /** What a listing names. */
    id: string;
    /** What a visitor reads. */
    name: string;
    /** One sentence. */
    description: string;
  }[];
  /** Former names of plugins and what each became; null where the plugin was removed. Keep old entries: people still have them. */
  renames: Record<string, string | null>;
  policy: Policy;
  review?: ReviewSettings;
  host?: HostSettings;
};
