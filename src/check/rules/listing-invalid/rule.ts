import type { JsonPath } from '../../../plugin/json.ts';
import { listingFile } from '../../../plugin/read-plugin.ts';
import { isObject } from '../../claude-code/shape.ts';
import { quote } from '../../diagnostic.ts';
import type { Rule, RuleContext } from '../../rule.ts';
import { suggest } from '../../text/names.ts';

/** Limits of the signals, in entries and characters: https://code.claude.com/docs/en/plugin-relevance#field-reference */
const signals = {
  cwd: { entries: 10, characters: 256 },
  cli: { entries: 10, characters: 64 },
  hosts: { entries: 20, characters: 128 },
  filesRead: { entries: 10, characters: 256 },
  manifestDeps: { entries: 10, characters: 256 },
} as const;
const topicCharacters = 64;
const most = { tags: 10, maintainers: 20, reason: 500, yanked: 100 };

const tag = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
/** 39 characters, single hyphens inside; accounts that a company manages end in an underscore and its short name. */
const login = /^(?=.{1,39}$)[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*(?:_[A-Za-z0-9]+)?$/;
const hostname = /^(?=.{1,128}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/;

const versionForm = /^[0-9A-Za-z.+-]{1,64}$/;

type Say = (path: JsonPath, message: string, fix: string, key?: true) => void;

export const rule: Rule = {
  id: 'listing-invalid',
  authority: 'marketplace',
  severity: 'error',
  waivable: false,
  check(context) {
    const { source, report } = context;
    const parsed = source.json(listingFile);
    if (parsed === undefined) return;
    if (!parsed.ok) {
      report({
        file: listingFile,
        at: { offset: parsed.offset },
        message: `Expected "${listingFile}" to be JSON, and ${parsed.message}.`,
        fix: '{ "category": "productivity", "maintainers": ["your-github-login"] }',
      });
      return;
    }
    const say: Say = (path, message, fix, key) => {
      report({ file: listingFile, at: { json: path, ...(key === undefined ? {} : { key }) }, message, fix });
    };
    if (!isObject(parsed.value)) {
      say([], `Expected "${listingFile}" to hold an object.`, '{ "category": "productivity" }');
      return;
    }
    for (const [key, value] of Object.entries(parsed.value)) {
      const judge = Object.hasOwn(judges, key) ? judges[key] : undefined;
      if (judge !== undefined) judge(value, say, context);
      else unknownKey([key], Object.keys(judges), say);
    }
  },
};

const judges: Readonly<Record<string, (value: unknown, say: Say, context: RuleContext) => void>> = {
  $schema(value, say) {
    if (typeof value !== 'string') say(['$schema'], 'Expected "$schema" to be an address.', 'Take it out.');
  },
  category(value, say, { marketplace }) {
    if (marketplace === undefined) return;
    const known = marketplace.config.categories.map((category) => category.id);
    if (typeof value === 'string' && known.includes(value)) return;
    const meant = typeof value === 'string' ? suggest(value, known) : undefined;
    say(
      ['category'],
      `Unknown category ${quote(value)}.`,
      meant === undefined ? `Use one of these: ${known.join(', ')}.` : `"category": "${meant}"`,
    );
  },
  tags(value, say) {
    const list = listOf(value, ['tags'], most.tags, say);
    for (const [index, item] of list.entries()) {
      if (typeof item !== 'string' || !tag.test(item) || item.length > 40) {
        say(
          ['tags', index],
          `Expected a tag to be lower-case words joined by hyphens, 40 characters or fewer, and it is ${quote(item)}.`,
          '"tags": ["har", "web-performance"]',
        );
      } else if (list.indexOf(item) < index)
        say(['tags', index], `The tag ${quote(item)} stands here twice.`, 'Take one of them out.');
    }
  },
  maintainers(value, say) {
    const list = listOf(value, ['maintainers'], most.maintainers, say);
    if (Array.isArray(value) && value.length === 0)
      say(['maintainers'], 'Expected at least one maintainer.', '"maintainers": ["your-github-login"]');
    const seen = new Set<string>();
    for (const [index, item] of list.entries()) {
      if (typeof item !== 'string' || !login.test(item)) {
        say(
          ['maintainers', index],
          `Expected a maintainer to be a GitHub login, and it is ${quote(item)}.`,
          '"maintainers": ["your-github-login"], without "@" or an address',
        );
      } else if (seen.has(item.toLowerCase()))
        say(
          ['maintainers', index],
          `The maintainer ${quote(item)} stands here twice.`,
          'Take one of them out.',
        );
      else seen.add(item.toLowerCase());
    }
  },
  relevance(value, say) {
    if (!isObject(value)) {
      say(
        ['relevance'],
        'Expected "relevance" to be an object with "signals".',
        '"relevance": { "signals": { "cli": ["terraform"] } }',
      );
      return;
    }
    for (const key of Object.keys(value))
      if (key !== 'topic' && key !== 'signals') unknownKey(['relevance', key], ['topic', 'signals'], say);
    if (value.topic !== undefined && (!isText(value.topic) || value.topic.length > topicCharacters)) {
      say(
        ['relevance', 'topic'],
        `Expected "topic" to be a text of ${topicCharacters} characters or fewer.`,
        '"topic": "Terraform"',
      );
    }
    if (!isObject(value.signals) || Object.keys(value.signals).length === 0) {
      say(
        ['relevance', ...(value.signals === undefined ? [] : ['signals'])],
        'Expected "signals" to hold at least one signal.',
        '"signals": { "filesRead": ["**/*.tf"] }',
      );
      return;
    }
    for (const [name, list] of Object.entries(value.signals)) {
      if (Object.hasOwn(signals, name)) judgeSignal(name as keyof typeof signals, list, say);
      else unknownKey(['relevance', 'signals', name], Object.keys(signals), say);
    }
  },
  deprecated(value, say, { marketplace, plugin }) {
    const example =
      '"deprecated": { "reason": "Claude Code does this by itself now.", "date": "2026-01-31" }';
    if (!isObject(value)) {
      say(['deprecated'], 'Expected "deprecated" to be an object with "reason" and "date".', example);
      return;
    }
    const keys = ['reason', 'date', 'replacement'];
    for (const key of Object.keys(value)) if (!keys.includes(key)) unknownKey(['deprecated', key], keys, say);
    const { reason, date, replacement } = value;
    judgeReason(reason, ['deprecated', 'reason'], 'why the plugin should not be used any more', example, say);
    judgeDate(date, ['deprecated', 'date'], say);
    if (replacement === undefined) return;
    if (typeof replacement !== 'string' || replacement === plugin.name) {
      say(
        ['deprecated', 'replacement'],
        `Expected "replacement" to be the name of another plugin, and it is ${quote(replacement)}.`,
        'Take it out, or name another plugin of this marketplace.',
      );
    } else if (marketplace !== undefined && !marketplace.names.includes(replacement)) {
      const meant = suggest(replacement, marketplace.names);
      say(
        ['deprecated', 'replacement'],
        `Unknown replacement ${quote(replacement)}: this marketplace has no plugin of that name.`,
        meant === undefined ? 'Take it out.' : `"replacement": "${meant}"`,
      );
    }
  },
  yanked(value, say) {
    const example =
      '"yanked": [{ "version": "1.2.0", "reason": "It deletes what it should keep.", "date": "2026-01-31" }]';
    const list = listOf(value, ['yanked'], most.yanked, say);
    if (Array.isArray(value) && value.length === 0)
      say(['yanked'], 'Expected at least one version in "yanked".', 'Take it out.');
    const seen = new Set<string>();
    const keys = ['version', 'reason', 'date'];
    for (const [index, item] of list.entries()) {
      const at = ['yanked', index];
      if (!isObject(item)) {
        say(at, 'Expected a withdrawn version to be an object with "version", "reason" and "date".', example);
        continue;
      }
      for (const key of Object.keys(item)) if (!keys.includes(key)) unknownKey([...at, key], keys, say);
      const { version, reason, date } = item;
      if (typeof version !== 'string' || !versionForm.test(version)) {
        say(
          [...at, 'version'],
          `Expected "version" to be a version as the manifest names it, and it is ${quote(version ?? null)}.`,
          example,
        );
      } else if (seen.has(version))
        say([...at, 'version'], `The version ${quote(version)} stands here twice.`, 'Take one of them out.');
      else seen.add(version);
      judgeReason(reason, [...at, 'reason'], 'why nobody should use the version any more', example, say);
      judgeDate(date, [...at, 'date'], say);
    }
  },
};

function judgeReason(reason: unknown, at: JsonPath, why: string, example: string, say: Say): void {
  if (isText(reason) && reason.length <= most.reason) return;
  say(at, `Expected "reason" to say in ${most.reason} characters or fewer ${why}.`, example);
}

function judgeDate(date: unknown, at: JsonPath, say: Say): void {
  if (typeof date === 'string' && isDate(date)) return;
  say(
    at,
    `Expected "date" to be a day of the calendar as in "2026-01-31", and it is ${quote(date ?? null)}.`,
    '"date": "2026-01-31"',
  );
}

function judgeSignal(name: keyof typeof signals, value: unknown, say: Say): void {
  const path = ['relevance', 'signals', name];
  const { entries, characters } = signals[name];
  for (const [index, item] of listOf(value, path, entries, say).entries()) {
    const at = [...path, index];
    if (name === 'manifestDeps') {
      const { file, pattern } = isObject(item) ? item : {};
      const bad = [file, pattern].find((one) => !isText(one) || one.length > characters || !isRegExp(one));
      if (!isObject(item) || !isText(file) || !isText(pattern) || bad !== undefined) {
        say(
          at,
          `Expected "file" and "pattern", each a regular expression of ${characters} characters or fewer.`,
          '{ "file": "[/\\\\\\\\]package\\\\.json$", "pattern": "\\"stripe\\"\\\\s*:" }',
        );
      }
    } else if (!isText(item) || item.length > characters) {
      say(
        at,
        `Expected a text of ${characters} characters or fewer, and it is ${quote(item)}.`,
        'Shorten it.',
      );
    } else if (name === 'hosts' && !hostname.test(item)) {
      say(
        at,
        `Expected a bare lower-case host name, and it is ${quote(item)}.`,
        '"hosts": ["api.stripe.com"]',
      );
    }
  }
}

/** The items of a list that may be judged one by one: no more than are allowed. */
function listOf(value: unknown, path: JsonPath, entries: number, say: Say): readonly unknown[] {
  if (!Array.isArray(value)) {
    say(path, `Expected "${path.at(-1)}" to be a list.`, `"${path.at(-1)}": []`);
    return [];
  }
  if (value.length > entries)
    say(
      path,
      `Expected ${entries} entries or fewer in "${path.at(-1)}", and there are ${value.length}.`,
      `Keep ${entries}.`,
    );
  return value.slice(0, entries);
}

function unknownKey(path: JsonPath, known: readonly string[], say: Say): void {
  const key = String(path.at(-1));
  const meant = suggest(key, known);
  say(
    path,
    `Unknown key ${quote(key)}.`,
    meant === undefined ? `Take it out; these are known: ${known.join(', ')}.` : `Write "${meant}".`,
    true,
  );
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

function isRegExp(source: unknown): boolean {
  try {
    return typeof source === 'string' && new RegExp(source) instanceof RegExp;
  } catch {
    return false;
  }
}

function isDate(text: string): boolean {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (parts === null) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
