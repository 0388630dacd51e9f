import { manifestFile, rawManifest } from '../../../plugin/read-manifest.ts';
import { declaredPaths, isRemoteBundle, resolveDeclared } from '../../claude-code/paths.ts';
import { quote } from '../../diagnostic.ts';
import { clientError, pluginRule } from '../../rule.ts';

export const rule = pluginRule(
  { id: 'path-missing', version: 2, ...clientError, clientReads: ['manifest'] },
  ({ source, report }) => {
    for (const declared of declaredPaths(rawManifest(source))) {
      if (isRemoteBundle(declared) || resolveDeclared(source, declared) !== 'missing') continue;
      report({
        file: manifestFile,
        at: { json: declared.path },
        message: `The path ${quote(declared.value)} leads to nothing in the plugin.`,
        fix: 'Add the file or folder, correct the path, or remove it.',
      });
    }
  },
);
