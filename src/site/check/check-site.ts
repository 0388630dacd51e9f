import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseRegistry, type Registry } from '../registry.ts';
import { type Looked, openSite, type SiteReport } from './built-site.ts';
import { checkPages } from './check-pages.ts';
import { checkPublished } from './check-published.ts';
import { checkSearch } from './check-search.ts';

const ofPlugins: readonly Looked[] = ['fields of plugins', 'sizes of plugin pages', 'search index texts'];
/** What `checkPublished` looks at, and what the sitemap has. */
const beside: readonly Looked[] = ['addresses in the sitemap', 'data files', 'digests', 'feeds', 'archives'];

/**
 * Checks a built site: that every page is whole, every link and anchor leads somewhere, no field of the registry is shown nowhere, nothing is
 * blocked by the site's own policy, and nothing is heavier than it may be; that the search has all that it reads; and that everything else that
 * is published is there, as the registry and the digests beside it have it. A check that found nothing to look at fails.
 * @param folder of the built site
 * @param registry that it was built from
 * @param isWhole whether the API, the feeds and the rest were built too
 */
export function checkSite(folder: string, registry: Registry, isWhole = true): SiteReport {
  const { site, report } = openSite(folder, registry);
  checkPages(site, isWhole);
  checkSearch(site);
  if (isWhole) checkPublished(site);
  else for (const what of beside) site.excuse(what);
  // A marketplace may have none yet.
  if (registry.plugins.length === 0) for (const what of ofPlugins) site.excuse(what);
  return report();
}

/** The registry that a built site was made from. */
export function registryOf(folder: string): Registry | undefined {
  const file = join(folder, 'registry.json');
  return existsSync(file) ? parseRegistry(readFileSync(file, 'utf8'), file) : undefined;
}
