import { toolsFile } from '../../../plugin/tools.ts';
import { quote } from '../../diagnostic.ts';
import { offeredItems } from '../../facts/offered-items.ts';
import { pluginRule } from '../../rule.ts';

/** Characters of a tool's whole name that the API takes; Claude Code leaves out a tool with more. */
const longest = 128;

export const rule = pluginRule(
  { id: 'tool-name-unusable', version: 1, authority: 'marketplace', severity: 'error', waivable: true },
  ({ source, plugin, report }) => {
    const taken = new Map<string, string>();
    for (const { server, list, name, path } of offeredItems(source)) {
      if (list !== 'tools') continue;
      const say = (message: string, fix: string) =>
        report({ file: toolsFile, at: { json: [...path, 'name'] }, message, fix });
      if (!/^[A-Za-z0-9_.-]+$/.test(name)) {
        say(
          `Expected the name of a tool to have only letters, digits, "_", "-" and ".", and not ${quote(name)}.`,
          'Give the tool another name in the server.',
        );
        continue;
      }
      const called = `mcp__plugin_${clientName(plugin.name)}_${clientName(server)}__${clientName(name)}`;
      if (called.length > longest)
        say(
          `The tool ${quote(name)} does not reach Claude: its whole name ${quote(called)} has ${called.length} characters, and ${longest} is the most.`,
          `Make the name of the tool or of the server shorter by ${called.length - longest} characters.`,
        );
      const other = taken.get(called);
      if (other !== undefined && other !== name)
        say(
          `Claude Code takes the tools ${quote(other)} and ${quote(name)} for one, because it writes "_" for ".".`,
          'Give one of them another name in the server.',
        );
      taken.set(called, name);
    }
  },
);

/** A name as Claude Code writes it inside that of a tool. */
const clientName = (name: string) => name.replace(/[^A-Za-z0-9_-]/g, '_');
