import { formatBytes } from '../../plugin/text.ts';
import type { PluginReview, Review, Verdict } from '../review.ts';
import { counted, say, type Words } from '../words.ts';

/** What each verdict means. */
export const headlines: Readonly<Record<Verdict, string>> = {
  pass: 'Review: passed',
  review: 'Review: a person must answer',
  fail: 'Review: failed, cannot be merged',
};

/** Why something passes. */
export const passSentence =
  'Its own maintainers change it, nothing that takes effect differs but what the owner lets pass, and it breaks no rule.';

/** One paragraph: how many problems and questions there are, and what was compared. */
export function summaryOf({ reasons, plugins, base, head, merged, author }: Review): Words {
  const failed = reasons.filter(({ verdict }) => verdict === 'fail').length;
  const problems = failed === 0 ? [] : say`${counted(failed, 'problem')}, `;
  const asked = counted(reasons.length - failed, 'question');
  const by =
    author === undefined
      ? say`The author was not named, so it is reviewed as a stranger's.`
      : say`Opened by ${author}.`;
  const how = merged ? say`, merged` : [];
  return say`${problems}${asked}, ${counted(plugins.length, 'plugin')}. ${by} Compared: ${head.name} (${[head.commit.slice(0, 12)]}) with ${base.name} (${[base.commit.slice(0, 12)]})${how}.`;
}

/** Who answers questions, what they type, and what happens then. */
export function answering({ head }: Review): Words {
  return say`Somebody whom a question names answers it by an approving review of this commit, or by the comment ${`/approve ${head.commit}`}. When every question is answered and every job succeeded, the gate opens. The next push withdraws the answers.`;
}

/** A plugin, how it changes, and its versions. */
export function aboutPlugin({ name, change, formerName, version }: PluginReview): Words {
  const from = formerName === undefined ? [] : say` from ${formerName}`;
  const { before, after } = version;
  if (before !== undefined && after !== undefined && before !== after)
    return say`${name}: ${[change]}${from}, ${before} → ${after}`;
  const either = after ?? before;
  return either === undefined
    ? say`${name}: ${[change]}${from}`
    : say`${name}: ${[change]}${from}, ${either}`;
}

/** Most files that are listed. */
const mostFiles = 8;

/** How many files of a plugin change, and the first of them. */
export function aboutChange({ files, changedBytes, oldDiagnostics }: PluginReview): Words {
  const shown = files.listed.slice(0, mostFiles);
  const names = shown.flatMap(
    ({ path, change }, index) =>
      say`${[index === 0 ? ': ' : ', ']}${path}${[change === 'modified' ? '' : ` (${change})`]}`,
  );
  const more = files.count > shown.length ? [` and ${files.count - shown.length} more`] : [];
  const old = oldDiagnostics === 0 ? [] : say`; ${counted(oldDiagnostics, 'older finding')}`;
  const size = changedBytes === 0 ? [] : [`, ${formatBytes(changedBytes)}`];
  return say`${counted(files.count, 'file')}${size}${names}${more}${old}`;
}

/** How the cost in tokens changes; undefined where it stays the same. */
export function aboutTokens({ tokens: { before, after } }: PluginReview): string | undefined {
  if (before.alwaysOn === after.alwaysOn && before.onInvoke === after.onInvoke) return undefined;
  return `Tokens: ${fromTo(before.alwaysOn, after.alwaysOn)} always, ${fromTo(before.onInvoke, after.onInvoke)} at most on use`;
}

function fromTo(before: number, after: number): string {
  return before === after ? String(after) : `${before} → ${after}`;
}
