import { subjectsOf } from '../../plugin/capability-words.ts';
import { componentLabels } from '../../plugin/kind-labels.ts';
import { formatBytes, webAddress } from '../../plugin/text.ts';
import { groupOf } from '../../registry/capability-flags.ts';
import { groupWords } from '../capability-words.ts';
import type { Registry, RegistryPlugin } from '../registry.ts';
import { cost, count, groupBy, pinWords, thousands } from '../words.ts';

/** Fields whose own words stand on no page, because something else tells them. */
const toldOtherwise: ReadonlySet<string> = new Set([
  'category', // Its name is told; see `categories`.
  // See `figures`.
  'components[].kind',
  'components[].line',
  'components[].tokens.alwaysOn',
  'components[].tokens.onInvoke',
  'tokens.alwaysOn',
  'tokens.onInvoke',
  'files.count',
  'files.bytes',
  'check.status',
  'check.errors',
  'check.warnings',
  'check.infos',
]);

/**
 * How a field is said where its page does not say it as it is; undefined where there is nothing to say of its value. A field that is named
 * neither here nor above has to stand on the page word by word, so that a new one that is shown nowhere is found.
 */
const said: Readonly<Record<string, (value: unknown) => string | undefined>> = {
  homepage: asAddress,
  repository: asAddress,
  'author.url': asAddress,
  defaultEnabled: (value) => (value === false ? 'It is off after it is installed' : undefined),
  'capabilities[].pinned': (value) => pinWords(value === true),
};

/** Fields of a capability that its sentence or its exact text says; see `subjectsOf`. */
const isSentence = (field: string) => /^capabilities\[\]\.(?!summary|file|pinned)/.test(field);

/** An address that can be followed is shown as it is followed. */
function asAddress(value: unknown): string {
  return webAddress(String(value)) ?? String(value);
}

/** Numbers with the words that stand beside them on the page: a number alone is found on nearly every one. */
function figures({ components, tokens, files, check }: RegistryPlugin): { field: string; words: string }[] {
  const { errors, warnings, infos, status } = check;
  const counts = [
    count(errors, 'error', 'errors'),
    count(warnings, 'warning', 'warnings'),
    count(infos, 'note', 'notes'),
  ].filter((words) => !words.startsWith('0 '));
  const verdict = status === 'ok' ? 'Passed' : 'Failed';
  return [
    { field: 'tokens.alwaysOn', words: `In every session ${thousands(tokens.alwaysOn)}` },
    { field: 'tokens.onInvoke', words: `When its largest part is used ${thousands(tokens.onInvoke)}` },
    { field: 'files', words: `${count(files.count, 'file', 'files')}, ${formatBytes(files.bytes)}` },
    {
      field: 'check',
      words: `${verdict} ${counts.length > 0 ? `with ${counts.join(', ')}` : 'no issues found'}. All rules`,
    },
    ...groupBy(components, ({ kind }) => kind).map(([kind, own]) => {
      const { one, many, means } = componentLabels[kind];
      return { field: 'components[].kind', words: `${count(own.length, one, many)} ${means}` };
    }),
    ...components.flatMap((component) => {
      const words = cost(component.tokens);
      const place = `${component.file}:${component.line}`;
      return words === undefined ? [] : [{ field: 'components[].tokens', words: `${place} ${words}` }];
    }),
  ];
}

/** Words as they are compared: without spaces, which markup adds and takes, without marks of code, and without what a page shows otherwise. */
export function comparable(text: string): string {
  return text.replace(/[\s`\p{Cc}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffd-\uffff]+/gu, '');
}

/** Words as figures are compared: one space between them, instead of tags and of what ends a part of a sentence. */
function spaced(text: string): string {
  return ` ${text} `
    .replace(/[.,](?=[\s\0])/g, ' ')
    .replace(/[\s\0`\u202a-\u202e\u2066-\u2069\ufffd]+/g, ' ');
}

/** Characters of what is too long that a page shows at least. */
const fewestShown = 30;

/** Whether a page says something as it is, or as much of it as it has room for, with an ellipsis at the end. Both as `comparable` leaves them. */
export function says(text: string, words: string): boolean {
  if (text.includes(words)) return true;
  if (words.length <= fewestShown) return false;
  const start = words.slice(0, fewestShown);
  for (let at = text.indexOf(start); at >= 0; at = text.indexOf(start, at + 1)) {
    let same = fewestShown;
    while (same < words.length && text[at + same] === words[same]) same++;
    if (text[at + same] === '…') return true;
  }
  return false;
}

function* fieldsOf(value: unknown, field: string): Generator<{ field: string; value: unknown }> {
  if (Array.isArray(value)) for (const item of value) yield* fieldsOf(item, `${field}[]`);
  else if (typeof value === 'object' && value !== null)
    for (const [key, own] of Object.entries(value))
      yield* fieldsOf(own, field === '' ? key : `${field}.${key}`);
  else yield { field, value };
}

/** Fields of a plugin that its pages do not say, and how many were looked for. `text` is theirs, as `htmlFacts` reads it. */
export function missingFields(
  plugin: RegistryPlugin,
  text: string,
): { missing: string[]; looked: Set<string> } {
  const missing: string[] = [];
  const looked = new Set<string>();
  const look = (field: string, words: string, isSaid: boolean) => {
    looked.add(field);
    if (!isSaid) missing.push(`${field} (${JSON.stringify(words.slice(0, 80))})`);
  };
  const words = comparable(text);
  for (const { field, value } of fieldsOf(plugin, '')) {
    if (toldOtherwise.has(field) || isSentence(field)) continue;
    const say = said[field];
    const own = say === undefined ? String(value) : say(value);
    if (own !== undefined && comparable(own) !== '') look(field, own, says(words, comparable(own)));
  }
  const numbers = spaced(text);
  for (const { field, words: own } of figures(plugin)) look(field, own, numbers.includes(spaced(own)));
  for (const subject of plugin.capabilities.flatMap(subjectsOf))
    look('capabilities[]', subject, says(words, comparable(subject)));
  for (const group of new Set(plugin.capabilities.map(groupOf))) {
    const { title } = groupWords[group];
    look('capabilities[].kind', title, words.includes(comparable(title)));
  }
  return { missing, looked };
}

/** Fields of the registry itself, and the page that says each. */
export function registryFields(registry: Registry): { field: string; page: string; words: string }[] {
  const { categories, renames, owner } = registry;
  return [
    ...(['displayName', 'description', 'repository'] as const).map((field) => ({
      field,
      page: '',
      words: registry[field],
    })),
    ...(
      ['name', 'client', 'ruleset', 'policy', 'marketplace', 'codeowners', 'trees', '$schema'] as const
    ).map((field) => ({
      field,
      page: 'about/',
      words: registry[field],
    })),
    { field: 'schemaVersion', page: 'about/', words: `Version ${registry.schemaVersion}` },
    { field: 'owner.name', page: 'about/', words: owner.name },
    ...(owner.url === undefined ? [] : [{ field: 'owner.url', page: 'about/', words: owner.url }]),
    ...categories.flatMap(({ id, name, description }) => [
      { field: 'categories[].name', page: `categories/${id}/`, words: name },
      { field: 'categories[].description', page: 'categories/', words: description },
    ]),
    ...Object.entries(renames)
      .filter(([name]) => !registry.plugins.some((plugin) => plugin.name === name))
      .map(([name]) => ({ field: 'renames', page: `plugins/${name}/`, words: name })),
  ];
}
