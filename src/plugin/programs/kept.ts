import type { Capability } from '../kinds/list.ts';
import type { Trigger } from '../kinds/vocabulary.ts';
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

/** Tells which acts of a program mean something where the program runs: what a hook answers means nothing elsewhere. */
export function actFilter(declared: readonly Capability[]): (act: Act, trigger: Trigger) => boolean {
  const events = new Map<string, string>();
  for (const one of declared)
    if (one.kind === 'hook' && one.event !== undefined) events.set(`${one.file}:${one.line}`, one.event);
  return (act, trigger) => {
    const event = events.get(trigger.by);
    if (act.kind === 'feeds-claude') return event !== undefined && heard.has(event);
    if (act.kind !== 'decides-for-you') return true;
    return event === undefined ? act.decision !== 'blocks' && !act.always : !onlyTold.has(event);
  };
}
