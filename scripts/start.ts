// npm start: builds the catalog from the plugins of this folder and serves it on this machine.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { configFile, readConfig } from '../src/check/config/config.ts';
import { createSiteServer } from '../src/site/serve.ts';

const usage = `Usage: npm start [-- options]
  --port <number>  where to listen (4321, or the next free one)
  --host <address> on which address to listen (127.0.0.1: this machine alone)
  --no-build       serve what was built last
  --help           show this`;
const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');

function fail(message: string, code: number): never {
  console.error(message);
  process.exit(code);
}

function options(): { port: number; host: string; build: boolean } {
  try {
    const { values } = parseArgs({
      allowNegative: true,
      options: {
        port: { type: 'string', default: '4321' },
        host: { type: 'string', default: '127.0.0.1' },
        build: { type: 'boolean', default: true },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) {
      console.log(usage);
      process.exit(0);
    }
    const port = Number(values.port);
    if (!/^\d+$/.test(values.port) || port > 65_535)
      throw new Error(`Expected a port from 0 to 65535, not "${values.port}".`);
    return { port, host: values.host, build: values.build };
  } catch (error) {
    return fail(`${error instanceof Error ? error.message : error}\n${usage}`, 2);
  }
}

/** The path that the owner's site lies under, which its pages are built for. */
function basePath(): string {
  const read = readConfig(readFileSync(join(root, configFile), 'utf8'));
  if (read.ok) return new URL(read.config.site).pathname;
  const problems = read.problems.map(
    ({ file, line, column, message, fix }) => `${file}:${line}:${column} ${message} ${fix}`,
  );
  return fail(['The catalog cannot be served:', ...problems].join('\n'), 1);
}

/** Listens on `port` or, where others hold it, on the next free one of the 50 that follow; returns the port. */
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
      fail(
        `The catalog cannot be served on ${host}:${at}: ${error.message}. Try "npm start -- --port 8080".`,
        1,
      );
  }
}

const { port, host, build } = options();
if (build) {
  console.log('Building the catalog …');
  const { status, signal } = spawnSync(process.execPath, ['scripts/build.ts'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0) process.exit(signal ? 130 : (status ?? 1));
} else if (!existsSync(join(dist, 'index.html')))
  fail('Nothing is built yet: run "npm start" without --no-build.', 1);

const base = basePath();
const server = createSiteServer(dist, base);
const at = await listen(server, port, host);
const name = host === '127.0.0.1' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
console.log(`\n  The catalog is at http://${name}:${at}${base}\n  Stop it with Ctrl-C.\n`);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(signal, () => {
    server.close(() => process.exit(0));
    server.closeAllConnections();
  });
