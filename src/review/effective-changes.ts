import { isDeepStrictEqual } from 'node:util';
import { diffArrays } from 'diff';
import type { EffectivePart } from '../plugin/effective.ts';
import type { Component } from '../plugin/kinds/list.ts';
import { type Meaning, meaningOf } from '../plugin/programs/meaning.ts';
import type { Source } from '../plugin/source.ts';
import { byText } from '../plugin/text.ts';
import { asRecord } from '../plugin/values.ts';
import type { FileChange } from './changes.ts';
import type { PluginSide } from './read-sides.ts';

/** A line that only one side has; `kept`: one of a file that did not change, and takes effect from now on. `line` is 1-based, on its side. */
export type ChangedLine = { change: 'added' | 'removed' | 'kept'; line: number; text: string };

/** A file of a plugin whose effective content differs between two sides. */
export type EffectiveChange = {
  file: string;
  /**
   * `program`: a file that something that starts leads to. `data`: a file that such a program reads. `text`: what stands below the frontmatter
   * of a skill, command, agent or output style, and the other texts of a skill. `fields`: that frontmatter.
   */
  what: 'program' | 'data' | 'text' | 'fields';
  /** What makes it take effect; absent where Claude or a person chooses the component. */
  part?: EffectivePart;
  /** The component that the text belongs to. */
  component?: Component;
  /** `fields` only: the names of the fields that differ. */
  fields?: readonly string[];
  isNew: boolean;
  /** Whether nobody can say what it does: it is no text, or hidden from readers. */
  isUnclear: boolean;
  /** The lines that differ in what was understood of them, of one file in the order in which they stand. */
  lines: readonly ChangedLine[];
};

/** Changed lines that are looked for one by one; of more, all between the first and the last count. */
const mostEdits = 500;

/**
 * What differs in the parts of a plugin that take effect: programs that run and what they read, and the texts that Claude is given. Comments,
 * white space that does not count, and files that nothing leads to do not differ. Declared fields are capabilities: see
 * `compareCapabilities`.
 * @param files what differs between the two sides
 */
export async function effectiveChanges(
  before: PluginSide | undefined,
  after: PluginSide,
  files: readonly FileChange[],
): Promise<EffectiveChange[]> {
  const parts = wholeFiles(after.plugin.effective);
  const componentOf = componentFinder(after.plugin.components);
  const changes: EffectiveChange[] = startedNow(before, after, parts, files);
  for (const { path, change } of files) {
    if (change === 'removed') continue;
    const part = parts.get(path);
    const found =
      part === undefined
        ? changedText(before?.source, after.source, path, componentOf(path))
        : await changedFile(before?.source, after, path, part);
    changes.push(...found);
  }
  return changes.sort((a, b) => byText(a.file, b.file) || byText(a.what, b.what));
}

/** Files that did not change, and that something leads to from now on. */
function startedNow(
  before: PluginSide | undefined,
  { source }: PluginSide,
  parts: ReadonlyMap<string, EffectivePart>,
  files: readonly FileChange[],
): EffectiveChange[] {
  if (before === undefined) return [];
  const former = wholeFiles(before.plugin.effective);
  const changed = new Set(files.map(({ path }) => path));
  return [...parts.values()].flatMap((part): EffectiveChange[] => {
    const { file, why } = part;
    if (former.has(file) || changed.has(file)) return [];
    const text = source.files.get(file)?.text;
    const lines = linesOf(text ?? '').map((one): ChangedLine => ({ change: 'kept', ...one }));
    const what = why === 'is-read' ? 'data' : 'program';
    return [{ file, what, part, isNew: false, isUnclear: text === undefined, lines }];
  });
}

/** Files that take effect as a whole, with why. */
function wholeFiles(parts: readonly EffectivePart[]): Map<string, EffectivePart> {
  return new Map(
    parts
      .filter(({ why }) => why === 'is-reached' || why === 'is-read')
      .map((part): [string, EffectivePart] => [part.file, part]),
  );
}

async function changedFile(
  before: Source | undefined,
  { source, plugin }: PluginSide,
  file: string,
  part: EffectivePart,
): Promise<EffectiveChange[]> {
  const [was, is] = [before?.files.get(file), source.files.get(file)];
  const what = part.why === 'is-read' ? 'data' : 'program';
  const base = { file, what, part, isNew: was === undefined } as const;
  const isUnclear = is?.text === undefined || isPointer(is.text) || isHidden(plugin.capabilities, file);
  if (is?.text === undefined) return [{ ...base, isUnclear, lines: [] }];
  if (was?.text !== undefined && what === 'program' && isSameJson(file, was.text, is.text)) return [];
  const read = async (text: string | undefined) =>
    text === undefined ? undefined : await meaningOf(part.language, text);
  const [former, latter] = [await read(was?.text), await read(is.text)];
  const isSame = former !== undefined && former.digest === latter?.digest;
  if (isSame && was?.executable === is.executable) return [];
  const counting = (text: string, meaning: Meaning | undefined) =>
    meaning === undefined ? everyLine(text) : everyLine(text).filter(({ line }) => meaning.lines.has(line));
  const lines = differentLines(counting(was?.text ?? '', former), counting(is.text, latter));
  return [{ ...base, isUnclear, lines }];
}

/** What is left of a file whose content is kept elsewhere. https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md */
const isPointer = (text: string) => text.startsWith('version https://git-lfs.github.com/spec/');

const isHidden = (capabilities: PluginSide['plugin']['capabilities'], file: string) =>
  capabilities.some((one) => one.file === file && (one.kind === 'obfuscated' || one.kind === 'unreadable'));

/** Whether two lists of dependencies and scripts say the same but for their own version and description. */
function isSameJson(file: string, was: string, is: string): boolean {
  if (!/(?:^|\/)package(?:-lock)?\.json$/.test(file)) return false;
  try {
    return isDeepStrictEqual(...([was, is].map((text) => essential(JSON.parse(text))) as [unknown, unknown]));
  } catch {
    return false;
  }
}

function essential(json: unknown): unknown {
  const own = new Set(['version', 'description', 'keywords', 'author', 'license', 'homepage', 'repository']);
  const without = (value: unknown) =>
    Object.fromEntries(Object.entries(asRecord(value)).filter(([key]) => !own.has(key)));
  const { packages, ...rest } = asRecord(without(json));
  const root = asRecord(packages)[''];
  return root === undefined
    ? { ...rest, packages }
    : { ...rest, packages: { ...asRecord(packages), '': without(root) } };
}

/** The texts that Claude is given when it, or a person, chooses a component. */
const texts: ReadonlySet<string> = new Set(['skill', 'command', 'agent', 'output-style']);

function changedText(
  before: Source | undefined,
  after: Source,
  file: string,
  component: Component | undefined,
): EffectiveChange[] {
  const [was, is] = [before?.files.get(file)?.text, after.files.get(file)?.text];
  // A component that is new is a question of its own: it was chosen by nobody yet.
  if (component === undefined || is === undefined) return [];
  const isNew = was === undefined;
  const base = { file, component, isNew, isUnclear: isPointer(is) };
  if (component.file !== file) {
    const lines = differentLines(linesOf(was ?? ''), linesOf(is));
    return lines.length === 0 ? [] : [{ ...base, what: 'text', lines }];
  }
  const changes: EffectiveChange[] = [];
  const [former, latter] = [before?.frontmatter(file), after.frontmatter(file)];
  const fields = differentFields(former, latter);
  const start = bodyLine(is, latter);
  const lines = differentLines(linesOf(was ?? ''), linesOf(is));
  const formerStart = bodyLine(was ?? '', former);
  const isBody = ({ change, line }: ChangedLine) => line >= (change === 'added' ? start : formerStart);
  if (fields.length > 0)
    changes.push({ ...base, what: 'fields', fields, lines: lines.filter((one) => !isBody(one)) });
  const body = lines.filter(isBody);
  if (body.length > 0) changes.push({ ...base, what: 'text', lines: body });
  return changes;
}

/** Finds the component that a text belongs to: its own file, or one in the folder of a skill. */
function componentFinder(components: readonly Component[]): (file: string) => Component | undefined {
  const byFile = new Map<string, Component>();
  const byFolder = new Map<string, Component>();
  for (const one of components) {
    if (!texts.has(one.kind)) continue;
    if (!byFile.has(one.file)) byFile.set(one.file, one);
    const folder = one.kind === 'skill' ? /^(.+)\/SKILL\.md$/.exec(one.file)?.[1] : undefined;
    if (folder !== undefined && !byFolder.has(folder)) byFolder.set(folder, one);
  }
  return (file) => {
    const own = byFile.get(file);
    if (own !== undefined || !/\.(?:md|mdx|markdown|txt)$/i.test(file)) return own;
    for (let at = file.lastIndexOf('/'); at > 0; at = file.lastIndexOf('/', at - 1)) {
      const found = byFolder.get(file.slice(0, at));
      if (found !== undefined) return found;
    }
    return undefined;
  };
}

type Frontmatter = ReturnType<Source['frontmatter']>;

/** The fields that differ, but for the tools that are approved beforehand, which are a capability. */
function differentFields(former: Frontmatter, latter: Frontmatter): string[] {
  const dataOf = (read: Frontmatter) => (read?.kind === 'mapping' ? read.data : {});
  const [was, is] = [dataOf(former), dataOf(latter)];
  const names = new Set([...Object.keys(was), ...Object.keys(is)]);
  const different = [...names].filter(
    (name) => name !== 'allowed-tools' && !isDeepStrictEqual(own(was, name), own(is, name)),
  );
  // What is no mapping has no fields that could be compared.
  const isRead = (read: Frontmatter) => read === undefined || read.kind === 'mapping' || read.kind === 'none';
  if (different.length === 0 && !(isRead(former) && isRead(latter)) && blockOf(former) !== blockOf(latter))
    return ['frontmatter'];
  return different.sort(byText);
}

const own = (record: Readonly<Record<string, unknown>>, name: string) =>
  Object.hasOwn(record, name) ? record[name] : undefined;
const blockOf = (read: Frontmatter) => (read === undefined || read.kind === 'none' ? '' : read.block);

/** The 1-based line on which what stands below the frontmatter begins. */
function bodyLine(text: string, read: Frontmatter): number {
  return text.slice(0, read?.bodyOffset ?? 0).split('\n').length;
}

type Line = { line: number; text: string };

const everyLine = (text: string): Line[] =>
  text.split('\n').map((line, index) => ({ line: index + 1, text: line }));

/** The lines of a text for readers, to whom empty lines and spaces at the end of one mean nothing. */
function linesOf(text: string): Line[] {
  return everyLine(text)
    .map(({ line, text: written }) => ({ line, text: written.replace(/[ \t\r]+$/, '') }))
    .filter((one) => one.text !== '');
}

function differentLines(before: readonly Line[], after: readonly Line[]): ChangedLine[] {
  const comparator = (a: Line, b: Line) => a.text === b.text;
  const found = diffArrays([...before], [...after], { comparator, maxEditLength: mostEdits });
  const marked = (change: ChangedLine['change'], lines: readonly Line[]) =>
    lines.map((one): ChangedLine => ({ change, ...one }));
  if (found !== undefined)
    return found.flatMap(({ added, removed, value }) =>
      added ? marked('added', value) : removed ? marked('removed', value) : [],
    );
  let start = 0;
  while (start < Math.min(before.length, after.length) && before[start]?.text === after[start]?.text) start++;
  let end = 0;
  while (
    end < Math.min(before.length, after.length) - start &&
    before.at(-1 - end)?.text === after.at(-1 - end)?.text
  )
    end++;
  return [
    ...marked('removed', before.slice(start, before.length - end)),
    ...marked('added', after.slice(start, after.length - end)),
  ];
}
