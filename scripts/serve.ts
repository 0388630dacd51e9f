// npm run serve: serves the tools of all plugins as one MCP server.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { failure, rootOption, runCommand, usageError } from './command-line.ts';
import { ownerConfig } from './owner-config.ts';

const { isolations } = await import('../src/host/sandbox/sandbox.ts');

await runCommand({
  name: 'npm run serve',
  about:
    'Serves the tools, prompts and resources of all plugins as one MCP server. A plugin is started when it is first called.',
  options: {
    isolation: {
      value: 'level',
      about:
        'how servers of plugins are kept apart from this machine (default: the strongest that works here)',
      choices: isolations,
    },
    values: {
      value: 'file',
      about: 'a JSON file outside the repository with the values that plugins ask for',
    },
    data: { value: 'folder', about: 'where plugins keep their data (default: ~/.cache/plugin-host)' },
    idle: { value: 'seconds', about: 'how long a server runs that nobody calls', default: '300' },
    timeout: { value: 'seconds', about: 'how long a call may take', default: '120' },
    memory: { value: 'megabytes', about: 'memory that one server may use', default: '512' },
    root: rootOption,
  },
  example: '--isolation bwrap',
  exitCodes: { 0: 'the client went, or it was stopped', 1: 'the tools could not be served' },
  async run(given) {
    const { createHost, closeHost, reload } = await import('../src/host/host.ts');
    const { childLimits } = await import('../src/host/child.ts');
    const { jsonLog, logged } = await import('../src/host/log.ts');
    const { processGroups } = await import('../src/host/process-groups.ts');
    const { probeSandbox } = await import('../src/host/sandbox/probe.ts');
    const { serveOverStdio } = await import('../src/host/stdio.ts');
    const { lookupOf, noValues, readValues } = await import('../src/host/values.ts');
    let probe: ReturnType<typeof probeSandbox> | undefined;
    const values = given.values === undefined ? noValues : readValues(textOf(given.values));
    const log = jsonLog(
      (line) => process.stderr.write(line),
      () => new Date().toISOString(),
    );
    const host = createHost({
      plugins: join(given.root, 'plugins'),
      data: folderOf(given.data),
      rules: {
        mode: 'local',
        isSticky: true,
        grants: ownerConfig(given.root).host?.grants ?? {},
        isolation: given.isolation,
        probe: () => (probe ??= probeSandbox(process.env.PATH ?? '')),
        lookup: (plugin, caller) => lookupOf(values, process.env, plugin, caller),
        hasCallerValues: () => false,
      },
      limits: {
        ...childLimits,
        callMs: numberOf('timeout', given.timeout) * 1000,
        idleMs: numberOf('idle', given.idle) * 1000,
        memoryBytes: numberOf('memory', given.memory) * 1024 * 1024,
        calls: 64,
        children: 100,
        processes: 64,
      },
      groups: processGroups(),
      now: () => performance.now(),
      events: logged(log),
    });
    const { promise: over, resolve: stop } = Promise.withResolvers<void>();
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop());
    process.stdin.once('close', () => stop());
    process.stdin.once('end', () => stop());
    const serving = serveOverStdio(host, { allows: () => true }, { name: 'local' });
    const watch = setInterval(() => reload(host), 2_000);
    await over;
    clearInterval(watch);
    await Promise.all([serving.close(), closeHost(host)]);
    process.exit(0);
  },
});

function textOf(file: string): string {
  if (!existsSync(file)) throw failure(`There is no file "${file}".`);
  return readFileSync(file, 'utf8');
}

function folderOf(given: string | undefined): string {
  const folder = resolve(given ?? join(homedir(), '.cache', 'plugin-host'));
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

function numberOf(name: string, given: string): number {
  const number = Number(given);
  if (!/^\d{1,6}$/.test(given) || number === 0)
    throw usageError(`Expected --${name} to be a number from 1 to 999999.`);
  return number;
}
