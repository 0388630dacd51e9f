import { type Registry, type RegistryPlugin, registryVersion } from '../registry/registry.ts';

export type { Registry, RegistryPlugin };

/** `text` of a `registry.json`; `file` names it in errors. The publish step validated the rest of its shape. */
export function parseRegistry(text: string, file: string): Registry {
  let registry: Registry | null = null;
  try {
    registry = JSON.parse(text);
  } catch {
    // Said below, together with all else that is no registry.
  }
  if (registry?.schemaVersion !== registryVersion || !Array.isArray(registry.plugins))
    throw new Error(
      `"${file}" is not a registry of schema version ${registryVersion}: run "npm run registry".`,
    );
  for (const { name } of registry.plugins)
    if (!/^[a-z0-9][a-z0-9._-]*$/i.test(name))
      throw new Error(
        `"${file}" lists a plugin ${JSON.stringify(name)}, which cannot be the name of a page.`,
      );
  return registry;
}
