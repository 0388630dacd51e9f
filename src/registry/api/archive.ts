import { hash } from 'node:crypto';
import type { FileSystem } from '../../plugin/file-system.ts';
import type { Source } from '../../plugin/source.ts';
import { zipWriter } from './zip.ts';

/** Claude Code refuses larger archives, in bytes: https://code.claude.com/docs/en/plugin-marketplaces#zip-archives */
const largestArchive = 256 << 20;

/** A plugin's archive, or the end of the sentence "It has no archive, because …". */
export type PluginArchive = { bytes: Uint8Array } | { reason: string };

/** https://semver.org, without build metadata, whose `+` some hosts read as a space. */
const plainVersion = /^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?$/;

/** `archives/<name>-<version>.zip`; a version that is not plain semantic versioning gives way to the first characters of the digest. */
export function archivePath(plugin: { name: string; version?: string; digest: string }): string {
  const { name, version = '', digest } = plugin;
  const isPlain = version.length <= 64 && plainVersion.test(version);
  return `archives/${name}-${isPlain ? version : digest.slice(0, 16)}.zip`;
}

/** What `sha256sum -c` reads. */
export function checksumText(sha256: string, path: string): string {
  return `${sha256}  ${path.slice(path.lastIndexOf('/') + 1)}\n`;
}

/**
 * Packs a plugin, its folder at the top of the archive. The same files give the same bytes: sorted by path, with the modes that git knows.
 * A plugin with symbolic links or unreadable files gets no archive: it would be another plugin without them, and what a link becomes differs
 * from one unzip to the next.
 * @param source what reading `fs` gave
 * @throws where a file was changed since
 */
export function packPlugin(fs: FileSystem, source: Source): PluginArchive {
  const [other] = source.others;
  if (source.stopped !== undefined)
    return { reason: 'it holds more files or folders than are read of a plugin' };
  if (other !== undefined) return { reason: `${JSON.stringify(other.path)} is no file` };
  const zip = zipWriter();
  for (const { path, bytes, executable, kind, sha256 } of source.files.values()) {
    if (kind === 'link') return { reason: `${JSON.stringify(path)} is a symbolic link` };
    if (kind === 'unread') return { reason: `${JSON.stringify(path)} cannot be read` };
    if (sha256 === '') return { reason: tooLarge };
    const content = fs.read({ path, kind: 'file', bytes, executable }, Math.max(bytes, 1));
    if (content === undefined || hash('sha256', content, 'hex') !== sha256)
      throw new Error(`The file "${path}" of the plugin "${source.folder}" was changed while it was read.`);
    zip.add(path, content, executable ? 0o100755 : 0o100644);
    if (zip.size() > largestArchive) return { reason: tooLarge };
  }
  const bytes = zip.finish();
  return bytes.length > largestArchive ? { reason: tooLarge } : { bytes };
}

const tooLarge = `it is larger than ${largestArchive >> 20} MiB`;
