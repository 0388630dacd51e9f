import { hash } from 'node:crypto';
import type { FileSystem } from '../../plugin/file-system.ts';
import type { PluginFile } from '../../plugin/plugin.ts';
import { digestOf, readLimits } from '../../plugin/source.ts';
import { zipWriter } from './zip.ts';

/** Claude Code refuses larger archives, in bytes: https://code.claude.com/docs/en/plugin-marketplaces#zip-archives */
const largestArchive = 256 << 20;

/** Changes with what an archive's bytes depend on besides the plugin, so that an older one is not taken for it. */
export const archiveEdition = 1;

/** A plugin's files as they were read: what the API says of them, and the zip that holds them. */
export type Packed = {
  /** Sorted by path. */
  files: PluginFile[];
  /** See `Plugin.digest`. */
  digest: string;
  /** `reason` ends the sentence "The plugin has no archive, because …". */
  zip: { ok: true; bytes: Uint8Array; sha256: string } | { ok: false; reason: string };
};

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
 * Reads a plugin's files and packs them, those at its top at the top of the archive. The same files give the same bytes: sorted by path,
 * with the modes that git knows. A plugin with symbolic links, or with what cannot be read, gets no archive: without it, it would be
 * another plugin, and what a link becomes differs from one unzip to the next.
 */
export function packPlugin(fs: FileSystem): Packed {
  const files: PluginFile[] = [];
  const zip = zipWriter();
  let reason: string | undefined;
  let total = 0;
  const walk = fs.walk(readLimits);
  if (walk.stopped !== undefined) reason = 'it holds more files or folders than are read of a plugin';
  for (const entry of walk.entries) {
    const { path, kind, bytes } = entry;
    if (kind === 'directory') continue;
    if (kind === 'link') {
      const target = fs.link(path) ?? '';
      const sha256 = hash('sha256', target, 'hex');
      files.push({ path, bytes: Buffer.byteLength(target), sha256, mode: '120000' });
      reason ??= `${JSON.stringify(path)} is a symbolic link`;
    } else if (kind !== 'file') reason ??= `${JSON.stringify(path)} is no file`;
    else {
      total += bytes;
      const content = total > readLimits.totalBytes ? undefined : fs.read(entry, Math.max(bytes, 1));
      const sha256 = content === undefined ? '' : hash('sha256', content, 'hex');
      files.push({ path, bytes, sha256, mode: entry.executable ? '100755' : '100644' });
      if (total > readLimits.totalBytes) reason ??= tooLarge;
      else if (content === undefined) reason ??= `${JSON.stringify(path)} cannot be read`;
      else if (reason === undefined) zip.add(path, content, entry.executable ? 0o100755 : 0o100644);
    }
  }
  const digest = digestOf(files);
  if (reason === undefined && zip.size() <= largestArchive) {
    const bytes = zip.finish();
    if (bytes.length <= largestArchive)
      return { files, digest, zip: { ok: true, bytes, sha256: hash('sha256', bytes, 'hex') } };
  }
  return { files, digest, zip: { ok: false, reason: reason ?? tooLarge } };
}

const tooLarge = `it is larger than ${largestArchive >> 20} MiB`;
