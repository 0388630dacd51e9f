import { allInField, inField, namedIn, type ShellNode } from './shell-tree.ts';

/** A name of a function that no function has: the text of the program itself. */
export const outside = '';

/** A value that a name is given. `item`: each of its items in turn. */
export type Given = { node: ShellNode; item: boolean };

/** What a program's names are given anywhere in it. */
export type Names = {
  given: ReadonlyMap<string, readonly Given[]>;
  functions: ReadonlyMap<string, ShellNode>;
  /** The words that each command is called with, and whether its output goes on to something else. */
  calls: ReadonlyMap<string, readonly Call[]>;
  /** Names that `read` and its kind fill. */
  filled: ReadonlySet<string>;
  /** The function that a place of the text is in. */
  functionAt(index: number): string;
  /** How many of its words a function has dropped before a place of the text: `shift`. */
  shiftedAt(index: number): number;
};

export type Call = { node: ShellNode; words: readonly ShellNode[]; captured: boolean };

/** Values of one name, and calls of one command, that are followed. */
const mostGiven = 12;

type Found = {
  given: Map<string, Given[]>;
  functions: Map<string, ShellNode>;
  calls: Map<string, Call[]>;
  filled: Set<string>;
  ranges: Range[];
  shifts: { at: number; by: number }[];
};
type Range = { start: number; end: number; name: string };

/** Collects what a program's names are given, in one walk. */
export function namesOf(root: ShellNode): Names {
  const found: Found = {
    given: new Map(),
    functions: new Map(),
    calls: new Map(),
    filled: new Set(),
    ranges: [],
    shifts: [],
  };
  const open: { node: ShellNode; captured: boolean }[] = [{ node: root, captured: false }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, captured } = next;
    collect(node, captured, found);
    const children = namedIn(node);
    const isPipe = node.type === 'pipeline';
    const takes = captured || node.type === 'command_substitution' || node.type === 'process_substitution';
    const isFunction = node.type === 'function_definition';
    for (let index = children.length - 1; index >= 0; index--) {
      const child = children[index];
      if (child === undefined || namedIn(child).length === 0) continue;
      const goesOn = isFunction ? false : takes || (isPipe && index < children.length - 1);
      open.push({ node: child, captured: goesOn });
    }
  }
  const { ranges, shifts, ...names } = found;
  ranges.sort((a, b) => a.start - b.start);
  return {
    ...names,
    functionAt: (index) => rangeAt(ranges, index)?.name ?? outside,
    shiftedAt(index) {
      const start = rangeAt(ranges, index)?.start ?? 0;
      return shifts.reduce((sum, { at, by }) => (at > start && at < index ? sum + by : sum), 0);
    },
  };
}

function collect(node: ShellNode, captured: boolean, found: Found): void {
  const { given, functions, calls, filled, ranges, shifts } = found;
  const give = (name: string, value: ShellNode | undefined, item: boolean) => {
    const all = given.get(name) ?? [];
    given.set(name, all);
    if (value !== undefined && all.length < mostGiven) all.push({ node: value, item });
  };
  if (node.type === 'variable_assignment') {
    const name = inField(node, 'name');
    give((inField(name, 'name') ?? name)?.text ?? '', inField(node, 'value'), false);
  } else if (node.type === 'for_statement') {
    const name = inField(node, 'variable')?.text ?? '';
    for (const value of allInField(node, 'value')) give(name, value, true);
  } else if (node.type === 'function_definition') {
    const body = inField(node, 'body');
    const name = inField(node, 'name')?.text ?? '';
    if (body !== undefined) functions.set(name, body);
    ranges.push({ start: node.start, end: node.end, name });
  } else if (node.type === 'command') {
    const name = inField(node, 'name')?.text ?? '';
    const words = allInField(node, 'argument');
    if (/^(?:read|mapfile|readarray)$/.test(name))
      for (const word of words) if (/^[A-Za-z_]\w*$/.test(word.text)) filled.add(word.text);
    if (name === 'shift' && shifts.length < mostAround) {
      const by = Number(words[0]?.text ?? '1');
      shifts.push({ at: node.start, by: Number.isInteger(by) ? by : 1 });
    }
    const known = calls.get(name) ?? [];
    if (known.length < mostGiven) known.push({ node, words, captured });
    calls.set(name, known);
  }
}

/** Functions that start before a place that are looked at. */
const mostAround = 50;

function rangeAt(ranges: readonly Range[], index: number): Range | undefined {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle]?.start ?? 0) <= index) low = middle + 1;
    else high = middle;
  }
  for (let at = low - 1; at >= 0 && at > low - mostAround; at--) {
    const range = ranges[at];
    if (range !== undefined && range.end >= index) return range;
  }
  return undefined;
}
