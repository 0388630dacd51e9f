// npm start: builds the catalog from the plugins as they are and serves it on this machine.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { quote } from '../src/check/diagnostic.ts';
import { createSiteServer } from '../src/site/serve.ts';
import { failure, home, print, rootOption, runCommand, usageError } from './command-line.ts';
import { ownerConfig } from './owner-config.ts';

await runCommand({
  name: 'npm start',
  about: 'Builds the catalog from the plugins as they are and serves it on this machine until Ctrl-C.',
  options: {
    port: { value: 'number', about: 'the port to listen on, or the next free one after it', default: '4321' },
    host: {
      value: 'address',
      about: 'the address to listen on; the default is this machine alone',
      default: '127.0.0.1',
    },
    'no-build': { about: 'serve what was built last' },
    root: rootOption,
  },
  example: '--port 8080',
  exitCodes: { 0: 'it was stopped', 1: 'the catalog could not be built or served' },
  async run({ port: given, host, 'no-build': isBuilt, root }) {
    const port = Number(given);
    if (!/^\d+$/.test(given) || port > 65_535)
      throw usageError(`Expected a port from 0 to 65535, not ${quote(given)}.`);
    const dist = join(root, 'dist');
    if (!isBuilt) {
      const status = build(root);
      if (status !== 0) return status;
    } else if (!existsSync(join(dist, 'index.html')))
      throw failure('Nothing is built yet: run "npm start" without --no-build.');
    // The pages are built for the path of the owner's site.
    const base = new URL(ownerConfig(root).site).pathname;
    const server = createSiteServer(dist, base);
    const at = await listen(server, port, host);
    const name = host === '127.0.0.1' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
    print(`\n  The catalog is at http://${name}:${at}${base}\n  Stop it with Ctrl-C.\n`);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.once(signal, () => {
        server.close(() => process.exit(0));
        server.closeAllConnections();
      });
    return 0;
  },
});

function build(root: string): number {
  print('Building the catalog …');
  const { status, signal } = spawnSync(
    process.execPath,
    [join(home, 'scripts', 'build.ts'), '--root', root],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  );
  return signal ? 130 : (status ?? 1);
}

/** Listens on a port or, if it is taken, on the next free one of the 50 that follow; returns the port. */
async function listen(server: Server, port: number, host: string): Promise<number> {
  for (let at = port; ; at++) {
    const error = await new Promise<NodeJS.ErrnoException | undefined>((done) => {
      server.once('error', done);
      server.listen(at, host, () => {
        server.off('error', done);
        done(undefined);
      });
    });
    if (error === undefined) {
      const address = server.address();
      return typeof address === 'object' && address ? address.port : at;
    }
    if (error.code !== 'EADDRINUSE' || at >= Math.min(port + 50, 65_535))
      throw failure(
        `The catalog cannot be served on ${host}:${at}: ${error.message}. Try "npm start -- --port 8080".`,
      );
  }
}
