import type { Source, SourceFile } from '../../../plugin/source.ts';
import { pluginRule } from '../../rule.ts';
import { type EscapedText, escapedRuns, escapedTexts } from '../../text/escaped-texts.ts';
import { codePoint, hiddenRunsOf, isDeception, isSpelling } from '../../text/text-scan.ts';

export const rule = pluginRule(
  {
    id: 'text-invisible-character',
    version: 2,
    authority: 'marketplace',
    severity: 'warning',
    waivable: true,
  },
  ({ source, plugin, report }) => {
    for (const file of source.files.values()) {
      if (file.text === undefined) continue;
      const found = controlIn(file.text) ?? (file.ascii === true ? undefined : invisibleIn(file, file.text));
      if (found === undefined) continue;
      report({
        file: file.path,
        at: { offset: found.offset },
        message: `Expected only visible characters, but this is ${codePoint(found.code)}${nameOf(found.code)}.`,
        fix: 'Delete the character, or write it as an escape of the language that the file is in.',
      });
    }
    for (const escaped of escapedTexts(source, plugin)) {
      const code = escapedIn(source, escaped);
      if (code === undefined) continue;
      report({
        file: escaped.file,
        at: escaped.at,
        message: `Expected only visible characters, but this escape stands for ${codePoint(code)}${nameOf(code)}.`,
        fix: 'Delete the escape.',
      });
    }
  },
);

/** The invisible characters of a text that its file holds only as escapes. A line may end in a description. */
function escapedIn(source: Source, escaped: EscapedText): number | undefined {
  const { text } = escaped;
  const strange = /(?![\t\n\r])[\p{Cc}\p{Cs}]/u.exec(text)?.[0];
  if (strange !== undefined && source.files.get(escaped.file)?.text?.includes(strange) !== true)
    return strange.codePointAt(0);
  for (const run of escapedRuns(source, escaped))
    if (!isDeception(text, run) && !isSpelling(text, run)) return run.codes[0];
  return undefined;
}

/** Controls that make a terminal hide, move or overwrite text. One search each, because a search for one character is the fastest there is. */
function controlIn(text: string): { offset: number; code: number } | undefined {
  for (const control of ['\u001b', '\u0000', '\u0008', '\u007f']) {
    const offset = text.indexOf(control);
    if (offset >= 0) return { offset, code: control.charCodeAt(0) };
  }
  if (text.includes('\r')) {
    const offset = text.search(/\r(?!\n)/);
    if (offset >= 0) return { offset, code: 13 };
  }
  return undefined;
}

function invisibleIn(file: SourceFile, text: string): { offset: number; code: number } | undefined {
  for (const run of hiddenRunsOf(file)) {
    const code = run.codes[0] ?? 0;
    if (isDeception(text, run) || isSpelling(text, run)) continue;
    // A second byte order mark is as invisible as any; a line separator is white space in prose.
    // Emoji that were removed leave the selector behind; alone it changes nothing.
    if ((code === 0xfe0f || code === 0xfe0e) && run.codes.length === 1) continue;
    if ((code === 0x2028 || code === 0x2029) && /\.(?:md|mdx|txt)$/i.test(file.path)) continue;
    return { offset: run.offset, code };
  }
  return undefined;
}

function nameOf(code: number): string {
  if (code === 0x1b) return ', an escape, which makes a terminal hide or move text';
  if (code === 0x0d)
    return ', a carriage return without a line feed, after which a terminal overwrites the line';
  if (code >= 0xd800 && code <= 0xdfff) return ', half of a character, which no program can show';
  if (code === 0x00) return ', which ends the text for many programs';
  if (code < 0x20 || code === 0x7f) return ', a control character';
  if (code >= 0x80 && code <= 0x9f) return ', a control character';
  if (code === 0xad) return ', a soft hyphen';
  if (code === 0xfeff) return ', a byte order mark inside the text';
  if (code >= 0xe000 && code <= 0xf8ff)
    return ', a private character, which shows only where one certain font is installed';
  return ', which draws nothing';
}
