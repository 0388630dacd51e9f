import type { Node, TreeCursor } from '@vscode/tree-sitter-wasm';

/** One node of a syntax tree as plain data: named nodes, and unnamed ones that stand in a field, as operators do. Offsets are UTF-16 units. */
export type Syntax = {
  readonly type: string;
  readonly field: string;
  readonly start: number;
  readonly end: number;
  readonly children: Syntax[];
};

/** Deeper nodes are left out: chains of operators are long in real files, nesting is not. */
const deepest = 3000;

const take = (cursor: TreeCursor, field: string): Syntax => ({
  type: cursor.nodeType,
  field,
  start: cursor.startIndex,
  end: cursor.endIndex,
  children: [],
});

/**
 * Copies a tree into plain data, since each look at a node of tree-sitter crosses into WebAssembly.
 * @param take gives the copy of the node that the cursor is at; undefined for a node that is left out with all that is in it
 */
export const copyTree = <N extends { readonly children: N[] }>(
  node: Node,
  take: (cursor: TreeCursor) => N | undefined,
): N => {
  const cursor = node.walk();
  const root = take(cursor) as N;
  const open: N[] = [root];
  let entered = cursor.gotoFirstChild();
  while (entered) {
    const child = take(cursor);
    if (child) open[open.length - 1]?.children.push(child);
    if (child && open.length < deepest && cursor.gotoFirstChild()) {
      open.push(child);
      continue;
    }
    while (open.length > 0 && !cursor.gotoNextSibling()) {
      open.pop();
      cursor.gotoParent();
    }
    entered = open.length > 0;
  }
  cursor.delete();
  return root;
};

export const plainTree = (node: Node): Syntax =>
  copyTree(node, (cursor) => {
    const field = cursor.currentFieldName ?? '';
    return field === '' && !cursor.nodeIsNamed ? undefined : take(cursor, field);
  });

/** The first child in a field. */
export const inField = (node: Syntax | undefined, field: string): Syntax | undefined =>
  node?.children.find((child) => child.field === field);

/** The first child of a type. */
export const ofType = (node: Syntax | undefined, type: string): Syntax | undefined =>
  node?.children.find((child) => child.type === type);

/** The children without comments. */
export const parts = (node: Syntax): Syntax[] => node.children.filter((child) => child.type !== 'comment');

/** The text of a program, from its first character: a root begins where the first word does. */
export const textOfRoot = (root: Node): string =>
  '\n'.repeat(root.startPosition.row).padStart(root.startIndex, ' ') + root.text;
