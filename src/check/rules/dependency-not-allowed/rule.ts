import { declaredDependencies, manifestFile, rawManifest } from '../../../plugin/read-manifest.ts';
import { quote } from '../../diagnostic.ts';
import { pluginRule } from '../../rule.ts';

export const rule = pluginRule(
  { id: 'dependency-not-allowed', version: 1, authority: 'marketplace', severity: 'error', waivable: true },
  ({ source, policy, marketplace, report }) => {
    const { dependencies: allowed } = policy;
    for (const { name, marketplace: other, index } of declaredDependencies(rawManifest(source))) {
      const foreign = other !== undefined && other !== marketplace?.config.name;
      const whole = foreign ? `${name}@${other}` : name;
      if (allowed === undefined ? !foreign || marketplace === undefined : allowed.includes(whole)) continue;
      report({
        file: manifestFile,
        at: { json: ['dependencies', index] },
        message:
          allowed === undefined
            ? `Disallowed dependency ${quote(whole)}: it comes from another marketplace, and Claude Code installs no such thing by itself.`
            : `Disallowed dependency ${quote(whole)}: this marketplace's policy does not list it.`,
        fix: `Do without it, or ask the owner to add ${quote(whole)} to "dependencies" in marketplace.config.json.`,
      });
    }
  },
);
