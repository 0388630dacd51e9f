import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rules } from './rules.ts';

/** Raised by one whenever `src/plugin` reads another fact from the same files. */
export const factsVersion = 1;

/** The versions of removed rules, added up, and one for each removal, so that the version of the rule set never falls. */
const removedVersions = 0;

/**
 * The version of everything that published findings and facts rest on, as decimal digits: the versions of all rules and of the reader of facts,
 * added up. It rises with each rule that is added or changed. Source code that finds the same leaves it as it is.
 */
export function rulesetVersion(): string {
  return String(rules.reduce((sum, { version }) => sum + version, factsVersion + removedVersions));
}

/** Packages whose version can change a finding. A test compares this list with the imports of `src/plugin` and `src/check`. */
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
 * SHA-256 (lower-case hex) over the code that reads plugins, the rules, and the versions of the packages that they use: a key for local caches,
 * never published. Tests, pages and reporters are left out, because they change no finding. Computed once a process.
 */
export function rulesetHash(): string {
  if (known !== undefined) return known;
  const hash = createHash('sha256');
  for (const folder of ['src/plugin', 'src/check']) {
    for (const path of judgingFiles(folder))
      hash
        .update(`${path}\0`)
        .update(readFileSync(join(root, path)))
        .update('\0');
  }
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  for (const name of judgingPackages) hash.update(`${name}@${dependencies[name] ?? ''}\0`);
  known = hash.digest('hex');
  return known;
}

/** Folders that only word findings. */
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
