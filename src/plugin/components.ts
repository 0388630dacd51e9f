import {
  type Child,
  childrenOf,
  declaredFiles,
  experimental,
  hookEntries,
  hookEvents,
  hookTarget,
  insidePath,
  lspEntries,
  mcpEntries,
  monitorEntries,
  pathsOf,
  themeFiles,
} from './declared.ts';
import { type FrontmatterResult, lineOfKey } from './frontmatter.ts';
import { lineOfValue } from './json.ts';
import { type Component, componentKinds } from './plugin.ts';
import { manifestFile } from './read-manifest.ts';
import { readLimits, type Source } from './source.ts';
import { byText } from './text.ts';
import { asArguments, asRecord, asText, own } from './values.ts';

/**
 * Every component of a plugin, found where Claude Code finds it: in the default places and in the manifest's paths,
 * with the documented replace and add rules (https://code.claude.com/docs/en/plugins-reference#path-behavior-rules).
 * What the documentation leaves open follows the client's own inventory, `claude plugin validate --json` → `provides`.
 */
export function findComponents(
  source: Source,
  manifest: Record<string, unknown>,
  plugin: string,
): Component[] {
  const components = [
    ...skills(source, manifest, plugin),
    ...commands(source, manifest, plugin),
    ...agents(source, manifest, plugin),
    ...hooks(source, manifest),
    ...mcpServers(source, manifest),
    ...lspServers(source, manifest),
    ...monitors(source, manifest),
    ...outputStyles(source, manifest, plugin),
    ...themes(source, manifest, plugin),
    ...workflows(source, manifest, plugin),
    ...executables(source),
    ...channels(source, manifest),
  ];
  return components.sort(
    (a, b) =>
      kindOrder.indexOf(a.kind) - kindOrder.indexOf(b.kind) ||
      byText(a.name, b.name) ||
      byText(a.file, b.file) ||
      a.line - b.line ||
      byText(a.target ?? '', b.target ?? ''),
  );
}

const kindOrder: readonly string[] = componentKinds;

/** Deepest folder that commands, agents and styles are looked for in; links could otherwise lead round and round. */
const deepestFolder = 24;

/** How much one search may look at: links that lead to folders with links multiply what there is. Units: files and folders. */
type Budget = { left: number };

/** Every file below a folder, with the folders between: `segments` is empty for a direct child. */
function filesBelow(
  source: Source,
  directory: string,
  segments: string[] = [],
  budget: Budget = { left: readLimits.entries },
): (Child & { segments: string[] })[] {
  if (segments.length > deepestFolder || budget.left <= 0) return [];
  const children = childrenOf(source, directory);
  budget.left -= children.length;
  return children.flatMap((child) =>
    child.kind === 'file'
      ? [{ ...child, segments }]
      : filesBelow(source, child.path, [...segments, child.name], budget),
  );
}

const baseName = (path: string) => path.slice(path.lastIndexOf('/') + 1);
const withoutExtension = (name: string) => name.replace(/\.md$/, '');
const isMarkdown = (name: string) => /\.md$/i.test(name);

/** Characters to tokens as `claude plugin details` estimates them when it cannot ask the API. */
export const tokensOf = (text: string): number => Math.ceil(text.length / 4);

function metadata(frontmatter: FrontmatterResult | undefined): Record<string, unknown> {
  return frontmatter?.kind === 'mapping' ? frontmatter.data : {};
}

/** A frontmatter value as Claude Code shows it: text, or a number or Boolean written out. */
function shown(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

function markdownComponent(
  source: Source,
  kind: 'skill' | 'command' | 'agent' | 'output-style',
  name: string,
  file: string,
): Component {
  const frontmatter = source.frontmatter(file);
  const data = metadata(frontmatter);
  const description = shown(own(data, 'description'));
  const line =
    frontmatter?.kind === 'mapping' && own(data, 'name') !== undefined ? lineOfKey(frontmatter, 'name') : 1;
  const component: Component = { kind, name, file, line };
  if (description !== undefined) component.description = description;
  const whenToUse = shown(own(data, 'when_to_use')) ?? '';
  const hidden = kind === 'output-style' || own(data, 'disable-model-invocation') === true;
  component.tokens = {
    alwaysOn: hidden ? 0 : tokensOf(`${name}${description ?? ''}${whenToUse}`),
    onInvoke: tokensOf(frontmatter?.body ?? ''),
  };
  return component;
}

/** Claude Code turns everything but letters, digits, `_` and `-` in a skill's name into `-`. */
const skillName = (name: string) => name.replace(/[^A-Za-z0-9_-]/g, '-');

function skills(source: Source, manifest: Record<string, unknown>, plugin: string): Component[] {
  const declared = own(manifest, 'skills');
  const seen = new Set<string>();
  const found: Component[] = [];
  const add = (file: string, name: string) => {
    const at = source.resolve(file).path;
    if (seen.has(at)) return;
    seen.add(at);
    found.push(markdownComponent(source, 'skill', `${plugin}:${skillName(name)}`, file));
  };
  const nameIn = (file: string, fallback: string) =>
    shown(own(metadata(source.frontmatter(file)), 'name')) ?? fallback;
  const scan = (directory: string) => {
    const own = join(directory, 'SKILL.md');
    if (source.resolve(own).kind === 'file') {
      add(own, nameIn(own, directory === '' ? source.folder : baseName(directory)));
      return;
    }
    for (const child of childrenOf(source, directory)) {
      const file = join(child.path, 'SKILL.md');
      if (child.kind === 'directory' && source.resolve(file).kind === 'file') add(file, child.name);
    }
  };
  const hasFolder = source.resolve('skills').kind === 'directory';
  if (hasFolder) scan('skills');
  else if (declared === undefined && source.resolve('SKILL.md').kind === 'file') scan('');
  for (const path of pathsOf(declared)) scan(path);
  return found;
}

const join = (directory: string, name: string) => (directory === '' ? name : `${directory}/${name}`);

function commands(source: Source, manifest: Record<string, unknown>, plugin: string): Component[] {
  const declared = own(manifest, 'commands');
  const found: Component[] = [];
  const seen = new Set<string>();
  const add = (name: string, file: string) => {
    if (seen.has(name)) return;
    seen.add(name);
    found.push(markdownComponent(source, 'command', `${plugin}:${name}`, file));
  };
  const budget: Budget = { left: readLimits.entries };
  const scan = (directory: string, segments: string[]) => {
    if (segments.length > deepestFolder || budget.left <= 0) return;
    const children = childrenOf(source, directory);
    budget.left -= children.length;
    const skill = children.find((child) => child.kind === 'file' && child.name === 'SKILL.md');
    if (skill !== undefined) {
      // A folder with a SKILL.md is one command, and nothing else in it is.
      add(segments.length === 0 ? baseName(directory) : segments.join(':'), skill.path);
      return;
    }
    for (const child of children) {
      if (child.kind === 'directory') scan(child.path, [...segments, child.name]);
      else if (isMarkdown(child.name)) add([...segments, withoutExtension(child.name)].join(':'), child.path);
    }
  };
  const scanPath = (path: string, name?: string) => {
    const { kind } = source.resolve(path);
    if (kind === 'directory') scan(path, []);
    else if (kind === 'file' && isMarkdown(path)) add(name ?? withoutExtension(baseName(path)), path);
  };
  if (declared === undefined) scan('commands', []);
  else if (typeof declared === 'string' || Array.isArray(declared))
    for (const path of pathsOf(declared)) scanPath(path);
  else {
    for (const [name, value] of Object.entries(asRecord(declared))) {
      const entry = asRecord(value);
      const file = insidePath(own(entry, 'source'));
      const description = asText(own(entry, 'description'));
      const content = asText(own(entry, 'content'));
      if (file !== undefined) {
        const before = found.length;
        scanPath(file, name);
        const added = found[before];
        if (description !== undefined && added !== undefined) added.description = description;
      } else if (content !== undefined && !seen.has(name)) {
        seen.add(name);
        found.push({
          kind: 'command',
          name: `${plugin}:${name}`,
          ...(description === undefined ? {} : { description }),
          file: manifestFile,
          line: lineOfValue(source.json(manifestFile)?.text ?? '', ['commands', name], name),
          tokens: {
            alwaysOn: tokensOf(`${plugin}:${name}${description ?? ''}`),
            onInvoke: tokensOf(content),
          },
        });
      }
    }
  }
  return found;
}

function agents(source: Source, manifest: Record<string, unknown>, plugin: string): Component[] {
  const declared = own(manifest, 'agents');
  const found: Component[] = [];
  const seen = new Set<string>();
  const add = (file: string, segments: string[]) => {
    const name = shown(own(metadata(source.frontmatter(file)), 'name')) ?? withoutExtension(baseName(file));
    const full = [plugin, ...segments, name].join(':');
    if (seen.has(full)) return;
    seen.add(full);
    found.push(markdownComponent(source, 'agent', full, file));
  };
  if (declared === undefined) {
    for (const file of filesBelow(source, 'agents')) if (isMarkdown(file.name)) add(file.path, file.segments);
  } else {
    for (const path of pathsOf(declared)) {
      if (source.resolve(path).kind === 'file' && isMarkdown(path)) add(path, []);
    }
  }
  return found;
}

function hooks(source: Source, manifest: Record<string, unknown>): Component[] {
  const seen = new Set<string>();
  return hookEntries(source, manifest).flatMap((entry): Component[] => {
    const type = asText(own(entry.hook, 'type'));
    const target = hookTarget(entry.hook);
    if (type === undefined || target === undefined || !hookEvents.has(entry.event)) return [];
    // Claude Code passes over a hook whose timeout it cannot read.
    const timeout = own(entry.hook, 'timeout');
    if (timeout !== undefined && !(typeof timeout === 'number' && timeout > 0)) return [];
    const key = JSON.stringify([entry.event, entry.matcher, type, target]);
    if (seen.has(key)) return [];
    seen.add(key);
    const args = asArguments(own(entry.hook, 'args'));
    return [
      {
        kind: 'hook',
        name: entry.event,
        file: entry.file,
        line: lineOfValue(source.json(entry.file)?.text ?? '', entry.path, target),
        ...(entry.matcher === undefined ? {} : { matcher: entry.matcher }),
        type,
        target,
        ...(args === undefined ? {} : { args }),
      },
    ];
  });
}

function mcpServers(source: Source, manifest: Record<string, unknown>): Component[] {
  return mcpEntries(source, manifest).flatMap(({ name, config, path, file }): Component[] => {
    const text = source.json(file)?.text ?? '';
    if (typeof config === 'string') {
      return [
        {
          kind: 'mcp-server',
          name,
          file,
          line: lineOfValue(text, path, config),
          type: 'mcpb',
          target: config,
        },
      ];
    }
    const declaredType = asText(own(config, 'type'));
    const type = declaredType === 'streamable-http' ? 'http' : (declaredType ?? 'stdio');
    const target = asText(own(config, type === 'stdio' ? 'command' : 'url'));
    if (target === undefined) return [];
    const args = asArguments(own(config, 'args'));
    return [
      {
        kind: 'mcp-server',
        name,
        file,
        line: lineOfValue(text, path, name),
        type,
        target,
        ...(type === 'stdio' ? { args: args ?? [] } : {}),
      },
    ];
  });
}

function lspServers(source: Source, manifest: Record<string, unknown>): Component[] {
  return lspEntries(source, manifest).flatMap(({ name, config, path, file }): Component[] => {
    const target = asText(own(config, 'command'));
    const args = asArguments(own(config, 'args'));
    if (target === undefined || Object.keys(asRecord(own(config, 'extensionToLanguage'))).length === 0)
      return [];
    return [
      {
        kind: 'lsp-server',
        name,
        file,
        line: lineOfValue(source.json(file)?.text ?? '', path, name),
        target,
        ...(args === undefined ? {} : { args }),
      },
    ];
  });
}

function monitors(source: Source, manifest: Record<string, unknown>): Component[] {
  return monitorEntries(source, manifest).flatMap(({ monitor, path, file }): Component[] => {
    const name = asText(own(monitor, 'name'));
    const target = asText(own(monitor, 'command'));
    const description = asText(own(monitor, 'description'));
    if (name === undefined || target === undefined || description === undefined) return [];
    return [
      {
        kind: 'monitor',
        name,
        description,
        file,
        line: lineOfValue(source.json(file)?.text ?? '', path, target),
        target,
      },
    ];
  });
}

function outputStyles(source: Source, manifest: Record<string, unknown>, plugin: string): Component[] {
  const declared = own(manifest, 'outputStyles');
  const files = (declared === undefined ? ['output-styles'] : pathsOf(declared)).flatMap((path) =>
    source.resolve(path).kind === 'file'
      ? [path]
      : filesBelow(source, path)
          .filter((file) => /\.md$/i.test(file.name))
          .map((file) => file.path),
  );
  return unique(files).map((file) => {
    const name = shown(own(metadata(source.frontmatter(file)), 'name')) ?? withoutExtension(baseName(file));
    return markdownComponent(source, 'output-style', `${plugin}:${name}`, file);
  });
}

function themes(source: Source, manifest: Record<string, unknown>, plugin: string): Component[] {
  const { value } = experimental(manifest, 'themes');
  return themeFiles(source, value).flatMap((file): Component[] => {
    const parsed = source.json(file);
    if (
      parsed?.ok !== true ||
      typeof parsed.value !== 'object' ||
      parsed.value === null ||
      Array.isArray(parsed.value)
    )
      return [];
    const description = asText(own(asRecord(parsed.value), 'name'));
    return [
      {
        kind: 'theme',
        name: `${plugin}:${baseName(file).replace(/\.json$/, '')}`,
        ...(description === undefined ? {} : { description }),
        file,
        line: 1,
      },
    ];
  });
}

const workflowMeta = /(?:^|\n)[ \t]*export\s+const\s+meta\s*=\s*\{/;

function workflows(source: Source, manifest: Record<string, unknown>, plugin: string): Component[] {
  const declared = own(manifest, 'workflows');
  return declaredFiles(source, declared, 'workflows', '.js').flatMap((file): Component[] => {
    const text = source.files.get(source.resolve(file).path)?.text ?? '';
    const match = workflowMeta.exec(text);
    if (match === null) return [];
    // Read as text, never run: the fields of the literal that opens here.
    const block = text.slice(match.index, match.index + 4000);
    const field = (key: string) =>
      new RegExp(`[{,\\s]["']?${key}["']?\\s*:\\s*(?:"([^"\\\\\\n]*)"|'([^'\\\\\\n]*)')`)
        .exec(block)
        ?.slice(1)
        .find((part) => part !== undefined);
    const name = field('name');
    if (name === undefined) return [];
    const description = field('description');
    return [
      {
        kind: 'workflow',
        name: `${plugin}:${name}`,
        ...(description === undefined ? {} : { description }),
        file,
        line: text.slice(0, match.index).split('\n').length + (match[0].startsWith('\n') ? 1 : 0),
      },
    ];
  });
}

function executables(source: Source): Component[] {
  return childrenOf(source, 'bin')
    .filter((child) => child.kind === 'file')
    .map((child): Component => ({ kind: 'executable', name: child.name, file: child.path, line: 1 }));
}

function channels(source: Source, manifest: Record<string, unknown>): Component[] {
  const declared = own(manifest, 'channels');
  if (!Array.isArray(declared)) return [];
  return declared.flatMap((item, index): Component[] => {
    const server = asText(own(asRecord(item), 'server'));
    if (server === undefined) return [];
    const description = asText(own(asRecord(item), 'displayName'));
    return [
      {
        kind: 'channel',
        name: server,
        ...(description === undefined ? {} : { description }),
        file: manifestFile,
        line: lineOfValue(source.json(manifestFile)?.text ?? '', ['channels', index, 'server'], undefined),
      },
    ];
  });
}

function unique(files: string[]): string[] {
  return [...new Set(files)].sort(byText);
}
