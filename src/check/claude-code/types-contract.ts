/** Claude Code does not read a larger contract, in bytes. */
export const contractLimit = 1 << 18;

/** `stray` is what a contract never holds outside strings and comments, or a string or comment that is never closed. */
type Token = { kind: 'word' | 'mark' | 'string' | 'reference' | 'stray'; text: string; line: number };

const tokenForms =
  /\/\/[^\n\r\u2028\u2029]*|\/\*[\s\S]*?\*\/|"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*'|`(?:[^`\\]|\\[\s\S])*`|[A-Za-z0-9_$]+|\s+|[\s\S]/g;

/** The tokens of a declaration file; comments are left out, but for those that refer to other files or steer the compiler. */
function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let line = 1;
  for (const [part] of text.matchAll(tokenForms)) {
    const add = (kind: Token['kind'], shown = part) => tokens.push({ kind, text: shown, line });
    if (/^\/[/*]/.test(part)) {
      if (part.startsWith('///')) add('reference');
      else if (/@ts-/i.test(part)) add('stray', '@ts-');
    } else if (/^["'`]./.test(part)) add('string', part.slice(1, -1));
    else if (/^[\w$]/.test(part)) add('word');
    else if (!/^\s/.test(part)) add(/^[!-~]$/.test(part) && !/[/\\"'`]/.test(part) ? 'mark' : 'stray');
    line += part.match(/\r\n|[\n\r\u2028\u2029]/g)?.length ?? 0;
  }
  return tokens;
}

const isWord = (token: Token | undefined, ...words: string[]) =>
  token?.kind === 'word' && words.includes(token.text);
const isMark = (token: Token | undefined, ...marks: string[]) =>
  token?.kind === 'mark' && marks.includes(token.text);

/**
 * Why Claude Code refuses a type contract, in words that end a sentence; undefined where it does not. A contract exports types, and may
 * augment the module `claude-code`, and nothing else. This finds what stands in its way without compiling it.
 */
export function contractProblem(text: string): string | undefined {
  const hidden = /[^\P{C}\n\r\t]|[\u2028\u2029]/u.exec(text);
  if (hidden !== null) return 'holds an invisible character';
  const tokens = tokensOf(text);
  const at = (token: Token | undefined, problem: string) => `${problem} on line ${token?.line ?? 1}`;
  const stray = tokens.find(({ kind }) => kind === 'stray');
  if (stray !== undefined)
    return at(stray, `holds ${JSON.stringify(stray.text)}, which no contract needs, or leaves a text open`);
  let depth = 0;
  let augmentsAt = -1;
  for (const [index, token] of tokens.entries()) {
    const [next, after] = [tokens[index + 1], tokens[index + 2]];
    if (reachesOut(token, tokens[index - 1], next, after)) return at(token, 'reaches outside the file');
    if (depth === 0) {
      const problem = topLevelProblem(tokens, index);
      if (problem !== undefined) return at(token, problem);
      if (isWord(token, 'declare')) augmentsAt = index;
    } else if (augmentsElsewhere(token, next)) return at(token, 'augments something else than claude-code');
    if (declaresValue(tokens, index)) return at(token, `declares something that runs (${token.text})`);
    if (isWord(token, 'interface') && next?.line !== token.line)
      return at(token, 'has an interface without its name on the same line');
    if (isWord(token, 'interface') && isWord(next, 'EngineInterface') && !isMark(after, '{'))
      return at(token, 'lets EngineInterface extend something');
    if (isMark(token, '{', '(', '[')) depth++;
    if (isMark(token, '}', ')', ']')) depth--;
    if (depth < 0) return at(token, 'closes a bracket that is not open');
  }
  return depth === 0 ? undefined : at(tokens[augmentsAt], 'leaves a bracket open');
}

function reachesOut(
  token: Token,
  previous: Token | undefined,
  next: Token | undefined,
  after: Token | undefined,
): boolean {
  if (token.kind === 'reference') return true;
  const calls = isMark(next, '(') && after?.kind === 'string';
  if (isWord(token, 'import'))
    return calls || next?.kind === 'string' || next?.kind === 'word' || isMark(next, '{', '*');
  if (previous?.line === token.line && isWord(previous, 'import')) return false;
  return (isWord(token, 'from') && next?.kind === 'string') || (isWord(token, 'require') && calls);
}

/** What is wrong with a word that stands outside all brackets. */
function topLevelProblem(tokens: readonly Token[], index: number): string | undefined {
  const [token, next, after] = [tokens[index], tokens[index + 1], tokens[index + 2]];
  if (isWord(token, 'declare')) {
    if (!isWord(next, 'module') || after?.kind !== 'string' || !isMark(tokens[index + 3], '{'))
      return "declares something else than module 'claude-code'";
    return after.text === 'claude-code' ? undefined : 'augments another module than claude-code';
  }
  if (isWord(token, 'export') && !isWord(next, 'type', 'interface'))
    return 'exports something else than a type';
  if (isWord(token, 'module') && isWord(tokens[index - 1], 'declare')) return undefined;
  if (isWord(token, 'abstract', 'async', 'default', 'module', 'namespace'))
    return `has ${JSON.stringify(token?.text)} at the top`;
  if (isWord(token, 'type', 'interface') && !isWord(tokens[index - 1], 'export', 'import'))
    return 'has a type that is not exported';
  return undefined;
}

function augmentsElsewhere(token: Token, next: Token | undefined): boolean {
  return (
    (isWord(token, 'global') && isMark(next, '{')) ||
    (isWord(token, 'module', 'namespace') && next?.kind === 'string') ||
    (isWord(token, 'as') && isWord(next, 'namespace'))
  );
}

/** Whether a word begins a declaration of a value. */
function declaresValue(tokens: readonly Token[], index: number): boolean {
  const [previous, token, next] = [tokens[index - 1], tokens[index], tokens[index + 1]];
  if (!isWord(token, 'class', 'const', 'enum', 'function', 'let', 'var')) return false;
  const begins =
    previous === undefined ||
    previous.line < (token?.line ?? 0) ||
    isMark(previous, ';', '{', '}') ||
    isWord(previous, 'abstract', 'async', 'declare', 'default', 'export');
  return begins && !isMark(next, ':', '?', '(', '<');
}
