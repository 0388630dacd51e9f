import { capabilityGroups, groupOf } from '../capability-groups.ts';
import type { Registry, RegistryPlugin } from '../registry.ts';
import { componentWords, size, thousands } from '../words.ts';

type Found = { field: string; value: unknown; plugin: RegistryPlugin };
type Say = (found: Found) => string | undefined;

/**
 * How a field of the registry is said where its page does not say it as it is. Undefined: there is nothing to say of this value.
 * A field that is not named here has to stand on the page word by word, so that a new one that is shown nowhere is found.
 */
const said: Readonly<Record<string, Say>> = {
  category: () => undefined, // Its name is; see `categories`.
  defaultEnabled: ({ value }) => (value === false ? 'It is off after it is installed' : undefined),
  'components[].kind': ({ value }) => componentWords[value as keyof typeof componentWords]?.one,
  'components[].line': () => undefined, // Stands in the link to the file.
  'components[].tokens.alwaysOn': ({ value }) => amount(value),
  'components[].tokens.onInvoke': ({ value }) => amount(value),
  'capabilities[].kind': () => undefined, // Its group is.
  'capabilities[].line': () => undefined,
  'capabilities[].detail': () => undefined, // Quoted by the summary, or beside it.
  'capabilities[].pinned': ({ value }) => (value === true ? 'version is fixed' : 'version is not fixed'),
  'capabilities[].sensitive': () => undefined,
  'tokens.alwaysOn': ({ value }) => thousands(Number(value)),
  'tokens.onInvoke': ({ value }) => thousands(Number(value)),
  'files.count': ({ value }) => thousands(Number(value)),
  'files.bytes': ({ value }) => size(Number(value)),
  'check.status': ({ value }) => (value === 'ok' ? 'Passed' : 'Failed'),
  'check.errors': ({ value }) => amount(value),
  'check.warnings': ({ value }) => amount(value),
  'check.infos': ({ value }) => amount(value),
};

function amount(value: unknown): string | undefined {
  return value === 0 ? undefined : thousands(Number(value));
}

/** Words as they are compared: without spaces, which markup adds and takes, without marks of code, and without what turns text around. */
export function comparable(text: string): string {
  return text.replace(/[\s`\0\u202a-\u202e\u2066-\u2069\ufffd]+/g, '');
}

function* fieldsOf(value: unknown, field: string): Generator<{ field: string; value: unknown }> {
  if (Array.isArray(value)) for (const item of value) yield* fieldsOf(item, `${field}[]`);
  else if (typeof value === 'object' && value !== null)
    for (const [key, own] of Object.entries(value))
      yield* fieldsOf(own, field === '' ? key : `${field}.${key}`);
  else yield { field, value };
}

/** Fields of a plugin that its page does not say, and how many were looked for. `text` is that of the page, as `comparable` leaves it. */
export function missingFields(
  plugin: RegistryPlugin,
  text: string,
): { missing: string[]; looked: Set<string> } {
  const missing: string[] = [];
  const looked = new Set<string>();
  for (const { field, value } of fieldsOf(plugin, '')) {
    const say = said[field];
    const words = say === undefined ? String(value) : say({ field, value, plugin });
    if (words === undefined || comparable(words) === '') continue;
    looked.add(field);
    if (!text.includes(comparable(words))) missing.push(`${field} (${JSON.stringify(words.slice(0, 80))})`);
  }
  for (const group of new Set(plugin.capabilities.map(groupOf))) {
    looked.add('capabilities[].kind');
    const title = capabilityGroups.find(({ id }) => id === group)?.title ?? group;
    if (!text.includes(comparable(title))) missing.push(`capabilities[].kind (${title})`);
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
    ...(['name', 'ruleset', 'policy', 'marketplace', 'trees', '$schema'] as const).map((field) => ({
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
