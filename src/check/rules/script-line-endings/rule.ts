import { isAside } from '../../../plugin/programs/aside.ts';
import type { SourceFile } from '../../../plugin/source.ts';
import { quote, shellWord } from '../../diagnostic.ts';
import { pluginRule } from '../../rule.ts';

/** A first line that names a shell, which takes the carriage return of every line for a part of it. */
const shell = /^#![^\r\n]*\b(?:ba|da|z|k|a)?sh\b/;
const shellName = /\.(?:sh|bash|zsh|ksh)$/i;
const carriageReturn = 13;

export const rule = pluginRule(
  { id: 'script-line-endings', version: 1, authority: 'marketplace', severity: 'error', waivable: true },
  ({ source, report }) => {
    for (const file of source.files.values()) {
      const why = isAside(file.path) ? undefined : whyBroken(file);
      if (why === undefined) continue;
      const word = shellWord(file.path);
      report({
        file: file.path,
        message: `Disallowed line endings: the lines of ${quote(file.path)} end as on Windows, so ${why}.`,
        fix: `Run in the plugin's folder: perl -pi -e 's/\\r\\n/\\n/' ${word} && git add ${word}`,
      });
    }
  },
);

function whyBroken({ path, text, executable }: SourceFile): string | undefined {
  const end = text?.indexOf('\n') ?? -1;
  if (text === undefined || end < 1 || text.charCodeAt(end - 1) !== carriageReturn) return undefined;
  // A program that is given to an interpreter reads its own first line as a comment.
  if (text.startsWith('#!') && (executable || path.startsWith('bin/') || shell.test(text)))
    return 'the system looks for an interpreter whose name ends in a carriage return';
  return shellName.test(path) && !text.startsWith('#!')
    ? 'a shell reads a carriage return at the end of each command'
    : undefined;
}
