import { asRecord, own, written } from '../values.ts';

/** A server as configured, with the place of its entry. */
export type ConfiguredServer = {
  name: string;
  config: Record<string, unknown>;
  path: (string | number)[];
  file: string;
};

/** The servers that an object holds by their names, or a list by their places; `path` leads to it. */
export function serversIn(servers: unknown, file: string, path: (string | number)[]): ConfiguredServer[] {
  const named = Array.isArray(servers) ? { ...servers } : asRecord(servers);
  return Object.entries(named).map(([name, config]) => ({
    name,
    config: asRecord(config),
    path: [...path, name],
    file,
  }));
}

/** The entries that take effect: of several with one name, the last, at the first place that says the same. `unused` holds those that differ. */
export function inEffect<Server extends { name: string; config: unknown }>(
  entries: readonly Server[],
): { entry: Server; unused: Server[] }[] {
  const named = Map.groupBy(entries, ({ name }) => name);
  return [...named.values()].flatMap((all) => {
    const taken = written(all.at(-1)?.config);
    const same = all.filter(({ config }) => written(config) === taken);
    const [entry] = same;
    return entry === undefined ? [] : [{ entry, unused: all.filter((one) => !same.includes(one)) }];
  });
}

/** Names and values as texts; undefined where there are none. A value that looks like a secret itself is left out. */
export function pairs(record: Record<string, unknown> | undefined, between: string): string[] | undefined {
  if (record === undefined) return undefined;
  return Object.entries(record).map(([name, value]) => {
    const text = typeof value === 'string' ? value : written(value);
    return `${name}${between}${secretName.test(name) && !/\$\{|^$/.test(text) ? '…' : text}`;
  });
}

/** A name that a secret has. */
export const secretName = /TOKEN|KEY|SECRET|PASSW|CREDENTIAL|AUTH|COOKIE/i;

/** What else is configured, as JSON with sorted keys; undefined where nothing is. */
export function otherSettings(
  config: Record<string, unknown>,
  known: ReadonlySet<string>,
): string | undefined {
  const keys = Object.keys(config).filter((key) => !known.has(key) && !/^[_$]/.test(key));
  return keys.length === 0
    ? undefined
    : written(Object.fromEntries(keys.sort().map((key) => [key, own(config, key)])));
}

/** Puts the defaults of the values that Claude Code asks for in place of `${user_config.…}`: they are used before anybody answers. */
export function withUserDefaults(raw: Record<string, unknown>): (text: string) => string {
  const options = asRecord(own(raw, 'userConfig'));
  return (text) =>
    text.includes('${user_config.')
      ? text.replace(/\$\{user_config\.([^}$]*)\}/g, (whole, key: string) => {
          const value = own(asRecord(own(options, key)), 'default');
          return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : whole;
        })
      : text;
}
