import { stdioServers } from '../stdio-servers.ts';
import { readTools, type ToolList, toolLists, toolsFile } from '../tools.ts';
import { own, present } from '../values.ts';
import type { Reading } from './kind.ts';

/** UTF-16 units of a description that Claude Code hands to Claude. */
export const longestDescription = 4_096;

/** What servers of a plugin offer by one list of `tools.json`, as components: `server:name`. Servers that the plugin does not start are left out. */
export function offered({ source, lineOf }: Reading, list: ToolList) {
  const read = readTools(source);
  if (read?.ok !== true) return [];
  return stdioServers(source).flatMap(({ key: server }) => {
    const items =
      own(read.value.servers, server) === undefined ? [] : (read.value.servers[server]?.[list] ?? []);
    return items.map((item, index) => {
      const called = String(own(item, toolLists[list]));
      return {
        name: `${server}:${item.name}`,
        server,
        called,
        ...present({
          title: item.title,
          description: item.description?.slice(0, longestDescription),
        }),
        file: toolsFile,
        line: lineOf(toolsFile, ['servers', server, list, index], called),
      };
    });
  });
}
