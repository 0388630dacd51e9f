import type { Flow } from './interpret-flow.ts';
import { type Found, likelyText } from './interpret-found.ts';
import { placesOf } from './interpret-places.ts';
import type { Act } from './program.ts';
import type { Command, Step } from './step.ts';
import { joined, text, textsOf, type Value } from './value.ts';

/** Files outside the project that are read or written, and what follows from that. */
export function findPaths(found: Found, flow: Flow): void {
  takePaths(found, flow);
  found.acts = condensed(found.acts);
}

type Outside = Extract<Act, { kind: 'reads-outside' | 'writes-outside' }>;

/** Folders that many programs share: to write to one says nothing of what is in it. */
const shared =
  /^(?:~(?:\/\.(?:claude|config|cache|local|local\/share|local\/state))?|~\/Library(?:\/[^/]+)?|\/[^/]+)$/;

/** Without files in a folder of a program's own that it makes or names, and without what it reads there. */
function condensed(acts: readonly Act[]): Act[] {
  const isOutside = (act: Act): act is Outside =>
    act.kind === 'reads-outside' || act.kind === 'writes-outside';
  const written = new Set<string>();
  const read = new Set<string>();
  for (const act of acts) if (isOutside(act)) (act.kind === 'writes-outside' ? written : read).add(act.path);
  const isIn = (path: string, folders: ReadonlySet<string>) => {
    for (
      let at = path.replace(/\/[^/]*$/, '');
      at !== '' && at !== '~' && at.includes('/');
      at = at.replace(/\/[^/]*$/, '')
    )
      if (folders.has(at) && !shared.test(at)) return true;
    return false;
  };
  // To change a file is to read it, too.
  for (const act of acts)
    if ((act.kind === 'persistence' || act.kind === 'edits-agent-config') && act.path !== undefined)
      written.add(act.path);
  return acts.filter((act) => {
    if (!isOutside(act)) return true;
    if (act.kind === 'writes-outside') return !isIn(act.path, written);
    return !written.has(act.path) && !isIn(act.path, written) && !isIn(act.path, read);
  });
}

function takePaths(found: Found, flow: Flow): void {
  for (const step of found.steps) {
    if (step.step === 'reads') {
      takeRead(step.path, step.line, found, flow);
      for (const { written } of placesOf(step.path))
        if (/^\$\{(?:here|plugin)\}\/./.test(written))
          found.references.push({ line: step.line, path: written, how: 'reads' });
    } else if (step.step === 'loads' && step.path !== undefined) takeRead(step.path, step.line, found, flow);
    else if (step.step === 'writes') takeWrite(step, found, flow);
    else if (step.step === 'deletes') takeWrite(step, found, flow);
  }
}

/** Programs that pass on some of the lines that they are given. */
const passing = /^(?:head|tail|sort|uniq|grep|tr|xargs)$/;

/** The path of a file that a program was told of: `$(find ~/plans -name "*.md" | head -1)`. */
function listedPath(path: Value): Value {
  let value: Value | undefined = path;
  for (let depth = 0; depth < 6 && value?.kind === 'result' && value.step.step === 'command'; depth++) {
    const { words, input }: Command = value.step.command;
    const [name = '', folder] = words.slice(0, 2).map(likelyText);
    if (name === 'find' && folder !== undefined && words[1] !== undefined && !folder.startsWith('-'))
      return joined([words[1], text('/…')]);
    value = passing.test(name) ? input : undefined;
  }
  return path;
}

function takeRead(read: Value, line: number, found: Found, flow: Flow): void {
  const path = listedPath(read);
  for (const { written, outside, secret, conversation } of placesOf(path)) {
    if (conversation) found.acts.push({ kind: 'reads-conversation', from: written, line });
    else if (outside && !secret) found.acts.push({ kind: 'reads-outside', path: written, line });
  }
  if (isTranscript(path, flow))
    found.acts.push({ kind: 'reads-conversation', from: 'transcript_path', line });
}

/** Whether a path is the one of the conversation, which hooks are given. */
export function isTranscript(path: Value, flow: Flow): boolean {
  if (path.kind === 'text' || path.kind === 'folder') return false;
  for (const value of flow.originsOf([path]).values)
    if (
      value.kind === 'text'
        ? /\btranscript_?path\b/i.test(value.text)
        : value.kind === 'name' && /transcript_?path/i.test(value.name)
    )
      return true;
  return false;
}

function takeWrite(step: Extract<Step, { step: 'writes' | 'deletes' }>, found: Found, flow: Flow): void {
  const { path, line } = step;
  for (const { written, outside, agent, starts } of placesOf(path)) {
    const adds = starts !== undefined && step.step === 'writes' && !isShortened(step.content, flow.contentOf);
    if (adds) found.acts.push({ kind: 'persistence', place: starts, path: written, line });
    if (agent !== undefined) {
      found.acts.push({ kind: 'edits-agent-config', path: written, agent, line });
      const folders =
        written === '${CLAUDE_ENV_FILE}' && step.step === 'writes' ? pathIn(step.content, flow) : [];
      if (folders.length > 0)
        found.acts.push({ kind: 'persistence', place: 'path-shim', path: 'PATH', line });
      for (const folder of folders)
        if (folder !== '') found.references.push({ line, path: folder, how: 'offers' });
    } else if (outside && !adds) found.acts.push({ kind: 'writes-outside', path: written, line });
  }
}

/** An instruction of `sed` that leaves lines out: `/claude/d`, `2,5d`. */
const leavesOut = /^(?:\/(?:[^/\\\n]|\\.)*\/|\d+)(?:,(?:\/(?:[^/\\\n]|\\.)*\/|\d+|\$))?\s*d$/;
const invertsMatch = /^(?:-[a-zA-Z]*v[a-zA-Z]*|--invert-match)$/;

/** Whether what is written is a file without some of its lines, as an uninstaller writes it. */
export function isShortened(
  content: Value | undefined,
  contentOf: Flow['contentOf'] = () => [],
  depth = 0,
): boolean {
  if (content?.kind === 'text') return leavesOut.test(content.text);
  if (content?.kind !== 'result' || depth > 4) return false;
  const { step } = content;
  if (step.step === 'reads') {
    const written = contentOf(step.path);
    return written.length > 0 && written.every((one) => isShortened(one, contentOf, depth + 1));
  }
  if (step.step !== 'command') return false;
  const [name = '', ...words] = step.command.words.map(likelyText);
  if (/^[ef]?grep$/.test(name)) return words.some((word) => invertsMatch.test(word));
  const scripts = words.filter((word) => !word.startsWith('-'));
  return name === 'sed' && leavesOut.test(scripts[0] ?? '');
}

/** The folders whose programs are put in front of the user's own by what is written. */
function pathIn(content: Value | undefined, flow: Flow): string[] {
  if (content === undefined) return [];
  const folders = new Set<string>();
  for (const value of flow.originsOf([content]).values)
    for (const written of value.kind === 'variable' ? [] : textsOf(value)) {
      const set = /\bPATH=["'\\]*([^:"'\s;]*)/.exec(written)?.[1];
      if (set !== undefined) folders.add(set);
    }
  return [...folders];
}
