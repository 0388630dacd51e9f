import { manifestFile } from '../../../plugin/read-manifest.ts';
import { quote } from '../../diagnostic.ts';
import { manifestObject } from '../../facts/facts.ts';
import { pluginRule } from '../../rule.ts';

/** How many keywords still say something, and how long one can be and still be a word that people search for. */
const most = { keywords: 15, characters: 40 };

export const rule = pluginRule(
  { id: 'keywords-too-many', version: 1, authority: 'marketplace', severity: 'warning', waivable: true },
  ({ source, report }) => {
    const keywords = manifestObject(source)?.keywords;
    if (!Array.isArray(keywords)) return;
    if (keywords.length > most.keywords) {
      report({
        file: manifestFile,
        at: { json: ['keywords'] },
        message: `Expected ${most.keywords} keywords or fewer, but there are ${keywords.length}.`,
        fix: `Keep the ${most.keywords} that people would search for.`,
      });
      return;
    }
    const long = keywords.findIndex(
      (keyword) => typeof keyword === 'string' && keyword.length > most.characters,
    );
    if (long < 0) return;
    report({
      file: manifestFile,
      at: { json: ['keywords', long] },
      message: `Expected a keyword of ${most.characters} characters or fewer, but there is ${quote(keywords[long])}.`,
      fix: 'Split it into words that people would search for.',
    });
  },
);
