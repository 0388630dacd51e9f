// npm run build: reads the plugins of this folder as they are now and builds the catalog into dist/.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

const usage = 'Usage: npm run build [-- --out <folder>] [--registry <file>]';
const root = join(import.meta.dirname, '..');

function fail(message: string, code: number): never {
  console.error(message);
  process.exit(code);
}

function options(): { out: string; registry: string | undefined } {
  try {
    const { values } = parseArgs({
      options: { out: { type: 'string', default: 'dist' }, registry: { type: 'string' } },
    });
    return { out: resolve(root, values.out), registry: values.registry && resolve(root, values.registry) };
  } catch (error) {
    return fail(`${error instanceof Error ? error.message : error}\n${usage}`, 2);
  }
}

/** Writes the registry of the plugins as they are in this folder, committed or not, and returns its path. */
function writeRegistry(): string {
  const file = join(root, '.cache', 'registry.json');
  mkdirSync(dirname(file), { recursive: true });
  const { status } = spawnSync(process.execPath, ['scripts/registry.ts', '--worktree', '--out', file], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0) fail('The catalog was not built, because the registry could not be written.', 1);
  return file;
}

const { out, registry = writeRegistry() } = options();
if (!existsSync(registry))
  fail(`There is no registry at "${registry}". Write one with "npm run registry".`, 1);
process.env.ASTRO_TELEMETRY_DISABLED = '1';
process.env.REGISTRY_FILE = registry;
const { build } = await import('astro');
try {
  await build({ root, outDir: out, logLevel: 'warn' });
} catch (error) {
  fail(`The catalog could not be built: ${error instanceof Error ? error.message : error}`, 1);
}
