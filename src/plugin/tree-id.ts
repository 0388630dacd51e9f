import { createHash } from 'node:crypto';
import type { Entry, FileSystem } from './file-system.ts';

/** Above any plugin that passes, so that what is too large still gets an id; below what would exhaust the machine. */
const limits = { entries: 200_000, depth: 2_000 };

/** Largest file whose content is hashed, in bytes: GitHub refuses larger ones. */
const largestFile = 100 << 20;

type Node = { name: string; mode: string; id: Buffer } | { name: string; children: Map<string, Node> };

/**
 * The id that git gives a folder's tree once its files are committed, worked out without git. Folders without files are left out, as git does.
 * Undefined where the folder holds no file. What git cannot hold (a FIFO, a file over 100 MB) is left out too: such a folder never passes.
 * https://git-scm.com/book/en/v2/Git-Internals-Git-Objects
 */
export function treeIdOf(fs: FileSystem, algorithm: 'sha1' | 'sha256' = 'sha1'): string | undefined {
  const root = { name: '', children: new Map<string, Node>() };
  for (const entry of fs.walk(limits).entries) {
    if (entry.kind !== 'file' && entry.kind !== 'link') continue;
    const id = blobId(fs, entry, algorithm);
    if (id === undefined) continue;
    const mode = entry.kind === 'link' ? '120000' : entry.executable ? '100755' : '100644';
    const parts = entry.path.split('/');
    const name = parts.pop() as string;
    let folder: { name: string; children: Map<string, Node> } = root;
    for (const part of parts) {
      let next = folder.children.get(part);
      if (next === undefined || !('children' in next)) {
        next = { name: part, children: new Map() };
        folder.children.set(part, next);
      }
      folder = next;
    }
    folder.children.set(name, { name, mode, id });
  }
  return root.children.size === 0 ? undefined : hashTree(root, algorithm).toString('hex');
}

/** Git's id of a file's content. */
export function blobIdOf(content: Uint8Array | string, algorithm: 'sha1' | 'sha256' = 'sha1'): string {
  return hashObject('blob', content, algorithm).toString('hex');
}

function blobId(fs: FileSystem, entry: Entry, algorithm: string): Buffer | undefined {
  if (entry.kind === 'link') return hashObject('blob', fs.link(entry.path) ?? '', algorithm);
  if (entry.bytes > largestFile) return undefined;
  const content = fs.read(entry, Math.max(entry.bytes, 1));
  return content === undefined ? undefined : hashObject('blob', content, algorithm);
}

function hashObject(type: string, content: Uint8Array | string, algorithm: string): Buffer {
  const bytes = typeof content === 'string' ? Buffer.byteLength(content) : content.length;
  return createHash(algorithm).update(`${type} ${bytes}\0`).update(content).digest();
}

/** Folders are visited without recursion: a hostile tree is deeper than the stack. */
function hashTree(root: { name: string; children: Map<string, Node> }, algorithm: string): Buffer {
  const order = [root];
  for (const folder of order)
    for (const child of folder.children.values()) if ('children' in child) order.push(child);
  const ids = new Map<object, Buffer>();
  for (const folder of order.reverse()) {
    const rows = [...folder.children.values()].map((child) => {
      const isFolder = 'children' in child;
      const id = isFolder ? (ids.get(child) as Buffer) : child.id;
      return {
        // Git sorts by bytes, a folder as if its name ended in a slash.
        sortedBy: Buffer.from(isFolder ? `${child.name}/` : child.name),
        bytes: Buffer.concat([Buffer.from(`${isFolder ? '40000' : child.mode} ${child.name}\0`), id]),
      };
    });
    rows.sort((a, b) => Buffer.compare(a.sortedBy, b.sortedBy));
    ids.set(folder, hashObject('tree', Buffer.concat(rows.map((row) => row.bytes)), algorithm));
  }
  return ids.get(root) as Buffer;
}
