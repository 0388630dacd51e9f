import { listingFile } from '../plugin/read-manifest.ts';
import type { PluginContext } from './judge-plugin.ts';
import { isAmong, maintainersOf, without } from './people.ts';
import type { PluginReview } from './review.ts';
import { isSmallFix, smallFix } from './small-fix.ts';
import { counted, listing, say } from './words.ts';

const at = { file: listingFile };

/** Whether the author may change this plugin: the listing before the change decides, never the changed one. */
export function judgeRights(context: PluginContext, review: PluginReview): void {
  const { formerName: name, before, maintainers, inputs, reasons } = context;
  const { author, curators } = inputs;
  if (before === undefined || isAmong(author, maintainers)) return;
  if (author !== undefined && isAmong(author, curators)) {
    judgeCurator(context, author);
  } else if (maintainers.length === 0) {
    const who = author === undefined ? say`the author of this pull request` : say`${author}`;
    reasons.ask(
      'maintainer-unknown',
      say`The listing of ${name} names no maintainer.`,
      say`May ${who} change ${name}, which has no maintainer?`,
      at,
    );
  } else if (author !== undefined && isSmallFix(context, review)) {
    reasons.ask(
      'fixed-by-stranger',
      say`${author} does not maintain ${name} and proposes a small fix.`,
      say`Is this fix of ${name} by ${author} right? Its maintainers decide, and ${author} gains no rights.`,
      { askOf: maintainers },
    );
  } else {
    const unknown =
      author === undefined ? say` The author was not named, so this was reviewed as a stranger's.` : [];
    reasons.fail(
      'not-maintainer',
      say`Only its maintainers may change ${name}: ${listing(maintainers)}.${unknown}`,
      author === undefined
        ? say`Name the author: npm run review -- --author <login>`
        : say`Ask one of them to open the pull request, or reduce it to a small fix, which they are asked about: at most ${counted(smallFix.lines, 'changed line')} of text in at most ${counted(smallFix.files, 'file')} that stay, and at most a patch version.`,
      at,
    );
  }
}

/** A curator changes or removes any plugin with another curator, so that what does harm goes at once: its maintainers are told and cannot prevent it. */
function judgeCurator(
  { formerName: name, change, maintainers, inputs, reasons }: PluginContext,
  author: string,
) {
  const what = change === 'removed' ? say`removal` : say`change`;
  const others =
    maintainers.length === 0
      ? say`The listing names no maintainer, so another curator answers.`
      : say`Another curator or one of its maintainers answers: ${listing(maintainers)}. The maintainers are notified, and an objection of theirs does not block it.`;
  reasons.ask(
    'changed-by-curator',
    say`${author} is a curator and not a maintainer of ${name}.`,
    say`Is this ${what} of ${name} by ${author} right? ${others}`,
    { askOf: [...inputs.curators, ...without(maintainers, inputs.curators)] },
  );
}

/** A new plugin may not take a name that was released before, whose users would get it as an update. */
export function judgeReusedName({ name, inputs, reasons }: PluginContext): void {
  const released = inputs.releases.versions.get(name) ?? [];
  if (released.length === 0 || isAmong(inputs.author, inputs.curators)) return;
  reasons.fail(
    'name-reused',
    say`A plugin named ${name} was released here before, as ${listing([...released].sort())}. People who installed it would get this one as an update.`,
    say`Choose a name that no plugin of this marketplace has had.`,
  );
}

/** Whether the maintainers that a new plugin names know about it. */
export function judgeNamedMaintainers({ name, after, inputs, reasons }: PluginContext): void {
  const { author } = inputs;
  const others = without(maintainersOf(after?.plugin.listing), author === undefined ? [] : [author]);
  if (others.length === 0) return;
  reasons.ask(
    'maintainer-named',
    say`The listing names ${listing(others)} as maintainer, who did not open this pull request.`,
    say`Did ${listing(others)} agree to maintain ${name}?`,
    at,
  );
}

/** Whether people may be added to or removed from the maintainers. */
export function judgeMaintainers({ name, maintainers, after, inputs, reasons }: PluginContext): void {
  const now = maintainersOf(after?.plugin.listing);
  const { author, curators } = inputs;
  const added = without(now, maintainers);
  const removed = without(maintainers, now);
  if (added.length > 0) {
    reasons.ask(
      'maintainer-added',
      say`Adds ${listing(added)} to the maintainers of ${name}.`,
      say`May ${listing(added)} maintain ${name} and change it without asking from now on?`,
      at,
    );
  }
  const others = without(removed, author === undefined ? [] : [author]);
  if (removed.length > 0 && (others.length > 0 || now.length === 0)) {
    reasons.ask(
      'maintainer-removed',
      say`Removes ${listing(removed)} from the maintainers of ${name}.`,
      say`Should ${listing(removed)} lose the right to change ${name}?`,
      { ...at, askOf: [...removed, ...without(curators, removed)] },
    );
  }
}
