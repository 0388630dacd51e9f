import type { Registry, RegistryPlugin } from '../../src/registry/registry.ts';

const hash = 'a3f1'.repeat(16);

/** A registry as an attacker who got past every check would want it: each string of each plugin tries to become markup. */
export function hostileRegistry(like: Registry): Registry {
  const attack =
    '"\'><script>globalThis.hacked=1</script><img src=x onerror="globalThis.hacked=1">{globalThis.hacked=1}\u202Eevil';
  const plugin: RegistryPlugin = {
    name: 'hostile',
    tree: 'b'.repeat(40),
    digest: hash,
    displayName: attack,
    version: attack,
    description: attack,
    author: { name: attack, url: 'javascript:globalThis.hacked=1' },
    homepage: 'javascript:globalThis.hacked=1',
    repository: 'data:text/html,<script>globalThis.hacked=1</script>',
    license: attack,
    keywords: [attack],
    tags: [attack],
    maintainers: [attack],
    category: attack,
    dependencies: [{ name: attack, version: attack, marketplace: attack }],
    deprecated: { reason: attack, date: attack, replacement: attack },
    components: [
      {
        kind: 'hook',
        name: attack,
        description: attack,
        file: attack,
        line: 1,
        matcher: attack,
        type: attack as 'command',
        command: attack,
        args: [attack],
      },
    ],
    capabilities: [
      { kind: 'hook', summary: attack, type: 'command', command: attack, file: attack, line: 1 },
      {
        kind: 'network-host',
        summary: 'a'.repeat(5000),
        host: 'b'.repeat(5000),
        namedBy: 'script',
        file: 'c'.repeat(500),
        line: 2,
      },
    ],
    tokens: { alwaysOn: 0, onInvoke: 0 },
    files: { count: 1, bytes: 1 },
    check: { status: 'error', ruleset: '1', errors: 1, warnings: 1, infos: 1 },
    versions: [{ version: attack, commit: attack, date: attack }],
  };
  return { ...like, plugins: [plugin] };
}
