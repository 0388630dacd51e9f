import { hash } from 'node:crypto';
import { asList, asRecord, asText } from '../../plugin/values.ts';
import { marketplaceFeeds, pluginFeeds } from '../../registry/api/feeds.ts';
import { hostedMarketplacePath } from '../../registry/api/hosted-marketplace.ts';
import { llmsFile, openSearchFile, robotsFile } from '../../registry/api/pages.ts';
import { apiFolder, type PublishedFile } from '../../registry/api/published-file.ts';
import { isOffered } from '../../registry/standing.ts';
import type { BuiltSite } from './built-site.ts';

const indexPath = `${apiFolder}index.json`;

/** What the API says of an archive; nothing of it was checked. */
type Archive = Record<string, unknown>;

/** Checks everything that is published besides the pages and the search: the API, the archives, the marketplace, the feeds and the rest. */
export function checkPublished(site: BuiltSite): void {
  checkData(site);
  checkRegistry(site);
  checkDigests(site);
  checkMarketplace(site, checkArchives(site));
  checkFeeds(site);
  const { registry } = site;
  for (const file of [llmsFile(registry), openSearchFile(registry), robotsFile(registry)])
    checkMade(site, file);
}

function checkData(site: BuiltSite): void {
  for (const file of site.files) {
    if (!file.endsWith('.json')) continue;
    site.see('data files');
    const problem = dataProblem(site, file);
    if (problem !== undefined) site.complain('data', `${file}: ${problem}`);
  }
}

function dataProblem(site: BuiltSite, file: string): string | undefined {
  const value = parsed(site, file);
  if (typeof value !== 'object' || value === null) return 'is not JSON that holds an object or a list.';
  const { $schema: schema, ...rest } = value as Record<string, unknown>;
  if (Object.keys(rest).length === 0) return 'is empty.';
  const target = typeof schema === 'string' ? site.fileAt(schema)?.file : undefined;
  return target === undefined || site.has(target)
    ? undefined
    : `has the schema "${target}", which is not there.`;
}

/** What a file of JSON holds; undefined where there is none. */
function parsed(site: BuiltSite, file: string): unknown {
  try {
    return JSON.parse(site.text(file));
  } catch {
    return undefined;
  }
}

function checkRegistry(site: BuiltSite): void {
  const file = 'registry.json';
  if (JSON.stringify(parsed(site, file)) !== JSON.stringify(site.registry))
    site.complain('registry', `${file}: is not the registry that the site was built from.`);
}

/** Holds the files of the API against the digests that its index lists. */
function checkDigests(site: BuiltSite): void {
  const { registry } = site;
  const { files, plugins } = asRecord(parsed(site, indexPath));
  if (plugins !== registry.plugins.length)
    site.complain('api', `${indexPath}: does not count ${registry.plugins.length} plugins.`);
  const listed = new Set<string>();
  for (const { path: written, bytes, sha256 } of asList(files).map(asRecord)) {
    const path = asText(written) ?? '';
    listed.add(path);
    site.see('digests');
    const content = site.has(path) ? site.bytes(path) : undefined;
    if (content === undefined) site.complain('digest', `${path}: is in ${indexPath}, and is not there.`);
    else if (content.length !== bytes || hash('sha256', content, 'hex') !== sha256)
      site.complain('digest', `${path}: is not what ${indexPath} says that it is.`);
  }
  const wanted = registry.plugins.flatMap(({ name }) => [
    `${apiFolder}plugins/${name}.json`,
    `${apiFolder}badges/${name}.json`,
    `${apiFolder}badges/${name}.svg`,
  ]);
  for (const path of new Set([...site.files.filter((file) => file.startsWith(apiFolder)), ...wanted]))
    if (path !== indexPath && !listed.has(path)) site.complain('digest', `${path}: is not in ${indexPath}.`);
}

/** Checks the archive of every plugin that is offered, and its checksum; returns what the API says of each, by the plugin's name. */
function checkArchives(site: BuiltSite): Map<string, Archive> {
  const archives = new Map<string, Archive>();
  const named = new Set<string>();
  let isExcused = true;
  for (const plugin of site.registry.plugins) {
    const file = `${apiFolder}plugins/${plugin.name}.json`;
    const { digest, archive: written, noArchive } = asRecord(parsed(site, file));
    if (digest !== plugin.digest)
      site.complain('api', `${file}: does not describe the files that the registry does.`);
    if (!isOffered(plugin)) continue;
    if (written === undefined) {
      if (typeof noArchive !== 'string')
        site.complain('archive', `${file}: names neither an archive nor why there is none.`);
      continue;
    }
    isExcused = false;
    site.see('archives');
    const archive = asRecord(written);
    archives.set(plugin.name, archive);
    const path = site.fileAt(asText(archive.url) ?? '')?.file ?? '';
    named.add(path).add(`${path}.sha256`);
    const content = site.has(path) ? site.bytes(path) : undefined;
    if (content === undefined) site.complain('archive', `${path}: is in ${file}, and is not there.`);
    else if (content.length !== archive.bytes || hash('sha256', content, 'hex') !== archive.sha256)
      site.complain('archive', `${path}: is not what ${file} says that it is.`);
    checkMade(site, {
      path: `${path}.sha256`,
      content: `${archive.sha256}  ${path.slice(path.lastIndexOf('/') + 1)}\n`,
    });
  }
  if (isExcused) site.excuse('archives');
  for (const file of site.files)
    if (file.startsWith('archives/') && !named.has(file))
      site.complain('archive', `${file}: is the archive of no plugin.`);
  return archives;
}

/** Checks that whoever adds the marketplace by its address is offered each archive that there is. */
function checkMarketplace(site: BuiltSite, archives: ReadonlyMap<string, Archive>): void {
  // From a site without https, Claude Code takes no archive.
  if (!site.registry.site.startsWith('https://')) return;
  const { plugins } = asRecord(parsed(site, hostedMarketplacePath));
  const sources = new Map(
    asList(plugins)
      .map(asRecord)
      .map(({ name, source }) => [asText(name) ?? '', asRecord(source)]),
  );
  for (const [name, { url, sha256 }] of archives) {
    const source = sources.get(name);
    if (source === undefined)
      site.complain('marketplace', `${hostedMarketplacePath}: leaves out the plugin "${name}".`);
    else if (source.url !== url || source.sha256 !== sha256)
      site.complain(
        'marketplace',
        `${hostedMarketplacePath}: has another archive of "${name}" than the API.`,
      );
  }
  for (const name of sources.keys())
    if (!archives.has(name))
      site.complain('marketplace', `${hostedMarketplacePath}: lists "${name}", which has no archive.`);
}

function checkFeeds(site: BuiltSite): void {
  const { registry } = site;
  const check = (file: PublishedFile) => {
    site.see('feeds');
    checkMade(site, file);
  };
  marketplaceFeeds(registry).forEach(check);
  for (const plugin of registry.plugins) pluginFeeds(registry, plugin).forEach(check);
}

/** Checks that a file is there as it is made of the registry. */
function checkMade(site: BuiltSite, { path, content }: PublishedFile): void {
  const found = site.has(path) ? site.bytes(path) : undefined;
  if (found === undefined) site.complain('file', `${path}: is not there.`);
  else if (!found.equals(Buffer.from(content)))
    site.complain(
      'file',
      `${path}: ${found.length === 0 ? 'is empty' : 'is not what the registry makes of it'}.`,
    );
}
