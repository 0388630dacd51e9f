import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderFileSystem } from '../../../src/plugin/file-system.ts';
import { serverDigest } from '../../../src/plugin/server-files.ts';
import { readSource } from '../../../src/plugin/source.ts';
import { stdioServers } from '../../../src/plugin/stdio-servers.ts';
import { readTools } from '../../../src/plugin/tools.ts';

test('tools.json is what the server offers now: npm run tools -- plugin-finder', async () => {
  const folder = join(import.meta.dirname, '../../../plugins/plugin-finder');
  const source = readSource(folderFileSystem(folder), 'plugin-finder');
  const [server] = stdioServers(source);
  const read = readTools(source);
  const known = read?.ok === true ? read.value.servers.registry?.files : undefined;
  expect(server?.key).toBe('registry');
  expect(server && (await serverDigest(source, server))).toBe(known);
});
