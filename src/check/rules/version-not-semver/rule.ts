import { manifestFile } from '../../../plugin/read-manifest.ts';
import { quote } from '../../diagnostic.ts';
import { manifestObject } from '../../facts/facts.ts';
import { pluginRule } from '../../rule.ts';

/** https://semver.org/#is-there-a-suggested-regular-expression-regex-to-check-a-semver-string */
const number = '(?:0|[1-9]\\d*)';
const identifier = '(?:0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*)';
const semver = new RegExp(
  `^${number}\\.${number}\\.${number}(?:-${identifier}(?:\\.${identifier})*)?(?:\\+[0-9a-zA-Z-]+(?:\\.[0-9a-zA-Z-]+)*)?$`,
);
/** Characters; semver parsers refuse longer ones. */
const longest = 256;

export const rule = pluginRule(
  { id: 'version-not-semver', version: 1, authority: 'marketplace', severity: 'error', waivable: true },
  ({ source, report }) => {
    const version = manifestObject(source)?.version;
    if (typeof version !== 'string' || version === '' || (version.length <= longest && semver.test(version)))
      return;
    report({
      file: manifestFile,
      at: { json: ['version'] },
      message: `Expected "version" to be a semantic version, but it is ${quote(version)}.`,
      fix: `"version": "${nearest(version)}"`,
    });
  },
);

function nearest(version: string): string {
  const numbers = version.slice(0, longest).match(/\d{1,9}/g) ?? ['1'];
  return [0, 1, 2].map((index) => Number(numbers[index] ?? 0)).join('.');
}
