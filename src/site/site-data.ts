import type { Catalog } from './catalog.ts';

/** A rule of the check, as its page shows it. `text` is its page in Markdown. */
export type SiteRule = {
  id: string;
  authority: 'claude-code' | 'marketplace';
  /** What a finding is worth here, unless it says otherwise. */
  severity: 'error' | 'warning' | 'info' | 'off';
  /** The rule's own severity, where the owner of the marketplace chose another one. */
  ownSeverity?: 'error' | 'warning' | 'info';
  waivable: boolean;
  marketplaceOnly: boolean;
  text: string;
};

/** What the pages that Astro renders show. */
export type SiteData = {
  catalog: Catalog;
  rules: SiteRule[];
  /** The documentation of the API in Markdown; absent where there is none. */
  api?: string;
};

/**
 * Where the build leaves what it shows. It and the pages run in one process and share no module, because Astro bundles the pages; and the
 * catalog of 10,000 plugins, read once more, would be looked through by each garbage collection until the build ends.
 */
const place = Symbol.for('plugin-marketplace.site-data');
const shared = globalThis as { [place]?: SiteData };

/** Has the pages show `data` for as long as `render` takes. */
export async function showing(data: SiteData, render: () => Promise<void>): Promise<void> {
  shared[place] = data;
  try {
    await render();
  } finally {
    delete shared[place];
  }
}

/** What this build shows. Everything on the site comes from here. */
export function siteData(): SiteData {
  const data = shared[place];
  if (data === undefined) throw new Error('The pages have nothing to show. Build them with "npm run build".');
  return data;
}
