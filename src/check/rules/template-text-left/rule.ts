import { manifestFile } from '../../../plugin/read-manifest.ts';
import { manifestObject } from '../../facts/facts.ts';
import { pluginRule } from '../../rule.ts';
import { readmeOf } from '../../text/prose.ts';
import { templateText } from './sentences.ts';

export const rule = pluginRule(
  { id: 'template-text-left', version: 1, authority: 'marketplace', severity: 'warning', waivable: true },
  ({ source, plugin, report }) => {
    const description = manifestObject(source)?.description;
    if (typeof description === 'string' && description.includes(templateText.description)) {
      report({
        file: manifestFile,
        at: { json: ['description'] },
        message: 'The description is still the one from the template.',
        fix: 'Describe in one sentence what the plugin does for its user.',
      });
    }
    const skills = plugin.components.filter(({ kind }) => kind === 'skill').map(({ file }) => file);
    const files = [...skills.map((path) => source.files.get(path)), readmeOf(source)];
    for (const file of new Set(files)) {
      const text = file?.text;
      if (file === undefined || text === undefined) continue;
      const offsets = Object.values(templateText).map((sentence) => text.indexOf(sentence));
      const found = offsets.filter((offset) => offset >= 0);
      if (found.length === 0) continue;
      report({
        file: file.path,
        at: { offset: Math.min(...found) },
        message: `The file still holds ${found.length === 1 ? 'a sentence' : `${found.length} sentences`} that it began with, which ${found.length === 1 ? 'asks' : 'ask'} the author what to write there.`,
        fix:
          file.path === readmeOf(source)?.path
            ? 'Write instead what people want to know before they install the plugin.'
            : 'Write instead what Claude is to do, and when.',
      });
    }
  },
);
