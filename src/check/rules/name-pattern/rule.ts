import { manifestFile } from '../../../plugin/read-manifest.ts';
import { quote } from '../../diagnostic.ts';
import { pluginRule } from '../../rule.ts';

const pattern = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
/** Characters of a name. Long ones do not fit where Claude Code shows them; two letters say nothing. */
const length = { least: 3, most: 64 };

export const rule = pluginRule(
  { id: 'name-pattern', version: 1, authority: 'marketplace', severity: 'error', waivable: false },
  ({ plugin, report }) => {
    const { name } = plugin.manifest;
    if (name === undefined || name === '') return;
    if (!pattern.test(name)) {
      report({
        file: manifestFile,
        at: { json: ['name'] },
        message: `Expected "name" to be lower-case ASCII words joined by single hyphens, but it is ${quote(name)}.`,
        fix: example(name),
      });
    } else if (name.length < length.least || name.length > length.most) {
      report({
        file: manifestFile,
        at: { json: ['name'] },
        message: `Expected "name" to have ${length.least} to ${length.most} characters, and ${quote(name)} has ${name.length}.`,
        fix: `Choose a name of ${length.least} to ${length.most} characters.`,
      });
    }
  },
);

function example(name: string): string {
  const words = name
    .slice(0, 200)
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .match(/[a-z0-9]+/g);
  const suggestion = (words ?? []).join('-').slice(0, length.most).replace(/-$/, '');
  return suggestion.length >= length.least
    ? `"name": "${suggestion}"`
    : 'Write the name in letters a to z, digits and single hyphens.';
}
