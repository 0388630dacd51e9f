import type { JsonPath } from '../../plugin/json.ts';
import type { Source } from '../../plugin/source.ts';
import { readTools, type ToolList, toolLists } from '../../plugin/tools.ts';

/** Something that a server offers by `tools.json`. */
export type OfferedItem = {
  server: string;
  list: ToolList;
  name: string;
  item: Readonly<Record<string, unknown>>;
  /** Keys that lead to it in `tools.json`. */
  path: JsonPath;
};

/** Everything that the servers of a plugin offer; nothing where `tools.json` is wrong, which a rule of its own reports. */
export function offeredItems(source: Source): OfferedItem[] {
  const read = readTools(source);
  if (read?.ok !== true) return [];
  return Object.entries(read.value.servers).flatMap(([server, offers]) =>
    (Object.keys(toolLists) as ToolList[]).flatMap((list) =>
      offers[list].map((item, index) => ({
        server,
        list,
        name: item.name,
        item,
        path: ['servers', server, list, index],
      })),
    ),
  );
}

/** What an item of each list is called in a sentence. */
export const itemWords: Readonly<Record<ToolList, string>> = {
  tools: 'tool',
  resources: 'resource',
  resourceTemplates: 'resource template',
  prompts: 'prompt',
};
