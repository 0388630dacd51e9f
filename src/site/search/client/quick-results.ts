/// <reference lib="dom" />
import { count } from '../../words.ts';
import type { Found } from '../record.ts';
import type { Outcome, Search } from '../search.ts';
import { typedWords } from '../words.ts';
import { answersOf, standingNote } from './card.ts';
import { element, marked } from './dom.ts';
import { pluginLink } from './plugin-link.ts';
import { withSearch } from './source.ts';

/** Plugins that are shown, and components of each. */
const mostPlugins = 6;
const mostComponents = 2;

/** What the whole search finds: the best of it, as items of a list, and what is said of it. */
type QuickResults = { items: HTMLLIElement[]; said: string };

/**
 * Asks the whole search, as the first page does.
 * @throws where it could not be loaded
 */
export function quickResults(query: string): Promise<QuickResults> {
  return withSearch((search) => bestOf(search, query));
}

async function bestOf(search: Search, query: string): Promise<QuickResults> {
  const outcome = await search.run({ query, chosen: {}, sort: 'relevance', page: 1 }, false);
  const { names, titles } = await search.names();
  const typed = typedWords(query);
  const shown = [...outcome.plugins, ...outcome.nearest].slice(0, mostPlugins);
  const items = shown.map(async (plugin) => {
    const name = names[plugin] ?? '';
    const found = await search.details(plugin).catch((): Found => ({ description: '', components: [] }));
    const about = element('p', { dir: 'auto' }, ...marked(found.description, typed));
    return element(
      'li',
      {},
      pluginLink(name, titles[plugin] ?? name, typed),
      ...standingNote(outcome.standing(plugin)),
      ...(found.description === '' ? [] : [about]),
      ...answersOf(name, found, query, outcome.byReadme.has(plugin), mostComponents),
    );
  });
  return { items: await Promise.all(items), said: summary(query, outcome) };
}

function summary(query: string, { total, nearest, isPartial, corrected }: Outcome): string {
  if (total === 0)
    return `Nothing was found for “${query}”.${nearest.length > 0 ? ' These names are near:' : ''}`;
  if (isPartial) return `No plugin has all of “${query}”. These have some of it.`;
  return `${count(total, 'plugin', 'plugins')}${corrected === undefined ? '' : `, also for “${corrected}”`}`;
}
