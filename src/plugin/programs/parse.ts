import type { Node, Parser, Tree } from '@vscode/tree-sitter-wasm';

/**
 * What the parser may do before a text is given up: counted, so that every machine gives up the same texts. Each is far more than any of 5,000
 * real programs takes. `spare`: more at any place. `pause`: UTF-16 units that are parsed from one pause to the next. `piece`: UTF-16 units that
 * are read at once, `again`: how often each piece is.
 */
const limits = { spare: 40, pause: 40, piece: 1024, again: 4, spareReads: 1_000 };

/**
 * UTF-16 units of the first part of a text that is parsed; each part is twice as long as the one before. What each wrong word costs grows with
 * the wrong words before it, so a text that is no program is given up at the first part that shows it.
 */
const firstPart = 8_192;

/** Words outside of all that the grammar knows. */
const mostWrong = 2_000;

/** Parses a text. Undefined for what takes too long, or is no program of the parser's language. */
export function parseBounded(parser: Parser, text: string): Tree | undefined {
  for (let end = firstPart; end < text.length; end *= 2) {
    const part = parsePart(parser, text.slice(0, end));
    const isGivenUp = part === undefined || isMostlyWrong(part.rootNode);
    part?.delete();
    if (isGivenUp) return undefined;
  }
  return parsePart(parser, text);
}

function parsePart(parser: Parser, text: string): Tree | undefined {
  const work = bounded(text);
  const tree = parser.parse(work.read, null, { progressCallback: work.isTooMuch });
  if (tree !== null && !work.isOver()) return tree;
  tree?.delete();
  parser.reset();
  return undefined;
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
