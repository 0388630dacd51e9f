import { themeFiles } from '../../../plugin/kinds/theme.ts';
import { rawManifest } from '../../../plugin/read-manifest.ts';
import { pluginRule } from '../../rule.ts';
import { map, object, text } from '../../schema/parts.ts';
import { reportFile } from '../../schema/report.ts';

/** https://code.claude.com/docs/en/terminal-config#create-a-custom-theme */
const themeSchema = object(
  {},
  {
    name: text('My theme'),
    base: { enum: ['dark', 'light', 'dark-daltonized', 'light-daltonized', 'dark-ansi', 'light-ansi'] },
    overrides: map(text('#bd93f9'), { examples: [{ claude: '#bd93f9' }] }),
  },
  { examples: [{ name: 'My theme', base: 'dark' }] },
);

export const rule = pluginRule(
  { id: 'theme-invalid', version: 1, authority: 'marketplace', severity: 'error', waivable: false },
  (context) => {
    const { source } = context;
    for (const file of themeFiles(source, rawManifest(source)))
      reportFile(context, file, themeSchema, 'the theme');
  },
);
