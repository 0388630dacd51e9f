import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
/** Characters; semver parsers refuse longer ones. */
const longest = 256;

/** How one version stands to another; `unordered` where one of them is no semantic version. */
export type VersionStep = 'raised' | 'same' | 'lowered' | 'unordered';

/** Whether a version is higher than another by semantic versioning, to which build metadata says nothing. https://semver.org/#spec-item-11 */
export function versionStep(before: string, after: string): VersionStep {
  if (before === after) return 'same';
  const [a, b] = [plainNumbers(before), plainNumbers(after)];
  if (a !== undefined && b !== undefined) {
    const at = b.findIndex((number, index) => number !== a[index]);
    return at < 0 ? 'same' : (b[at] as number) > (a[at] as number) ? 'raised' : 'lowered';
  }
  if (before.length > longest || after.length > longest) return 'unordered';
  const compare = require('semver/functions/compare') as (a: string, b: string) => number;
  const isValid = require('semver/functions/valid') as (version: string) => string | null;
  if (isValid(before) === null || isValid(after) === null) return 'unordered';
  const order = compare(after, before);
  return order > 0 ? 'raised' : order < 0 ? 'lowered' : 'same';
}

/** Most versions are three numbers, for which no library has to be loaded. */
function plainNumbers(version: string): number[] | undefined {
  return /^(?:(?:0|[1-9]\d{0,8})(?:\.(?!$)|$)){3}$/.test(version)
    ? version.split('.').map(Number)
    : undefined;
}
