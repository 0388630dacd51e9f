import { manifestFile } from '../../../plugin/read-manifest.ts';
import type { Source } from '../../../plugin/source.ts';
import { quote } from '../../diagnostic.ts';
import { manifestObject } from '../../facts/facts.ts';
import { closedLicense, findLicense, licenseFix, recognizeLicense } from '../../facts/license-texts.ts';
import { parseLicense, suggestLicense } from '../../facts/licenses.ts';
import { pluginRule } from '../../rule.ts';

/** What people write for terms that no SPDX id stands for. */
const closed =
  /^(?:unlicensed|none|proprietary|private|commercial|closed|internal|confidential|copyright|(?:c)|©|all rights reserved)\b|\b(?:proprietary|all rights reserved|eula)\b/i;
const elsewhere = /^see(?: the)? (?:licen[cs]e|copying)|^noassertion$|^(?:other|custom|file)$/i;

export const rule = pluginRule(
  { id: 'license-unknown', version: 2, authority: 'marketplace', severity: 'error', waivable: true },
  (context) => {
    const { source, report } = context;
    const license = manifestObject(source)?.license;
    if (typeof license !== 'string' || license === '' || parseLicense(license) !== undefined) return;
    const meant = meantBy(license.trim(), source);
    report({
      file: manifestFile,
      at: { json: ['license'] },
      message: meant?.startsWith('LicenseRef-')
        ? `Unknown license ${quote(license)}: it is not an SPDX id or expression, in which terms of your own are "LicenseRef-" and a name.`
        : `Unknown license ${quote(license)}: it is not an SPDX id or expression.`,
      fix:
        meant === undefined
          ? '"license": "MIT", or another id from https://spdx.org/licenses/'
          : licenseFix(meant, context),
    });
  },
);

/** The id that an author most likely means: by the words, else by the license file, else a name for terms of their own. */
function meantBy(license: string, source: Source): string | undefined {
  if (closed.test(license)) return closedLicense;
  const inFile = findLicense(source)?.id;
  if (elsewhere.test(license)) return inFile ?? (/^see/i.test(license) ? closedLicense : undefined);
  const spoken = suggestLicense(license) ?? recognizeLicense(license) ?? inFile;
  if (spoken !== undefined) return spoken;
  const name = license
    .slice(0, 80)
    .replace(/[^A-Za-z0-9.]+/g, '-')
    .replace(/^-|-$/g, '');
  return name === '' ? undefined : `LicenseRef-${name}`;
}
