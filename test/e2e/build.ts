import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..', '..');

/** Builds a site by the command that people use. `options` are its own. */
export function build(out: string, options: readonly string[] = []): void {
  const built = spawnSync(process.execPath, ['scripts/build.ts', '--out', out, ...options], {
    cwd: root,
    encoding: 'utf8',
  });
  if (built.status !== 0) throw new Error(`The site was not built: ${built.stderr}`);
}
