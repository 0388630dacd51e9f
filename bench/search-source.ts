// Reads a built search as a browser does, over loopback.
import { readdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { searchFolder } from '../src/site/search/build-search.ts';
import type { CreateEngine } from '../src/site/search/engine.ts';
import { metaWeights } from '../src/site/search/record.ts';
import { createSearch, type Search } from '../src/site/search/search.ts';
import { createSiteServer } from '../src/site/serve.ts';

/** What was asked of the server: paths and bytes, in order. */
export type Requests = { path: string; bytes: number }[];

/** The search that was built into `folder`, with what it asked for; `close` ends its server. */
export async function openSearch(
  folder: string,
): Promise<{ search: Search; requests: Requests; close(): void }> {
  const requests: Requests = [];
  const server = createSiteServer(folder, '/base/');
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/base/${searchFolder}/`;
  const read = async (path: string) => {
    const response = await fetch(address + path);
    if (!response.ok) throw new Error(`${response.status} ${path}`);
    return gunzipSync(new Uint8Array(await response.arrayBuffer()));
  };
  server.on('request', (request, response) => {
    response.on('finish', () =>
      requests.push({ path: request.url ?? '', bytes: Number(response.getHeader('content-length') ?? 0) }),
    );
  });
  const search = createSearch({
    names: async () => new TextDecoder().decode(await read('names.bin')),
    columns: (build, file) => read(`${build}/${file}.bin`),
    async engine(build) {
      const script = pathToFileURL(join(folder, searchFolder, build, 'engine.js')).href;
      const { createInstance }: { createInstance: CreateEngine } = await import(script);
      const engine = createInstance({
        basePath: `${address}${build}/`,
        noWorker: true,
        ranking: { metaWeights },
      });
      await engine.init();
      return engine;
    },
  });
  return { search, requests, close: () => void server.close() };
}

/** The folder of the search's only build. */
export function buildFolder(folder: string): string {
  const builds = readdirSync(join(folder, searchFolder), { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  );
  if (builds.length !== 1 || !builds[0])
    throw new Error(`"${folder}" holds ${builds.length} builds of the search.`);
  return join(folder, searchFolder, builds[0].name);
}
