import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { selfSignedCertificate } from './certificate.ts';

/** A site as it will be published, on this machine alone. */
export type PublishedSite = {
  /** What a program is started with, so that it finds the site at its real address and nothing else at all. */
  env: Record<string, string>;
  /** The paths that were asked for, in order. */
  asked: string[];
  close(): Promise<void>;
};

/**
 * Serves files at their real https address: a proxy on this machine leads the site's host here and every other host nowhere.
 * @param site address with a slash at the end
 * @param read the bytes of a path of the site; undefined where there is none
 * @param write keeps a file for as long as the site is served, and returns its path
 */
export async function serveAsPublished(
  site: string,
  read: (path: string) => Uint8Array | undefined,
  write: (name: string, text: string) => string,
): Promise<PublishedSite> {
  const { hostname, pathname } = new URL(site);
  const { key, cert } = selfSignedCertificate(hostname);
  const asked: string[] = [];
  const server = createSecureServer({ key, cert }, (request, response) => {
    const path = decodeURIComponent(request.url ?? '/');
    asked.push(path);
    const content = path.startsWith(pathname) ? read(path.slice(pathname.length)) : undefined;
    response.writeHead(content === undefined ? 404 : 200).end(content);
  });
  const port = await listen(server);
  const proxy = createServer((_, response) => response.writeHead(502).end()).on(
    'connect',
    (request, client) => {
      client.on('error', () => client.destroy());
      if (request.url !== `${hostname}:443`) {
        client.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n');
        return;
      }
      const upstream = connect(port, '127.0.0.1', () => {
        client.write('HTTP/1.1 200 Connection established\r\n\r\n');
        client.pipe(upstream).pipe(client);
      });
      upstream.on('error', () => client.destroy());
    },
  );
  // A server does not count what it has handed on as a connection of its own.
  const sockets = new Set<Socket>();
  for (const one of [proxy, server])
    one.on('connection', (socket: Socket) => sockets.add(socket.once('close', () => sockets.delete(socket))));
  const address = `http://127.0.0.1:${await listen(proxy)}`;
  return {
    env: {
      HTTPS_PROXY: address,
      HTTP_PROXY: address,
      NO_PROXY: '',
      NODE_EXTRA_CA_CERTS: write('site.pem', cert),
    },
    asked,
    close: async () => {
      const closed = [proxy, server].map((one) => new Promise((done) => one.close(done)));
      for (const socket of sockets) socket.destroy();
      await Promise.all(closed);
    },
  };
}

/** What `serveAsPublished` reads from: a folder. */
export function filesOf(folder: string): (path: string) => Uint8Array | undefined {
  return (path) => {
    try {
      return readFileSync(join(folder, path));
    } catch {
      return undefined;
    }
  };
}

function listen(server: Server): Promise<number> {
  return new Promise((done, failed) => {
    server.once('error', failed);
    server.listen(0, '127.0.0.1', () => done((server.address() as AddressInfo).port));
  });
}
