import { type GitBounds, runGit } from './git.ts';

/** Mode and object id of an entry of a tree, as git writes them. */
type TreeEntry = { mode: string; id: string };

/** An entry that differs between two trees; a side that has no such entry is absent. */
export type TreeDifference = {
  /** Index of the pair of trees. */
  pair: number;
  /** As the tree holds it, in UTF-8 or not. */
  name: Buffer;
  before?: TreeEntry;
  after?: TreeEntry;
};

/** Git's id of a tree without entries, by the length of ids. https://git-scm.com/docs/hash-function-transition */
const emptyTrees: Readonly<Record<number, string>> = {
  40: '4b825dc642cb6eb9a060e54bf8d69288fbee4904',
  64: '6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321',
};

const colon = 58;
const lineFeed = 10;

/**
 * How pairs of trees differ, one level deep, through one `git diff-tree`.
 * @param pairs ids of trees; an absent side counts as a tree without entries
 */
export function diffTrees(
  root: string,
  pairs: readonly { before?: string; after?: string }[],
  bounds: GitBounds = {},
): { ok: true; differences: TreeDifference[] } | { ok: false; message: string } {
  const lines = pairs.map(({ before, after }) => {
    const empty = emptyTrees[(before ?? after ?? '').length] ?? emptyTrees[40];
    return `${before ?? empty} ${after ?? empty}\n`;
  });
  const args = ['diff-tree', '--stdin', '--raw', '-z', '--no-renames'];
  const answer = runGit(root, args, lines.join(''), bounds);
  return answer.ok ? { ok: true, differences: parse(answer.output) } : answer;
}

/** Each pair is "<id> <id>", LF, then for each entry ":<mode> <mode> <id> <id> <status>", NUL, name, NUL. */
function parse(output: Buffer): TreeDifference[] {
  const differences: TreeDifference[] = [];
  let pair = -1;
  for (let at = 0; at < output.length; ) {
    if (output[at] !== colon) {
      pair++;
      at = output.indexOf(lineFeed, at) + 1;
      continue;
    }
    const end = output.indexOf(0, at);
    const nameEnd = output.indexOf(0, end + 1);
    const [oldMode = '', mode = '', oldId = '', id = '', status] = output
      .toString('latin1', at + 1, end)
      .split(' ');
    differences.push({
      pair,
      name: output.subarray(end + 1, nameEnd),
      ...(status === 'A' ? {} : { before: { mode: oldMode, id: oldId } }),
      ...(status === 'D' ? {} : { after: { mode, id } }),
    });
    at = nameEnd + 1;
  }
  return differences;
}
