interface ImportMetaEnv {
  /** Absolute path of the registry that this build shows. */
  readonly REGISTRY_FILE: string;
  /** Absolute path of what the build knows besides it; see `SiteData`. */
  readonly SITE_DATA_FILE: string;
}

interface ImportMeta {
  readonly env: ImportMetaEnv;
}
