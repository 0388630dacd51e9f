import { experimental, themeFiles } from '../../../plugin/declared.ts';
import { rawManifest } from '../../../plugin/read-manifest.ts';
import { choice, isObject, issuesOf, kindOf, mapOf, objectOf, text } from '../../claude-code/shape.ts';
import type { Rule } from '../../rule.ts';

/** The presets that a theme starts from: https://code.claude.com/docs/en/terminal-config#create-a-custom-theme */
const presets = ['dark', 'light', 'dark-daltonized', 'light-daltonized', 'dark-ansi', 'light-ansi'];

const themeShape = objectOf(
  {
    optional: {
      name: text('Write the name in quotes'),
      base: choice(presets, 'Write "base": "dark"'),
      overrides: mapOf(text('Write a colour: "#bd93f9"'), 'Write "overrides": { "claude": "#bd93f9" }'),
    },
  },
  'Write { "name": "…", "base": "dark", "overrides": {} }',
);

export const rule: Rule = {
  id: 'theme-invalid',
  authority: 'marketplace',
  severity: 'error',
  waivable: false,
  check({ source, report }) {
    for (const file of themeFiles(source, experimental(rawManifest(source), 'themes').value)) {
      const parsed = source.json(file);
      if (parsed === undefined) continue;
      if (!parsed.ok) {
        report({
          file,
          at: { offset: parsed.offset },
          message: `The file is not JSON: ${parsed.message}.`,
          fix: parsed.fix,
        });
        continue;
      }
      if (!isObject(parsed.value)) {
        report({
          file,
          message: `Expected the theme to be an object, but it is ${kindOf(parsed.value)}.`,
          fix: 'Write { "name": "…", "base": "dark" }.',
        });
        continue;
      }
      for (const { path, message, fix } of issuesOf(themeShape, parsed.value))
        report({ file, at: { json: path }, message, fix });
    }
  },
};
