import { inField, parts, type Syntax } from '../follow/syntax.ts';

/** Nodes that only hold the one that matters. */
const wrappers =
  /^(?:(?:logical|bitwise|comparison|additive|multiplicative|format|range)(?:_argument)?_expression|argument_expression|array_literal_expression|unary_expression|pipeline|pipeline_chain|string_literal|member_name|expression_with_unary_operator|command_name_expr|while_condition)$/;

/** Skips nodes that only hold one other, since each level of precedence is a node, and marks what is printed. */
export function preparePowershell(tree: Syntax, text: string): void {
  unwrap(tree);
  markPrinted(tree, text);
}

const statements = /^(?:program|\w*statement(?:_list|_block)?|\w+_clauses?|statement_block|switch_body)$/;

const values =
  /^(?:\w*(?:string|here_string)_(?:literal|characters)|hash_literal_expression|format_expression|additive_expression|variable)$/;

/** Whether a statement outside of functions gives a text that nobody takes: PowerShell prints it. */
function isPrinted(node: Syntax, text: string): boolean {
  if (values.test(node.type)) return true;
  const last = node.type === 'pipeline_chain' ? parts(node).at(-1) : node;
  const name = last?.type === 'command' ? inField(last, 'command_name') : undefined;
  return (
    name !== undefined &&
    /^(?:ConvertTo-Json|Out-String|Get-Content|cat|gc)$/i.test(text.slice(name.start, name.end))
  );
}

function markPrinted(tree: Syntax, text: string): void {
  const open: Syntax[] = [tree];
  for (let node = open.pop(); node !== undefined; node = open.pop())
    for (const [index, child] of node.children.entries()) {
      if (node.type === 'statement_list' && isPrinted(child, text))
        node.children[index] = { ...child, type: printed, children: [child] };
      else if (child.type !== 'function_statement' && statements.test(child.type)) open.push(child);
    }
}

/** A value that is printed since nobody takes it. */
export const printed = '#printed';

function unwrap(tree: Syntax): void {
  const open: Syntax[] = [tree];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (const [index, child] of node.children.entries()) {
      let inner = child;
      while (inner.children.length === 1 && wrappers.test(inner.type)) inner = inner.children[0] as Syntax;
      node.children[index] = { ...inner, field: child.field };
    }
    open.push(...node.children);
  }
}
