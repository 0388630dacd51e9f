import { posix } from 'node:path';
import type { Capability } from '../kinds/list.ts';
import type { Trigger } from '../kinds/vocabulary.ts';
import type { Language } from './language.ts';
import type { Act } from './program.ts';

/** Events whose hooks print for Claude: https://code.claude.com/docs/en/hooks#exit-code-output */
const heard = new Set(['SessionStart', 'Setup', 'UserPromptSubmit', 'UserPromptExpansion', 'SubagentStart']);

/** Events whose hooks are only told: nothing that they answer changes anything. */
const onlyTold = new Set([
  'SessionStart',
  'Setup',
  'SessionEnd',
  'Notification',
  'MessageDisplay',
  'SubagentStart',
  'PostCompact',
  'CwdChanged',
  'FileChanged',
  'InstructionsLoaded',
  'PermissionDenied',
  'StopFailure',
]);

/** Names of the functions that shell programs define, which other programs that source them call like programs. */
export function shellFunctions(
  programs: readonly { language?: Language; text: string }[],
): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { language, text } of programs)
    if (language === 'shell')
      for (const [, keyword, bare] of text.matchAll(
        /^[ \t]*(?:function[ \t]+([\w.-]+)|([\w.-]+)[ \t]*\([ \t]*\))/gm,
      ))
        names.add(keyword ?? bare ?? '');
  return names;
}

/**
 * Tells which acts of a program mean something where the program runs: what a hook answers means nothing elsewhere.
 * @param functions names that are called and are no programs
 */
export function actFilter(
  declared: readonly Capability[],
  functions: ReadonlySet<string>,
): (act: Act, trigger: Trigger) => boolean {
  const events = new Map<string, string>();
  const servers = new Set<string>();
  for (const one of declared) {
    const place = `${one.file}:${one.line}`;
    if (one.kind === 'hook' && one.event !== undefined) events.set(place, one.event);
    else if (one.kind === 'mcp-server') servers.add(place);
  }
  return (act, trigger) => {
    // What a command line names, whoever wrote the command names. A server is told by Claude, without anybody being asked.
    if (act.kind === 'opens-any-file') return servers.has(trigger.by);
    const event = events.get(trigger.by);
    if (act.kind === 'program') return !functions.has(act.program);
    if (act.kind === 'feeds-claude') return event !== undefined && heard.has(event);
    if (act.kind !== 'decides-for-you') return true;
    return event === undefined ? act.decision !== 'blocks' && !act.always : !onlyTold.has(event);
  };
}

/** An act of a file, with the paths that it names from the plugin's folder. */
export function placedIn(act: Act, file: string): Act {
  const placed = (written: string) =>
    written.replace(/\$\{(here|plugin)\}\/([\w@./-]+)/g, (_, start: string, rest: string) =>
      posix.join(start === 'here' ? posix.dirname(file) : '.', rest),
    );
  if (act.kind === 'feeds-claude' && act.from !== undefined) {
    const { from, ...rest } = act;
    const path = placed(from);
    return path.startsWith('..') ? rest : { ...rest, from: path };
  }
  return act.kind === 'background' ? { ...act, command: placed(act.command) } : act;
}
