// What the pages of plugins show besides the registry, read from their folders and from git. Part of npm run build.
import { hash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { configFile, readConfig } from '../src/check/config/config.ts';
import { defaultPolicy, type MarketplaceConfig } from '../src/check/config/policy.ts';
import { rules } from '../src/check/rules.ts';
import { adjustedBy, checkPlugin } from '../src/check/run/check-plugin.ts';
import { findRepository } from '../src/plugin/git.ts';
import { describePlugin } from '../src/plugin/read-plugin.ts';
import { digestOf, readSource, type Source } from '../src/plugin/source.ts';
import type { Registry } from '../src/registry/registry.ts';
import { type Change, makeContent, type PluginContent, type PluginDetails } from '../src/site/content.ts';
import type { KeptFiles } from '../src/site/kept-files.ts';
import type { SiteRule } from '../src/site/site-data.ts';
import { pluginChanges } from './plugin-changes.ts';
import type { OpenPlugin } from './plugin-folders.ts';

const source = join(import.meta.dirname, '..', 'src');

/** What makes that differ which a build keeps for the next one, although the plugins are the same: the code, its packages, Node with its zlib. */
export function keptEdition(): string {
  const code = ['plugin', 'site'].flatMap((room) =>
    readdirSync(join(source, room), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  const files = [
    ...code.sort(),
    join(import.meta.dirname, 'plugin-changes.ts'),
    join(source, '..', 'package-lock.json'),
  ];
  const hashes = files.map((file) => hash('sha256', readFileSync(file)));
  return hash('sha256', [process.version, ...hashes].join()).slice(0, 16);
}

/** Opens what is known of plugins besides the registry. */
export async function openDetails(
  root: string,
  registry: Registry,
  openPlugin: OpenPlugin,
  kept: KeptFiles,
): Promise<{ detailsOf(name: string): PluginDetails; readmeOf(name: string): string; made(): number }> {
  const repository = findRepository(root);
  const open = (name: string, digest: string): Source | undefined => {
    const read = readSource(openPlugin(name), `plugins/${name}`);
    // A folder that is not what the registry describes would be shown under a wrong name.
    return read.files.size > 0 && digestOf(filesOf(read)) === digest ? read : undefined;
  };
  const findings = await findingsOf(root, registry, open);
  const changes =
    repository?.head === undefined
      ? new Map<string, Change[]>()
      : pluginChanges(root, { head: repository.head, prefix: repository.prefix }, kept);
  const byName = new Map(registry.plugins.map((plugin) => [plugin.name, plugin]));
  let made = 0;
  const readmes = new Map<string, string>();
  const details = {
    detailsOf(name: string): PluginDetails {
      const digest = byName.get(name)?.digest ?? '';
      const key = `content-${digest}`;
      const found = kept.find(key);
      let content =
        found === undefined ? undefined : (JSON.parse(Buffer.from(found).toString('utf8')) as PluginContent);
      if (content === undefined) {
        const read = open(name, digest);
        if (read !== undefined) {
          content = makeContent(filesOf(read), (path) => read.files.get(path)?.text);
          kept.keep(key, JSON.stringify(content));
          made++;
        }
      }
      readmes.set(name, content?.words ?? '');
      return {
        ...(content === undefined ? {} : { content }),
        findings: findings.get(name) ?? [],
        changes: changes.get(name) ?? [],
      };
    },
    /** Known from when its page was made: reading what is kept of it once more would take as long again. */
    readmeOf(name: string): string {
      if (!readmes.has(name)) details.detailsOf(name);
      return readmes.get(name) ?? '';
    },
    made: () => made,
  };
  return details;
}

function filesOf(read: Source) {
  return [...read.files.values()].map(({ path, bytes, sha256, kind, executable }) => ({
    path,
    bytes,
    sha256,
    mode: kind === 'link' ? ('120000' as const) : executable ? ('100755' as const) : ('100644' as const),
  }));
}

/** What the check says of the plugins of which the registry counts something. The others are not read for it. */
async function findingsOf(
  root: string,
  registry: Registry,
  open: (name: string, digest: string) => Source | undefined,
): Promise<Map<string, PluginDetails['findings']>> {
  const found = new Map<string, PluginDetails['findings']>();
  const counted = registry.plugins.filter(({ check }) => check.errors + check.warnings + check.infos > 0);
  if (counted.length === 0) return found;
  const config = ownConfig(root);
  if (config === undefined) return found;
  const byName = new Map(registry.plugins.map((plugin) => [plugin.name, plugin]));
  const names = [...byName.keys()];
  for (const { name, digest } of counted) {
    const own = open(name, digest);
    if (own === undefined) continue;
    const diagnostics = await checkPlugin(own, describePlugin(own), {
      rules,
      policy: config.policy,
      marketplace: { config, names, manifestOf: (other) => byName.get(other) },
      docsOf: () => '',
    });
    found.set(name, diagnostics.slice(0, 100));
  }
  return found;
}

/** Every rule with the text of its page, and what a finding of it is worth in this marketplace. */
export function siteRules(root: string): SiteRule[] {
  const policy = ownConfig(root)?.policy ?? defaultPolicy;
  return rules
    .filter((rule) => rule.looksAt === 'plugin')
    .map((rule) => {
      const { id, authority, severity, waivable, marketplaceOnly } = rule;
      const chosen = adjustedBy(policy, rule) ?? severity;
      return {
        id,
        authority,
        severity: chosen,
        ...(chosen === severity ? {} : { ownSeverity: severity }),
        waivable,
        marketplaceOnly: marketplaceOnly === true,
        text: readFileSync(join(source, 'check', 'rules', id, 'README.md'), 'utf8'),
      };
    });
}

/** The owner's configuration; undefined where there is none that can be used, as beside a registry that came from elsewhere. */
function ownConfig(root: string): MarketplaceConfig | undefined {
  const file = join(root, configFile);
  const read = existsSync(file) ? readConfig(readFileSync(file, 'utf8')) : undefined;
  return read?.ok === true ? read.config : undefined;
}
