import { createHash } from 'node:crypto';
import type { Node } from '@vscode/tree-sitter-wasm';
import { openGrammars } from './grammars.ts';
import type { Language } from './language.ts';
import { isRead } from './languages/list.ts';
import { isMinified, longestParsed } from './unreadable.ts';

/** What a program's text means to its language. */
export type Meaning = {
  /** The same for two texts that differ only in comments and in white space that does not count. */
  digest: string;
  /** 1-based lines that hold more than comments and white space. */
  lines: ReadonlySet<number>;
};

const grammars = openGrammars();

/**
 * Reads what a program's text means.
 * @returns undefined where it is not parsed, or not whole: then every character may count
 */
export async function meaningOf(language: Language | undefined, text: string): Promise<Meaning | undefined> {
  if (language === undefined || !isRead(language) || text.length > longestParsed || isMinified(text))
    return undefined;
  const tree = await grammars.parse(language, text);
  if (tree === undefined) return undefined;
  try {
    return tree.rootNode.hasError ? undefined : readTree(tree.rootNode, language, text);
  } finally {
    tree.delete();
  }
}

function readTree(root: Node, language: Language, text: string): Meaning {
  const hash = createHash('sha256');
  const lines = new Set<number>();
  const counts = commentsThatCount(language, text);
  let end = 0;
  // Between two tokens stands white space, unless the parser left something out: a here-document's first spaces, or the carriage return that a shell takes for a letter.
  const skip = (to: number, isKept = false) => {
    const between = text.slice(end, to);
    if (isKept || between.trim() !== '' || (language === 'shell' && between.includes('\r')))
      hash.update(`?${between}\0`);
    end = Math.max(end, to);
  };
  const cursor = root.walk();
  try {
    for (let isDone = false; !isDone; ) {
      const type = cursor.nodeType;
      const isComment = /comment/.test(type);
      const isLeaf = isComment || !cursor.gotoFirstChild();
      if (!isLeaf) {
        // What a token belongs to is part of its meaning: an indented line is inside of the one before.
        hash.update(`(${type}\0`);
        continue;
      }
      skip(cursor.startIndex, type.startsWith('heredoc'));
      end = Math.max(end, cursor.endIndex);
      const token = cursor.nodeText;
      const isLeftOut = isComment
        ? !counts(token, cursor.startIndex)
        : !cursor.nodeIsNamed && token.trim() === '';
      if (!isLeftOut) {
        hash.update(`${type} ${token}\0`);
        for (let row = cursor.startPosition.row; row <= cursor.endPosition.row; row++) lines.add(row + 1);
      }
      while (!cursor.gotoNextSibling()) {
        if (!cursor.gotoParent()) {
          isDone = true;
          break;
        }
        hash.update(')');
      }
    }
  } finally {
    cursor.delete();
  }
  skip(text.length);
  return { digest: hash.digest('hex'), lines };
}

/** Which comments change what a program does: its first line, requirements that stand in comments, and directives of the compiler. */
function commentsThatCount(language: Language, text: string): (comment: string, start: number) => boolean {
  const all =
    language === 'go'
      ? /^\/\/go:|^\/\/ ?\+build|^import "C"/m.test(text)
      : language === 'python' && /^# \/\/\/ /m.test(text);
  return (comment, start) => all || (start === 0 && comment.startsWith('#!'));
}
