interface ImportMetaEnv {
  /** Absolute path of the registry that this build shows. */
  readonly REGISTRY_FILE: string;
}

interface ImportMeta {
  readonly env: ImportMetaEnv;
}
