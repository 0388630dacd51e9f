import { readFile, stat } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';
import { gzipSync } from 'node:zlib';

const contentTypes: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.xml': 'application/xml',
  '.zip': 'application/zip',
};

/**
 * The file of `folder` that a host of static files shows for a path under `base` (slash at both ends), where to go instead, or
 * neither. Nothing outside `folder` is ever named.
 */
function locate(
  folder: string,
  base: string,
  pathname: string,
): { file: string } | { moved: string } | undefined {
  if (pathname === '/' && base !== '/') return { moved: base };
  if (`${pathname}/` === base) return { moved: base };
  if (!pathname.startsWith(base)) return undefined;
  let path: string;
  try {
    path = decodeURIComponent(pathname.slice(base.length));
  } catch {
    return undefined;
  }
  if (/[\0\\]/.test(path) || path.split('/').includes('..')) return undefined;
  const root = resolve(folder);
  const file = resolve(root, `./${path}`);
  if (file !== root && !file.startsWith(root.endsWith(sep) ? root : root + sep)) return undefined;
  return { file };
}

/**
 * A server of the built site in `folder` under `base` (slash at both ends), as a host of static files would serve it. It does not listen yet.
 * @param isCompressed whether text is sent compressed to who takes that
 */
export function createSiteServer(folder: string, base: string, isCompressed = false): Server {
  return createServer(async (request, response) => {
    try {
      if (request.method !== 'GET' && request.method !== 'HEAD') {
        response.writeHead(405, { allow: 'GET, HEAD' }).end();
        return;
      }
      const pathname = /^[^?#]*/.exec(request.url ?? '/')?.[0] ?? '/';
      const site = {
        folder,
        compresses: isCompressed && /\bgzip\b/.test(String(request.headers['accept-encoding'])),
      };
      const found = locate(folder, base, pathname);
      if (found && 'moved' in found) redirect(response, found.moved);
      else if (found) {
        const entry = await stat(found.file).catch(() => undefined);
        if (entry?.isDirectory() && !pathname.endsWith('/'))
          redirect(response, `/${pathname.replace(/^\/+/, '')}/`);
        else if (entry?.isDirectory()) await send(response, join(found.file, 'index.html'), 200, site);
        else await send(response, found.file, 200, site);
      } else await send(response, '', 200, site);
    } catch {
      if (!response.headersSent) response.writeHead(500);
      response.end();
    }
  });
}

function redirect(response: ServerResponse, to: string): void {
  response.writeHead(302, { location: to }).end();
}

/** Sends `file`, or the site's page for a missing one where there is no such file. */
async function send(
  response: ServerResponse,
  file: string,
  status: number,
  site: { folder: string; compresses: boolean },
): Promise<void> {
  const body = file === '' ? undefined : await readFile(file).catch(() => undefined);
  if (body === undefined) {
    const missing = join(site.folder, '404.html');
    if (file === missing)
      response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('Not found\n');
    else await send(response, missing, 404, site);
    return;
  }
  const type = contentTypes[extname(file).toLowerCase()] ?? 'application/octet-stream';
  const isText = /charset|svg|xml|json|wasm/.test(type);
  const content = site.compresses && isText ? gzipSync(body) : body;
  response.writeHead(status, {
    'content-type': type,
    'content-length': content.length,
    ...(content === body ? {} : { 'content-encoding': 'gzip' }),
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
  });
  response.end(content);
}
