import { manifestFile } from '../../../plugin/read-manifest.ts';
import { quote, shellWord } from '../../diagnostic.ts';
import { clientError, pluginRule } from '../../rule.ts';

export const rule = pluginRule(
  { id: 'manifest-unreadable', version: 1, ...clientError },
  ({ source, report }) => {
    const { kind } = source.resolve(manifestFile);
    if (source.directories.has(manifestFile) || kind === 'directory') {
      report({
        file: manifestFile,
        message: 'Expected plugin.json to be a file, but it is a folder.',
        fix: `Remove the folder and write the manifest to ${manifestFile}.`,
      });
    } else if (
      kind === 'outside' ||
      kind === 'loop' ||
      (kind === 'missing' && source.files.has(manifestFile))
    ) {
      report({
        file: manifestFile,
        message: '"plugin.json" is a link that does not lead to a file of the plugin.',
        fix: 'Replace the link with the file itself.',
      });
    } else if (source.others.some((entry) => entry.path === manifestFile)) {
      report({
        file: manifestFile,
        message: '"plugin.json" is not a file that can be read.',
        fix: 'Replace it with a regular file that everybody may read.',
      });
    } else if (kind === 'file') {
      const file = source.files.get(source.resolve(manifestFile).path);
      if (file !== undefined && file.kind !== 'text') {
        report({
          file: manifestFile,
          message: '"plugin.json" cannot be read as text.',
          fix: 'Write the manifest as UTF-8 text of less than 4 MB.',
        });
      }
    }
    for (const child of source.children('.claude-plugin')) {
      if (child.name === 'plugin.json' || child.name.toLowerCase() !== 'plugin.json') continue;
      report({
        file: child.path,
        message: `${quote(child.name)} differs from "plugin.json" in letter case, so some systems find the manifest and others do not.`,
        fix: `Rename it: git mv ${shellWord(child.path)} ${manifestFile}`,
      });
    }
  },
);
