import type { Node } from '@vscode/tree-sitter-wasm';
import type { Step } from '../step.ts';

/** Translates a parsed program into steps, in the order of the text. Never throws for what a program holds; bounded in depth and size. */
export type LanguageReader = (root: Node) => Step[];
