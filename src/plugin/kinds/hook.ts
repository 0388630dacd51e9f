import { insidePath, pathsOf } from '../declared.ts';
import { manifestFile } from '../read-manifest.ts';
import type { Source } from '../source.ts';
import { asArguments, asList, asRecord, asText, own, present } from '../values.ts';
import { addressSubject, programSubject } from './called-subject.ts';
import { number, oneOf, optional, text, texts } from './fields.ts';
import { isLoadedHook } from './hook-form.ts';
import { type CapabilityOf, defineKind, type Finds, type Place } from './kind.ts';
import { type OpenedText, openedTexts } from './opened-texts.ts';
import { otherSettings, pairs } from './servers.ts';
import { targetOf } from './target.ts';
import { type Subject, triggerAt } from './vocabulary.ts';

/** The events that hooks can answer: https://code.claude.com/docs/en/plugins-reference#hooks */
export const hookEventNames = [
  'SessionStart',
  'Setup',
  'UserPromptSubmit',
  'UserPromptExpansion',
  'PreSkillShellCommand',
  'PreToolUse',
  'PermissionRequest',
  'PermissionDenied',
  'PostToolUse',
  'PostToolUseFailure',
  'PostToolBatch',
  'Notification',
  'MessageDisplay',
  'SubagentStart',
  'SubagentStop',
  'TaskCreated',
  'TaskCompleted',
  'Stop',
  'StopFailure',
  'TeammateIdle',
  'InstructionsLoaded',
  'ConfigChange',
  'CwdChanged',
  'DirectoryAdded',
  'FileChanged',
  'WorktreeCreate',
  'WorktreeRemove',
  'PreCompact',
  'PostCompact',
  'PreModelSwitch',
  'PostModelSwitch',
  'Elicitation',
  'ElicitationResult',
  'SessionEnd',
] as const;
export type HookEvent = (typeof hookEventNames)[number];

const handlers = ['command', 'http', 'mcp_tool', 'prompt', 'agent'] as const;

const called = {
  matcher: optional(text('What the event must match.')),
  command: optional(text('The command that runs.')),
  args: optional(texts('Its arguments.')),
  url: optional(text('The address that the event is sent to.')),
  server: optional(text('The MCP server whose tool is called.')),
  tool: optional(text('The tool that is called.')),
  prompt: optional(text('What a model is asked.')),
};

const fields = {
  event: optional(text('Absent for a module, which names its events itself.')),
  type: oneOf('What handles the event.', [...handlers, 'module']),
  condition: optional(text('A rule that a tool call must match ("if").')),
  ...called,
  module: optional(text('The JavaScript that runs inside Claude Code.')),
  headers: optional(texts('The headers that are sent with the event, as "Name: value".')),
  allowedEnvVars: optional(texts('The environment variables whose values the headers may hold.')),
  shell: optional(text('The shell that it runs in, where that is not the usual one.')),
  settings: optional(text('What else is configured, as JSON.')),
  timeout: optional(number('Seconds.')),
};

export const hook = defineKind({
  kind: 'hook',
  component: { type: oneOf('What handles the event.', handlers), ...called },
  capability: {
    fields,
    incidental: ['timeout'],
    identity: ({ event }) => event ?? 'module',
    subject: subjectOfHook,
    flags: () => ['runs-hooks'],
    group: () => 'runs-by-itself',
  },
  find(reading, found) {
    const { source, raw, lineOf } = reading;
    const seen = new Set<string>();
    for (const { event, matcher, hook, path, file } of hookEntries(source, raw)) {
      const handler = handlerOf(hook);
      if (handler === undefined) continue;
      const { condition: _, timeout: __, args, headers, allowedEnvVars, shell, settings, ...call } = handler;
      const place = { file, line: lineOf(file, path, targetOf(call)) };
      const component = { name: event, ...present({ matcher }), ...call };
      const key = JSON.stringify(component);
      // Claude Code ignores a hook under an event that it does not know, or of which it cannot read a field.
      const isRead = isHookEvent(event) && isLoadedHook(hook);
      if (isRead && !seen.has(key)) found.component({ ...component, ...present({ args }), ...place });
      if (isRead) seen.add(key);
      capabilityOf({ event, matcher, handler }, place, found);
    }
    for (const text of openedTexts(reading)) hooksOfFrontmatter(text, found);
    for (const { module, path, file } of moduleEntries(source, raw)) {
      const place = { file, line: lineOf(file, path, module) };
      found.capability({ type: 'module', module, trigger: triggerAt('session-start', place), ...place });
    }
  },
});

type Call = CapabilityOf<'hook', typeof fields>;
type Found = Finds<unknown, CapabilityOf<'hook', typeof fields>>;

function subjectOfHook({ type, command = '', args, url = '', server, tool, module, prompt }: Call): Subject {
  if (type === 'command') return programSubject(command, args);
  if (type === 'http') return addressSubject(url);
  if (type === 'module') return { kind: 'program', value: module ?? '' };
  return type === 'mcp_tool'
    ? { kind: 'tool', value: `${server} ${tool}` }
    : { kind: 'text', value: prompt ?? '' };
}

/** @param component the skill or command that brings the hook, where it is not the plugin's own */
function capabilityOf(
  { event, matcher, handler }: { event: string; matcher: string | undefined; handler: Handler },
  place: Place,
  found: Found,
  component?: string,
): void {
  const when = { trigger: triggerAt(`event:${event}`, place), ...present({ component }), ...place };
  found.capability({ event, ...present({ matcher }), ...handler, ...when });
  const { command = '', args = [], url = '' } = handler;
  if (handler.type === 'command') found.starts(args.length > 0 ? [command, ...args] : command, when);
  else if (handler.type === 'http') found.hosts(url, when, 'hook');
}

/** The hooks of a skill or command, which run while it is in use. */
function hooksOfFrontmatter({ name, frontmatter, placeOf }: OpenedText, found: Found): void {
  if (frontmatter.kind !== 'mapping') return;
  const place = placeOf('hooks');
  for (const [event, groups] of Object.entries(asRecord(own(frontmatter.data, 'hooks')))) {
    if (!Array.isArray(groups)) continue;
    for (const group of groups.map(asRecord)) {
      const list = own(group, 'hooks');
      for (const item of Array.isArray(list) ? list : []) {
        const handler = handlerOf(asRecord(item));
        const matcher = asText(own(group, 'matcher'));
        if (handler !== undefined) capabilityOf({ event, matcher, handler }, place, found, name);
      }
    }
  }
}

/** What handles an event, as configured. */
type Handler = {
  type: (typeof handlers)[number];
  command?: string;
  url?: string;
  server?: string;
  tool?: string;
  prompt?: string;
  args?: string[];
  condition?: string;
  headers?: string[];
  allowedEnvVars?: string[];
  shell?: string;
  settings?: string;
  timeout?: number;
};

/** What a hook runs or asks; undefined for an entry that cannot run. */
function handlerOf(hook: Record<string, unknown>): Handler | undefined {
  const type = handlers.find((name) => name === own(hook, 'type'));
  const keys = type === undefined ? [] : needed[type];
  const call = Object.fromEntries(keys.map((key) => [key, asText(own(hook, key))]));
  if (type === undefined || Object.values(call).includes(undefined)) return undefined;
  const timeout = own(hook, 'timeout');
  const headers = own(hook, 'headers');
  const shell = asText(own(hook, 'shell'));
  return present({
    type,
    ...call,
    args: asArguments(own(hook, 'args')),
    condition: asText(own(hook, 'if')),
    headers: pairs(headers === undefined ? undefined : asRecord(headers), ': '),
    allowedEnvVars: asArguments(own(hook, 'allowedEnvVars')),
    shell: shell === 'bash' ? undefined : shell,
    settings: otherSettings(hook, knownKeys),
    timeout: typeof timeout === 'number' ? timeout : undefined,
  });
}

/** Keys that have a field of their own, or that change nothing that a hook can do. */
const knownKeys = new Set([
  ...[
    'type',
    'command',
    'args',
    'url',
    'server',
    'tool',
    'prompt',
    'if',
    'headers',
    'allowedEnvVars',
    'shell',
  ],
  ...['timeout', 'statusMessage', 'description', 'name', 'comment'],
]);

/** What each handler cannot do without. */
const needed: Readonly<Record<Handler['type'], readonly string[]>> = {
  command: ['command'],
  http: ['url'],
  mcp_tool: ['server', 'tool'],
  prompt: ['prompt'],
  agent: ['prompt'],
};

/** Whether it is an event that hooks can answer. */
export function isHookEvent(event: string): event is HookEvent {
  return (hookEventNames as readonly string[]).includes(event);
}

/** One hook as configured, with the place of its entry. */
type HookEntry = {
  event: string;
  matcher: string | undefined;
  hook: Record<string, unknown>;
  /** Keys that lead to the entry in `file`. */
  path: (string | number)[];
  file: string;
};

const standardFile = 'hooks/hooks.json';

/** Where hooks are configured: `hooks/hooks.json`, files that the manifest names, and the manifest itself. */
export function hookEntries(source: Source, manifest: Record<string, unknown>): HookEntry[] {
  const found: HookEntry[] = [];
  const collect = (events: unknown, file: string, path: (string | number)[]) => {
    for (const [event, groups] of Object.entries(asRecord(events))) {
      if (!Array.isArray(groups)) continue;
      for (const [index, group] of groups.map(asRecord).entries()) {
        const written = own(group, 'matcher');
        const matcher = asText(written);
        const list = own(group, 'hooks');
        // Claude Code ignores a group whose matcher is no text.
        if ((written !== undefined && matcher === undefined) || !Array.isArray(list)) continue;
        for (const [position, hook] of list.map(asRecord).entries())
          found.push({ event, matcher, hook, path: [...path, event, index, 'hooks', position], file });
      }
    }
  };
  const inFile = (file: string) => {
    const parsed = source.json(file);
    if (parsed?.ok === true) collect(own(asRecord(parsed.value), 'hooks'), file, ['hooks']);
  };
  inFile(standardFile);
  const declared = own(manifest, 'hooks');
  for (const [index, item] of asList(declared).entries()) {
    const path = insidePath(item);
    if (path === undefined)
      collect(item, manifestFile, Array.isArray(declared) ? ['hooks', index] : ['hooks']);
    else if (source.resolve(path).path !== source.resolve(standardFile).path) inFile(path);
  }
  return found;
}

/** JavaScript that hooks files name as `modules`: it runs inside Claude Code itself. */
function moduleEntries(source: Source, manifest: Record<string, unknown>) {
  return [...new Set([standardFile, ...pathsOf(own(manifest, 'hooks'))])].flatMap((file) => {
    const parsed = source.json(file);
    const modules = parsed?.ok === true ? own(asRecord(parsed.value), 'modules') : undefined;
    return (Array.isArray(modules) ? modules : []).flatMap((module, index) =>
      typeof module === 'string' ? [{ module, path: ['modules', index], file }] : [],
    );
  });
}
