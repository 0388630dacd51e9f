import { defaultPolicy, type MarketplaceConfig, type Policy } from '../../src/check/config/policy.ts';
import type { Diagnostic } from '../../src/check/diagnostic.ts';
import type { JsonObject } from '../../src/check/facts/facts.ts';
import type { PluginRule, Surroundings } from '../../src/check/rule.ts';
import { checkPlugin } from '../../src/check/run/check-plugin.ts';
import { type FileSystem, type MemoryFile, memoryFileSystem } from '../../src/plugin/file-system.ts';
import type { Manifest } from '../../src/plugin/manifest.ts';
import type { Plugin } from '../../src/plugin/plugin.ts';
import { manifestFile } from '../../src/plugin/read-manifest.ts';
import { describeContent, readDeclared } from '../../src/plugin/read-plugin.ts';
import type { Source } from '../../src/plugin/source.ts';
import { byPath } from '../../src/plugin/text.ts';
import { isObject } from '../../src/plugin/values.ts';
import { aConfig } from '../registries.ts';

/** What tests lay over the base plugin: a file; `null` takes it away; `{ special }` puts something there that is no file, folder or link. */
export type Overlay = Readonly<Record<string, MemoryFile | { special: true } | null>>;

/** The marketplace around a plugin under test. */
type FixtureOptions = {
  /** Names of the other plugins. */
  others?: readonly string[];
  /** Their manifests; their names need not be in `others`. */
  manifests?: Readonly<Record<string, Manifest>>;
  config?: Partial<MarketplaceConfig>;
  policy?: Omit<Partial<Policy>, 'limits'> & { limits?: Partial<Policy['limits']> };
  /** The folder stands by itself, with no marketplace around it. */
  alone?: true;
  folder?: string;
};

/** A plugin that no rule has anything to say about. */
export const basePlugin: Readonly<Record<string, MemoryFile>> = {
  [manifestFile]: `${JSON.stringify(
    {
      name: 'tiny-tool',
      version: '1.0.0',
      description: 'Greets a person by name, in the language that they ask for.',
      author: { name: 'Ada Writer' },
      repository: 'https://github.com/ada-writer/tiny-tool',
      license: 'MIT',
      keywords: ['greeting'],
    },
    null,
    2,
  )}\n`,
  'README.md': `# Tiny tool

Greets a person by name, in the language that they ask for, and remembers nothing about them afterwards.

## Use

Ask Claude to greet somebody. The skill opens by itself when a greeting is asked for, picks the words that are usual at that time of the day,
and writes one short line. It reads no files, calls no servers and runs no commands, so there is nothing to set up and nothing to clean away.
Say which language you would like, or leave that out and it answers in your own.
`,
  LICENSE: 'MIT License\n\nCopyright (c) Ada Writer\n',
  'skills/hello/SKILL.md': `---
name: hello
description: Greets a person by name. Use when somebody asks for a greeting.
---

Write one short line that greets the person by name, in the language that they asked for.
`,
};

/** The source, policy and marketplace that an overlay makes. The plugin is described without its programs. */
export function fixture(
  overlay: Overlay,
  options: FixtureOptions = {},
): {
  source: Source;
  plugin: Plugin;
  policy: Policy;
  marketplace: Surroundings | undefined;
} {
  const files: Record<string, MemoryFile> = { ...basePlugin };
  const special: string[] = [];
  const manifests = new Map<string, Manifest>(Object.entries(options.manifests ?? {}));
  const others = new Set(options.others);
  let config: JsonObject = {};
  for (const [path, file] of Object.entries(overlay)) {
    const neighbor = /^\.\.\/([^/]+)\/(.*)$/.exec(path);
    if (neighbor !== null) {
      const name = neighbor[1] as string;
      others.add(name);
      if (neighbor[2] === manifestFile && typeof file === 'string')
        manifests.set(name, JSON.parse(file) as Manifest);
    } else if (path === 'marketplace.config.json' && typeof file === 'string') {
      config = JSON.parse(file) as JsonObject;
    } else if (file === null) delete files[path];
    else if (typeof file === 'object' && 'special' in file) {
      delete files[path];
      special.push(path);
    } else files[path] = file;
  }
  const folder = options.folder ?? 'tiny-tool';
  const { source, plugin } = readDeclared(
    withSpecials(memoryFileSystem(files), special),
    `plugins/${folder}`,
  );
  const configPolicy = isObject(config.policy)
    ? (config.policy as NonNullable<FixtureOptions['policy']>)
    : {};
  const policy: Policy = {
    ...defaultPolicy,
    ...configPolicy,
    ...options.policy,
    limits: { ...defaultPolicy.limits, ...configPolicy.limits, ...options.policy?.limits },
  };
  const marketplace: Surroundings = {
    config: aConfig({
      name: 'plugin-marketplace',
      repository: 'ada-writer/plugins',
      site: 'https://ada-writer.github.io/plugins/',
      categories: [{ id: 'productivity', name: 'Productivity', description: 'Everyday shortcuts.' }],
      ...(config as Partial<MarketplaceConfig>),
      ...options.config,
      policy,
    }),
    names: [...others, folder].sort(),
    manifestOf: (name) => manifests.get(name) ?? (others.has(name) ? { name, version: '1.0.0' } : undefined),
  };
  return { source, plugin, policy, marketplace: options.alone === true ? undefined : marketplace };
}

/** What one rule says about the base plugin with an overlay. */
export async function diagnose(
  rule: PluginRule,
  overlay: Overlay,
  options?: FixtureOptions,
): Promise<Diagnostic[]> {
  const { source, policy, marketplace } = fixture(overlay, options);
  return checkPlugin(source, await describeContent(source), {
    rules: [rule],
    policy,
    ...(marketplace === undefined ? {} : { marketplace }),
    docsOf: (id) => `rules/${id}`,
  });
}

/** The manifest of the base plugin with some keys changed; `undefined` takes a key away. */
export function manifestWith(changes: JsonObject): Record<string, string> {
  const base = JSON.parse(basePlugin[manifestFile] as string) as JsonObject;
  return { [manifestFile]: JSON.stringify({ ...base, ...changes }, null, 2) };
}

function withSpecials(fs: FileSystem, paths: readonly string[]): FileSystem {
  if (paths.length === 0) return fs;
  return {
    ...fs,
    walk(limits) {
      const walk = fs.walk(limits);
      const specials = paths.map((path) => ({ path, kind: 'other' as const, bytes: 0, executable: false }));
      return { ...walk, entries: [...walk.entries, ...specials].sort(byPath) };
    },
  };
}

/** A rule's page, taken apart. */
type RulePage = {
  title: string;
  authority: string;
  severity: string;
  waivable: string;
  headings: string[];
  invalid: Overlay;
  valid: Overlay;
};

/** Reads a rule's README. Throws where a fence names no file or an unknown flag. */
export function parseRulePage(markdown: string): RulePage {
  const fact = (name: string) => new RegExp(`^- ${name}: (.+)$`, 'm').exec(markdown)?.[1] ?? '';
  const headings: string[] = [];
  const examples: Record<string, Record<string, Overlay[string]>> = { Invalid: {}, Valid: {} };
  const token = /^(`{3,})([^\n]*)\n([\s\S]*?)^\1$|^## (.+)$/gm;
  for (const match of markdown.matchAll(token)) {
    if (match[4] !== undefined) {
      headings.push(match[4]);
      continue;
    }
    const into = examples[headings.at(-1) ?? ''];
    if (into === undefined) continue;
    const [path, file] = parseFence(match[2] ?? '', match[3] ?? '');
    into[path] = file;
  }
  return {
    title: /^# (.+)$/m.exec(markdown)?.[1] ?? '',
    authority: fact('Authority'),
    severity: fact('Severity'),
    waivable: fact('Waivable'),
    headings,
    invalid: examples.Invalid ?? {},
    valid: examples.Valid ?? {},
  };
}

function parseFence(info: string, content: string): [string, Overlay[string]] {
  // A path with spaces or characters that cannot be seen is written as a JSON string.
  const parts = /^\S+ ("(?:[^"\\]|\\.)*"|\S+)((?: \S+)*)$/.exec(info);
  if (parts === null) throw new Error(`A fence names no file: ${info}`);
  const path = parts[1]?.startsWith('"') ? String(JSON.parse(parts[1])) : String(parts[1]);
  let file: Overlay[string] = content;
  for (const flag of (parts[2] ?? '').split(' ').filter(Boolean)) {
    const pad = /^pad=(\d+)$/.exec(flag)?.[1];
    if (flag === 'executable') file = { text: content, executable: true };
    else if (flag === 'link') file = { link: content.trim() };
    else if (flag === 'base64') file = Buffer.from(content, 'base64');
    else if (flag === 'escaped')
      file = content.replace(/\\u\{([0-9a-f]+)\}/gi, (_, hex: string) =>
        String.fromCodePoint(Number.parseInt(hex, 16)),
      );
    else if (flag === 'absent') file = null;
    else if (flag === 'special') file = { special: true };
    else if (pad !== undefined)
      file = content.repeat(Math.ceil(Number(pad) / content.length)).slice(0, Number(pad));
    else throw new Error(`Unknown flag of an example: ${flag}`);
  }
  return [path, file];
}
