import { hostsIn } from '../kinds/network-host.ts';
import type { hidings } from '../kinds/obfuscated.ts';
import { placesOf } from './interpret-places.ts';
import type { Act } from './program.ts';
import { text as textValue } from './value.ts';

/** What is searched of a text that is not parsed, in UTF-16 units. */
const longestSearched = 4 << 20;

/** Acts of one sort that are told of one such text. */
const mostActs = 40;

/** Places of one sort that are looked at in one such text. */
const mostPlaces = 2_000;

/** What can be said of a text without parsing it: only what is written out, as minified programs write it. */
export function actsInText(text: string): Act[] {
  const searched = text.slice(0, longestSearched);
  const lineAt = linesOf(searched);
  const told = [...hosts(searched), ...secrets(searched), ...programs(searched), ...hiddenCode(searched)];
  return told.map(({ at, act }) => ({ ...act, line: lineAt(at) }));
}

type WithoutLine<A> = A extends { line: number } ? Omit<A, 'line'> : never;
type Told = { at: number; act: WithoutLine<Act> };

/** Calls that make a request or a connection, up to the address. */
const requestCall =
  /\b(?:fetch|axios(?:\.(?:get|post|put|patch|delete))?|new (?:WebSocket|EventSource)|https?\.(?:get|request))\)?\(\s*["'`](?=\w{2,5}:\/\/)/g;

function hosts(text: string): Told[] {
  const called = new Map<string, Told>();
  for (const { index, 0: call } of placesIn(text, requestCall)) {
    const start = index + call.length;
    const [first] = hostsIn(text.slice(start, start + 300).split(/["'`\s]/, 1)[0] ?? '');
    if (first === undefined || called.has(first.host)) continue;
    const { offset, ...host } = first;
    called.set(first.host, { at: start + offset, act: { kind: 'network-host', ...host, namedBy: 'script' } });
  }
  const named = hostsIn(text).flatMap(({ offset, ...host }): Told[] =>
    called.has(host.host) ? [] : [{ at: offset, act: { kind: 'network-host', ...host, namedBy: 'text' } }],
  );
  return [...called.values(), ...named].slice(0, mostActs);
}

/** The path of a file as one literal, or as the literals that a path is joined from behind the home folder. */
const pathLiteral =
  /(["'`])(~?\/?\.[\w-]{2,20}(?:\/[\w.-]{1,40}){0,3}|\/etc\/shadow)\1((?:\s*,\s*["'`][\w./-]{1,40}["'`]){0,3})\s*\)/g;

/** Files that hold secrets and that a program which reads files names as the end of a path. */
function secrets(text: string): Told[] {
  if (!/\breadFile|\bopen\(|\bcreateReadStream|\bread_text\b/.test(text)) return [];
  const found = new Map<string, Told>();
  for (const { index, 1: quote = '', 2: start = '', 3: more = '' } of placesIn(text, pathLiteral)) {
    const before = text.slice(Math.max(index - 40, 0), index);
    const isRooted = /^[~/](?:\/|etc)/.test(start);
    if (!isRooted && !/(?:homedir\)?\(\)|\bHOME\b["'\])]*|\bUSERPROFILE\b["'\])]*)\s*[,+]\s*$/.test(before))
      continue;
    if (quote === '' || (isRooted && !/[(,=+]\s*$/.test(before))) continue;
    const rest = more.replace(/\s*,\s*["'`]([^"'`]*)["'`]/g, '/$1');
    const whole = `${isRooted ? '' : '~/'}${isRooted ? start : start.replace(/^\//, '')}${rest}`;
    const [place] = placesOf(textValue(whole));
    if (place?.secret !== true || found.has(place.written)) continue;
    found.set(place.written, {
      at: index,
      act: { kind: 'reads-secret', store: 'file', path: place.written },
    });
  }
  return [...found.values()].slice(0, mostActs);
}

/** Functions of `child_process`, up to the program that they start. Regular expressions have an `exec`, too, but no other of these. */
const startCall =
  /\b(execSync|execFile|execFileSync|spawn|spawnSync|(?:child_process["'`]\)|\bchild_process|\bcp)\.exec)\)?\(\s*(["'`])([\w@./-]{1,60})((?: [^"'`\\\n]{0,120})?)\2/g;

function programs(text: string): Told[] {
  if (!/["'`](?:node:)?child_process["'`]/.test(text)) return [];
  const found = new Map<string, Told>();
  for (const { index, 3: path = '', 4: rest = '' } of placesIn(text, startCall)) {
    const program = path.replace(/^.*\//, '');
    if (program === '' || found.has(program)) continue;
    const command = `${path}${rest.replace(/\$\{.*$/, '…')}`;
    found.set(program, { at: index, act: { kind: 'program', program, command } });
  }
  return [...found.values()].slice(0, mostActs);
}

/** Code that is decoded where it is run. */
const hiddenCall =
  /(?:\beval|\bnew Function)\)?\(\s*(?:(atob\()|Buffer\.from\(\s*[^()]{1,200},\s*["'`](base64|hex)["'`]\s*\)|(String\.fromCharCode\())/g;

function hiddenCode(text: string): Told[] {
  const found = new Map<string, Told>();
  for (const { index, 1: atob, 2: encoding, 3: codes } of placesIn(text, hiddenCall)) {
    const technique: (typeof hidings)[number] =
      codes !== undefined ? 'character-codes' : atob === undefined && encoding === 'hex' ? 'hex' : 'base64';
    if (!found.has(technique)) found.set(technique, { at: index, act: { kind: 'obfuscated', technique } });
  }
  return [...found.values()];
}

function placesIn(text: string, pattern: RegExp): RegExpExecArray[] {
  const found: RegExpExecArray[] = [];
  for (const match of text.matchAll(pattern)) {
    if (found.length >= mostPlaces) break;
    found.push(match);
  }
  return found;
}

/** The line of an offset: 1-based. */
function linesOf(text: string): (offset: number) => number {
  const ends: number[] = [];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) ends.push(at);
  return (offset) => {
    let low = 0;
    for (let high = ends.length; low < high; ) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  };
}
