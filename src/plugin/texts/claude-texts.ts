import type { Reading } from '../kinds/kind.ts';
import { type OpenedText, openedTexts } from '../kinds/opened-texts.ts';
import { type Trigger, triggerAt } from '../kinds/vocabulary.ts';
import { isAside } from '../programs/aside.ts';
import type { Source, SourceFile } from '../source.ts';
import { folderOf, linkedFiles } from './linked-files.ts';
import { type Block, blocksOf } from './markdown-blocks.ts';

/** A text that Claude reads as instructions. */
export type ClaudeText = {
  file: string;
  /** The body, without frontmatter. */
  body: string;
  /** The 1-based line of an offset in the body. */
  lineAt(offset: number): number;
  blocks: readonly Block[];
  /** The skill, command, agent or style that it belongs to. */
  component?: string;
  trigger: Trigger;
};

/** Texts of one plugin that are read. */
const mostTexts = 3_000;

const known = new WeakMap<Source, ClaudeText[]>();

/**
 * Every text of a plugin that Claude reads as instructions: skills, commands, agents, output styles, the files that these lead to, and memory
 * files. Sorted by how near they are: what opens first comes first.
 */
export function claudeTexts(reading: Reading): readonly ClaudeText[] {
  const found = known.get(reading.source) ?? readTexts(reading);
  known.set(reading.source, found);
  return found;
}

function readTexts(reading: Reading): ClaudeText[] {
  const { source, components } = reading;
  const texts = new Map<string, ClaudeText>();
  const add = (key: string, text: Omit<ClaudeText, 'blocks'>) => {
    if (!texts.has(key) && texts.size < mostTexts) texts.set(key, { ...text, blocks: blocksOf(text.body) });
  };
  for (const opened of openedTexts(reading)) add(opened.name, ofOpened(opened));
  for (const { kind, name, file } of components)
    if (kind === 'agent' || kind === 'output-style') addFile(file, { component: name, when: 'called' });
  for (const text of [...texts.values()]) addReferences(text);
  for (const { path } of source.files.values())
    if (/(?:^|\/)CLAUDE\.md$/.test(path) && !isAside(path)) addFile(path, { when: 'never' });
  return [...texts.values()];

  function addFile(
    path: string,
    from: { component?: string; when: Trigger['when']; by?: { file: string; line: number } },
  ) {
    const file = fileAt(source, path);
    if (file?.text === undefined || isRead(file.path)) return;
    const { component, when, by = { file: path, line: 1 } } = from;
    const { body, bodyOffset } = reading.frontmatterOf(file.text);
    const { text } = file;
    const lineAt = (offset: number) => reading.lineAt(text, bodyOffset + offset);
    const owner = component === undefined ? {} : { component };
    add(path, { file: path, body, lineAt, ...owner, trigger: triggerAt(when, by) });
  }

  function isRead(path: string) {
    for (const { file } of texts.values()) if (source.resolve(file).path === path) return true;
    return false;
  }

  /** The files that a text leads to, and for a skill the other texts of its folder. */
  function addReferences({ file, component, blocks, lineAt, body }: ClaudeText) {
    const owner = component === undefined ? {} : { component };
    const folder = folderOf(file);
    for (const { path, offset } of linkedFiles(source, folder, body))
      if (isText(path)) addFile(path, { ...owner, when: 'called', by: { file, line: lineAt(offset) } });
    if (blocks.length === 0 || !/(?:^|\/)SKILL\.md$/.test(file) || folder === '') return;
    for (const { path } of source.files.values())
      if (path.startsWith(`${folder}/`) && isText(path) && !isForPeople(path) && !isAside(path))
        addFile(path, { ...owner, when: 'called', by: { file, line: 1 } });
  }
}

function ofOpened({ name, file, frontmatter, placeAt }: OpenedText): Omit<ClaudeText, 'blocks'> {
  return {
    file,
    body: frontmatter.body,
    lineAt: (offset) => placeAt(offset).line,
    component: name,
    trigger: triggerAt('opened', placeAt(0)),
  };
}

function fileAt(source: Source, path: string): SourceFile | undefined {
  const resolved = source.resolve(path);
  return resolved.kind === 'file' ? source.files.get(resolved.path) : undefined;
}

const isText = (path: string) => /\.(?:md|mdx|markdown|txt)$/i.test(path);

/** Documents that stand beside instructions and are written for people. */
const isForPeople = (path: string) =>
  /(?:^|\/)(?:README|CHANGELOG|CHANGES|LICEN[CS]E|NOTICE|CONTRIBUTING|SECURITY|CODE_OF_CONDUCT|HISTORY|requirements)\b[^/]*$/i.test(
    path,
  );
