import type { MergedChanges } from '../check/config/policy.ts';
import { eventWordsOf } from '../plugin/capability-phrases.ts';
import { exactText, sentenceOf } from '../plugin/capability-words.ts';
import { type EffectivePart, isSessionAgent } from '../plugin/effective.ts';
import type { Capability, Component } from '../plugin/kinds/list.ts';
import type { Trigger } from '../plugin/kinds/vocabulary.ts';
import { programWords } from '../plugin/program-words.ts';
import { listingFile } from '../plugin/read-manifest.ts';
import type { ChangedLine, EffectiveChange } from './effective-changes.ts';
import type { PluginContext } from './judge-plugin.ts';
import type { CapabilityChange, ShownChange } from './review.ts';
import { listing, say, sentence, shorten, type Words } from './words.ts';

/** UTF-16 units of what a capability was and is. */
const longestDetail = 1000;
/** Lines of one file and files that one question shows, UTF-16 units of a line, and sentences about one place. */
const most = { lines: 60, files: 10, line: 400, sentences: 8 } as const;

type Capabilities = readonly Capability[];

/** What one question is about: capabilities that one place declares or one file brings, and the files whose effective content differs. */
type Topic = { capabilities: CapabilityChange[]; files: EffectiveChange[] };

/** Asks about everything that the plugin can do and could not do before, and about every change of what takes effect. One place is one question. */
export function judgeEffective(context: PluginContext, effective: readonly EffectiveChange[]): void {
  judgeMerging(context);
  for (const topic of topicsOf(context.capabilities, effective)) {
    const first = topic.capabilities.find(isDeclared) ?? topic.capabilities[0];
    if (first !== undefined) askAboutCapability(context, first, topic);
    else {
      const asked = topic.files.filter((change) => !passes(context, change));
      if (asked.length > 0) askAboutFile(context, asked);
    }
  }
}

/** Whether a capability is declared as such: what follows from it, such as the host of a server, is said along with it. */
function isDeclared({ kind }: CapabilityChange): boolean {
  return kind !== 'network-host' && kind !== 'runtime-download' && !Object.hasOwn(programWords, kind);
}

function topicsOf(
  capabilities: readonly CapabilityChange[],
  effective: readonly EffectiveChange[],
): Iterable<Topic> {
  const topics = new Map<string, Topic>();
  const topicAt = (key: string) => {
    const topic = topics.get(key) ?? { capabilities: [], files: [] };
    topics.set(key, topic);
    return topic;
  };
  const files = new Set(effective.map(({ file }) => file));
  for (const change of capabilities) {
    const { narrowed, after } = change;
    if (narrowed || after === undefined) continue;
    const { file, line, trigger } = after;
    const isOwn = trigger?.by.startsWith(`${file}:`) === true;
    topicAt(files.has(file) ? file : isOwn ? trigger.by : `${file}:${line}`).capabilities.push(change);
  }
  for (const change of effective) {
    const { file, part, isNew, lines } = change;
    const isStarted = isNew || lines[0]?.change === 'kept';
    // What starts a program is asked about together with the program.
    const starter = isStarted && part !== undefined ? topics.get(part.by) : undefined;
    const own = topics.get(file);
    if (starter === undefined || starter === own) {
      topicAt(file).files.push(change);
      continue;
    }
    starter.files.push(change);
    starter.capabilities.push(...(own?.capabilities ?? []));
    topics.delete(file);
  }
  return topics.values();
}

function askAboutCapability(
  { name, reasons, after: side }: PluginContext,
  change: CapabilityChange,
  { capabilities, files }: Topic,
): void {
  const { before, after } = change;
  if (after === undefined) return;
  const { file, line } = after;
  const more = moreSentences(capabilities.filter((one) => one !== change));
  const summary = [
    ...sentence(sentenceOf(after)),
    ...more,
    ...aboutFiles(files, side?.plugin.capabilities ?? []),
  ];
  const shown = shownChanges(files);
  if (before === undefined) {
    reasons.ask(
      'capability-gained',
      say`${name} gains a capability. ${summary}`,
      say`${name} gains a capability. May it do this? ${summary}`,
      { file, line, ...shown },
    );
    return;
  }
  const exact = exactText(before) === exactText(after) ? sentenceOf : exactText;
  reasons.ask(
    'capability-changed',
    say`A capability of ${name} changes. Before: ${sentence(sentenceOf(before))}`,
    say`A capability of ${name} changes. May it do this from now on? ${summary}`,
    {
      file,
      line,
      before: shorten(exact(before), longestDetail),
      after: shorten(exact(after), longestDetail),
      ...shown,
    },
  );
}

/** What else the same lines bring, each said once. */
function moreSentences(changes: readonly CapabilityChange[]): Words {
  const all = [...new Set(changes.flatMap(({ after }) => (after === undefined ? [] : [sentenceOf(after)])))];
  const rest = all.length - most.sentences;
  return [
    ...all.slice(0, most.sentences).flatMap((text): Words => [' ', ...sentence(text)]),
    ...(rest > 0 ? [` And ${rest} more.`] : []),
  ];
}

/** One sentence a file. */
function aboutFiles(files: readonly EffectiveChange[], capabilities: Capabilities): Words {
  const byFile = [...Map.groupBy(files, ({ file }) => file).values()].slice(0, most.files);
  return byFile.flatMap((changes): Words => [' ', ...aboutFile(changes, capabilities)]);
}

function askAboutFile({ name, after, reasons }: PluginContext, files: readonly EffectiveChange[]): void {
  const [first] = files;
  if (first === undefined) return;
  const about = aboutFiles(files, after?.plugin.capabilities ?? []);
  const line = first.lines.find(({ change }) => change !== 'removed')?.line ?? first.lines[0]?.line;
  reasons.ask(
    'effective-changed',
    say`What takes effect in ${name} changes.${about}`,
    say`May ${name} change like this?${about}`,
    { file: first.file, ...(line === undefined ? {} : { line }), ...shownChanges(files) },
  );
}

/** How one file differs, and what makes it take effect. */
function aboutFile(changes: readonly EffectiveChange[], capabilities: Capabilities): Words {
  const [{ file, part, component, isUnclear } = {}] = changes;
  if (file === undefined) return [];
  const about =
    part !== undefined
      ? aboutReached(changes[0] as EffectiveChange, part)
      : component !== undefined
        ? aboutText(changes, component, isSessionAgent(component, capabilities))
        : say`${file} changes.`;
  return isUnclear === true ? say`${about} Nobody can read in it what it does.` : about;
}

function aboutReached({ file, what, isNew, lines }: EffectiveChange, { when, by }: EffectivePart): Words {
  const why = say`${[what === 'data' ? 'is read' : 'runs']} ${[momentOf(when)]}, because of ${by}`;
  if (isNew) return say`The new file ${file} ${why}.`;
  if (lines[0]?.change === 'kept') return say`The file ${file}, which did not change, now ${why}.`;
  if (lines.length === 0) return say`The mode or the content of ${file} changes, which ${why}.`;
  return say`${file} changes, which ${why}.`;
}

function aboutText(changes: readonly EffectiveChange[], component: Component, isAlways: boolean): Words {
  const [{ file, isNew } = { file: '', isNew: false }] = changes;
  const kind = component.kind.replace('-', ' ');
  const named = say`${[kind]} ${component.name}`;
  if (component.file !== file)
    return say`${file}, a text of the ${named}, ${[isNew ? 'is new' : 'changes']}.`;
  const when = isAlways ? 'in every session' : `when the ${kind} ${openings[component.kind] ?? 'opens'}`;
  if (isNew)
    return say`The ${named} is new. Claude knows its name and description in every session, and reads its text ${[when]}.`;
  const fields = changes.flatMap((change) => change.fields ?? []);
  const changed =
    fields.length === 1 ? say`The field ${listing(fields)}` : say`The fields ${listing(fields)}`;
  if (!changes.some(({ what }) => what === 'text'))
    return say`${changed} of the ${named} ${[fields.length === 1 ? 'changes' : 'change']}.`;
  const also = fields.length === 0 ? say`The text` : say`${changed} and the text`;
  return say`${also} of the ${named} ${[fields.length === 0 ? 'changes' : 'change']}. Claude reads the text ${[when]}.`;
}

const openings: Readonly<Record<string, string>> = { agent: 'starts', 'output-style': 'is chosen' };

/** When something happens, inside a sentence. */
function momentOf(when: Trigger['when']): string {
  if (when === 'session-start') return 'when a session starts';
  if (when === 'opened') return 'when a skill or command opens';
  if (when.startsWith('event:')) return eventWordsOf(when.slice('event:'.length));
  return 'when it is called';
}

function shownChanges(files: readonly EffectiveChange[]): { changes?: readonly ShownChange[] } {
  const changes = files
    .filter(({ lines }) => lines.length > 0)
    .slice(0, most.files)
    .map(
      ({ file, lines }): ShownChange => ({
        file,
        count: lines.length,
        lines: lines.slice(0, most.lines).map((line) => ({ ...line, text: shorten(line.text, most.line) })),
      }),
    );
  return changes.length === 0 ? {} : { changes };
}

const widths: readonly MergedChanges[] = ['documents', 'text', 'all'];

/** Asks where the listing lets more changes pass without a person than before. */
function judgeMerging({ name, before, after, inputs, reasons }: PluginContext): void {
  const allowedBy = (side: typeof after) => side?.plugin.listing?.review?.changes ?? inputs.changes;
  const [was, is] = [allowedBy(before), allowedBy(after)];
  if (widths.indexOf(is) <= widths.indexOf(was)) return;
  reasons.ask(
    'merging-widened',
    say`The listing of ${name} lets more changes pass without a person: ${was} becomes ${is}.`,
    say`May changes of ${name} pass without a person from now on, as far as ${is} says?`,
    { file: listingFile },
  );
}

/** Whether the owner, or the plugin's listing before the change, lets such a change pass without a person. */
function passes({ before, inputs }: PluginContext, change: EffectiveChange): boolean {
  const allowed: MergedChanges = before?.plugin.listing?.review?.changes ?? inputs.changes;
  if (change.isUnclear || allowed === 'documents') return false;
  return allowed === 'all' || isMereText(change, before?.plugin.capabilities ?? []);
}

/** Kinds of components whose text is only read once they are chosen. */
const chosen: ReadonlySet<string> = new Set(['skill', 'command', 'agent']);

/** Whether only what a chosen component says differs, and it names no new command, address or file. */
function isMereText({ what, component, isNew, lines }: EffectiveChange, capabilities: Capabilities): boolean {
  if (what !== 'text' || isNew || component === undefined || !chosen.has(component.kind)) return false;
  return !isSessionAgent(component, capabilities) && !lines.some(namesSomething);
}

/** Whether a line that is new names what Claude could run, open or read. */
function namesSomething({ change, text }: ChangedLine): boolean {
  return change === 'added' && /[`$@~<>|]|:\/\/|www\.|\w[\\/]\w|\]\(|\w\.\w/.test(text);
}
