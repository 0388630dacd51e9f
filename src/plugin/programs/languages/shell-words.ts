import type { Step } from '../step.ts';
import { folderOf, joined, mixed, text, type Value } from '../value.ts';
import { type Names, outside } from './shell-names.ts';
import { inField, namedIn, type ShellNode } from './shell-tree.ts';

/** Levels of nesting that are followed. */
export const deepest = 200;

/** How deep the reading of one program is now. */
export type Level = { now: number };

/** What reads the words of one program. */
export type Words = {
  names: Names;
  level: Level;
  /** The value of a word. */
  valueIn(node: ShellNode | undefined): Value;
  /** Takes a step that stands at a place of the text. */
  add(step: Step, node: ShellNode): void;
};

/** The output of commands that stand in a word. */
type Substitute = (node: ShellNode) => Value;

/** Names that the host or every system sets. */
const knownNames: Readonly<Record<string, Value>> = {
  HOME: { kind: 'folder', of: 'home' },
  USERPROFILE: { kind: 'folder', of: 'home' },
  CLAUDE_PLUGIN_ROOT: { kind: 'folder', of: 'plugin' },
  CLAUDE_PROJECT_DIR: { kind: 'folder', of: 'project' },
  PWD: { kind: 'folder', of: 'project' },
  OLDPWD: { kind: 'folder', of: 'project' },
  TMPDIR: { kind: 'folder', of: 'temporary' },
  TMP: { kind: 'folder', of: 'temporary' },
  TEMP: { kind: 'folder', of: 'temporary' },
};

/** The program's own file: its folder is known, its name is not needed. */
const ownFile: Value = joined([{ kind: 'folder', of: 'file' }, text('/'), { kind: 'name', name: '$0' }]);

/** Reads the words of a program. Values of names are worked out once; a name that needs itself is what it is from outside. */
export function wordReader(names: Names, add: Words['add'], substitute: Substitute): Words {
  const level: Level = { now: 0 };
  const known = new Map<ShellNode, Value>();
  const named = new Map<string, Value>();
  const working = new Set<string>();
  const asked = new Set<string>();

  const fromOutside = (name: string, node: ShellNode): Value => {
    if (Object.hasOwn(knownNames, name)) return knownNames[name] as Value;
    if (name === '0' || name === 'BASH_SOURCE') return ownFile;
    if (!/^[A-Za-z_]\w*$/.test(name) || names.filled.has(name)) return { kind: 'name', name };
    if (!asked.has(name)) {
      asked.add(name);
      add({ step: 'variable', name, line: node.line }, node);
    }
    return { kind: 'variable', name };
  };

  const ofName = (name: string, node: ShellNode): Value => {
    if (/^[1-9@*]$/.test(name)) return ofParameter(name, node);
    const found = named.get(name);
    if (found !== undefined) return found;
    const given = names.given.get(name);
    if (given === undefined || working.has(name)) return fromOutside(name, node);
    working.add(name);
    const values = given.flatMap((one) => {
      const value = valueIn(one.node);
      return one.item === true ? itemsOf(value) : [value];
    });
    working.delete(name);
    const value = values.length === 0 ? text('') : mixed(values);
    named.set(name, value);
    return value;
  };

  const ofParameter = (name: string, node: ShellNode): Value => {
    const within = names.functionAt(node.start);
    const shifted = names.shiftedAt(node.start);
    const key = `${within} $${name} ${shifted}`;
    const found = named.get(key);
    if (found !== undefined) return found;
    const calls = within === outside ? [] : (names.calls.get(within) ?? []);
    if (calls.length === 0 || working.has(key)) return { kind: 'name', name: `$${name}` };
    working.add(key);
    const values = calls.flatMap(({ words }): Value[] => {
      if (name === '@' || name === '*') return [{ kind: 'list', items: words.slice(shifted).map(valueIn) }];
      const word = words[Number(name) - 1 + shifted];
      return word === undefined ? [] : [valueIn(word)];
    });
    working.delete(key);
    const value: Value = values.length === 0 ? { kind: 'name', name: `$${name}` } : mixed(values);
    named.set(key, value);
    return value;
  };

  const valueIn = (node: ShellNode | undefined): Value => {
    if (node === undefined || level.now > deepest) return { kind: 'name', name: '' };
    const found = known.get(node);
    if (found !== undefined) return found;
    level.now++;
    const value = read(node);
    level.now--;
    known.set(node, value);
    return value;
  };

  const read = (node: ShellNode): Value => {
    switch (node.type) {
      case 'word':
      case 'number':
      case 'extglob_pattern':
      case 'regex':
      case 'test_operator':
        return plain(node.text);
      case 'command_name':
        return valueIn(namedIn(node)[0]);
      case 'raw_string':
        return text(node.text.slice(1, -1));
      case 'ansi_c_string':
        return text(unescaped(node.text.slice(2, -1)));
      case 'string':
        return between(node, node.start + 1, node.end - 1, valueIn);
      case 'translated_string':
        return valueIn(namedIn(node)[0]);
      case 'concatenation':
        return joined(namedIn(node).map(valueIn));
      case 'array':
        return { kind: 'list', items: namedIn(node).map(valueIn) };
      case 'simple_expansion':
        return ofName(node.text.slice(1), node);
      case 'expansion':
        return expansion(node);
      case 'command_substitution':
      case 'process_substitution':
        return substitute(node);
      case 'heredoc_body':
        return between(node, node.start, node.end, valueIn);
      case 'brace_expression':
      case 'arithmetic_expansion':
        return { kind: 'name', name: node.text.slice(0, 100) };
      default:
        return namedIn(node).length === 0 ? text(node.text) : mixed(namedIn(node).map(valueIn));
    }
  };

  const expansion = (node: ShellNode): Value => {
    const subscript = namedIn(node).find((child) => child.type === 'subscript');
    const nameNode = inField(subscript, 'name') ?? namedIn(node)[0];
    if (nameNode === undefined) return { kind: 'name', name: node.text };
    if (node.text.startsWith('${#')) return { kind: 'name', name: 'length' };
    const operator = inField(node, 'operator')?.text ?? '';
    const own = ofName(nameNode.text, node);
    if (node.text.startsWith('${!')) return mixed([own, { kind: 'name', name: node.text }]);
    if (operator === '') return own;
    const rest = namedIn(node).filter((child) => child.start > nameNode.end);
    const argument = joined(rest.filter((child) => child.type !== 'subscript').map(valueIn));
    if (/^:?[-=]$/.test(operator)) return own.kind === 'folder' ? own : mixed([own, argument]);
    if (/^:?\+$/.test(operator)) return argument;
    if (/^%%?$/.test(operator) && node.text.endsWith('/*}')) return folderOf(own);
    return mixed([own]);
  };

  const words: Words = { names, level, valueIn, add };
  return words;
}

/** The items of a list, or of several; another value is one item. */
export function itemsOf(value: Value): readonly Value[] {
  if (value.kind === 'list') return value.items;
  return value.kind === 'mixed' && value.of.some((one) => one.kind === 'list')
    ? value.of.flatMap((one) => (one.kind === 'list' ? one.items : [one]))
    : [value];
}

/** A bare word: without backslashes, with `~` as the user's folder. */
function plain(word: string): Value {
  const bare = word.replace(/\\(\n|.)/gs, (_, escaped: string) => (escaped === '\n' ? '' : escaped));
  if (bare === '~') return { kind: 'folder', of: 'home' };
  return bare.startsWith('~/') ? joined([{ kind: 'folder', of: 'home' }, text(bare.slice(1))]) : text(bare);
}

/** A text with values in it: what stands between them is as written. */
function between(node: ShellNode, start: number, end: number, valueIn: (node: ShellNode) => Value): Value {
  const whole = node.text;
  const parts: Value[] = [];
  let at = start;
  const literal = (to: number) => {
    const written = whole.slice(at - node.start, to - node.start);
    if (written !== '') parts.push(text(written.replace(/\\(["\\$`\n])/g, '$1')));
  };
  for (const child of namedIn(node)) {
    if (child.type === 'string_content' || child.type === 'heredoc_content') continue;
    literal(child.start);
    parts.push(valueIn(child));
    at = child.end;
  }
  literal(end);
  return parts.length === 0 ? text('') : joined(parts);
}

/** `$'…'`: https://www.gnu.org/software/bash/manual/html_node/ANSI_002dC-Quoting.html */
function unescaped(written: string): string {
  const plainEscapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', e: '\x1b' };
  return written.replace(/\\(x[0-9a-fA-F]{1,2}|[0-7]{1,3}|u[0-9a-fA-F]{1,4}|.)/gs, (_, code: string) => {
    if (/^[xu]./.test(code)) return String.fromCodePoint(Number.parseInt(code.slice(1), 16));
    if (/^[0-7]/.test(code)) return String.fromCodePoint(Number.parseInt(code, 8));
    return plainEscapes[code] ?? code;
  });
}
