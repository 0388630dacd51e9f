import type { PluginContent } from '../../plugin/plugin.ts';
import { manifestFile } from '../../plugin/read-manifest.ts';
import type { Source } from '../../plugin/source.ts';
import { isObject } from '../../plugin/values.ts';
import { manifestObject } from '../facts/facts.ts';
import type { Finding } from '../rule.ts';
import { type HiddenText, hiddenRuns } from './text-scan.ts';

/** A text that Claude Code shows or a model is given, as it is once the escapes of its file are read, and where it is written. */
export type EscapedText = { file: string; at: NonNullable<Finding['at']>; text: string };

/**
 * What the manifest says of the plugin, and names and descriptions of components, of those files that may write characters as escapes: `\u202e` in
 * JSON (https://www.rfc-editor.org/rfc/rfc8259#section-7) and in double quotes in YAML (https://yaml.org/spec/1.2.2/#57-escaped-characters).
 * Text without anything but printable ASCII is left out.
 */
export function* escapedTexts(source: Source, plugin: PluginContent): Generator<EscapedText> {
  const hasEscapes = (file: string) => source.files.get(file)?.text?.includes('\\') === true;
  if (hasEscapes(manifestFile))
    for (const { text, at } of manifestTexts(source))
      if (isStrange(text)) yield { file: manifestFile, at, text };
  for (const { name, description, file, line } of plugin.components)
    for (const text of [name, description])
      if (text !== undefined && isStrange(text) && hasEscapes(file)) yield { file, at: { line }, text };
}

function* manifestTexts(source: Source): Generator<{ text: string; at: { json: (string | number)[] } }> {
  const { displayName, description, author, keywords } = manifestObject(source) ?? {};
  if (typeof displayName === 'string') yield { text: displayName, at: { json: ['displayName'] } };
  if (typeof description === 'string') yield { text: description, at: { json: ['description'] } };
  if (typeof author === 'string') yield { text: author, at: { json: ['author'] } };
  if (isObject(author) && typeof author.name === 'string')
    yield { text: author.name, at: { json: ['author', 'name'] } };
  if (!Array.isArray(keywords)) return;
  for (const [index, text] of keywords.entries())
    if (typeof text === 'string') yield { text, at: { json: ['keywords', index] } };
}

function isStrange(text: string): boolean {
  return /[^\x20-\x7e]/.test(text);
}

/** The hidden characters of a text that its file holds only as escapes. Unescaped ones are found in the file itself. */
export function* escapedRuns(source: Source, { file, text }: EscapedText): Generator<HiddenText> {
  const written = source.files.get(file)?.text ?? '';
  for (const run of hiddenRuns(text)) if (!written.includes(String.fromCodePoint(...run.codes))) yield run;
}
