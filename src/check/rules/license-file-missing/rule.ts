import { manifestObject } from '../../facts/facts.ts';
import { licenseFile } from '../../facts/license-texts.ts';
import { pluginRule } from '../../rule.ts';

export const rule = pluginRule(
  { id: 'license-file-missing', version: 1, authority: 'marketplace', severity: 'warning', waivable: true },
  ({ source, report }) => {
    if (manifestObject(source)?.license === undefined) return;
    for (const path of source.files.keys())
      if (licenseFile.test(path) || path.startsWith('LICENSES/')) return;
    report({
      message:
        "Expected the license's text beside the plugin, because most licenses ask that copies carry it.",
      fix: 'Put the text into a file named "LICENSE".',
    });
  },
);
