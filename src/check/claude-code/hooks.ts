import type { JsonPath } from '../../plugin/json.ts';
import { hookEventNames, isHookEvent } from '../../plugin/kinds/hook.ts';
import { asList, asRecord, isObject, own } from '../../plugin/values.ts';
import { quote } from '../diagnostic.ts';
import { type SchemaIssue, schemaIssues } from '../schema/explain.ts';
import { type Fields, flag, list, map, object, oneOfKinds, text } from '../schema/parts.ts';
import type { Schema } from '../schema/validator.ts';

/** What is wrong with hooks, and whether Claude Code refuses the plugin (`error`) or skips the hook (`warning`). */
type HookIssue = SchemaIssue & { severity: 'error' | 'warning' };

/**
 * Events whose broken hooks are refused: what such a hook guards would otherwise go unguarded.
 * Under every other event Claude Code skips the entry.
 */
const guarding: readonly string[] = ['PreToolUse', 'PermissionRequest'];

const common: Fields = {
  if: text('Bash(git *)'),
  statusMessage: text('Checking…'),
  once: flag,
  timeout: { type: 'number', exclusiveMinimum: 0, examples: [30] },
};
const model = text('haiku');

/** The hook types: https://code.claude.com/docs/en/hooks#hook-handler-fields */
const handler = oneOfKinds('type', {
  command: object(
    { command: text('echo hello') },
    {
      ...common,
      args: list(text('--quiet')),
      async: flag,
      asyncRewake: flag,
      rewakeMessage: text('The check failed.'),
      shell: { enum: ['bash', 'powershell'] },
    },
  ),
  http: object(
    { url: text('https://example.com/hook', { format: 'url', title: 'a whole URL' }) },
    {
      ...common,
      headers: map(text('value'), { examples: [{ Name: 'value' }] }),
      allowedEnvVars: list(text('API_TOKEN')),
    },
  ),
  prompt: object({ prompt: text('Is this safe? $ARGUMENTS') }, { ...common, model, continueOnBlock: flag }),
  agent: object({ prompt: text('Check the change') }, { ...common, model }),
  mcp_tool: object(
    { server: text('plugin:my-plugin:db'), tool: text('query') },
    { ...common, input: { type: 'object' } },
  ),
});

/** What an event holds: matchers with their hooks. */
export const groupsSchema: Schema = list(
  object(
    { hooks: list(handler, { examples: [[{ type: 'command', command: 'echo hello' }]] }) },
    { matcher: text('Write|Edit') },
  ),
);

/** What Claude Code says of an object of events, in a file or in a manifest. */
export function hookIssues(events: unknown, path: JsonPath): HookIssue[] {
  if (!isObject(events)) return [];
  return Object.entries(events).flatMap(([event, groups]): HookIssue[] => {
    const at = [...path, event];
    if (!isHookEvent(event)) {
      const message = `Unknown hook event ${quote(event)}, which Claude Code skips.`;
      const fix = `Use one of the documented events, for example ${nearestEvent(event)}.`;
      return [{ severity: 'warning', at: { json: at, key: true }, message, fix }];
    }
    // A guarding event that is null is skipped; any other wrong value of it is refused.
    const severity = guarding.includes(event) && groups !== null ? 'error' : 'warning';
    return schemaIssues(groupsSchema, groups, { at }).map((issue) => ({ ...issue, severity }));
  });
}

const events: Schema = { type: 'object', examples: [{ Stop: [] }] };

const hookFileSchema: Schema = {
  ...object(
    {},
    { hooks: events, description: text('What the hooks do'), modules: list(text('./module.js')) },
  ),
  if: { required: ['modules'] },
  else: object({ hooks: events }),
};

/** What Claude Code says of a hooks file, events included. */
export function hookFileIssues(value: unknown): HookIssue[] {
  const issues = schemaIssues(hookFileSchema, value, { root: 'the hooks file' });
  return [
    ...issues.map((issue): HookIssue => ({ ...issue, severity: 'error' })),
    ...hookIssues(own(asRecord(value), 'hooks'), ['hooks']),
  ];
}

/** What Claude Code says of the hooks that are written in a manifest or an entry. */
export function declaredHookIssues(declared: unknown, path: JsonPath): HookIssue[] {
  return asList(declared).flatMap((item, index) =>
    hookIssues(item, Array.isArray(declared) ? [...path, index] : path),
  );
}

function nearestEvent(event: string): string {
  const wanted = event.toLowerCase().replace(/[^a-z]/g, '');
  const match = hookEventNames.find(
    (known) => known.toLowerCase() === wanted || known.toLowerCase().includes(wanted),
  );
  return quote(match ?? 'PostToolUse');
}
