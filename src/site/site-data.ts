import { readFileSync } from 'node:fs';
import { type Catalog, createCatalog } from './catalog.ts';
import { parseRegistry } from './registry.ts';

/** A rule of the check, as its page shows it. `text` is its page in Markdown. */
export type SiteRule = {
  id: string;
  authority: 'claude-code' | 'marketplace';
  severity: 'error' | 'warning' | 'info';
  waivable: boolean;
  marketplaceOnly: boolean;
  text: string;
};

/** What the build hands to the pages that Astro renders, besides the registry. */
export type SiteData = {
  commit: string;
  dependents: Record<string, string[]>;
  removed: { name: string; replacement: string | null }[];
  rules: SiteRule[];
  /** The documentation of the API in Markdown; absent where there is none. */
  api?: string;
};

let read: { catalog: Catalog; data: SiteData } | undefined;

/** The catalog that this build shows, read once. Everything on the site comes from here. */
export function readSite(): { catalog: Catalog; data: SiteData } {
  if (read === undefined) {
    const { REGISTRY_FILE: file, SITE_DATA_FILE: dataFile } = import.meta.env;
    const data = JSON.parse(readFileSync(dataFile, 'utf8')) as SiteData;
    const registry = parseRegistry(readFileSync(file, 'utf8'), file);
    const catalog = createCatalog(registry, {
      commit: data.commit,
      dependents: new Map(Object.entries(data.dependents)),
      removed: data.removed,
    });
    read = { catalog, data };
  }
  return read;
}
