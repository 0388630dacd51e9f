import { asRecord, isObject, jsonValue, own } from '../plugin/values.ts';
import type { LoadedPlugin } from './load.ts';

/** Values of one plugin: answers to its `userConfig`, and environment variables. */
type PluginValues = Readonly<Record<'user_config' | 'env', Readonly<Record<string, string>>>>;

/** The values that the operator gives: by plugin, and by caller and plugin. */
export type Values = {
  plugins: Readonly<Record<string, PluginValues>>;
  callers: Readonly<Record<string, Readonly<Record<string, PluginValues>>>>;
};

export const noValues: Values = { plugins: {}, callers: {} };

/**
 * The values of a file that the operator keeps outside the repository.
 * @throws an error that names what is wrong, without any value
 */
export function readValues(text: string): Values {
  const file = jsonValue(text);
  if (!isObject(file)) throw new Error('Expected the file of values to be a JSON object.');
  const unknown = Object.keys(file).find((key) => key !== 'plugins' && key !== 'callers');
  if (unknown !== undefined)
    throw new Error(`Unknown field "${unknown}" in the file of values: use "plugins" and "callers".`);
  return {
    plugins: ofPlugins(own(file, 'plugins'), 'plugins'),
    callers: mapped(own(file, 'callers'), 'callers', ofPlugins),
  };
}

function ofPlugins(value: unknown, at: string): Record<string, PluginValues> {
  return mapped(value, at, (plugin, where) => {
    const unknown = Object.keys(asRecord(plugin)).find((key) => key !== 'user_config' && key !== 'env');
    if (unknown !== undefined || !isObject(plugin))
      throw new Error(`Expected "${where}" to have only "user_config" and "env", each an object.`);
    return {
      user_config: mapped(own(plugin, 'user_config'), `${where}.user_config`, textOf),
      env: mapped(own(plugin, 'env'), `${where}.env`, textOf),
    };
  });
}

function textOf(value: unknown, at: string): string {
  if (['string', 'number', 'boolean'].includes(typeof value)) return String(value);
  throw new Error(`Expected "${at}" to be text.`);
}

function mapped<To>(
  value: unknown,
  at: string,
  read: (value: unknown, at: string) => To,
): Record<string, To> {
  if (value === undefined) return {};
  if (!isObject(value)) throw new Error(`Expected "${at}" to be an object.`);
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, read(one, `${at}.${key}`)]));
}

/** The environment variable of the host that holds a value of a plugin: `PLUGIN_NETWORK_LOGGER__PORT`. */
export function variableOf(plugin: string, key: string): string {
  const word = (text: string) => text.replace(/[^A-Za-z0-9]/g, '_').toUpperCase();
  return `PLUGIN_${word(plugin)}__${word(key)}`;
}

/** What a reference stands for, where it has a value. */
export type Lookup = (kind: 'user_config' | 'env', key: string) => string | undefined;

/** Finds the values of one plugin for one caller: the caller's own, the plugin's, then the host's environment. */
export function lookupOf(
  values: Values,
  environment: Readonly<Record<string, string | undefined>>,
  plugin: LoadedPlugin,
  caller: string | undefined,
): Lookup {
  const mine = caller === undefined ? undefined : valuesIn(values.callers[caller], plugin.name);
  const common = valuesIn(values.plugins, plugin.name);
  return (kind, key) => {
    for (const given of [mine, common]) {
      const value = given === undefined ? undefined : own(given[kind], key);
      if (typeof value === 'string') return value;
    }
    return environment[variableOf(plugin.name, key)];
  };
}

function valuesIn(
  plugins: Readonly<Record<string, PluginValues>> | undefined,
  name: string,
): PluginValues | undefined {
  return plugins !== undefined && Object.hasOwn(plugins, name) ? plugins[name] : undefined;
}

/** A text with its references replaced, and the references that have no value. */
export type Expanded = { text: string; missing: string[] };

const reference = /\$\{(user_config\.)?([A-Za-z_][\w.-]{0,200})(?::-([^}]{0,2000}))?\}/g;

/**
 * Puts values in place of `${VAR}`, `${VAR:-default}` and `${user_config.key}` as Claude Code does:
 * https://code.claude.com/docs/en/mcp#environment-variable-expansion-in-mcp-json
 * @param builtIn variables that the host itself sets, such as `CLAUDE_PLUGIN_ROOT`
 */
export function expand(
  text: string,
  plugin: LoadedPlugin,
  builtIn: Readonly<Record<string, string>>,
  lookup: Lookup,
): Expanded {
  const missing: string[] = [];
  const expanded = text.replace(
    reference,
    (_, isConfig: string | undefined, key: string, fallback?: string) => {
      const value =
        isConfig === undefined ? (builtIn[key] ?? lookup('env', key)) : lookup('user_config', key);
      const chosen = value ?? fallback ?? (isConfig === undefined ? undefined : defaultOf(plugin, key));
      if (chosen === undefined)
        missing.push(isConfig === undefined ? `\${${key}}` : `\${user_config.${key}}`);
      return chosen ?? '';
    },
  );
  return { text: expanded, missing };
}

/** What Claude Code uses where nobody answers: the default, or nothing where the answer is not required. */
function defaultOf({ raw }: LoadedPlugin, key: string): string | undefined {
  const option = own(asRecord(own(raw, 'userConfig')), key);
  if (!isObject(option)) return undefined;
  const preset = own(option, 'default');
  if (['string', 'number', 'boolean'].includes(typeof preset)) return String(preset);
  return own(option, 'required') === true ? undefined : '';
}
