/** One entry of a folder, with its mode and id as git writes them; `name` is as the tree has it, in UTF-8 or not. */
export type TreeEntry = { name: Buffer; mode: string; id: string };

/** An entry that two trees do not have alike; a side is absent where it has none of that name and kind. */
export type EntryPair = { before?: TreeEntry; after?: TreeEntry };

/** As git has written modes since 2005. */
const modes: Readonly<Record<string, string>> = {
  40000: '040000',
  100644: '100644',
  100755: '100755',
  120000: '120000',
  160000: '160000',
};

/**
 * How two trees differ, one level deep, by their bytes. Git would say the same, and first hash both anew: twice what all of it takes where there are
 * 10,000 plugins. https://git-scm.com/book/en/v2/Git-Internals-Git-Objects#_tree_objects
 * @returns undefined where one holds what git itself would not have written
 */
export function differingEntries(before: Buffer, after: Buffer, idBytes: number): EntryPair[] | undefined {
  const pairs: EntryPair[] = [];
  let [a, b] = [0, 0];
  for (;;) {
    const common = commonBytes(before, a, after, b);
    if (a + common === before.length && b + common === after.length) return pairs;
    const same = wholeEntries(before, a, common, idBytes);
    a += same;
    b += same;
    const [had, has] = [entryAt(before, a, idBytes), entryAt(after, b, idBytes)];
    if (had === 'strange' || has === 'strange') return undefined;
    const order = had === undefined ? 1 : has === undefined ? -1 : Buffer.compare(had.sortedBy, has.sortedBy);
    pairs.push({
      ...(had !== undefined && order <= 0 ? { before: had.entry } : {}),
      ...(has !== undefined && order >= 0 ? { after: has.entry } : {}),
    });
    if (had !== undefined && order <= 0) a = had.end;
    if (has !== undefined && order >= 0) b = has.end;
  }
}

type Found = { entry: TreeEntry; sortedBy: Buffer; end: number };

/** "<mode> <name>", NUL, and the id in bytes; undefined at the end of the tree. */
function entryAt(tree: Buffer, start: number, idBytes: number): Found | 'strange' | undefined {
  if (start >= tree.length) return undefined;
  const space = tree.indexOf(32, start);
  const nul = tree.indexOf(0, start);
  const end = nul + 1 + idBytes;
  const mode = modes[tree.toString('latin1', start, Math.max(start, space))];
  if (mode === undefined || nul <= space + 1 || end > tree.length) return 'strange';
  const name = tree.subarray(space + 1, nul);
  if (name.includes(slash)) return 'strange';
  return {
    entry: { name, mode, id: tree.toString('hex', nul + 1, end) },
    // A folder is sorted as if its name ended in a slash.
    sortedBy: mode === '040000' ? Buffer.concat([name, Buffer.of(slash)]) : name,
    end,
  };
}

const slash = 47;

/** How many bytes two buffers have in common, from an offset in each. */
function commonBytes(a: Buffer, atA: number, b: Buffer, atB: number): number {
  const isSame = (from: number, to: number) => a.compare(b, atB + from, atB + to, atA + from, atA + to) === 0;
  const most = Math.min(a.length - atA, b.length - atB);
  if (isSame(0, most)) return most;
  let [same, differs] = [0, most];
  while (differs - same > 1) {
    const middle = (same + differs) >>> 1;
    if (isSame(same, middle)) same = middle;
    else differs = middle;
  }
  return same;
}

/** How many of some bytes are entries from their beginning to their end. */
function wholeEntries(tree: Buffer, start: number, bytes: number, idBytes: number): number {
  let at = start;
  for (;;) {
    const nul = tree.indexOf(0, at);
    const end = nul + 1 + idBytes;
    if (nul < 0 || end > start + bytes) return at - start;
    at = end;
  }
}
