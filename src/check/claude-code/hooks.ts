import type { JsonPath } from '../../plugin/json.ts';
import { hookEventNames, isHookEvent } from '../../plugin/kinds/hook.ts';
import { asList, asRecord, isObject, own } from '../../plugin/values.ts';
import { quote } from '../diagnostic.ts';
import { label, type SchemaIssue, schemaIssues } from '../schema/explain.ts';
import { type Fields, flag, list, map, object, oneOfKinds, text } from '../schema/parts.ts';
import type { Schema } from '../schema/validator.ts';
import { holdsGuardingEvent, holdsGuards, holdsGuardsInList, isGuarding, looksLikeGroup } from './guards.ts';

/** What is wrong with hooks, and whether Claude Code refuses the plugin (`error`) or skips the hook (`warning`). */
type HookIssue = SchemaIssue & { severity: 'error' | 'warning' };

const common: Fields = {
  if: text('Bash(git *)'),
  statusMessage: text('Checking…'),
  once: flag,
  timeout: { type: 'number', exclusiveMinimum: 0, examples: [30] },
};
const model = text('haiku');
const onFailure = { enum: ['continue', 'block'] };

/** The hook types: https://code.claude.com/docs/en/hooks#hook-handler-fields */
const handler = oneOfKinds('type', {
  command: object(
    { command: text('echo hello') },
    {
      ...common,
      args: list(text('--quiet')),
      async: flag,
      asyncRewake: flag,
      rewakeMessage: text('The check failed.', { minLength: 1 }),
      rewakeSummary: text('Failed', { minLength: 1 }),
      holdsTools: flag,
      onFailure,
      shell: { enum: ['bash', 'powershell'] },
    },
  ),
  http: object(
    { url: text('https://example.com/hook', { format: 'url', title: 'a whole URL' }) },
    {
      ...common,
      onFailure,
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
  if (looksLikeGroup(events) || (Array.isArray(events) && events.some(looksLikeGroup)))
    return [misplacedGuard(path)];
  if (!isObject(events)) return [];
  return Object.entries(events).flatMap(([event, groups]): HookIssue[] => {
    const at = [...path, event];
    if (!isHookEvent(event)) {
      if (holdsGuards(groups, 3, { groups: !Array.isArray(groups) })) return [misplacedGuard(at)];
      const message = `Unknown hook event ${quote(event)}, which Claude Code skips.`;
      const fix = `Use one of the documented events, for example ${nearestEvent(event)}.`;
      return [{ severity: 'warning', at: { json: at, key: true }, message, fix }];
    }
    const hidden = Array.isArray(groups)
      ? groups.flatMap((group, index) => (holdsGuards(group, 3) ? [misplacedGuard([...at, index])] : []))
      : holdsGuards(groups, 3)
        ? [misplacedGuard(at)]
        : [];
    // A guarding event that is null is skipped; any other wrong value of it is refused.
    const severity = isGuarding(event) && groups !== null ? 'error' : 'warning';
    const issues = schemaIssues(groupsSchema, groups, { at });
    return [...hidden, ...issues.map((issue): HookIssue => ({ ...issue, severity }))];
  });
}

/** Guards that stand beside the hooks, where Claude Code refuses the whole rather than run without them. */
function guardIssues(value: unknown, path: JsonPath, skipped: readonly string[] = []): HookIssue[] {
  if (!isObject(value)) return [];
  const isBare = holdsGuardingEvent(value);
  const found = Object.entries(value).filter(
    ([key, item]) =>
      (isBare && isGuarding(key)) ||
      (key !== 'hooks' &&
        !skipped.includes(key) &&
        holdsGuards(item, 3, { groups: !isHookEvent(key), skipped })),
  );
  return found.map(([key]) => misplacedGuard([...path, key]));
}

function misplacedGuard(json: JsonPath): HookIssue {
  return {
    severity: 'error',
    at: { json },
    message: `Expected ${quote(label(json))} below "hooks": an event with a list of groups; a guarding hook here would not run, so Claude Code refuses it.`,
    fix: 'Write "hooks": { "PreToolUse": [{ "matcher": "Bash", "hooks": [{ "type": "command", "command": "…" }] }] }.',
  };
}

const events: Schema = { type: 'object', examples: [{ Stop: [] }] };

const hookFileSchema: Schema = {
  ...object(
    {},
    {
      hooks: events,
      description: text('What the hooks do'),
      modules: list(text('./module.js'), { maxItems: 1 }),
      surface: { not: {}, title: 'absent: the module names what it shows' },
    },
  ),
  if: { required: ['modules'], properties: { modules: { minItems: 1 } } },
  else: object({ hooks: events }),
};

/** What Claude Code says of a hooks file, events included. */
export function hookFileIssues(value: unknown): HookIssue[] {
  const misplaced = looksLikeGroup(value) ? [misplacedGuard([])] : guardIssues(value, []);
  if (misplaced.length > 0) return misplaced;
  const issues = schemaIssues(hookFileSchema, value, { root: 'the hooks file' });
  return [
    ...issues.map((issue): HookIssue => ({ ...issue, severity: 'error' })),
    ...hookIssues(own(asRecord(value), 'hooks'), ['hooks']),
  ];
}

/** Parts of a manifest in which Claude Code does not look for guards that are out of place. */
const unsearched: readonly string[] = ['metadata', 'mcpServers', 'lspServers', 'experimental'];

/** What Claude Code says of the hooks that are written in a manifest or an entry. */
export function declaredHookIssues(declared: unknown, path: JsonPath): HookIssue[] {
  return asList(declared).flatMap((item, index) => {
    const at = Array.isArray(declared) ? [...path, index] : path;
    return Array.isArray(item) && holdsGuardsInList(item) ? [misplacedGuard(at)] : hookIssues(item, at);
  });
}

/** What Claude Code says of guards in a manifest that stand outside its hooks. */
export function manifestGuardIssues(manifest: Readonly<Record<string, unknown>>): HookIssue[] {
  return [
    ...guardIssues(manifest, [], unsearched),
    ...guardIssues(own(manifest, 'experimental'), ['experimental'], unsearched),
  ];
}

function nearestEvent(event: string): string {
  const wanted = event.toLowerCase().replace(/[^a-z]/g, '');
  const match = hookEventNames.find(
    (known) => known.toLowerCase() === wanted || known.toLowerCase().includes(wanted),
  );
  return quote(match ?? 'PostToolUse');
}
