import { manifestFile } from '../../../plugin/read-manifest.ts';
import { quote } from '../../diagnostic.ts';
import { manifestObject } from '../../facts/facts.ts';
import { findLicense, licenseFile, licenseFix } from '../../facts/license-texts.ts';
import { pluginRule } from '../../rule.ts';

export const rule = pluginRule(
  { id: 'license-missing', version: 2, authority: 'marketplace', severity: 'error', waivable: true },
  (context) => {
    const { source, report } = context;
    const manifest = manifestObject(source);
    if (manifest === undefined || (manifest.license !== undefined && manifest.license !== '')) return;
    const place = {
      file: manifestFile,
      ...(manifest.license === undefined ? {} : { at: { json: ['license'] } }),
    };
    const found = findLicense(source);
    const unrecognized = [...source.files.keys()].find((path) => licenseFile.test(path));
    if (found !== undefined) {
      report({
        ...place,
        message: `Expected the manifest to name the license that ${quote(found.file)} states, because pages and policies read it there.`,
        fix: licenseFix(found.id, context),
      });
    } else if (unrecognized !== undefined) {
      report({
        ...place,
        message: `Expected the manifest to name the license that ${quote(unrecognized)} holds, because pages and policies read it there.`,
        fix: '"license": an id from https://spdx.org/licenses/, or "LicenseRef-" and a name for terms of your own',
      });
    } else {
      report({
        ...place,
        message: 'Expected the manifest to name a "license": without one, nobody may use or copy the plugin.',
        fix: '"license": "MIT", or another id from https://spdx.org/licenses/',
      });
    }
  },
);
