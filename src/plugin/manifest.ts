/** Contact of a person or team, as `plugin.json` and `marketplace.json` write it. */
export type Author = { name: string; email?: string; url?: string };

/** A dependency on another plugin, as written: https://code.claude.com/docs/en/plugin-dependencies */
export type Dependency = { name: string; version?: string; marketplace?: string };

/** The facts of a `plugin.json` that others show; every field is optional because a plugin may have no manifest or a broken one. */
export type Manifest = {
  name?: string;
  displayName?: string;
  version?: string;
  description?: string;
  author?: Author;
  homepage?: string;
  repository?: string;
  license?: string;
  keywords?: string[];
  defaultEnabled?: boolean;
  dependencies?: Dependency[];
};
