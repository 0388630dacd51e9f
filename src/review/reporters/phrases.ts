import { sizeOf } from '../../check/facts/facts.ts';
import type { PluginReview, Review, Verdict } from '../review.ts';
import { counted, say, type Words } from '../words.ts';

/** What each verdict means. */
export const headlines: Readonly<Record<Verdict, string>> = {
  pass: 'Review: it passes',
  review: 'Review: a person has to look',
  fail: 'Review: it cannot be merged as it is',
};

/** Why something passes. */
export const passSentence =
  'Its own maintainers change it, nothing of it can do more than before, and no rule is broken.';

/** One paragraph: how much there is to do, and what was compared. */
export function summaryOf({ reasons, plugins, base, head, merged, author }: Review): Words {
  const failed = reasons.filter(({ verdict }) => verdict === 'fail').length;
  const stands = failed === 0 ? [] : say`${counted(failed, 'thing')} to mend, `;
  const asked = counted(reasons.length - failed, 'question');
  const by =
    author === undefined
      ? say`Nobody said who opened it, so a stranger is assumed.`
      : say`Opened by ${author}.`;
  const how = merged ? say`, as it would be merged` : [];
  return say`${stands}${asked}, ${counted(plugins.length, 'plugin')}. ${by} Compared: ${head.name} (${[head.commit.slice(0, 12)]}) with ${base.name} (${[base.commit.slice(0, 12)]})${how}.`;
}

/** A plugin, what happens to it, and its versions. */
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

/** Most files that are named. */
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
  const size = changedBytes === 0 ? [] : [`, ${sizeOf(changedBytes)}`];
  return say`${counted(files.count, 'file')}${size}${names}${more}${old}`;
}

/** How the cost in tokens changes; undefined where it does not. */
export function aboutTokens({ tokens: { before, after } }: PluginReview): string | undefined {
  if (before.alwaysOn === after.alwaysOn && before.onInvoke === after.onInvoke) return undefined;
  return `Tokens: ${step(before.alwaysOn, after.alwaysOn)} always, ${step(before.onInvoke, after.onInvoke)} at most on use`;
}

function step(before: number, after: number): string {
  return before === after ? String(after) : `${before} → ${after}`;
}
