import { manifestObject } from '../../facts/facts.ts';
import type { PluginRule } from '../../rule.ts';

const licenseFile = /^(?:licen[cs]es?|copying|copyright|unlicense|notice)(?:[.-][\w.-]+)?$/i;

export const rule: PluginRule = {
  id: 'license-file-missing',
  version: 1,
  looksAt: 'plugin',
  authority: 'marketplace',
  severity: 'warning',
  waivable: true,
  check({ source, report }) {
    if (manifestObject(source)?.license === undefined) return;
    for (const path of source.files.keys())
      if (licenseFile.test(path) || path.startsWith('LICENSES/')) return;
    report({
      message:
        "Expected the license's text beside the plugin, because most licenses ask that copies carry it.",
      fix: 'Put the text into a file named "LICENSE".',
    });
  },
};
