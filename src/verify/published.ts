import { hash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { PluginFile } from '../plugin/plugin.ts';
import { digestOf } from '../plugin/source.ts';
import { asRecord, own } from '../plugin/values.ts';
import type { Registry, RegistryPlugin } from '../registry/registry.ts';
import { registryFile } from '../registry/serialize.ts';
import { fetchBytes } from './fetch-bytes.ts';

/** Largest registry, and largest file of the API about one plugin, in bytes. */
const largest = { registry: 256 << 20, plugin: 64 << 20 };

/** A name that is one part of a path and of an address. */
const plainName = /^[a-z0-9][a-z0-9._-]*$/i;

/** A published registry. */
export type Published = {
  registry: Registry;
  /** Path or address. */
  source: string;
  /** Of the file, lower-case hex. */
  sha256: string;
  /** A plugin's files as the API beside it lists them, where they are those of the registry's digest; undefined where there is no such list. */
  filesOf(plugin: RegistryPlugin): Promise<PluginFile[] | undefined>;
};

/**
 * Reads a registry.
 * @param where path of the file or of a folder that holds it, or its address
 * @throws with one sentence where there is none
 */
export async function readPublished(where: string): Promise<Published> {
  const isAddress = /^[a-z][a-z0-9+.-]*:\/\//i.test(where);
  const source = isAddress ? (where.endsWith('/') ? where + registryFile : where) : fileOf(where);
  const bytes = isAddress ? await fetchBytes(source, largest.registry) : readIfThere(source);
  if (bytes === undefined) throw new Error(`There is no registry at "${source}".`);
  const registry = parseRegistry(bytes.toString('utf8'));
  if (registry === undefined) throw new Error(`"${source}" is not a registry of schema version 1.`);
  const read = async (path: string) =>
    isAddress
      ? fetchBytes(new URL(path, source).href, largest.plugin)
      : readIfThere(join(dirname(source), path));
  return {
    registry,
    source,
    sha256: hash('sha256', bytes, 'hex'),
    async filesOf(plugin) {
      if (!plainName.test(plugin.name)) return undefined;
      const text = (await read(`api/v1/plugins/${plugin.name}.json`))?.toString('utf8');
      const files = text === undefined ? undefined : filesIn(text);
      // A list of other files than the registry's says nothing about them.
      return files !== undefined && digestOf(files) === plugin.digest ? files : undefined;
    },
  };
}

function fileOf(where: string): string {
  return existsSync(where) && statSync(where).isDirectory() ? join(where, registryFile) : where;
}

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

function parseRegistry(text: string): Registry | undefined {
  try {
    const registry = JSON.parse(text) as Registry;
    const isPlugin = (plugin: Partial<RegistryPlugin> | null) =>
      typeof plugin?.name === 'string' && typeof plugin.digest === 'string' && Array.isArray(plugin.versions);
    return registry?.schemaVersion === 1 &&
      typeof registry.name === 'string' &&
      typeof registry.repository === 'string' &&
      Array.isArray(registry.plugins) &&
      registry.plugins.every(isPlugin)
      ? registry
      : undefined;
  } catch {
    return undefined;
  }
}

function filesIn(text: string): PluginFile[] | undefined {
  try {
    const entries = own(asRecord(own(asRecord(JSON.parse(text)), 'files')), 'entries');
    if (!Array.isArray(entries)) return undefined;
    const isFile = (file: Partial<PluginFile> | null) =>
      typeof file?.path === 'string' && typeof file.sha256 === 'string' && typeof file.mode === 'string';
    return entries.every(isFile) ? (entries as PluginFile[]) : undefined;
  } catch {
    return undefined;
  }
}
