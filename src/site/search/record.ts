import type { ComponentKind } from '../../plugin/kinds/list.ts';
import { oneLine } from '../../plugin/text.ts';
import type { RegistryPlugin } from '../../registry/registry.ts';
import { mcpTools } from '../mcp-tools.ts';
import { componentAnchors, longestName } from '../text.ts';
import { typedWords, wordsOf } from './words.ts';

/** What the engine is given of a plugin. Each field of `meta` is searched with a weight of its own. */
export type EngineRecord = {
  url: string;
  content: string;
  meta: { title: string; words: string; parts: string };
};

/** How much more a word counts in the name, in keywords and in names of components than in descriptions. */
export const metaWeights = { title: 5, words: 3, parts: 6 };

/** What stands between the parts of a record's text. No text of a plugin holds it, because `oneLine` takes it out. */
const separator = '\u001f';

/** What of a plugin is searched by a name of its own: its components, and tools that only its texts name, called `server:tool`. */
export type SearchedPart = { kind: ComponentKind | 'named-tool'; name: string; description?: string };

/** A component, or a tool, as a result shows it. */
export type FoundComponent = {
  kind: SearchedPart['kind'];
  name: string;
  description: string;
  /** Its place on the plugin's page; of a tool that only texts name, that of its server. */
  anchor: string;
};

/** What a result shows besides its name. */
export type Found = { description: string; components: FoundComponent[] };

/** A component's name without the plugin's, which every one of its components begins with. */
export function ownName(name: string): string {
  return name.includes(':') ? name.slice(name.indexOf(':') + 1) : name;
}

/** What a result can show of a plugin: what has a name of its own, which a hook has not. */
export function searchedParts(plugin: RegistryPlugin): SearchedPart[] {
  const own = plugin.components.filter(({ kind }) => kind !== 'hook' && kind !== 'channel');
  const tools = mcpTools(plugin).map(
    ({ server, tool }): SearchedPart => ({ kind: 'named-tool', name: `${server}:${tool}` }),
  );
  return [...own, ...tools];
}

/** Text of a README is left out: its words push descriptions of components out of the first results. They have an index of their own. */
export function engineRecord(plugin: RegistryPlugin): EngineRecord {
  const components = searchedParts(plugin);
  const words = [...(plugin.keywords ?? []), ...(plugin.tags ?? []), plugin.category ?? ''];
  const parts = [
    oneLine(plugin.description ?? '', 1000),
    ...components.flatMap(({ kind, name, description }) => [
      kind,
      shortened(plugin.name, oneLine(name, longestName)),
      oneLine(description ?? '', 1000),
    ]),
  ];
  // The engine leaves out a text without words. What follows the last whole component is not shown.
  if (!parts.some((part) => /[a-z\d]/i.test(part))) parts.push(plugin.name);
  return {
    url: plugin.name,
    content: parts
      // An empty part would be lost between two separators.
      .map((part) => (part === '' ? '-' : part))
      .join(` ${separator} `),
    meta: {
      title: joined([plugin.name, plugin.displayName ?? '']),
      words: joined(words),
      parts: joined(components.map(({ name }) => ownName(name))),
    },
  };
}

/**
 * Each text once, its words joined by hyphens: the engine finds such a text by each of its words and by all of them as one.
 */
function joined(texts: readonly string[]): string {
  return [...new Set(texts.map((text) => wordsOf(oneLine(text, 200)).join('-')))].join(' ').trim();
}

/**
 * A component's name, without that of its plugin, which said so often would weigh more than anything else; and with spaces for hyphens, because
 * the engine looks for words side by side between spaces alone.
 */
function shortened(plugin: string, name: string): string {
  const own = name.startsWith(`${plugin}:`) ? name.slice(plugin.length + 1) : undefined;
  return own !== undefined && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(own) ? `: ${own.replaceAll('-', ' ')}` : name;
}

function lengthened(plugin: string, text: string): string {
  return text.startsWith(': ') ? `${plugin}:${text.slice(2).replaceAll(' ', '-')}` : text;
}

/** What `engineRecord` wrote of a plugin, read again from the engine's answer. */
export function parseContent(plugin: string, content: string): Found {
  const [description = '', ...parts] = content
    .split(separator)
    .map((part) => part.trim())
    .map((part) => (part === '-' ? '' : part));
  const components: Omit<FoundComponent, 'anchor'>[] = [];
  for (let index = 0; index + 2 < parts.length; index += 3) {
    const [kind, name = '', said = ''] = parts.slice(index) as [SearchedPart['kind'], string, string];
    components.push({ kind, name: lengthened(plugin, name), description: said });
  }
  const anchors = componentAnchors(components);
  const anchorOf = ({ kind, name }: (typeof components)[number], index: number): string => {
    if (kind !== 'named-tool') return anchors[index] ?? '';
    const server = name.slice(0, name.lastIndexOf(':'));
    return anchors[components.findIndex((each) => each.kind === 'mcp-server' && each.name === server)] ?? '';
  };
  return {
    description,
    components: components.map((component, index) => ({ ...component, anchor: anchorOf(component, index) })),
  };
}

/** Whether all words as one are a keyword or the name of a component, by the `meta` of a record. */
export function isCalled(
  { words, parts }: Pick<EngineRecord['meta'], 'words' | 'parts'>,
  typed: readonly string[],
): boolean {
  return ` ${words} ${parts} `.includes(` ${typed.join('-')} `);
}

/** How well a component answers a query; 0 where it has none of its words, or where only the description has some of several. */
function componentScore({ name, description }: FoundComponent, typed: readonly string[]): number {
  if (typed.length === 0) return 0;
  const own = wordsOf(ownName(name));
  const text = wordsOf(description);
  let inName = 0;
  let anywhere = 0;
  for (const word of typed) {
    const isInName = own.some((each) => each.startsWith(word));
    if (isInName) inName++;
    if (isInName || text.some((each) => each.startsWith(word))) anywhere++;
  }
  if (anywhere < typed.length && inName === 0) return 0;
  const isWhole = own.join(' ') === typed.join(' ') || own.join('') === typed.join('');
  return (
    (isWhole ? 10 : 0) +
    (inName / typed.length) * 3 +
    inName / Math.max(1, own.length) +
    anywhere / typed.length
  );
}

/** The components that answer a query, the best first. */
export function matching(found: Found, query: string, most: number): FoundComponent[] {
  const typed = typedWords(query);
  return found.components
    .map((component, index) => ({ component, index, score: componentScore(component, typed) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.index - b.index)
    .slice(0, most)
    .map(({ component }) => component);
}
