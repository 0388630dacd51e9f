import { createRequire } from 'node:module';
import type { Language as Grammar, Parser, Tree } from '@vscode/tree-sitter-wasm';
import type { Language } from './language.ts';
import { parsedPowershell } from './languages/powershell-text.ts';

const require = createRequire(import.meta.url);
const folder = '@vscode/tree-sitter-wasm/wasm';

/** The grammars whose files are not called like their language. */
const files: Partial<Record<Language, string>> = { shell: 'bash' };

/** What parses the texts of one language. */
export type Grammars = {
  /**
   * Parses a text. The caller deletes the tree.
   * @returns undefined where it takes too long
   */
  parse(language: Language, text: string): Promise<Tree | undefined>;
};

/** Pauses of the parser after which a text is given up: counted, so that every machine gives up the same texts. */
const mostPauses = 200_000;

type Library = typeof import('@vscode/tree-sitter-wasm');

/** Opens the parsers of programs. Library and grammars are loaded when the first text of a language is parsed. */
export function openGrammars(): Grammars {
  let library: Promise<{ library: Library; parser: Parser }> | undefined;
  const grammars = new Map<Language, Promise<Grammar>>();
  const start = async () => {
    const loaded = require('@vscode/tree-sitter-wasm') as Library;
    await loaded.Parser.init();
    return { library: loaded, parser: new loaded.Parser() };
  };
  return {
    async parse(language, text) {
      library ??= start();
      const opened = await library;
      const path = () => require.resolve(`${folder}/tree-sitter-${files[language] ?? language}.wasm`);
      const grammar = grammars.get(language) ?? opened.library.Language.load(path());
      grammars.set(language, grammar);
      opened.parser.setLanguage(await grammar);
      let pauses = 0;
      const progressCallback = () => ++pauses > mostPauses;
      const parsed = language === 'powershell' ? parsedPowershell(text) : text;
      const tree = opened.parser.parse(parsed, null, { progressCallback });
      if (tree === null) opened.parser.reset();
      return tree ?? undefined;
    },
  };
}
