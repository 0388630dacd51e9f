import { manifestFile } from '../../../plugin/read-manifest.ts';
import { quote } from '../../diagnostic.ts';
import { pluginRule } from '../../rule.ts';

export const rule = pluginRule(
  {
    id: 'name-folder-mismatch',
    version: 1,
    authority: 'marketplace',
    severity: 'error',
    waivable: false,
    marketplaceOnly: true,
  },
  ({ source, plugin, report }) => {
    const { name } = plugin.manifest;
    if (name === undefined || name === source.folder) return;
    report({
      file: manifestFile,
      at: { json: ['name'] },
      message: `Expected "name" to equal the plugin's folder, ${quote(source.folder)}, but it is ${quote(name)}.`,
      fix: `"name": ${quote(source.folder)}, or rename the folder.`,
    });
  },
);
