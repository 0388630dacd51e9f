import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Packages whose version can change a verdict. A test holds this list against what `src/plugin` and `src/check` import. */
export const judgingPackages: readonly string[] = [
  '@secretlint/core',
  '@secretlint/secretlint-rule-preset-recommend',
  'ajv',
  'jsonc-parser',
  'semver',
  'spdx-expression-parse',
  'spdx-license-ids',
  'yaml',
];

const root = join(import.meta.dirname, '..', '..');
let known: string | undefined;

/**
 * SHA-256 (lower-case hex) over everything that a verdict rests on: the code that reads plugins, the rules, and the versions of the packages
 * they use. Tests, pages and reporters are left out, because they change no verdict. Worked out once a process.
 */
export function rulesetHash(): string {
  if (known !== undefined) return known;
  const hash = createHash('sha256');
  for (const folder of ['src/plugin', 'src/check']) {
    // Joined by hand, because to make a path of parts costs more than to read most of these files.
    for (const path of judgingFiles(folder))
      hash
        .update(`${path}\0`)
        .update(readFileSync(`${root}/${path}`))
        .update('\0');
  }
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  for (const name of judgingPackages) hash.update(`${name}@${dependencies[name] ?? ''}\0`);
  known = hash.digest('hex');
  return known;
}

/** Folders that hold words about verdicts, not verdicts. */
const silent = new Set(['src/check/reporters']);

function judgingFiles(folder: string): string[] {
  const files: string[] = [];
  const pending = [folder];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    for (const entry of readdirSync(`${root}/${at}`, { withFileTypes: true })) {
      const path = `${at}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!silent.has(path) && entry.name !== 'fixtures') pending.push(path);
      } else if (/\.(?:ts|js|json)$/.test(entry.name) && !/(?:\.test|\.d|-fixtures)\.ts$/.test(entry.name))
        files.push(path);
    }
  }
  return files.sort();
}
