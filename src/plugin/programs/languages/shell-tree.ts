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
  /** Its named children. */
  readonly named: readonly ShellNode[];
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

const none: readonly ShellNode[] = [];

function take(cursor: TreeCursor, whole: string, start: number, line: number): ShellNode {
  const { nodeType: type, endIndex: end, currentFieldName, nodeIsNamed: isNamed } = cursor;
  const children: ShellNode[] = [];
  let named: readonly ShellNode[] | undefined;
  return {
    type,
    field: currentFieldName ?? '',
    start,
    end,
    line,
    isNamed,
    isFaulty: type === 'ERROR' || (start === end && cursor.nodeIsMissing),
    children,
    get named() {
      if (children.length === 0) return none;
      named ??= children.filter((child) => child.isNamed);
      return named;
    },
    get text() {
      return whole.slice(start, end);
    },
  };
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
