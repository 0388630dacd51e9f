import { manifestFile, rawManifest } from '../../../plugin/read-manifest.ts';
import { own } from '../../../plugin/values.ts';
import { readsAsOfficial } from '../../claude-code/reserved-names.ts';
import { quote } from '../../diagnostic.ts';
import { clientWarning, pluginRule } from '../../rule.ts';

export const rule = pluginRule(
  { id: 'name-not-kebab-case', version: 1, ...clientWarning, clientReads: ['name'] },
  ({ source, report }) => {
    const name = own(rawManifest(source), 'name');
    if (typeof name !== 'string' || name === '') return;
    const at = { json: ['name'] };
    if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name)) {
      report({
        file: manifestFile,
        at,
        message: `The name ${quote(name)} is not in kebab-case, which some of Claude's apps refuse.`,
        fix: 'Write lower-case letters, digits and single hyphens: "name": "my-plugin".',
      });
    }
    if (readsAsOfficial(name)) {
      report({
        file: manifestFile,
        at,
        message: `The name ${quote(name)} reads as one of Anthropic's own.`,
        fix: 'Name the plugin for what it does.',
      });
    }
  },
);
