import { manifestFile } from '../../../plugin/read-manifest.ts';
import { quote } from '../../diagnostic.ts';
import { manifestObject } from '../../facts/facts.ts';
import { parseLicense, suggestLicense } from '../../facts/licenses.ts';
import { pluginRule } from '../../rule.ts';

export const rule = pluginRule(
  { id: 'license-unknown', version: 1, authority: 'marketplace', severity: 'error', waivable: true },
  ({ source, report }) => {
    const license = manifestObject(source)?.license;
    if (typeof license !== 'string' || license === '' || parseLicense(license) !== undefined) return;
    const closed =
      /^(?:unlicensed|proprietary|private|commercial|closed|all rights reserved|see licen[cs]e\b)/i.test(
        license.trim(),
      );
    const meant = closed ? undefined : suggestLicense(license);
    report({
      file: manifestFile,
      at: { json: ['license'] },
      message: closed
        ? `Expected a license that lets others use the plugin, but "license" is ${quote(license)}.`
        : `Unknown license ${quote(license)}: it is not an SPDX id or expression.`,
      fix: `"license": "${meant ?? 'MIT'}"${meant === undefined ? ', or another id from https://spdx.org/licenses/' : ''}`,
    });
  },
);
