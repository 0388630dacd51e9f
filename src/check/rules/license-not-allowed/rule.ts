import { manifestFile } from '../../../plugin/read-manifest.ts';
import { quote } from '../../diagnostic.ts';
import { manifestObject } from '../../facts/facts.ts';
import { isAllowed, parseLicense } from '../../facts/licenses.ts';
import { pluginRule } from '../../rule.ts';

export const rule = pluginRule(
  { id: 'license-not-allowed', version: 1, authority: 'marketplace', severity: 'error', waivable: true },
  ({ source, policy, report }) => {
    if (policy.licenses === undefined) return;
    const license = manifestObject(source)?.license;
    if (typeof license !== 'string') return;
    const expression = parseLicense(license);
    if (expression === undefined || isAllowed(expression, policy.licenses)) return;
    report({
      file: manifestFile,
      at: { json: ['license'] },
      message: `Disallowed license ${quote(license)}: this marketplace allows only other licenses.`,
      fix: `Use one of these: ${policy.licenses.join(', ')}.`,
    });
  },
);
