import type { Component } from './kinds/list.ts';
import type { Source } from './source.ts';

/** Texts about a plugin in its own folder, by their usual names, in any language: `README.md`, `README.ja.md`, `LICENSE-MIT`. */
const named =
  /^(?:readme|licen[cs]es?|unlicense|copying|copyright|notice|changelog|changes|history|news|release[-_]?notes|contributing|contributors|authors|maintainers|credits|acknowledge?ments|code[-_]of[-_]conduct|security|support|privacy(?:[-_]policy)?|terms|roadmap|faq|troubleshooting|governance|third[-_]party[-_]\w+)(?:[-_.][\w-]+)*$/i;
/** Endings that texts for people have; a README or a license may have none. */
const prose = /\.(?:md|markdown|txt|rst|adoc)$/i;
const picture = /\.(?:png|jpe?g|gif|webp|avif|svg)$/i;
/** Folders of documents. */
const documentFolder = /^(?:docs?|documentation)\//i;
/** Folders and files in which Claude Code or another agent looks for something, whatever is in them. */
const agentFile =
  /(?:^|\/)(?:claude|agents?|gemini|copilot-instructions|skill|memory|llms(?:-full)?)\.(?:md|txt)$|(?:^|\/)\./i;
const componentFolder =
  /(?:^|\/)(?:skills|commands|agents|output-styles|hooks|themes|workflows|monitors|bin)\//i;

/** Whether a path is that of a text or picture for people, whatever else the plugin holds. */
function isDocumentPath(path: string): boolean {
  if (agentFile.test(path) || componentFolder.test(path)) return false;
  if (picture.test(path)) return true;
  const isProse = prose.test(path);
  if (isProse && documentFolder.test(path)) return true;
  return !path.includes('/') && named.test(path) && (isProse || !/\.[a-z]\w*$/i.test(path));
}

/** A call that lists folders, so that any file may reach the program. */
const walks =
  /\b(?:readdir(?:Sync)?|opendir|listdir|scandir|iterdir|rglob|i?glob(?:Sync)?|walk|WalkDir|ReadDir)\s?\(|\bDir[.:]|\bGet-ChildItem\b/;
/** A command of a shell that lists or packs folders, and a pattern of files. */
const shellWalks =
  /(?:^|["'`|;&(])[ \t]*(?:(?:find|tar|rsync|rg|ls|tree|zip)[ \t]|grep[ \t]+-\w*[rR]|cp[ \t]+-\w*[raR])|\/\*(?=["'\s;|)]|\.\w)/m;

/** Most characters of text, most documents and most mentions that are looked at; beyond them, no document counts as unreached. */
const most = { characters: 8 << 20, documents: 500, mentions: 20_000 } as const;
/** Characters around a mention that say what it means. */
const around = 300;

/**
 * Tells which paths of a plugin are those of documents that nothing of it reaches: Claude Code makes nothing of them, no component holds them,
 * and no program and no text of a component names them. They may change without a new version. Where a program lists folders, there are none.
 */
export function unreachedDocuments(
  source: Source,
  components: readonly Component[],
): (path: string) => boolean {
  const folders = components.flatMap(({ kind, file }) => {
    const at = file.lastIndexOf('/');
    if (kind === 'skill') return [file.slice(0, at + 1)];
    return at > 0 && prose.test(file) ? [file.slice(0, at + 1)] : [];
  });
  const files = new Set(components.map(({ file }) => file));
  const isLoose = (path: string) =>
    isDocumentPath(path) && !files.has(path) && !folders.some((folder) => path.startsWith(folder));
  const readers = readersIn(source, isLoose);
  const left = { documents: most.documents, mentions: most.mentions };
  return (path) =>
    readers !== undefined &&
    isLoose(path) &&
    left.documents-- > 0 &&
    !readers.some((reader) => names(reader, path.toLowerCase(), left));
}

/** A text that may name a document, in lower case. */
type Reader = { text: string; isInstruction: boolean };

/** The texts of a plugin that are no documents; undefined where one of them may reach every file, or where there are too many. */
function readersIn(source: Source, isLoose: (path: string) => boolean): Reader[] | undefined {
  const readers: Reader[] = [];
  let characters = 0;
  for (const { path, kind, text: whole } of source.files.values()) {
    if (kind === 'link') return undefined;
    if (whole === undefined || isLoose(path)) continue;
    characters += whole.length;
    if (characters > most.characters) return undefined;
    const isInstruction = prose.test(path);
    const text = isInstruction ? whole : withoutComments(whole);
    if (!isInstruction && mayReachAll(path, text)) return undefined;
    readers.push({ text: text.toLowerCase(), isInstruction });
  }
  return readers;
}

function mayReachAll(path: string, text: string): boolean {
  const isData = /\.(?:jsonc?|ya?ml|toml|css|html|lock)$/i.test(path);
  if (isData)
    return /(?:^|[/.])(?:hooks|mcp|plugin|settings|monitors)\b[^/]*$/i.test(path) && shellWalks.test(text);
  const isShell = /\.(?:sh|bash|zsh|ps1|cmd|bat)$/i.test(path) || !/\.\w+$/.test(path);
  return walks.test(text) || (isShell && shellWalks.test(text));
}

/** Without the lines that only hold a comment, which reach nothing. */
function withoutComments(text: string): string {
  return text
    .split('\n')
    .filter((line) => !/^[ \t]*(?:#(?!!)|\/\/|\*|\/\*|-- )/.test(line))
    .join('\n');
}

/**
 * Whether a text names a document. A program names it by its file name or its folder. A text for Claude that says only "README.md" means the
 * project's, so there the path has to lead into the plugin, or the line has to speak of the plugin.
 */
function names({ text, isInstruction }: Reader, path: string, left: { mentions: number }): boolean {
  const base = path.slice(path.lastIndexOf('/') + 1);
  const isMeant = (at: number, word: string) => {
    const before = text.slice(Math.max(0, at - around), at);
    const after = text.slice(at + word.length, at + word.length + around);
    if (/[\w-]$/.test(before) || /^[\w-]/.test(after) || /:\/\/[^\s"'`<>]*$/.test(before)) return false;
    // "license": "MIT" is a key, and "SEE LICENSE IN LICENSE" a sentence.
    if (!isInstruction) return /\.\w+$/.test(word) || (/["'/]$/.test(before) && !/^["']\s*:/.test(after));
    const line = before.slice(before.lastIndexOf('\n') + 1) + after.slice(0, `${after}\n`.indexOf('\n'));
    return /\/$/.test(before) || /plugin|skill_dir/.test(line);
  };
  const isNamed = (word: string) => {
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length))
      if (left.mentions-- <= 0 || isMeant(at, word)) return true;
    return false;
  };
  if (isNamed(base)) return true;
  const [folder = '', ...inside] = path.split('/');
  return inside.length > 0 && (isInstruction ? text.includes(path) : isNamed(folder));
}
