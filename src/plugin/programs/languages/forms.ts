import type { Node } from '@vscode/tree-sitter-wasm';
import { parts, plainTree, type Syntax, textOfRoot } from '../follow/syntax.ts';

/** A value that a call is given: by its place, or by its name. */
export type Given = { name?: string; value: Form };

/** What a function is called with. */
export type FormParameter = { name: string; fallback?: Form; rest?: true };

export type FunctionForm = Extract<Form, { is: 'function' }>;
export type CallForm = Extract<Form, { is: 'call' }>;

/**
 * The few forms of statements and expressions that most languages share: a language says which node is which, and `bodies.ts` finds the names
 * in them. `at` and `end` are offsets in the text. `item`: by a key that is not part of the program. `either`: one of several. `each`: a body
 * that runs for the items of a value. `body`: statements, of which the last is the value; names given in `inner` ones may not be given at all.
 * `function`: `of` names the class that it is a method of where it stands outside of the class. `made`: made of others in a way that is not followed.
 */
export type Form = { at: number } & (
  | { is: 'text'; text: string }
  | { is: 'join'; parts: Form[] }
  | { is: 'name'; name: string }
  | { is: 'outside'; path: string }
  | { is: 'member'; of: Form; name: string }
  | { is: 'item'; of: Form; key: Form }
  | { is: 'call'; callee: Form; given: Given[] }
  | { is: 'list'; items: Form[] }
  | { is: 'record'; entries: { key?: Form; value: Form }[] }
  | { is: 'spread'; of: Form }
  | { is: 'either'; of: Form[] }
  | { is: 'assign'; end: number; to: Form; value: Form }
  | { is: 'function'; name?: string; method?: true; of?: string; parameters: FormParameter[]; body: Form[] }
  | { is: 'class'; name: string; bases: Form[]; body: Form[] }
  | { is: 'each'; end: number; names: string[]; of: Form; body: Form[] }
  | { is: 'return'; value?: Form }
  | { is: 'body'; end: number; inner?: true; body: Form[] }
  | { is: 'made'; of: Form[] }
);

/** Levels of a tree that are followed. */
const deepest = 200;

/** What a translation of a tree works with. */
export type Translation = {
  /** The text of a node. */
  source(node: Syntax): string;
  /** Translates a node; what is missing is made of nothing. */
  inner(node: Syntax | undefined): Form;
  /** Translates nodes. */
  all(nodes: readonly Syntax[]): Form[];
};

/** Translates one node of a language. What it returns undefined for is made of its children. */
export type Translate = (node: Syntax, translation: Translation) => Form | undefined;

/**
 * Translates a tree, bounded in depth.
 * @param prepare changes the tree before it is translated
 */
export function formOfTree(
  root: Node,
  translate: Translate,
  prepare?: (tree: Syntax, text: string) => void,
): { form: Form; text: string } {
  const text = textOfRoot(root);
  const tree = plainTree(root);
  prepare?.(tree, text);
  let depth = 0;
  const translation: Translation = {
    source: (node) => text.slice(node.start, node.end),
    inner(node) {
      if (node === undefined || depth >= deepest) return made(node?.start ?? 0);
      depth++;
      const found = translate(node, translation) ?? made(node.start, translation.all(parts(node)));
      depth--;
      return found;
    },
    all: (nodes) => nodes.map((node) => translation.inner(node)),
  };
  return { form: translation.inner(tree), text };
}

/** Made of others in a way that is not followed. */
export const made = (at: number, of: Form[] = []): Form => ({ is: 'made', at, of });

/** Statements. */
export const bodyForm = ({ start, end }: Syntax, body: Form[]): Form => ({
  is: 'body',
  at: start,
  end,
  body,
});

/** Statements that may not run, or one way of several. */
export const innerForm = ({ start, end }: Syntax, body: Form[]): Form => ({
  is: 'body',
  at: start,
  end,
  inner: true,
  body,
});

export const textForm = (at: number, text: string): Form => ({ is: 'text', at, text });

/** A call of something that the language or a library has, by its path. */
export const callForm = (at: number, path: string, args: readonly Form[]): Form => ({
  is: 'call',
  at,
  callee: { is: 'outside', at, path },
  given: args.map((value) => ({ value })),
});

/** A text with what is put into it, from pieces: a single text stays one. */
export function joinForm(at: number, pieces: Form[]): Form {
  const [only] = pieces;
  if (only === undefined) return textForm(at, '');
  return pieces.length === 1 && only.is === 'text' ? { ...only, at } : { is: 'join', at, parts: pieces };
}

/** The operands of a chain of one kind of node, from left to right: long chains are deep trees. */
export function operandsOf(node: Syntax, isSame: (node: Syntax) => boolean): Syntax[] {
  const operands: Syntax[] = [];
  let left: Syntax | undefined = node;
  while (left !== undefined && isSame(left)) {
    const inner: Syntax[] = parts(left).filter((child) => child.field !== 'operator');
    const right = inner.at(-1);
    if (inner.length > 1 && right !== undefined) operands.push(right);
    left = inner[0];
  }
  if (left !== undefined) operands.push(left);
  return operands.reverse();
}
