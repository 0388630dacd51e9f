import type { Rule } from '../../rule.ts';
import { codePoint, hiddenRunsOf, isBidiControl, isDeception, isTag } from '../../text-scan.ts';

export const rule: Rule = {
  id: 'text-hidden-unicode',
  authority: 'marketplace',
  severity: 'error',
  waivable: false,
  check({ source, report }) {
    for (const file of source.files.values()) {
      if (file.text === undefined || file.ascii === true) continue;
      let first: { offset: number; code: number } | undefined;
      let more = 0;
      for (const run of hiddenRunsOf(file)) {
        if (!isDeception(file.text, run)) continue;
        if (first === undefined)
          first = {
            offset: run.offset,
            code: run.codes.find((code) => isBidiControl(code) || isTag(code)) ?? run.codes[0] ?? 0,
          };
        else more++;
      }
      if (first === undefined) continue;
      const what = isBidiControl(first.code)
        ? `the character ${codePoint(first.code)}, which shows text in another order than it is read in`
        : isTag(first.code)
          ? `text written in tag characters such as ${codePoint(first.code)}, which nobody sees and a model reads`
          : `a run of characters such as ${codePoint(first.code)}, which nobody sees and a model reads`;
      report({
        file: file.path,
        at: { offset: first.offset },
        message: `Disallowed hidden text: here stands ${what}${more === 0 ? '' : `, and ${more === 1 ? 'once' : `${more} times`} more in this file`}.`,
        fix: 'Delete the hidden characters, or write them as escapes such as \\u202e where the file is about them.',
      });
    }
  },
};
