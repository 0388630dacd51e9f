import type { Source } from '../plugin/source.ts';
import { readTools, type ToolList, toolLists, toolsFile } from '../plugin/tools.ts';
import { own } from '../plugin/values.ts';
import type { PluginContext } from './judge-plugin.ts';
import { say, shorten } from './words.ts';

/** What a server offers, as it says it itself; `text` is its JSON. */
export type OfferedItem = { list: ToolList; server: string; name: string; line: number; text: string };

/** What the servers of a plugin offer by its `tools.json`, each by a key that stays the same when it changes. */
export function offeredItems(source: Source): ReadonlyMap<string, OfferedItem> {
  const found = new Map<string, OfferedItem>();
  const read = readTools(source);
  if (read?.ok !== true) return found;
  const places = source.places(source.json(toolsFile)?.text ?? '');
  for (const [server, offered] of Object.entries(read.value.servers))
    for (const list of Object.keys(toolLists) as ToolList[])
      for (const [index, item] of offered[list].entries()) {
        const name = String(own(item, toolLists[list]));
        const line = places.lineOf(['servers', server, list, index], name);
        found.set(JSON.stringify([server, list, name]), {
          list,
          server,
          name,
          line,
          text: JSON.stringify(item),
        });
      }
  return found;
}

const words: Readonly<Record<ToolList, string>> = {
  tools: 'tool',
  resources: 'resource',
  resourceTemplates: 'resource template',
  prompts: 'prompt',
};

/** UTF-16 units of what an item was and is, and of what stays before the first difference. */
const longest = { detail: 400, before: 60 } as const;

/**
 * Asks about each tool, resource and prompt that is new or not described as before: Claude reads these texts, so that a changed one can have it do
 * something else.
 */
export function judgeTools({ name, before, after, reasons }: PluginContext): void {
  const known = before?.offered;
  for (const [key, { list, server, name: item, line, text }] of after?.offered ?? []) {
    const former = known?.get(key)?.text;
    if (former === text) continue;
    const what = words[list];
    const place = { file: toolsFile, line };
    if (former === undefined)
      reasons.ask(
        'tool-added',
        say`The server ${server} of ${name} offers the new ${[what]} ${item}.`,
        say`May ${name} offer Claude the ${[what]} ${item}? It says of itself: ${shorten(text, longest.detail)}`,
        place,
      );
    else
      reasons.ask(
        'tool-changed',
        say`The ${[what]} ${item} of the server ${server} of ${name} describes itself in another way.`,
        say`May the ${[what]} ${item} of ${name} say this to Claude from now on?`,
        { ...place, ...difference(former, text) },
      );
  }
}

/** Both texts from shortly before the first place at which they differ. */
function difference(before: string, after: string): { before: string; after: string } {
  let at = 0;
  while (at < before.length && before[at] === after[at]) at++;
  const start = Math.max(0, at - longest.before);
  const from = (text: string) => shorten(`${start === 0 ? '' : '…'}${text.slice(start)}`, longest.detail);
  return { before: from(before), after: from(after) };
}
