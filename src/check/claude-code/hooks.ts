import { hookEvents } from '../../plugin/declared.ts';
import type { JsonPath } from '../../plugin/json.ts';
import { quote } from '../diagnostic.ts';
import {
  anything,
  flag,
  isObject,
  issuesOf,
  kindOf,
  label,
  listOf,
  mapOf,
  number,
  objectOf,
  type Shape,
  type ShapeIssue,
  text,
} from './shape.ts';

/** What is wrong with hooks, and whether the client refuses (`error`) or passes over it (`warning`). */
export type HookIssue = ShapeIssue & { severity: 'error' | 'warning' };

/**
 * Events whose broken hooks are refused: what such a hook guards would otherwise go unguarded.
 * Under every other event the client passes over the entry.
 */
const guarding: readonly string[] = ['PreToolUse', 'PermissionRequest'];

const seconds = number('Write the seconds as a number, for example "timeout": 30', { above: 0 });
const common = {
  if: text('Write a permission rule as text, for example "if": "Bash(git *)"'),
  statusMessage: text('Write "statusMessage" as text'),
  once: flag('Write "once": true or leave it out'),
  timeout: seconds,
};

/** The hook types: https://code.claude.com/docs/en/hooks#hook-handler-fields */
const hookShapes: Readonly<Record<string, Shape>> = {
  command: objectOf(
    {
      required: { command: text('Write the command as text, for example "command": "echo hello"') },
      optional: {
        ...common,
        args: listOf(text('Write each argument as text'), 'Write "args" as a list of texts'),
        async: flag('Write "async": true or leave it out'),
        asyncRewake: flag('Write "asyncRewake": true or leave it out'),
        rewakeMessage: text('Write "rewakeMessage" as text'),
        shell: text('Write "shell": "bash" or "powershell"', {
          accepts: {
            test: (value) => value === 'bash' || value === 'powershell',
            expected: '"bash" or "powershell"',
          },
        }),
      },
    },
    'Write the hook as an object with "type" and "command"',
  ),
  http: objectOf(
    {
      required: {
        url: text('Write a whole URL, for example "url": "https://example.com/hook"', {
          accepts: { test: URL.canParse, expected: 'a whole URL' },
        }),
      },
      optional: {
        ...common,
        headers: mapOf(text('Write each header as text'), 'Write "headers" as an object of texts'),
        allowedEnvVars: listOf(
          text('Write each variable as text'),
          'Write "allowedEnvVars" as a list of names',
        ),
      },
    },
    'Write the hook as an object with "type" and "url"',
  ),
  prompt: objectOf(
    {
      required: {
        prompt: text('Write the question as text, for example "prompt": "Is this safe? $ARGUMENTS"'),
      },
      optional: {
        ...common,
        model: text('Write "model" as text'),
        continueOnBlock: flag('Write true or false'),
      },
    },
    'Write the hook as an object with "type" and "prompt"',
  ),
  agent: objectOf(
    {
      required: { prompt: text('Write the task as text, for example "prompt": "Check the change"') },
      optional: { ...common, model: text('Write "model" as text') },
    },
    'Write the hook as an object with "type" and "prompt"',
  ),
  mcp_tool: objectOf(
    {
      required: {
        server: text('Name the server, for example "server": "plugin:my-plugin:db"'),
        tool: text('Name the tool, for example "tool": "query"'),
      },
      optional: { ...common, input: mapOf(anything, 'Write "input" as an object') },
    },
    'Write the hook as an object with "type", "server" and "tool"',
  ),
};

/** What the client says of an object of events, wherever it stands. */
export function hookIssues(events: unknown, path: JsonPath): HookIssue[] {
  const issues: HookIssue[] = [];
  if (!isObject(events)) return issues;
  for (const [event, groups] of Object.entries(events)) {
    const at = [...path, event];
    if (!hookEvents.has(event)) {
      issues.push({
        severity: 'warning',
        path: at,
        key: true,
        message: `Unknown hook event ${quote(event)}, which Claude Code passes over.`,
        fix: `Use one of the documented events, for example ${nearestEvent(event)}.`,
      });
      continue;
    }
    // A guarding event that is null is passed over; any other wrong value of it is refused.
    const severity = guarding.includes(event) && groups !== null ? 'error' : 'warning';
    for (const issue of groupIssues(groups, at)) issues.push({ ...issue, severity });
  }
  return issues;
}

function groupIssues(groups: unknown, at: JsonPath): ShapeIssue[] {
  const fix =
    'Write the event as [{ "matcher": "Write", "hooks": [{ "type": "command", "command": "…" }] }].';
  if (!Array.isArray(groups)) {
    return [
      { path: at, message: `Expected ${quote(label(at))} to be a list, but it is ${kindOf(groups)}.`, fix },
    ];
  }
  return groups.flatMap((group: unknown, index): ShapeIssue[] => {
    const here = [...at, index];
    if (!isObject(group)) {
      return [
        {
          path: here,
          message: `Expected ${quote(label(here))} to be an object, but it is ${kindOf(group)}.`,
          fix,
        },
      ];
    }
    const matcher =
      Object.hasOwn(group, 'matcher') && typeof group.matcher !== 'string'
        ? [
            {
              path: [...here, 'matcher'],
              message: `Expected ${quote(label([...here, 'matcher']))} to be a text, but it is ${kindOf(group.matcher)}.`,
              fix: 'Write the matcher as text, for example "matcher": "Write|Edit".',
            },
          ]
        : [];
    const list = Object.hasOwn(group, 'hooks') ? group.hooks : undefined;
    if (!Array.isArray(list)) {
      return [
        ...matcher,
        {
          path: list === undefined ? here : [...here, 'hooks'],
          message: `Expected ${quote(label([...here, 'hooks']))} to be a list of hooks, but it is ${kindOf(list)}.`,
          fix,
        },
      ];
    }
    return [
      ...matcher,
      ...list.flatMap((hook: unknown, position) => entryIssues(hook, [...here, 'hooks', position])),
    ];
  });
}

function entryIssues(hook: unknown, path: JsonPath): ShapeIssue[] {
  const types = Object.keys(hookShapes).map(quote).join(', ');
  const fix = `Write "type" as one of ${types}.`;
  if (!isObject(hook)) {
    return [
      { path, message: `Expected ${quote(label(path))} to be an object, but it is ${kindOf(hook)}.`, fix },
    ];
  }
  const type = Object.hasOwn(hook, 'type') ? hook.type : undefined;
  const shape = typeof type === 'string' && Object.hasOwn(hookShapes, type) ? hookShapes[type] : undefined;
  if (shape !== undefined) return issuesOf(shape, hook, path);
  if (type === undefined) return [{ path, message: `Expected ${quote(label(path))} to have a "type".`, fix }];
  const at = [...path, 'type'];
  return typeof type === 'string'
    ? [{ path: at, message: `Unknown hook type ${quote(type)}.`, fix }]
    : [{ path: at, message: `Expected ${quote(label(at))} to be a text, but it is ${kindOf(type)}.`, fix }];
}

/** What the client says of a hooks file's root, before its events are looked at. */
export function hookFileIssues(value: unknown): ShapeIssue[] {
  const fix = 'Write { "hooks": { "<event>": […] } }.';
  if (!isObject(value)) {
    return [
      { path: [], message: `Expected the hooks file to hold an object, but it holds ${kindOf(value)}.`, fix },
    ];
  }
  const issues: ShapeIssue[] = [];
  const has = (key: string) => Object.hasOwn(value, key);
  if (!has('hooks') && !has('modules')) {
    issues.push({ path: [], message: 'Expected the hooks file to have the field "hooks".', fix });
  }
  if (has('hooks') && !isObject(value.hooks)) {
    issues.push({
      path: ['hooks'],
      message: `Expected "hooks" to be an object, but it is ${kindOf(value.hooks)}.`,
      fix,
    });
  }
  if (has('description') && typeof value.description !== 'string') {
    issues.push({
      path: ['description'],
      message: `Expected "description" to be a text, but it is ${kindOf(value.description)}.`,
      fix: 'Write the description as text, or leave it out.',
    });
  }
  if (has('modules')) {
    issues.push(
      ...issuesOf(
        listOf(text('Write each module as a path'), 'Write "modules" as a list of paths'),
        value.modules,
        ['modules'],
      ),
    );
  }
  return issues;
}

function nearestEvent(event: string): string {
  const wanted = event.toLowerCase().replace(/[^a-z]/g, '');
  const match = [...hookEvents].find(
    (known) => known.toLowerCase() === wanted || known.toLowerCase().includes(wanted),
  );
  return quote(match ?? 'PostToolUse');
}
