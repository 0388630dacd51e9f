interface ImportMetaEnv {
  /** Path at which the site is served, with a slash at both ends. */
  readonly BASE_URL: string;
  /** Origin of the published site. */
  readonly SITE: string;
  /** Absolute path of the registry that this build shows. */
  readonly REGISTRY_FILE: string;
}

interface ImportMeta {
  readonly env: ImportMetaEnv;
}
