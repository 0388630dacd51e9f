import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { configFile, readConfig } from '../src/check/config/config.ts';
import type { MarketplaceConfig } from '../src/check/config/policy.ts';
import { failure } from './command-line.ts';

/**
 * The owner's configuration in a marketplace's folder.
 * @throws a `failure` that names every problem in it
 */
export function ownerConfig(root: string): MarketplaceConfig {
  const file = join(root, configFile);
  if (!existsSync(file)) throw failure(`There is no "${configFile}" in "${root}".`);
  const read = readConfig(readFileSync(file, 'utf8'));
  if (read.ok) return read.config;
  const problems = read.problems.map(
    ({ file: name, line, column, message, fix }) => `${name}:${line}:${column} ${message} ${fix}`,
  );
  throw failure(problems.join('\n'));
}
