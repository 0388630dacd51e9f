import { manifestFile } from '../../../plugin/read-manifest.ts';
import { manifestObject } from '../../facts/facts.ts';
import { pluginRule } from '../../rule.ts';

export const rule = pluginRule(
  { id: 'license-missing', version: 1, authority: 'marketplace', severity: 'error', waivable: true },
  ({ source, report }) => {
    const manifest = manifestObject(source);
    if (manifest === undefined || (manifest.license !== undefined && manifest.license !== '')) return;
    report({
      file: manifestFile,
      ...(manifest.license === undefined ? {} : { at: { json: ['license'] } }),
      message: 'Expected the manifest to name a "license": without one, nobody may use or copy the plugin.',
      fix: '"license": "MIT", or another id from https://spdx.org/licenses/',
    });
  },
);
