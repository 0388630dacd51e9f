import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderFileSystem } from '../../src/plugin/file-system.ts';
import { serverDigest } from '../../src/plugin/server-files.ts';
import { readSource } from '../../src/plugin/source.ts';
import { stdioServers } from '../../src/plugin/stdio-servers.ts';
import { readTools } from '../../src/plugin/tools.ts';

const plugins = join(import.meta.dirname, '../../plugins');
const withServers = readdirSync(plugins)
  .map((name) => [name, readSource(folderFileSystem(join(plugins, name)), name)] as const)
  .filter(([, source]) => stdioServers(source).length > 0);

test('there are plugins with servers', () => {
  expect(withServers.length).toBeGreaterThan(2);
});

test.each(withServers)(
  'tools.json of %s is what its servers offer now: npm run tools -- %s',
  async (_, source) => {
    const read = readTools(source);
    const known = read?.ok === true ? read.value.servers : {};
    const now = await Promise.all(
      stdioServers(source).map(async (server) => [server.key, await serverDigest(source, server)] as const),
    );
    expect(Object.entries(known).map(([key, { files }]) => [key, files])).toEqual(now);
  },
);
