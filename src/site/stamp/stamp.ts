import type { PutFile } from '../../registry/output-folder.ts';
import type { Catalog } from '../catalog.ts';
import type { PluginDetails } from '../content.ts';
import { browsePages } from '../parts/browse-pages.ts';
import type { StampedPage } from '../parts/page.ts';
import { pluginPages } from '../parts/plugin-page.ts';
import type { RegistryPlugin } from '../registry.ts';
import { similarPlugins } from '../similar.ts';
import type { Shell } from './shell.ts';

/** Similar plugins that a page names. */
const mostSimilar = 4;

/**
 * Every page of which there are many. `detailsOf` is asked once for each plugin, in the order of the registry, and nothing is kept of its answer.
 * @param fits whether the page of a plugin is light enough
 */
export function* stampedPages(
  catalog: Catalog,
  detailsOf: (plugin: RegistryPlugin) => PluginDetails,
  fits: (page: StampedPage) => boolean,
): Generator<StampedPage> {
  const similar = similarPlugins(catalog.registry.plugins, mostSimilar);
  for (const plugin of catalog.registry.plugins)
    yield* pluginPages(catalog, plugin, detailsOf(plugin), similar.get(plugin.name) ?? [], fits);
  yield* browsePages(catalog);
}

/** Puts pages where their addresses lead; returns how many. `listed` gets the paths of those that search engines may list. */
export function putPages(
  put: PutFile,
  shell: Shell,
  pages: Iterable<StampedPage>,
  listed?: string[],
): number {
  let count = 0;
  for (const page of pages) {
    put(`${page.path}index.html`, shell(page));
    if (page.isHidden !== true) listed?.push(page.path);
    count++;
  }
  return count;
}
