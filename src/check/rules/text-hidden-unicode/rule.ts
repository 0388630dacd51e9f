import { pluginRule } from '../../rule.ts';
import { escapedRuns, escapedTexts } from '../../text/escaped-texts.ts';
import {
  codePoint,
  type HiddenText,
  hiddenRunsOf,
  isBidiControl,
  isDeception,
  isTag,
} from '../../text/text-scan.ts';

export const rule = pluginRule(
  { id: 'text-hidden-unicode', version: 1, authority: 'marketplace', severity: 'error', waivable: false },
  ({ source, plugin, report }) => {
    for (const file of source.files.values()) {
      if (file.text === undefined || file.ascii === true) continue;
      let first: { offset: number; code: number } | undefined;
      let more = 0;
      for (const run of hiddenRunsOf(file)) {
        if (!isDeception(file.text, run)) continue;
        if (first === undefined)
          first = {
            offset: run.offset,
            code: worstOf(run),
          };
        else more++;
      }
      if (first === undefined) continue;
      report({
        file: file.path,
        at: { offset: first.offset },
        message: `Disallowed hidden text: this is ${whatIs(first.code)}${more === 0 ? '' : `, and ${more === 1 ? 'once' : `${more} times`} more in this file`}.`,
        fix: 'Delete the hidden characters, or write them as escapes such as \\u202e where the file is about them.',
      });
    }
    for (const escaped of escapedTexts(source, plugin))
      for (const run of escapedRuns(source, escaped)) {
        if (!isDeception(escaped.text, run)) continue;
        report({
          file: escaped.file,
          at: escaped.at,
          message: `Disallowed hidden text: these escapes stand for ${whatIs(worstOf(run))}.`,
          fix: 'Delete the escapes.',
        });
        break;
      }
  },
);

function worstOf({ codes }: HiddenText): number {
  return codes.find((code) => isBidiControl(code) || isTag(code)) ?? codes[0] ?? 0;
}

function whatIs(code: number): string {
  if (isBidiControl(code))
    return `the character ${codePoint(code)}, which shows text in another order than it is read in`;
  return isTag(code)
    ? `text written in tag characters such as ${codePoint(code)}, which nobody sees and a model reads`
    : `a run of characters such as ${codePoint(code)}, which nobody sees and a model reads`;
}
