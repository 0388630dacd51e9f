import { waiversFile } from '../check/config/waivers.ts';
import { sizeOf } from '../check/facts/facts.ts';
import { closestName } from '../check/text/names.ts';
import type { Component } from '../plugin/plugin.ts';
import { manifestFile } from '../plugin/read-manifest.ts';
import { listingFile } from '../plugin/read-plugin.ts';
import { byPath } from '../plugin/text.ts';
import type { FileChange } from './changes.ts';
import { compareCapabilities } from './compare-capabilities.ts';
import { askedOf, isAmong, maintainersOf, without } from './people.ts';
import type { PluginSide, PluginSides } from './read-sides.ts';
import type { Releases } from './releases.ts';
import type {
  CapabilityChange,
  NamedComponent,
  PluginReview,
  Reason,
  ReasonId,
  Some,
  Verdict,
} from './review.ts';
import { versionStep } from './versions.ts';
import { counted, listing, say, sentence, shorten, type Words } from './words.ts';

/** What the judgement of every plugin of one pull request rests on. */
export type JudgeInputs = {
  author: string | undefined;
  curators: readonly string[];
  limits: { files: number; bytes: number };
  /** The plugin folders after the change, sorted. */
  names(): readonly string[];
  /** The tree id of one of them. */
  treeOf(name: string): string | undefined;
  releases: Releases;
  /** What the configuration after the change records of a plugin that is no more. */
  successorOf(name: string): string | null | undefined;
  /** Whether what was released as a version of a plugin is, the marketplace's own files apart, what a tree holds. */
  isSameContent(releasedTree: string, tree: string): boolean;
};

/** One plugin of a pull request: both sides, and the files that differ. */
export type TouchedPlugin = PluginSides & {
  /** Where this is a plugin that changes its name: the name and the last state under it. */
  former?: { name: string; side: PluginSide; files: readonly FileChange[] };
};

/** A plugin's review with its reasons. */
export type JudgedPlugin = { review: PluginReview; reasons: Reason[] };

/** Most reasons of one kind about one plugin; what is beyond is counted in a last one. */
const mostReasons = 40;
/** Most entries of a list in a report. */
const most = { files: 300, diagnostics: 200, capabilities: 300, components: 200 } as const;

/** UTF-16 units of what a capability was and is. */
const longestDetail = 1000;

/** Files that are the marketplace's and not the plugin's own: Claude Code makes nothing of them, so they need no new version. */
export const ownFiles: ReadonlySet<string> = new Set([listingFile, waiversFile]);

/** Judges what a pull request does to one plugin. */
export function judgePlugin(touched: TouchedPlugin, inputs: JudgeInputs): JudgedPlugin {
  const { name, after, former } = touched;
  const before = former?.side ?? touched.before;
  const change =
    former !== undefined
      ? 'renamed'
      : before === undefined
        ? 'added'
        : after === undefined
          ? 'removed'
          : 'updated';
  const maintainers = maintainersOf(before?.plugin.listing);
  const capabilities = compareCapabilities(
    before?.plugin.capabilities ?? [],
    after?.plugin.capabilities ?? [],
    former === undefined ? undefined : { before: former.name, after: name },
  );
  const close =
    after === undefined || change === 'updated' ? undefined : closestName(name, inputs.names(), name);
  const none = { alwaysOn: 0, onInvoke: 0 };
  const changed = former === undefined ? touched.files : moved(former.files, touched.files);
  const files = changed.map(({ path, change }) => ({ path: shorten(path, 500), change }));
  const review: PluginReview = {
    name,
    change,
    ...(former === undefined ? {} : { formerName: former.name }),
    verdict: 'pass',
    version: {
      ...(before?.plugin.manifest.version === undefined ? {} : { before: before.plugin.manifest.version }),
      ...(after?.plugin.manifest.version === undefined ? {} : { after: after.plugin.manifest.version }),
    },
    maintainers,
    files: some(files, most.files),
    changedBytes: changedBytes(changed, after),
    diagnostics: some(touched.newDiagnostics, most.diagnostics),
    oldDiagnostics: touched.oldDiagnostics.length,
    capabilities: some(capabilities, most.capabilities),
    components: {
      gained: some(missingFrom(after?.plugin.components, before?.plugin.components), most.components),
      lost: some(missingFrom(before?.plugin.components, after?.plugin.components), most.components),
    },
    tokens: { before: before?.plugin.tokens ?? none, after: after?.plugin.tokens ?? none },
    ...(close === undefined ? {} : { similarName: close }),
  };
  const reasons: Reason[] = [];
  const add = (id: ReasonId, reason: Omit<Reason, 'id' | 'plugin'>) =>
    reasons.push({ id, plugin: name, ...reason });
  const ask = (id: ReasonId, message: Words, question: Words, { askOf, ...more }: Asking = {}) =>
    add(id, {
      verdict: 'review',
      message,
      question,
      askOf: askedOf(askOf ?? inputs.curators, inputs.author),
      ...more,
      ...place(name, more),
    });
  const fail = (id: ReasonId, message: Words, fix: Words, more: Failing = {}) =>
    add(id, { verdict: 'fail', message, fix, ...more, ...place(name, more) });
  const context: Context = { touched, review, before, after, inputs, capabilities, ask, fail };

  judgeDiagnostics(context);
  judgeRights(context);
  if (change === 'added') judgeNew(context);
  else if (change === 'renamed') {
    ask(
      'plugin-renamed',
      say`${former?.name ?? ''} becomes ${name}.`,
      say`May ${former?.name ?? ''} be called ${name} from now on, for everybody who has it?`,
    );
  } else if (change === 'removed') {
    const successor = inputs.successorOf(name);
    if (typeof successor === 'string') {
      ask(
        'plugin-removed',
        say`${name} is removed, and ${successor} takes its place.`,
        say`Should everybody who has ${name} get ${successor} instead?`,
      );
    } else {
      ask(
        'plugin-removed',
        say`${name} is removed.`,
        say`May ${name} go? Whoever has it keeps it without updates, and its name stays taken.`,
      );
    }
  }
  if (close !== undefined && (close.kind === 'near' || close.kind === 'reordered')) {
    ask(
      'name-similar',
      say`The name ${name} is close to that of the plugin ${close.name}.`,
      say`Could anybody take ${name} for ${close.name}?`,
      { file: manifestFile },
    );
  }
  if (after !== undefined) {
    judgeWaivers(context);
    judgeWaived(context);
    judgeAttributes(context);
    // Where the manifest cannot be read, the check says so, and what it does not say is no change.
    if (!after.unreadable) judgeVersion(context);
    if (before !== undefined) {
      judgeMaintainers(context);
      judgeCapabilities(context);
      if (!after.unreadable) judgeFacts(context);
      judgeSize(context);
    }
  }
  return { review: { ...review, verdict: worst(reasons) }, reasons };
}

/** Files are relative to the plugin here. */
type Asking = Partial<Pick<Reason, 'file' | 'line' | 'askOf' | 'before' | 'after'>>;
type Failing = Partial<Pick<Reason, 'file' | 'line' | 'rule'>>;

type Context = {
  touched: TouchedPlugin;
  review: PluginReview;
  before: PluginSide | undefined;
  after: PluginSide | undefined;
  inputs: JudgeInputs;
  capabilities: readonly CapabilityChange[];
  ask(id: ReasonId, message: Words, question: Words, more?: Asking): void;
  fail(id: ReasonId, message: Words, fix: Words, more?: Failing): void;
};

/** The worst of some reasons. */
export function worst(reasons: readonly Reason[]): Verdict {
  if (reasons.some(({ verdict }) => verdict === 'fail')) return 'fail';
  return reasons.length > 0 ? 'review' : 'pass';
}

/** The first of a list, and its length. */
export function some<T>(items: readonly T[], limit: number): Some<T> {
  return { count: items.length, listed: items.slice(0, limit) };
}

function place(
  name: string,
  { file, line }: { file?: string; line?: number },
): Pick<Reason, 'file' | 'line'> {
  if (file === undefined) return {};
  const path = file === '.' ? `plugins/${name}` : `plugins/${name}/${file}`;
  return { file: shorten(path, 500), ...(line === undefined ? {} : { line }) };
}

/** What differs between a folder that goes and one that comes in its place. */
function moved(gone: readonly FileChange[], come: readonly FileChange[]): FileChange[] {
  const had = new Map(gone.map((file) => [file.path, file.formerId]));
  const has = new Set(come.map(({ path }) => path));
  return [
    ...come
      .filter(({ path, id }) => had.get(path) !== id)
      .map((file): FileChange => ({ ...file, change: had.has(file.path) ? 'modified' : 'added' })),
    ...gone.filter(({ path }) => !has.has(path)),
  ].sort(byPath);
}

function changedBytes(files: readonly FileChange[], after: PluginSide | undefined): number {
  if (after === undefined) return 0;
  const changed = new Set(files.filter(({ change }) => change !== 'removed').map(({ path }) => path));
  return after.files.reduce((sum, file) => sum + (changed.has(file.path) ? file.bytes : 0), 0);
}

function missingFrom(some: readonly Component[] = [], others: readonly Component[] = []): NamedComponent[] {
  // A plugin's own name before a component's says nothing about the component.
  const keyOf = ({ kind, name }: Component) => `${kind} ${name.slice(name.indexOf(':') + 1)}`;
  const known = new Set(others.map(keyOf));
  const found = some
    .filter((component) => !known.has(keyOf(component)))
    .map(({ kind, name }) => ({ kind, name: shorten(name, 200) }));
  return [...new Map(found.map((component) => [`${component.kind} ${component.name}`, component])).values()];
}

/** Every error stands in the way, an old one too: a plugin with errors is not listed. */
function judgeDiagnostics({ touched, fail }: Context): void {
  const errors = [...touched.newDiagnostics, ...touched.oldDiagnostics].filter(
    ({ severity }) => severity === 'error',
  );
  for (const { rule, message, fix, file, line } of errors.slice(0, mostReasons)) {
    fail('diagnostic-error', sentence(message), sentence(fix), { file, line, rule });
  }
  if (errors.length > mostReasons) {
    const rest = counted(errors.length - mostReasons, 'more error');
    fail('diagnostic-error', say`The check finds ${rest} in it.`, say`See them all with npm run check.`);
  }
}

/** Whether the author may change this plugin: whom the listing named before, never whom the change names. */
function judgeRights({ touched, review, before, inputs, ask, fail }: Context): void {
  if (before === undefined) return;
  const { author, curators } = inputs;
  const { maintainers } = review;
  const name = touched.former?.name ?? touched.name;
  if (isAmong(author, maintainers)) return;
  const who = author === undefined ? say`whoever opens this` : say`${author}`;
  if (isAmong(author, curators)) {
    const owners = maintainers.length > 0 ? maintainers : curators;
    ask(
      'changed-by-curator',
      say`${author ?? ''} is a curator and no maintainer of ${name}.`,
      say`Do the maintainers of ${name} agree with this change by ${author ?? ''}?`,
      { askOf: owners },
    );
  } else if (maintainers.length === 0) {
    ask(
      'maintainer-unknown',
      say`The listing of ${name} names no maintainer.`,
      say`May ${who} change ${name}, which nobody is named to maintain?`,
      { file: listingFile },
    );
  } else {
    const unsaid = author === undefined ? say` Nobody said who the author is, so a stranger is assumed.` : [];
    fail(
      'not-maintainer',
      say`Only its maintainers may change ${name}, and they are ${listing(maintainers)}.${unsaid}`,
      author === undefined
        ? say`Say who you are: npm run review -- --author <login>`
        : say`Ask one of them to open this, or to name ${author} in ${listingFile} first.`,
      { file: listingFile },
    );
  }
}

function judgeNew({ touched, after, inputs, ask, fail }: Context): void {
  const { name } = touched;
  const { author, curators } = inputs;
  const released = inputs.releases.versions.get(name) ?? [];
  if (released.length > 0 && !isAmong(author, curators)) {
    fail(
      'name-reused',
      say`A plugin called ${name} was released here before, as ${listing([...released].sort())}, and people who installed that would get this.`,
      say`Choose a name that no plugin of this marketplace has had.`,
    );
  }
  const things = after?.plugin.capabilities.length ?? 0;
  const can =
    things === 0
      ? say`nothing by itself`
      : say`${counted(things, 'thing')} on the machine of whoever installs it`;
  ask(
    'plugin-new',
    say`${name} is new, and can do ${can}.`,
    say`Should ${name} be listed, for what it is and with all that it can do?`,
  );
  const named = maintainersOf(after?.plugin.listing);
  const others = author === undefined ? named : without(named, [author]);
  if (others.length > 0) {
    ask(
      'maintainer-named',
      say`The listing names ${listing(others)} as maintainer, who did not open this.`,
      say`Is it certain that ${listing(others)} agreed to this?`,
      { file: listingFile },
    );
  }
}

function judgeWaivers({ before, after, ask }: Context): void {
  const known = new Set(
    (before?.waivers ?? []).map((waiver) => JSON.stringify([waiver.rule, waiver.file, waiver.reason])),
  );
  const added = (after?.waivers ?? []).filter(
    ({ rule, file, reason }) => !known.has(JSON.stringify([rule, file, reason])),
  );
  for (const { rule, file, reason } of added.slice(0, mostReasons)) {
    ask(
      'waiver-added',
      say`The rule ${rule} is waived for ${file}.`,
      say`May the rule ${rule} be passed over for ${file}, for this reason: ${reason}?`,
      { file: waiversFile },
    );
  }
  if (added.length > mostReasons) {
    const rest = counted(added.length - mostReasons, 'more waiver');
    ask('waiver-added', say`There are ${rest}.`, say`May all of them stand?`, { file: waiversFile });
  }
}

/** A waiver that stands already lets through what was not there when somebody agreed to it. */
function judgeWaived({ touched, before, ask }: Context): void {
  const agreed = new Set((before?.waivers ?? []).map(({ rule, file }) => JSON.stringify([rule, file])));
  const found = touched.newDiagnostics.filter(
    ({ waived, rule, file }) => waived !== undefined && agreed.has(JSON.stringify([rule, file])),
  );
  for (const { rule, file, line, message } of found.slice(0, mostReasons)) {
    ask(
      'waiver-widened',
      say`The waiver of ${rule} for ${file} covers something new. ${sentence(message)}`,
      say`May the rule ${rule} be passed over here too? ${sentence(message)}`,
      { file, line },
    );
  }
  if (found.length > mostReasons) {
    const rest = counted(found.length - mostReasons, 'more finding');
    ask('waiver-widened', say`Waivers cover ${rest} that are new.`, say`May all of them be passed over?`, {
      file: waiversFile,
    });
  }
}

/** Attributes change what a checkout writes, so that what people get may not be what was judged: https://git-scm.com/docs/gitattributes */
function judgeAttributes({ touched, ask }: Context): void {
  for (const { path, change } of touched.files
    .filter(({ path }) => /(?:^|\/)\.gitattributes$/i.test(path))
    .slice(0, mostReasons)) {
    if (change === 'removed') continue;
    ask(
      'attributes-changed',
      say`Tells git to write files otherwise than they are stored: ${path}.`,
      say`Does every line of ${path} leave what people get as it was judged?`,
      { file: path },
    );
  }
}

function judgeVersion({ touched, before, after, inputs, review, ask, fail }: Context): void {
  const { name } = touched;
  const version = { before: before?.plugin.manifest.version, after: after?.plugin.manifest.version };
  const isChanged =
    before === undefined ||
    review.change === 'renamed' ||
    touched.files.some(({ path }) => !ownFiles.has(path));
  if (!isChanged) return;
  const at = { file: manifestFile };
  if (version.before !== undefined) {
    if (version.after === undefined) {
      fail(
        'version-removed',
        say`Expected a version above ${version.before}, and the manifest names none any more.`,
        say`Name one: "version": ${nextVersion(version.before)}`,
        at,
      );
      return;
    }
    const step = versionStep(version.before, version.after);
    if (step === 'same') {
      fail(
        'version-not-raised',
        say`The content changes and the version stays ${version.after}, so nobody who has it would get the change.`,
        say`Raise it: "version": ${nextVersion(version.before)}`,
        at,
      );
      return;
    }
    if (step === 'lowered') {
      fail(
        'version-lowered',
        say`The version goes down from ${version.before} to ${version.after}, so nobody who has it would get the change.`,
        say`Raise it: "version": ${nextVersion(version.before)}`,
        at,
      );
      return;
    }
    if (step === 'unordered') {
      ask(
        'version-unordered',
        say`Nobody can tell whether ${version.after} comes after ${version.before}.`,
        say`Is ${version.after} higher than ${version.before}?`,
        at,
      );
    }
  }
  if (version.after === undefined || inputs.releases.versions.get(name)?.includes(version.after) !== true)
    return;
  const released = inputs.releases.treeOf(name, version.after);
  const tree = inputs.treeOf(name);
  if (
    released === undefined ||
    tree === undefined ||
    released === tree ||
    inputs.isSameContent(released, tree)
  )
    return;
  fail(
    'version-released',
    say`Version ${version.after} was released already, with other content.`,
    say`Raise it: "version": ${nextVersion(version.after)}`,
    at,
  );
}

/** The least that counts as raised. */
function nextVersion(version: string): string {
  const parts = /^(\d{1,9})\.(\d{1,9})\.(\d{1,9})/.exec(version);
  return parts === null ? '1.0.0' : `${parts[1]}.${parts[2]}.${Number(parts[3]) + 1}`;
}

function judgeMaintainers({ touched, review, after, inputs, ask }: Context): void {
  const had = review.maintainers;
  const has = maintainersOf(after?.plugin.listing);
  const { author, curators } = inputs;
  const added = without(has, had);
  const removed = without(had, has);
  const at = { file: listingFile };
  if (added.length > 0) {
    ask(
      'maintainer-added',
      say`${listing(added)} would be maintainer of ${touched.name}.`,
      say`May ${listing(added)} change ${touched.name} without being asked from now on?`,
      at,
    );
  }
  const others = author === undefined ? removed : without(removed, [author]);
  if (removed.length > 0 && (others.length > 0 || has.length === 0)) {
    ask(
      'maintainer-removed',
      say`${listing(removed)} would not be maintainer of ${touched.name} any more.`,
      say`Should ${listing(removed)} lose the right to change ${touched.name}?`,
      { ...at, askOf: [...removed, ...without(curators, removed)] },
    );
  }
}

function judgeCapabilities({ touched, capabilities, ask }: Context): void {
  const { name } = touched;
  const wider = capabilities.filter(({ narrowed }) => !narrowed);
  for (const { change, before, after } of wider.slice(0, mostReasons)) {
    if (after === undefined) continue;
    const { summary, detail, file, line } = after;
    const at = { file, line };
    if (change === 'gained') {
      ask(
        'capability-gained',
        say`${name} newly can do this. ${sentence(summary)}`,
        say`May ${name} newly do this? ${sentence(summary)}`,
        at,
      );
      continue;
    }
    const [from, to] = before?.detail === detail ? [before.summary, summary] : [before?.detail ?? '', detail];
    ask(
      'capability-changed',
      say`${name} could do this before. ${sentence(before?.summary ?? '')}`,
      say`May ${name} do this from now on? ${sentence(summary)}`,
      {
        ...at,
        before: shorten(from, longestDetail),
        after: shorten(to, longestDetail),
      },
    );
  }
  if (wider.length > mostReasons) {
    const rest = counted(wider.length - mostReasons, 'more capability change');
    ask('capability-gained', say`There are ${rest} of ${name}.`, say`May ${name} do all of that?`);
  }
}

function judgeFacts({ touched, before, after, ask }: Context): void {
  const { name } = touched;
  const [was, is] = [before?.plugin.manifest, after?.plugin.manifest];
  const at = { file: manifestFile };
  if (was?.license !== is?.license) {
    ask(
      'license-changed',
      say`The licence goes from ${was?.license ?? 'none'} to ${is?.license ?? 'none'}.`,
      say`May ${name} be licensed under ${is?.license ?? 'nothing'} from now on?`,
      at,
    );
  }
  for (const [path, text] of [...(before?.licenses ?? [])].slice(0, mostReasons)) {
    const now = after?.licenses.get(path);
    if (now === text) continue;
    ask(
      'license-changed',
      now === undefined ? say`The text ${path} is removed.` : say`The text of ${path} changes.`,
      say`Does ${name} still come with the licence that it names?`,
      { file: path },
    );
  }
  if (was?.author?.name !== is?.author?.name) {
    ask(
      'author-changed',
      say`The author goes from ${was?.author?.name ?? 'nobody'} to ${is?.author?.name ?? 'nobody'}.`,
      say`Is ${is?.author?.name ?? 'nobody'} who wrote ${name}?`,
      at,
    );
  }
  const replacement: unknown = after?.plugin.listing?.deprecated?.replacement;
  if (typeof replacement === 'string' && replacement !== before?.plugin.listing?.deprecated?.replacement) {
    ask(
      'replacement-named',
      say`Sends everybody who has ${name} to ${replacement}.`,
      say`Is ${replacement} what people should use instead of ${name}?`,
      { file: listingFile },
    );
  }
}

function judgeSize({ touched, review, inputs, ask }: Context): void {
  const { files, bytes } = inputs.limits;
  const { name } = touched;
  if (review.files.count > files) {
    const amount = counted(review.files.count, 'file');
    ask(
      'change-large',
      say`Changes ${amount} of ${name}, which is unusual.`,
      say`Is there a good reason to change ${amount} of ${name} at once?`,
    );
  } else if (review.changedBytes > bytes) {
    const amount = [sizeOf(review.changedBytes)];
    ask(
      'change-large',
      say`Changes files of ${amount} in ${name}, which is unusual.`,
      say`Is there a good reason for ${amount} of changed files in ${name}?`,
    );
  }
}
