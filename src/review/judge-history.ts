import { isUtf8 } from 'node:buffer';
import { type SecretSearch, searchSecrets } from '../check/rules/secret-exposed/rule.ts';
import { type GitBounds, readBlobs } from '../plugin/git.ts';
import { formatBytes } from '../plugin/text.ts';
import { isForbiddenPath } from './changes.ts';
import type { Comparison } from './commits.ts';
import { commitWith, type PastFile, pastFiles } from './history.ts';
import type { Reasons } from './reasons.ts';
import { counted, say, sentence, type Words } from './words.ts';

/** What is read of the files that only commits in between have: bytes of one and of all, and files with secrets that are named. */
const most = { fileBytes: 4 << 20, bytes: 32 << 20, named: 20 } as const;

/** What the judgment of the commits in between rests on. */
type HistoryInputs = {
  root: string;
  comparison: Comparison;
  bounds: GitBounds;
  /** Bytes above which a change is unusual. */
  usualBytes: number;
  /** Whether a waiver covers secrets in a file, by its path from the marketplace's folder. */
  isWaived(path: string): boolean;
};

/** Judges what the commits of a pull request hold besides its result. Merging keeps every commit, so what a later one removes stays readable. */
export async function judgeHistory(inputs: HistoryInputs, reasons: Reasons): Promise<void> {
  const { root, comparison, bounds, usualBytes } = inputs;
  const found = pastFiles(root, comparison, bounds);
  if ('stopped' in found) return askUnread(sentence(found.stopped), comparison, reasons);
  for (const file of found.filter(({ path }) => isForbiddenPath(path)).slice(0, most.named)) {
    reasons.fail(
      'path-unusable',
      say`Commit ${shortCommit(inputs, file)} has a path that leads elsewhere or into git's own folder, which a later commit removes: ${file.path}.`,
      say`Squash the branch, so that no commit has it: ${squashing(comparison)}`,
    );
  }
  const bytes = found.reduce((sum, file) => sum + file.bytes, 0);
  if (bytes > usualBytes) {
    const [largest] = found.toSorted((a, b) => b.bytes - a.bytes);
    const commit = shortCommit(inputs, largest);
    reasons.ask(
      'history-large',
      say`Its commits hold ${[formatBytes(bytes)]} that a later commit removes or changes, most of it in ${largest?.path ?? ''} of commit ${commit}.`,
      say`Should ${[formatBytes(bytes)]} that nobody gets stay in the history for good? The author can avoid it by squashing the branch: ${squashing(comparison)}`,
    );
  }
  const { secrets, unread } = await secretsOf(found, inputs);
  for (const { file, what } of secrets) {
    reasons.fail(
      'history-secret',
      say`Commit ${shortCommit(inputs, file)} has a secret in ${file.path} that a later commit removes: it reads as ${[what]}. Merging would keep it readable for good.`,
      say`Revoke it where it was issued, because whoever saw the commit has it. Then squash the branch, so that no commit has it: ${squashing(comparison)}`,
    );
  }
  if (unread !== undefined) askUnread(unread, comparison, reasons);
}

function askUnread(why: Words, comparison: Comparison, { ask }: Reasons): void {
  ask(
    'history-unread',
    say`Not all commits could be searched for secrets. ${why}`,
    say`Not all commits could be searched for secrets. ${why} Is every commit right, not only the last? The author can avoid this question by squashing the branch: ${squashing(comparison)}`,
  );
}

/** What an author types to squash a branch. */
function squashing({ base }: Comparison): Words {
  const name = /^[0-9a-f]{40,64}$/.test(base.name) || base.name === 'HEAD' ? 'origin/main' : base.name;
  return say`git reset --soft $(git merge-base ${[name]} HEAD) && git commit && git push --force-with-lease`;
}

function shortCommit({ root, comparison }: HistoryInputs, file: PastFile | undefined): Words {
  const commit = file === undefined ? undefined : commitWith(root, comparison, file.id);
  return [(commit ?? comparison.head.commit).slice(0, 12)];
}

type FoundSecret = { file: PastFile; what: string };

/** The files that hold a secret, and why some were not read. */
async function secretsOf(
  files: readonly PastFile[],
  { root, isWaived }: HistoryInputs,
): Promise<{ secrets: FoundSecret[]; unread?: Words }> {
  const secrets: FoundSecret[] = [];
  let left: number = most.bytes;
  let skipped = 0;
  const search: SecretSearch = searchSecrets();
  for (const file of files) {
    if (isWaived(file.path)) continue;
    if (file.bytes > Math.min(most.fileBytes, left) || secrets.length >= most.named) {
      skipped++;
      continue;
    }
    left -= file.bytes;
    const bytes = readBlobs(root, [file.id], most.fileBytes).get(file.id);
    if (bytes === undefined || bytes.includes(0) || !isUtf8(bytes)) continue;
    const result = await search({ path: file.path, text: bytes.toString('utf8') });
    if (result === 'unread') skipped++;
    else if (result !== undefined) secrets.push({ file, what: result });
  }
  return skipped === 0
    ? { secrets }
    : { secrets, unread: say`${counted(skipped, 'file')} of them could not be read.` };
}
