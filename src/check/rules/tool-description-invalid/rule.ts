import { longestDescription } from '../../../plugin/kinds/offered.ts';
import { toolsFile } from '../../../plugin/tools.ts';
import { own } from '../../../plugin/values.ts';
import { quote, visible } from '../../diagnostic.ts';
import { itemWords, offeredItems } from '../../facts/offered-items.ts';
import { pluginRule } from '../../rule.ts';

export const rule = pluginRule(
  {
    id: 'tool-description-invalid',
    version: 1,
    authority: 'marketplace',
    severity: 'warning',
    waivable: true,
  },
  ({ source, report }) => {
    for (const { list, name, item, path } of offeredItems(source)) {
      const what = `${itemWords[list]} ${quote(name)}`;
      const description = own(item, 'description');
      const text = typeof description === 'string' ? description : '';
      const at = { json: [...path, 'description'] };
      if (list === 'tools' && text.trim() === '')
        report({
          file: toolsFile,
          at: { json: path },
          message: `The ${what} has no description, so Claude does not know when to use it.`,
          fix: 'Describe in the server what the tool does and when to use it.',
        });
      if (text.length > longestDescription)
        report({
          file: toolsFile,
          at,
          message: `The description of the ${what} has ${text.length} characters, and Claude Code cuts it at ${longestDescription}.`,
          fix: 'Say the rest in the descriptions of its parameters, or leave it out.',
        });
      const hidden = hiddenIn(text);
      if (hidden !== undefined)
        report({
          file: toolsFile,
          at,
          severity: 'error',
          message: `The description of the ${what} holds the character ${quote(hidden)}, which nobody sees and Claude reads.`,
          fix: 'Remove it in the server.',
        });
    }
  },
);

/** A character that is not shown. Emoji are joined by U+200D. */
function hiddenIn(text: string): string | undefined {
  const shown = text.replace(/[\n\r\t]/g, ' ').replace(/(?<=\p{Extended_Pictographic}\ufe0f?)\u200d/gu, '');
  return [...shown].find((character) => visible(character) !== character);
}
