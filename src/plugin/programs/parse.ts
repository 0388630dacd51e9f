import type { Node, Parser, Tree } from '@vscode/tree-sitter-wasm';

/**
 * What the parser may do before a text is given up: counted, so that every machine gives up the same texts. Each is far more than any of 5,000
 * real programs takes. `spare`: more at any place. `pause`: UTF-16 units that are parsed from one pause to the next. `piece`: UTF-16 units that
 * are read at once, `again`: how often each piece is.
 */
const limits = { spare: 40, pause: 40, piece: 1024, again: 4, spareReads: 1_000 };

/**
 * UTF-16 units that a text grows by until all of it is parsed: what each wrong word costs grows with the wrong words before it, so a text that
 * is no program is given up at the first part that shows it.
 */
const partLength = 8_192;

/** Words outside of all that the grammar knows. */
const mostWrong = 2_000;

/** Parses a text in linear time. Undefined for what takes too long, or is no program of the parser's language. */
export function parseBounded(parser: Parser, text: string): Tree | undefined {
  let tree: Tree | undefined;
  for (let end = partLength; ; end += partLength) {
    const part = end < text.length ? text.slice(0, end) : text;
    if (tree !== undefined) grow(tree, part);
    const next = parsePart(parser, part, tree);
    tree?.delete();
    if (next === undefined) return undefined;
    if (part === text) {
      if (tree === undefined || !next.rootNode.hasError) return next;
      // Now and then the parser finds errors only where a tree grew.
      next.delete();
      return parsePart(parser, text, undefined);
    }
    if (isMostlyWrong(next.rootNode)) {
      next.delete();
      return undefined;
    }
    tree = next;
  }
}

function parsePart(parser: Parser, text: string, before: Tree | undefined): Tree | undefined {
  const work = bounded(text);
  const tree = parser.parse(work.read, before ?? null, { progressCallback: work.isTooMuch });
  if (tree !== null && !work.isOver()) return tree;
  tree?.delete();
  parser.reset();
  return undefined;
}

/** Tells a tree of the beginning of a text that the text goes on. */
function grow(tree: Tree, text: string): void {
  const { endIndex, endPosition } = tree.rootNode;
  const rest = text.slice(endIndex);
  const rows = rest.split('\n').length - 1;
  const column = rest.length - rest.lastIndexOf('\n') - 1;
  const newEnd = { row: endPosition.row + rows, column: rows === 0 ? endPosition.column + column : column };
  tree.edit({
    startIndex: endIndex,
    oldEndIndex: endIndex,
    newEndIndex: text.length,
    startPosition: endPosition,
    oldEndPosition: endPosition,
    newEndPosition: newEnd,
  });
}

/** Whether more words than a real program ever has stand where the grammar expects none. */
function isMostlyWrong(root: Node): boolean {
  if (!root.hasError) return false;
  const cursor = root.walk();
  let wrong = 0;
  const open: boolean[] = [];
  for (let goesOn = true; goesOn && wrong <= mostWrong; ) {
    const isError = cursor.nodeType === 'ERROR';
    if (cursor.currentNode.hasError && cursor.gotoFirstChild()) {
      open.push(isError);
      continue;
    }
    if (open.at(-1) === true) wrong++;
    while (!cursor.gotoNextSibling()) {
      goesOn = cursor.gotoParent();
      if (!goesOn) break;
      open.pop();
    }
  }
  cursor.delete();
  return wrong > mostWrong;
}

/** A text as the parser reads it, with what it may cost. `isOver` ends the counting: the tree reads its text as often as it is asked. */
function bounded(text: string) {
  const mostReads = limits.spareReads + (limits.again * text.length) / limits.piece;
  let pauses = 0;
  let reads = 0;
  let over = false;
  let parsed = false;
  return {
    read: (index: number) => {
      if (!parsed) over ||= ++reads > mostReads;
      return over ? undefined : text.slice(index, index + limits.piece);
    },
    isTooMuch: ({ currentOffset }: { currentOffset: number }) => {
      over ||= ++pauses > limits.spare + currentOffset / bytesOfUnit / limits.pause;
      return over;
    },
    isOver: () => {
      parsed = true;
      return over;
    },
  };
}

/** The parser counts bytes of UTF-16. */
const bytesOfUnit = 2;
