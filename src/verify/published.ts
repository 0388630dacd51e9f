import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isFolder as isFolderAt } from '../plugin/file-system.ts';
import type { PluginFile } from '../plugin/plugin.ts';
import { digestOf } from '../plugin/source.ts';
import { asRecord, jsonValue, own } from '../plugin/values.ts';
import { type Registry, type RegistryPlugin, registryVersion } from '../registry/registry.ts';
import { registryFile } from '../registry/serialize.ts';
import { fetchBytes } from './fetch-bytes.ts';

/** Largest registry, and largest file of the API about one plugin, in bytes. */
const largest = { registry: 256 << 20, plugin: 64 << 20 };

/** A name that is one segment of a path and of an address. */
const plainName = /^[a-z0-9][a-z0-9._-]*$/i;

/** A published registry. */
export type Published = {
  registry: Registry;
  /** Path or address. */
  source: string;
  /** Of the file, lower-case hex. */
  sha256: string;
  /** A plugin's files as listed by the API beside the registry; undefined where there is no list that fits the registry's digest. */
  filesOf(plugin: RegistryPlugin): Promise<PluginFile[] | undefined>;
};

/**
 * Reads a registry.
 * @param where path of the file or of its folder, or its address
 * @throws with one sentence where there is none
 */
export async function readPublished(where: string): Promise<Published> {
  const isAddress = /^[a-z][a-z0-9+.-]*:\/\//i.test(where);
  const isFolder = isAddress ? where.endsWith('/') : isFolderAt(where);
  const source = !isFolder ? where : isAddress ? where + registryFile : join(where, registryFile);
  const read = async (path: string, most: number) =>
    isAddress ? fetchBytes(new URL(path, source).href, most) : readIfThere(join(dirname(source), path));
  const bytes = isAddress ? await fetchBytes(source, largest.registry) : readIfThere(source);
  if (bytes === undefined) throw new Error(`There is no registry at "${source}".`);
  const registry = jsonValue(bytes.toString('utf8'));
  if (!isRegistry(registry)) throw new Error(`"${source}" is not a registry of schema version 1.`);
  return {
    registry,
    source,
    sha256: hash('sha256', bytes, 'hex'),
    async filesOf({ name, digest }) {
      if (!plainName.test(name)) return undefined;
      const text = (await read(`api/v1/plugins/${name}.json`, largest.plugin))?.toString('utf8');
      const files = text === undefined ? undefined : filesIn(text);
      return files !== undefined && digestOf(files) === digest ? files : undefined;
    },
  };
}

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

function isRegistry(value: unknown): value is Registry {
  const registry = asRecord(value) as Partial<Registry>;
  return (
    registry.schemaVersion === registryVersion &&
    typeof registry.name === 'string' &&
    typeof registry.repository === 'string' &&
    Array.isArray(registry.plugins) &&
    registry.plugins.every((item) => {
      const { name, digest, versions } = asRecord(item);
      return typeof name === 'string' && typeof digest === 'string' && Array.isArray(versions);
    })
  );
}

function filesIn(text: string): PluginFile[] | undefined {
  const entries = own(asRecord(own(asRecord(jsonValue(text)), 'files')), 'entries');
  const isFile = (item: unknown) => {
    const { path, sha256, mode } = asRecord(item);
    return typeof path === 'string' && typeof sha256 === 'string' && typeof mode === 'string';
  };
  return Array.isArray(entries) && entries.every(isFile) ? (entries as PluginFile[]) : undefined;
}
