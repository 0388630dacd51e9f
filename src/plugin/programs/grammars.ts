import { createRequire } from 'node:module';
import type { Language as Grammar, Parser, Tree } from '@vscode/tree-sitter-wasm';
import type { Language } from './language.ts';
import { parsedPowershell } from './languages/powershell-text.ts';
import { parseBounded } from './parse.ts';

const require = createRequire(import.meta.url);
const name = '@vscode/tree-sitter-wasm';

/** The grammars whose files are not called like their language. */
const files: Partial<Record<Language, string>> = { shell: 'bash' };

/** What parses the texts of one language. */
export type Grammars = {
  /**
   * Parses a text. The caller deletes the tree.
   * @returns undefined where it takes too long, or where the parser breaks
   */
  parse(language: Language, text: string): Promise<Tree | undefined>;
};

type Library = typeof import('@vscode/tree-sitter-wasm');

/** Opens the parsers of programs. Library and grammars are loaded when the first text of a language is parsed. */
export function openGrammars(): Grammars {
  let library: Promise<{ library: Library; parser: Parser }> | undefined;
  const grammars = new Map<Language, Promise<Grammar>>();
  const start = async () => {
    const loaded = require(name) as Library;
    await loaded.Parser.init();
    return { library: loaded, parser: new loaded.Parser() };
  };
  return {
    async parse(language, text) {
      library ??= start();
      const opened = await library;
      const path = () => require.resolve(`${name}/wasm/tree-sitter-${files[language] ?? language}.wasm`);
      const grammar = grammars.get(language) ?? opened.library.Language.load(path());
      grammars.set(language, grammar);
      opened.parser.setLanguage(await grammar);
      const parsed = language === 'powershell' ? parsedPowershell(text) : text;
      try {
        return parseBounded(opened.parser, parsed);
      } catch (error) {
        if (!isBroken(error)) throw error;
        // What broke the parser leaves its memory unusable: the next text is parsed by another one.
        library = undefined;
        grammars.clear();
        delete require.cache[require.resolve(name)];
        return undefined;
      }
    },
  };
}

/** Whether the parser went beyond its own memory, as texts that are made for it can let it. */
export const isBroken = (error: unknown): boolean => error instanceof WebAssembly.RuntimeError;
