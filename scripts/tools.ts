// npm run tools: asks the MCP servers of a plugin what they offer, and writes it to tools.json.
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { count, quote } from '../src/check/diagnostic.ts';
import { targetOf } from '../src/check/run/targets.ts';
import { type Recorded, recordTools, toolsDifferences, toolsText } from '../src/host/record/record.ts';
import { probeSandbox } from '../src/host/sandbox/probe.ts';
import { isolations } from '../src/host/sandbox/sandbox.ts';
import { folderFileSystem } from '../src/plugin/file-system.ts';
import { readSource } from '../src/plugin/source.ts';
import { stdioServers } from '../src/plugin/stdio-servers.ts';
import { toolsFile } from '../src/plugin/tools.ts';
import { replaceFile } from '../src/registry/write-file.ts';
import { failure, print, rootOption, runCommand, usageError } from './command-line.ts';

await runCommand({
  name: 'npm run tools',
  about:
    'Starts the MCP servers that a plugin declares, isolated from this machine, asks each for its tools, resources and prompts, and writes them to tools.json in the plugin. Servers at an address are not asked.',
  arguments: { name: { about: 'the name of a plugin in plugins/, or its folder' } },
  options: {
    check: { about: 'write nothing; say what differs from tools.json, and exit with 1 if anything does' },
    isolation: {
      value: 'level',
      about: 'how the servers are kept from this machine (default: the strongest that works here)',
      choices: isolations,
    },
    network: { about: 'let the servers reach the network, for example to download themselves' },
    set: {
      value: 'name=value',
      about: 'a value for ${name} or ${user_config.name} in the configuration of the servers',
      isList: true,
    },
    root: rootOption,
  },
  example: 'my-plugin --check',
  exitCodes: {
    0: 'tools.json was written, or is current',
    1: 'with --check: it differs; otherwise: a server did not answer, and nothing was written',
  },
  async run({ name, check, isolation, network, set, root }) {
    const target = targetOf(name, process.cwd(), root);
    if (target.kind !== 'plugin')
      throw failure(`${quote(name)} is no plugin: name one of those in plugins/, or its folder.`);
    const plugin = realpathSync(target.path);
    const source = readSource(folderFileSystem(plugin), target.dir);
    if (stdioServers(source).length === 0 && !source.files.has(toolsFile))
      throw failure(`The plugin ${quote(name)} starts no MCP server, so it needs no tools.json.`);
    const data = realpathSync(mkdtempSync(join(tmpdir(), 'plugin-data-')));
    const path = process.env.PATH ?? '';
    let recorded: Recorded[];
    try {
      recorded = await recordTools(source, {
        folders: { plugin, data },
        probe: probeSandbox(path),
        network,
        path,
        values: valuesOf(set),
        ...(isolation === undefined ? {} : { isolation }),
      });
    } finally {
      rmSync(data, { recursive: true, force: true });
    }
    const failed = recorded.flatMap((one) => (one.ok ? [] : [`${one.why}${hint(one)}`]));
    if (failed.length > 0) throw failure([...failed, 'Nothing was written.'].join('\n'));
    const servers = new Map(recorded.flatMap((one) => (one.ok ? [[one.key, one.tools] as const] : [])));
    if (check) {
      const differences = toolsDifferences(source, servers);
      for (const difference of differences) print(difference);
      if (differences.length === 0) return print(`${target.dir}/${toolsFile} is current.`);
      print(`Type: npm run tools -- ${name}`);
      return 1;
    }
    const file = join(plugin, toolsFile);
    replaceFile(file, toolsText(servers), join(plugin, `.${toolsFile}.${process.pid}.draft`));
    for (const [key, { tools, resources, resourceTemplates, prompts }] of servers)
      print(
        `${key}: ${count(tools.length, 'tool')}, ${count(resources.length + resourceTemplates.length, 'resource')}, ${count(prompts.length, 'prompt')} (isolation: ${recorded.find((one) => one.key === key)?.level})`,
      );
    print(`Wrote ${target.dir}/${toolsFile}. Commit it with the plugin.`);
  },
});

function valuesOf(set: readonly string[]): Map<string, string> {
  return new Map(
    set.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1) throw usageError(`Expected "--set name=value", and not ${quote(pair)}.`);
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}

/** What to try where a server started without what it may need. */
function hint({ missing }: Recorded): string {
  const [first] = missing;
  if (first === undefined) return '';
  const name = first.slice(2, -1);
  return ` It had no value for ${missing.join(', ')}: type "--set ${name}=…".`;
}
