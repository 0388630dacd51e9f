import { defaultPolicy, type MarketplaceConfig } from '../src/check/config/policy.ts';
import { type Registry, type RegistryPlugin, registryVersion } from '../src/registry/registry.ts';

const hex = (text: string, length: number) =>
  Buffer.from(text.padEnd(length, '.')).toString('hex').slice(0, length);

/** What `marketplace.config.json` must hold, and no more. */
export const leastConfig = {
  name: 'our-plugins',
  description: 'Plugins for a test.',
  owner: { name: 'Us' },
  repository: 'us/plugins',
  site: 'https://us.example.com/plugins/',
  categories: [{ id: 'testing', name: 'Testing', description: 'Tests.' }],
};

/** The configuration of a marketplace. */
export function aConfig(more: Partial<MarketplaceConfig> = {}): MarketplaceConfig {
  return { ...leastConfig, displayName: 'Our plugins', renames: {}, policy: defaultPolicy, ...more };
}

/** A plugin as the registry has it, with what a test does not care about filled in. */
export function aPlugin(name: string, more: Partial<RegistryPlugin> = {}): RegistryPlugin {
  return {
    name,
    tree: hex(name, 40),
    digest: hex(name, 64),
    components: [],
    capabilities: [],
    tokens: { alwaysOn: 0, onInvoke: 0 },
    files: { count: 1, bytes: 2 },
    check: { status: 'ok', ruleset: '1', errors: 0, warnings: 0, infos: 0 },
    versions: [],
    ...more,
  };
}

/** A registry of these plugins. */
export function aRegistry(plugins: RegistryPlugin[], more: Partial<Registry> = {}): Registry {
  return {
    $schema: 'https://catalog.example/shop/schemas/registry.schema.json',
    schemaVersion: registryVersion,
    name: 'shop',
    displayName: 'The Shop',
    description: 'Plugins to test with.',
    owner: { name: 'Owner' },
    repository: 'owner/shop',
    site: 'https://catalog.example/shop/',
    categories: [{ id: 'testing', name: 'Testing', description: 'Find out whether it works.' }],
    client: '2.1.332',
    ruleset: '1',
    policy: 'b'.repeat(64),
    marketplace: 'c'.repeat(64),
    codeowners: 'e'.repeat(64),
    trees: 'd'.repeat(64),
    renames: {},
    plugins,
    ...more,
  };
}

/** What an author could write anywhere: markup, quotes, turned directions, broken and forbidden characters. */
export const attack =
  '"\'><script>globalThis.hacked=1</script><img src=x onerror="globalThis.hacked=1">]]>&#x3c;&nbsp;\u202Eevil\u2066\0\u0008\u001b[31m\ud800\uffff\u2028\n# [x](javascript:1)';

/** A plugin each of whose texts is an attack, and that passed the check all the same. */
export function hostilePlugin(): RegistryPlugin {
  return aPlugin('hostile', {
    displayName: attack,
    version: attack,
    description: attack,
    author: { name: attack, email: attack, url: 'javascript:globalThis.hacked=1' },
    homepage: 'javascript:globalThis.hacked=1',
    repository: attack,
    license: attack,
    keywords: [attack],
    tags: [attack],
    maintainers: [attack],
    category: attack,
    dependencies: [{ name: attack, version: attack, marketplace: attack }],
    deprecated: { reason: attack, date: '2026-01-02', replacement: 'other' },
    components: [{ kind: 'skill', name: attack, description: attack, file: attack, line: 1 }],
    capabilities: [
      { kind: 'hook', summary: attack, type: 'command', command: attack, file: attack, line: 1 },
    ],
    created: '2026-01-01',
    updated: '2026-01-03',
    versions: [{ version: attack, commit: 'd'.repeat(40), date: '2026-01-02' }],
  });
}
