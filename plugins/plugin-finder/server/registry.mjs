/**
 * Where the registry is, and reading it with bounds. A registry is `registry.json` of a marketplace,
 * `schemaVersion` 1 or 2. It is kept in memory and asked about again, by modification time or ETag, at every use.
 */
import { readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { index } from './search.mjs';
import { clean } from './text.mjs';

export const publishedRegistry = 'https://plugin-marketplace.github.io/plugin-marketplace/registry.json';
export const maxBytes = 64 * 1024 * 1024;
export const timeoutMs = 15_000;
const maxRedirects = 5;

/** A problem that the person can do something about: its message is one sentence. */
export class RegistryError extends Error {}

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);
const pluginName = /^[a-z0-9][a-z0-9-]{0,63}$/u;
const repositoryName = /^[A-Za-z0-9][A-Za-z0-9-]{0,38}\/[A-Za-z0-9._-]{1,100}$/u;

/** @typedef {{ kind: 'url', url: URL, label: string } | { kind: 'file', path: string, label: string }} Source */

/**
 * @param {string | undefined} value
 * @returns {string} '' where nothing was chosen; a placeholder that no client filled in counts as nothing.
 */
function chosen(value) {
  const text = (value ?? '').trim();
  return text.startsWith('${') ? '' : text;
}

/**
 * @param {URL} url
 * @returns {boolean}
 */
function allowed(url) {
  return url.protocol === 'https:' || (url.protocol === 'http:' && loopback.has(url.hostname));
}

/**
 * What a person typed, as a place to read from.
 * @param {string} text A path, a folder, a `file:` URL or an `https:` URL.
 * @param {string} base The folder that a relative path starts from.
 * @returns {Source}
 * @throws {RegistryError}
 */
export function parseSource(text, base) {
  if (/^[a-z][a-z0-9+.-]+:/iu.test(text) && !/^[a-z]:[\\/]/iu.test(text)) {
    /** @type {URL} */
    let url;
    try {
      url = new URL(text);
    } catch {
      throw new RegistryError(
        `The registry "${clean(text, 200)}" is not a valid URL: set the plugin's "registry" option to a path or an https URL.`,
      );
    }
    if (url.protocol === 'file:') return parseSource(fileURLToPath(url), base);
    if (!allowed(url)) {
      throw new RegistryError(
        `The registry "${clean(text, 200)}" is refused because only https URLs are read: set the plugin's "registry" option to its https address.`,
      );
    }
    if (url.username !== '' || url.password !== '') {
      throw new RegistryError(
        'The registry URL contains a user name or password: remove it, because a registry is public.',
      );
    }
    if (url.pathname.endsWith('/')) url.pathname += 'registry.json';
    return { kind: 'url', url, label: clean(url.href, 300) };
  }
  const path = text === '~' || text.startsWith('~/') ? join(homedir(), text.slice(1)) : resolve(base, text);
  return { kind: 'file', path, label: clean(path, 300) };
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * @param {unknown} value
 * @param {number} limit
 * @returns {string[]}
 */
function texts(value, limit) {
  if (!Array.isArray(value)) return [];
  return value
    .slice(0, 50)
    .map((item) => clean(item, limit))
    .filter((item) => item !== '');
}

/**
 * @param {unknown} value
 * @returns {number}
 */
function count(value) {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? Math.round(value) : 0;
}

/**
 * An https address, or '' for anything else: it may be shown as a link.
 * @param {unknown} value
 * @returns {string}
 */
function link(value) {
  const text = clean(value, 300);
  return /^https:\/\/[^\s"'<>]+$/u.test(text) ? text : '';
}

/**
 * One plugin with every string cleaned and bounded, or undefined where the name could not be typed in an install line.
 * @param {unknown} value
 */
function readPlugin(value) {
  if (!isObject(value) || typeof value.name !== 'string' || !pluginName.test(value.name)) return undefined;
  const check = isObject(value.check) ? value.check : {};
  const tokens = isObject(value.tokens) ? value.tokens : {};
  const files = isObject(value.files) ? value.files : {};
  const author = isObject(value.author) ? value.author : {};
  const deprecated = isObject(value.deprecated) ? value.deprecated : undefined;
  const components = (Array.isArray(value.components) ? value.components : [])
    .filter(isObject)
    .slice(0, 1000);
  const capabilities = (Array.isArray(value.capabilities) ? value.capabilities : [])
    .filter(isObject)
    .slice(0, 1000);
  return {
    name: value.name,
    displayName: clean(value.displayName, 80),
    version: clean(value.version, 40),
    description: clean(value.description, 400),
    author: clean(author.name, 80),
    license: clean(value.license, 60),
    homepage: link(value.homepage),
    repository: link(value.repository),
    category: clean(value.category, 40),
    keywords: texts(value.keywords, 40),
    tags: texts(value.tags, 40),
    updated: clean(value.updated, 10),
    dependencies: (Array.isArray(value.dependencies) ? value.dependencies : [])
      .filter(isObject)
      .slice(0, 20)
      .map((item) => [clean(item.name, 64), clean(item.version, 40)].filter((part) => part !== '').join(' ')),
    components: components.map((item) => ({
      kind: clean(item.kind, 30),
      name: clean(item.name, 120),
      description: clean(item.description, 240),
    })),
    capabilities: capabilities.map((item) => ({
      kind: clean(item.kind, 30),
      summary: clean(item.summary, 240),
      detail: clean(exactThing(item), 240),
    })),
    tokens: { alwaysOn: count(tokens.alwaysOn), onInvoke: count(tokens.onInvoke) },
    files: { count: count(files.count), bytes: count(files.bytes) },
    check: {
      status: check.status === 'ok' ? 'ok' : check.status === 'error' ? 'error' : 'unknown',
      errors: count(check.errors),
      warnings: count(check.warnings),
    },
    deprecated: deprecated
      ? {
          reason: clean(deprecated.reason, 240),
          replacement: pluginName.test(String(deprecated.replacement)) ? String(deprecated.replacement) : '',
        }
      : undefined,
  };
}

/** Fields of a capability that hold what it is about, of all kinds: a command with its arguments, an address, tools, packages. */
const exactFields = [
  'detail',
  'name',
  'command',
  'args',
  'url',
  'bundle',
  'prompt',
  'module',
  'server',
  'tool',
  'tools',
  'headersHelper',
  'packages',
  'pipedTo',
  'lockFile',
  'host',
  'path',
  'patterns',
  'key',
  'variable',
  'marketplace',
  'version',
  'value',
  'store',
  'what',
  'service',
  'place',
  'from',
  'decision',
  'technique',
  'how',
  'program',
  'by',
];

/** Kinds that are about the file that they are in. */
const aboutFile = ['hidden-text', 'unreadable', 'feeds-claude', 'reads-conversation', 'channel'];

/**
 * What a capability is about, where its summary does not say all of it.
 * @param {Record<string, unknown>} item
 */
function exactThing(item) {
  const fields = aboutFile.includes(String(item.kind)) ? [...exactFields, 'file'] : exactFields;
  const values = fields.flatMap((field) => item[field]).filter((value) => typeof value === 'string');
  const summary = String(item.summary);
  return values.every((value) => summary.includes(value)) ? '' : values.join(' ');
}

/** @typedef {NonNullable<ReturnType<typeof readPlugin>>} FoundPlugin */

/**
 * @param {string} text
 * @param {string} label Where it came from, for the message.
 * @throws {RegistryError}
 */
export function parseRegistry(text, label) {
  /** @type {unknown} */
  let value;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/u, ''));
  } catch {
    throw new RegistryError(
      `The registry at ${label} is not JSON: check the address, or run "npm run registry" in the marketplace to write the file again.`,
    );
  }
  if (!isObject(value) || !Array.isArray(value.plugins) || typeof value.schemaVersion !== 'number') {
    throw new RegistryError(
      `The file at ${label} is JSON but not a marketplace registry: set the plugin's "registry" option to a registry.json.`,
    );
  }
  if (value.schemaVersion !== 1 && value.schemaVersion !== 2) {
    throw new RegistryError(
      `The registry at ${label} has schemaVersion ${value.schemaVersion} but this plugin supports 1 and 2: update plugin-finder with "/plugin update plugin-finder".`,
    );
  }
  if (typeof value.name !== 'string' || !pluginName.test(value.name)) {
    throw new RegistryError(
      `The registry at ${label} does not name its marketplace, so nothing can be installed from it: tell its owner.`,
    );
  }
  /** @type {Map<string, FoundPlugin>} */
  const plugins = new Map();
  for (const item of value.plugins) {
    const plugin = readPlugin(item);
    if (plugin && !plugins.has(plugin.name)) plugins.set(plugin.name, plugin);
  }
  const repository =
    typeof value.repository === 'string' && repositoryName.test(value.repository) ? value.repository : '';
  /** @type {Map<string, string | null>} */
  const renames = new Map();
  for (const [from, to] of Object.entries(isObject(value.renames) ? value.renames : {})) {
    if (to === null || (typeof to === 'string' && pluginName.test(to))) renames.set(from, to);
  }
  const list = [...plugins.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return {
    name: value.name,
    displayName: clean(value.displayName, 80) || value.name,
    repository,
    site: link(value.site),
    categories: (Array.isArray(value.categories) ? value.categories : [])
      .filter(isObject)
      .slice(0, 200)
      .map((item) => ({
        id: clean(item.id, 40),
        name: clean(item.name, 80),
        description: clean(item.description, 200),
      }))
      .filter((item) => item.id !== ''),
    plugins,
    list,
    renames,
    index: index(list),
  };
}

/** @typedef {ReturnType<typeof parseRegistry>} FoundRegistry */

/**
 * @param {Response} response
 * @param {string} label
 * @returns {Promise<string>}
 */
async function boundedText(response, label) {
  const tooLarge = new RegistryError(
    `The registry at ${label} is larger than ${maxBytes / 1024 / 1024} MiB, the most that is read: check the address.`,
  );
  if (Number(response.headers.get('content-length') ?? '0') > maxBytes) throw tooLarge;
  if (!response.body) return '';
  /** @type {Uint8Array[]} */
  const chunks = [];
  let size = 0;
  // The header may be absent or a lie, so what arrives is counted too.
  for await (const chunk of /** @type {AsyncIterable<Uint8Array>} */ (response.body)) {
    size += chunk.byteLength;
    if (size > maxBytes) throw tooLarge;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/**
 * Gives a function that reads the registry, as this process's environment says where it is.
 *
 * In order: the plugin's `registry` option, `PLUGIN_MARKETPLACE_REGISTRY`, a marketplace's own `registry.json` in the
 * project, and the published registry.
 * @param {{ env: Record<string, string | undefined>, cwd: string }} place
 * @returns {() => Promise<{ registry: FoundRegistry, source: string, note?: string }>} Rejects with `RegistryError`.
 */
export function registryReader({ env, cwd }) {
  /** @type {Map<string, { stamp: string, etag?: string, modified?: string, registry?: FoundRegistry, error?: RegistryError }>} */
  const cache = new Map();
  const project = chosen(env.CLAUDE_PROJECT_DIR) || cwd;

  /** @param {string} path @param {string} label */
  async function fromFile(path, label) {
    /** @type {import('node:fs').Stats} */
    let facts;
    let file = path;
    try {
      facts = await stat(file);
      if (facts.isDirectory()) {
        file = join(file, 'registry.json');
        facts = await stat(file);
      }
    } catch {
      throw new RegistryError(
        `No registry can be read at ${label}: run "npm run registry" in the marketplace, or correct the plugin's "registry" option.`,
      );
    }
    if (!facts.isFile())
      throw new RegistryError(
        `The registry at ${label} is not a regular file: set the plugin's "registry" option to a registry.json.`,
      );
    if (facts.size > maxBytes)
      throw new RegistryError(
        `The registry at ${label} is larger than ${maxBytes / 1024 / 1024} MiB, the most that is read: check the path.`,
      );
    const stamp = `${facts.mtimeMs}:${facts.size}:${facts.ino}`;
    const known = cache.get(file);
    if (known?.stamp === stamp) {
      if (known.registry) return known.registry;
      if (known.error) throw known.error;
    }
    /** @type {string} */
    let text;
    try {
      text = await readFile(file, 'utf8');
    } catch {
      throw new RegistryError(`The registry at ${label} may not be read: check the file's permissions.`);
    }
    try {
      const registry = parseRegistry(text, label);
      cache.set(file, { stamp, registry });
      return registry;
    } catch (error) {
      if (error instanceof RegistryError) cache.set(file, { stamp, error });
      throw error;
    }
  }

  /** @param {URL} start @param {string} label */
  async function fromUrl(start, label) {
    const known = cache.get(start.href);
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      let url = start;
      for (let hop = 0; ; hop += 1) {
        /** @type {Record<string, string>} */
        const headers = { accept: 'application/json', 'user-agent': 'plugin-finder' };
        if (known?.etag) headers['if-none-match'] = known.etag;
        else if (known?.modified) headers['if-modified-since'] = known.modified;
        const response = await fetch(url, { headers, redirect: 'manual', signal, credentials: 'omit' });
        if (response.status === 304 && known?.registry) {
          await response.body?.cancel();
          return { registry: known.registry };
        }
        if ([301, 302, 303, 307, 308].includes(response.status)) {
          await response.body?.cancel();
          const next = new URL(response.headers.get('location') ?? '', url);
          // https stays https, so that what was asked for safely is not answered in the open.
          if (!allowed(next) || (url.protocol === 'https:' && next.protocol !== 'https:')) {
            throw new RegistryError(
              `The registry at ${label} redirects to "${clean(next.href, 200)}", which is not https: set the plugin's "registry" option to an https address.`,
            );
          }
          if (hop >= maxRedirects)
            throw new RegistryError(
              `The registry at ${label} redirects more than ${maxRedirects} times: check the address.`,
            );
          url = next;
          continue;
        }
        if (!response.ok) {
          await response.body?.cancel();
          const hint =
            response.status === 404
              ? 'check the address in the plugin\'s "registry" option'
              : 'try again later';
          throw new RegistryError(`The registry at ${label} answered ${response.status}: ${hint}.`);
        }
        const registry = parseRegistry(await boundedText(response, label), label);
        cache.set(start.href, {
          stamp: '',
          etag: response.headers.get('etag') ?? undefined,
          modified: response.headers.get('last-modified') ?? undefined,
          registry,
        });
        return { registry };
      }
    } catch (error) {
      const problem =
        error instanceof RegistryError
          ? error
          : new RegistryError(
              signal.aborted
                ? `The registry at ${label} did not answer within ${timeoutMs / 1000} seconds: try again, or set the plugin's "registry" option to a file.`
                : `The registry at ${label} cannot be reached: check the connection, or set the plugin's "registry" option to a file.`,
            );
      if (!known?.registry) throw problem;
      return {
        registry: known.registry,
        note: `${problem.message} What follows was read earlier in this session.`,
      };
    }
  }

  /** @param {Source} source */
  async function from(source) {
    if (source.kind === 'url') return { ...(await fromUrl(source.url, source.label)), source: source.label };
    return { registry: await fromFile(source.path, source.label), source: source.label };
  }

  async function read() {
    const option = chosen(env.PLUGIN_FINDER_REGISTRY) || chosen(env.PLUGIN_MARKETPLACE_REGISTRY);
    if (option !== '') return from(parseSource(option, project));
    for (const folder of new Set([project, cwd])) {
      const path = join(folder, 'registry.json');
      try {
        return { registry: await fromFile(path, clean(path, 300)), source: clean(path, 300) };
      } catch (error) {
        // Another tool's registry.json, or none: this is no marketplace, so the published one is meant.
        if (!(error instanceof RegistryError)) throw error;
      }
    }
    return from(parseSource(publishedRegistry, project));
  }

  /** @type {ReturnType<typeof read> | undefined} */
  let reading;
  return () => {
    // Calls that arrive together share one read.
    reading ??= read().finally(() => {
      reading = undefined;
    });
    return reading;
  };
}
