import type { Node, TreeCursor } from '@vscode/tree-sitter-wasm';
import { copyTree, textOfRoot } from '../follow/syntax.ts';

/** One node of the syntax tree of a shell: https://github.com/tree-sitter/tree-sitter-bash. Offsets are UTF-16 units. */
export type ShellNode = {
  readonly type: string;
  readonly field: string;
  readonly start: number;
  readonly end: number;
  /** 1-based. */
  readonly line: number;
  readonly isNamed: boolean;
  /** Whether the parser put it there, or could not read it. */
  readonly isFaulty: boolean;
  readonly children: ShellNode[];
  /** As written. */
  readonly text: string;
};

/** The tree of a program for a shell. */
export function shellTree(root: Node): ShellNode {
  const whole = textOfRoot(root);
  let line = 1;
  let lineEnd = whole.indexOf('\n');
  return copyTree(root, (cursor) => {
    const start = cursor.startIndex;
    for (; lineEnd >= 0 && lineEnd < start; lineEnd = whole.indexOf('\n', lineEnd + 1)) line++;
    return take(cursor, whole, start, line);
  });
}

function take(cursor: TreeCursor, whole: string, start: number, line: number): ShellNode {
  const { nodeType: type, endIndex: end, currentFieldName } = cursor;
  return {
    type,
    field: currentFieldName ?? '',
    start,
    end,
    line,
    isNamed: cursor.nodeIsNamed,
    isFaulty: type === 'ERROR' || (start === end && cursor.nodeIsMissing),
    children: [],
    text: whole.slice(start, end),
  };
}

/** Its named children. */
export function namedIn({ children }: ShellNode): ShellNode[] {
  return children.filter((child) => child.isNamed);
}

/** The first child in a field. */
export function inField(node: ShellNode | undefined, field: string): ShellNode | undefined {
  return node?.children.find((child) => child.field === field);
}

/** All children in a field. */
export function allInField(node: ShellNode, field: string): ShellNode[] {
  return node.children.filter((child) => child.field === field);
}

/** Whether there is something in a node that the parser could not read. */
export function hasFault(node: ShellNode): boolean {
  return node.isFaulty || node.children.some(hasFault);
}
