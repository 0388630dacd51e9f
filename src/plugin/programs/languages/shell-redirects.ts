import type { Step } from '../step.ts';
import { joined, mixed, text, textOf, type Value } from '../value.ts';
import type { Shell } from './shell-state.ts';
import { allInField, hasFault, inField, namedIn, type ShellNode } from './shell-tree.ts';

/** Where the input of a command comes from, and its output goes to. */
export type Redirects = {
  input?: Value;
  output: readonly { path: Value; append: boolean }[];
  /** Whether its output goes to a file, or nowhere. */
  away: boolean;
  /** Whether its output goes to the errors: `>&2`. */
  toErrors: boolean;
  /** Connections that its output is sent to. */
  sockets: readonly Value[][];
  /** What stands behind a here-document on its first line: `cat <<END | bash`. */
  rest?: ShellNode;
};

const isNothing = (path: string) => /^\/dev\/(?:null|stdout|stderr|tty|fd\/\d+)$/.test(path);

/** Reads the redirections of a statement, those on the first line of a here-document included. */
export function redirectsOf(node: ShellNode, shell: Shell): Redirects {
  const inputs: Value[] = [];
  const output: { path: Value; append: boolean }[] = [];
  const sockets: Value[][] = [];
  let toErrors = false;
  let away = false;
  let rest: ShellNode | undefined;
  const readFile = (redirect: ShellNode) => {
    const operator = redirect.children.find((child) => !child.isNamed)?.text ?? '';
    const descriptor = inField(redirect, 'descriptor')?.text ?? (operator.startsWith('<') ? '0' : '1');
    const path = shell.words.valueIn(inField(redirect, 'destination'));
    const written = textOf(path);
    const isOpened = /^<>?$|^>/.test(operator) || hasFault(redirect);
    if (/&$/.test(operator) && /^\d+$|^-$/.test(written)) {
      const socket = shell.sockets.get(written);
      if (socket !== undefined && operator.startsWith('>')) sockets.push(socket);
      if (written === '2' && descriptor === '1') toErrors = true;
    } else if (/^\/dev\/(?:tcp|udp)\//.test(written)) {
      const sent: Value[] = [];
      const address = joined([
        text(written.replace(/^\/dev\/(tcp|udp)\//, '$1://').replace(/\/([^/]*)$/, ':$1')),
      ]);
      shell.words.add({ step: 'request', address, by: 'socket', sent, line: redirect.line }, redirect);
      if (isOpened && operator !== '<') sockets.push(sent);
      shell.sockets.set(descriptor, sent);
    } else if (operator === '<') {
      inputs.push(path.kind === 'result' ? path : readingOf(path, redirect, shell));
    } else if (operator === '>&' || operator.includes('>')) {
      if (!isNothing(written) && (descriptor !== '2' || operator.startsWith('&')))
        output.push({ path, append: operator.includes('>>') });
      else if (written === '/dev/stderr') toErrors = true;
      if (descriptor !== '2' || operator.startsWith('&'))
        away ||= written !== '/dev/stdout' && written !== '/dev/stderr';
    }
  };
  for (const redirect of allInField(node, 'redirect').concat(
    node.type === 'command' ? namedIn(node).filter((child) => child.type === 'herestring_redirect') : [],
  )) {
    if (redirect.type === 'file_redirect') readFile(redirect);
    else if (redirect.type === 'herestring_redirect') inputs.push(shell.words.valueIn(namedIn(redirect)[0]));
    else if (redirect.type === 'heredoc_redirect') {
      const body = namedIn(redirect).find((child) => child.type === 'heredoc_body');
      const isRaw = /['"\\]/.test(
        namedIn(redirect).find((child) => child.type === 'heredoc_start')?.text ?? '',
      );
      if (body !== undefined) inputs.push(isRaw ? text(body.text) : shell.words.valueIn(body));
      for (const child of namedIn(redirect)) {
        if (child.type === 'file_redirect') readFile(child);
        else if (!child.type.startsWith('heredoc_')) rest ??= child;
      }
    }
  }
  return {
    ...(inputs.length === 0 ? {} : { input: mixed(inputs) }),
    output,
    away,
    toErrors,
    sockets,
    ...(rest === undefined ? {} : { rest }),
  };
}

/** What a file holds. */
export function readingOf(path: Value, node: ShellNode, shell: Shell): Value {
  const step: Step = { step: 'reads', path, line: node.line };
  shell.words.add(step, node);
  return { kind: 'result', step };
}

/** Takes what a statement prints to where its redirections lead. */
export function outputsOf(
  redirects: Redirects,
  content: Value | undefined,
  shell: Shell,
  node: ShellNode,
): void {
  const line = node.line;
  for (const { path, append } of redirects.output) {
    const written = content === undefined ? {} : { content };
    shell.words.add({ step: 'writes', path, ...written, append, line }, node);
  }
  for (const socket of redirects.sockets) if (content !== undefined) socket.push(content);
}
