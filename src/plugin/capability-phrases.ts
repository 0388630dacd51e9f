import { type HookEvent, isHookEvent } from './kinds/hook.ts';

/** How capabilities of a kind are said. `exact` is the subjects, separated by commas, where it is absent. */
export type Words<C> = {
  sentence(capability: C): string;
  subjects(capability: C): readonly string[];
  exact?(capability: C): string;
};

/** A value inside a sentence, in back-quotes, short enough to read, with paths of the plugin as they are inside it. */
export function code(value: string): string {
  const inside = value.slice(0, 2000).replace(/"?\$\{?CLAUDE_(?:PLUGIN_ROOT|SKILL_DIR)\}?"?\/?/g, '');
  const line = inside.replace(/\s+/g, ' ').replaceAll('`', "'").trim();
  return `\`${line.length > 100 ? `${line.slice(0, 99)}…` : line}\``;
}

/** When a hook's event happens: https://code.claude.com/docs/en/plugins-reference#hooks */
export const eventWords: Readonly<Record<HookEvent, string>> = {
  SessionStart: 'every time a session starts or resumes',
  Setup: 'when Claude Code is set up with --init or --maintenance',
  UserPromptSubmit: 'every time you send a prompt',
  UserPromptExpansion: 'every time you type a command',
  PreSkillShellCommand: 'before a skill runs a command of its own, and can stop it',
  PreToolUse: 'before Claude uses a tool, and can stop it',
  PermissionRequest: 'whenever a tool needs permission, and can answer for you',
  PermissionDenied: 'whenever a tool call is denied',
  PostToolUse: 'after Claude has used a tool',
  PostToolUseFailure: 'after a tool has failed',
  PostToolBatch: 'after each batch of tool calls',
  Notification: 'whenever Claude Code notifies you',
  MessageDisplay: 'while Claude writes to you',
  SubagentStart: 'every time a subagent starts',
  SubagentStop: 'every time a subagent ends',
  TaskCreated: 'every time a task is created',
  TaskCompleted: 'every time a task is completed',
  Stop: 'every time Claude finishes answering',
  StopFailure: 'when a turn ends in an error',
  TeammateIdle: 'when an agent of a team is about to go idle',
  InstructionsLoaded: 'whenever a CLAUDE.md or rules file is loaded',
  ConfigChange: 'whenever a configuration file changes',
  CwdChanged: 'whenever the working folder changes',
  DirectoryAdded: 'whenever a folder is added to the session',
  FileChanged: 'whenever a watched file changes',
  WorktreeCreate: 'whenever a worktree is created',
  WorktreeRemove: 'whenever a worktree is removed',
  PreCompact: 'before the conversation is compacted',
  PostCompact: 'after the conversation was compacted',
  PreModelSwitch: 'before the model is changed, and can stop it',
  PostModelSwitch: 'after the model was changed',
  Elicitation: 'whenever a server asks you something',
  ElicitationResult: 'whenever you have answered a server',
  SessionEnd: 'every time a session ends',
};

/** When an event happens; one that this project does not know is named. */
export function eventWordsOf(event: string): string {
  return isHookEvent(event) ? eventWords[event] : `whenever ${code(event)} happens`;
}
