import { createRequire } from 'node:module';
import { declaredDependencies, manifestFile, rawManifest } from '../../../plugin/read-manifest.ts';
import { quote } from '../../diagnostic.ts';
import { pluginRule } from '../../rule.ts';

const require = createRequire(import.meta.url);
/** Characters; a range that is longer says nothing that a person meant. */
const longest = 256;

export const rule = pluginRule(
  { id: 'dependency-unsatisfied', version: 1, authority: 'marketplace', severity: 'error', waivable: false },
  ({ source, marketplace, report }) => {
    for (const { name, version: range, marketplace: other, index } of declaredDependencies(
      rawManifest(source),
    )) {
      if (range === undefined) continue;
      const at = { json: ['dependencies', index, 'version'] };
      if (range.length > longest || validRange(range) === null) {
        report({
          file: manifestFile,
          at,
          message: `Expected the version of the dependency ${quote(name)} to be a semver range, but it is ${quote(range)}.`,
          fix: '"version": "^1.0.0"',
        });
        continue;
      }
      if (marketplace === undefined || (other !== undefined && other !== marketplace.config.name)) continue;
      const manifest = marketplace.names.includes(name) ? marketplace.manifestOf(name) : undefined;
      if (manifest === undefined || (manifest.version !== undefined && satisfies(manifest.version, range)))
        continue;
      // Claude Code takes the highest tagged release in the range, so that a newer one here may leave an older one to take.
      const newer = manifest.version !== undefined && isAbove(manifest.version, range);
      report({
        file: manifestFile,
        at,
        ...(newer ? { severity: 'warning' as const } : {}),
        message:
          manifest.version === undefined
            ? `Expected a version of ${quote(name)} in the range ${quote(range)}, but that plugin states no version.`
            : `Expected a version of ${quote(name)} in the range ${quote(range)}, but this marketplace has ${quote(manifest.version)}.`,
        fix: manifest.version === undefined ? 'Leave "version" out.' : `"version": "^${manifest.version}"`,
      });
    }
  },
);

function validRange(range: string): string | null {
  return (require('semver/ranges/valid') as (range: string) => string | null)(range);
}

function isAbove(version: string, range: string): boolean {
  try {
    return (require('semver/ranges/gtr') as (version: string, range: string) => boolean)(version, range);
  } catch {
    return false;
  }
}

function satisfies(version: string, range: string): boolean {
  return (require('semver/functions/satisfies') as (version: string, range: string) => boolean)(
    version,
    range,
  );
}
