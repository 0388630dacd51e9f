// Builds each site that tests look at once for a whole run, when the first of them asks for it.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The address that answers `/<name of a site>` with the folder of the built site. */
    builtSites: string;
  }
}

/** Where `vitest.config.ts` has processes that tests start keep what they compiled. */
const compiled = join(import.meta.dirname, '..', '..', '.cache', 'compile-in-tests');

/** Vitest calls this in its own process before the first test file, and what it returns after the last. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  // What an earlier run kept compiled is mostly of copies that are gone.
  rmSync(compiled, { recursive: true, force: true });
  const temporary = mkdtempSync(join(tmpdir(), 'built-sites-'));
  const builds = new Map<string, Promise<string>>();
  const stopping = new AbortController();
  const server = createServer((request, response) => {
    const name = (request.url ?? '').slice(1);
    const built = builds.get(name) ?? build(name, join(temporary, name), project.config.env, stopping.signal);
    builds.set(name, built);
    built.then(
      (folder) => response.end(folder),
      (error: Error) => response.writeHead(500).end(error.message),
    );
  });
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  project.provide('builtSites', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return async () => {
    stopping.abort();
    await Promise.allSettled(builds.values());
    server.close();
    server.closeAllConnections();
    // What a build that was stopped had started may still write.
    rmSync(temporary, { recursive: true, force: true, maxRetries: 10, retryDelay: 500 });
  };
}

/** Builds a site in a process of its own, so that Vitest's process stays free for the workers. */
async function build(
  name: string,
  folder: string,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<string> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'build-site.ts'), name, folder], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...env },
    signal,
  });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString('utf8')));
  child.on('error', () => {});
  const code = await new Promise<number | null>((done) => child.on('close', done));
  if (code !== 0) throw new Error(`The site "${name}" was not built: ${errors}`);
  return folder;
}
