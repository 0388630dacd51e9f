// Pages with the places that the search takes, served under a base path and a strict policy, with the scripts of the house as they are.
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { stripTypeScriptTypes } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { contentPolicy } from '../../src/site/policy.ts';
import { searchFolder } from '../../src/site/search/build-search.ts';

const root = join(import.meta.dirname, '..', '..');

export const base = '/some/base/';

/** The first page, or any other: with its own place for results, or with a field in its header. */
function page(title: string, isFirst: boolean): string {
  const form = `<form action="${base}" method="get" data-search-form><label for="q">Search plugins</label><input id="q" name="q" type="search" autocomplete="off"><button type="submit">Search</button></form>`;
  return `<!doctype html><html lang="en" data-base="${base}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentPolicy()}"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title>
<link rel="icon" type="image/svg+xml" href="${base}favicon.svg"><link rel="stylesheet" href="${base}src/site/styles/site.css"><link rel="stylesheet" href="${base}src/site/search/dialog.css"><link rel="stylesheet" href="${base}src/site/search/results.css">
</head><body><header>${isFirst ? '' : `<search class="site-search">${form}</search>`}</header>
<main id="content" class="inner"><h1>${title}</h1>${
    isFirst
      ? `<search class="main-search">${form}</search><div data-search-results hidden></div><div data-search-default><h2>Browse</h2><p><a href="${base}plugins/">All plugins</a></p></div>`
      : `<p>A page.</p><textarea aria-label="Notes"></textarea><p><button type="button" data-search-keys>Keyboard</button></p>`
  }</main>
<dialog data-search-dialog aria-label="Search plugins"></dialog>
<script type="module" src="${base}src/site/search/client/boot.ts"></script></body></html>`;
}

export type SearchSite = {
  address: string;
  /** Every path that was asked for, with the bytes sent. */
  requests: { path: string; bytes: number }[];
  /** Paths that are answered as if they were not there, by how they begin. */
  broken: Set<string>;
  close(): void;
};

/** Serves the search that was built into `folder`. */
export async function serveSearch(folder: string): Promise<SearchSite> {
  const requests: SearchSite['requests'] = [];
  const broken: SearchSite['broken'] = new Set();
  const server: Server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const path = pathname.startsWith(base) ? pathname.slice(base.length) : undefined;
    const send = (type: string, body: string | Uint8Array) => {
      requests.push({ path: path ?? pathname, bytes: Buffer.byteLength(body) });
      response.writeHead(200, { 'content-type': type, 'cache-control': 'max-age=600' }).end(body);
    };
    try {
      if (path === undefined || [...broken].some((each) => path.includes(each))) throw new Error('not here');
      if (path === '') send('text/html; charset=utf-8', page('First page', true));
      else if (path.endsWith('.ts') && path.startsWith('src/'))
        send(
          'text/javascript; charset=utf-8',
          stripTypeScriptTypes(readFileSync(join(root, path), 'utf8'), { mode: 'strip' }),
        );
      else if (path === 'favicon.svg')
        send('image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16"/>');
      else if (path.endsWith('.css')) send('text/css; charset=utf-8', readFileSync(join(root, path)));
      else if (path.startsWith(`${searchFolder}/`))
        send(
          path.endsWith('.js') ? 'text/javascript; charset=utf-8' : 'application/octet-stream',
          readFileSync(join(folder, path)),
        );
      else if (path.endsWith('/')) send('text/html; charset=utf-8', page(decodeURIComponent(path), false));
      else throw new Error('not here');
    } catch {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found');
    }
  });
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}${base}`,
    requests,
    broken,
    close: () => void server.close(),
  };
}
