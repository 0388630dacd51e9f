import { asRecord, isObject } from '../plugin/values.ts';
import { say, shorten, type Words } from './words.ts';

/** UTF-16 units of a value that is shown. */
const longestValue = 200;
/** Most sentences, and how deep keys are compared. */
const most = { sentences: 100, depth: 4 } as const;

/** Lists of the configuration, what an entry of each is, and what holds where the list is absent. */
const lists: Readonly<Record<string, { entry: string; absent?: string }>> = {
  'review.curators': { entry: 'curator' },
  'policy.licenses': { entry: 'license', absent: 'any license' },
  'policy.hosts': { entry: 'host', absent: 'any host' },
  'policy.dependencies': { entry: 'dependency', absent: 'any plugin of this marketplace as a dependency' },
  'policy.reservedNames': { entry: 'reserved name' },
};

/** What differs between two configurations, one sentence for each key or entry of a list. */
export function describeConfig(before: unknown, after: unknown): Words[] {
  const sentences: Words[] = [];
  compare([], before, after, sentences);
  const rest = sentences.length - most.sentences;
  return rest > 0 ? [...sentences.slice(0, most.sentences), say`${rest} more settings change.`] : sentences;
}

function compare(path: readonly string[], before: unknown, after: unknown, sentences: Words[]): void {
  const key = path.join('.');
  const list = Object.hasOwn(lists, key) ? lists[key] : undefined;
  if (list !== undefined && isListOrAbsent(before) && isListOrAbsent(after)) {
    sentences.push(...listSentences(list, before, after));
  } else if (
    (isObject(before) || isObject(after)) &&
    isRecordOrAbsent(before) &&
    isRecordOrAbsent(after) &&
    path.length < most.depth
  ) {
    const [had, has] = [asRecord(before), asRecord(after)];
    for (const name of [...new Set([...Object.keys(had), ...Object.keys(has)])].sort())
      if (JSON.stringify(had[name]) !== JSON.stringify(has[name]))
        compare([...path, name], had[name], has[name], sentences);
  } else if (JSON.stringify(before) !== JSON.stringify(after)) {
    sentences.push(valueSentence(path, before, after));
  }
}

const isListOrAbsent = (value: unknown): value is unknown[] | undefined =>
  value === undefined || Array.isArray(value);
const isRecordOrAbsent = (value: unknown) => value === undefined || isObject(value);

function listSentences(
  { entry, absent }: { entry: string; absent?: string },
  before: unknown[] | undefined,
  after: unknown[] | undefined,
): Words[] {
  if (absent !== undefined && after === undefined)
    return [say`Allows ${[absent]}, where a list applied before.`];
  const [had, has] = [before, after].map((list) => new Set((list ?? []).map(shown)));
  const added = [...(has ?? [])].filter((one) => had?.has(one) === false);
  const removed = [...(had ?? [])].filter((one) => has?.has(one) === false);
  return [
    ...(absent !== undefined && before === undefined
      ? [say`Allows only what a list names, where ${[absent]} was allowed before.`]
      : []),
    ...added.map((one) => say`Adds the ${[entry]} ${one}.`),
    ...removed.map((one) => say`Removes the ${[entry]} ${one}.`),
  ];
}

function valueSentence(path: readonly string[], before: unknown, after: unknown): Words {
  const [first, second, third = ''] = path;
  if (first === 'renames' && path.length === 2) return renameSentence(second ?? '', before, after);
  if (first === 'policy' && second === 'rules' && path.length === 3) {
    const was = before === undefined ? say`its default` : say`${shown(before)}`;
    if (after === 'off') return say`Switches off the rule ${third}, which had ${was}.`;
    if (after === undefined) return say`The rule ${third} has its default severity again instead of ${was}.`;
    return say`The severity of the rule ${third} changes from ${was} to ${shown(after)}.`;
  }
  const key = path.join('.');
  if (key === 'review.merge.enabled')
    return after === true ? say`Switches on merging by machine.` : say`Switches off merging by machine.`;
  if (before === undefined) return say`Sets ${key} to ${shown(after)}.`;
  if (after === undefined) return say`Removes ${key}, which was ${shown(before)}.`;
  return say`Changes ${key} from ${shown(before)} to ${shown(after)}.`;
}

function renameSentence(name: string, before: unknown, after: unknown): Words {
  if (after === undefined)
    return say`No longer records what became of ${name}, so anybody could take its name.`;
  const now = after === null ? say`was removed` : say`is now ${shown(after)}`;
  return before === undefined
    ? say`Records that ${name} ${now}.`
    : say`Records that ${name} ${now}, where the record said ${before === null ? [`that it was removed`] : shown(before)}.`;
}

function shown(value: unknown): string {
  return shorten(typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing'), longestValue);
}
