import { insidePath } from '../../../plugin/declared.ts';
import { manifestFile, rawManifest } from '../../../plugin/read-manifest.ts';
import { asList, own } from '../../../plugin/values.ts';
import { clientFileLimit, hookFiles } from '../../claude-code/client-files.ts';
import { hookFileIssues, hookIssues } from '../../claude-code/hooks.ts';
import { isObject } from '../../claude-code/shape.ts';
import { quote } from '../../diagnostic.ts';
import type { Rule } from '../../rule.ts';

export const rule: Rule = {
  id: 'hook-invalid',
  authority: 'claude-code',
  severity: 'error',
  waivable: false,
  check({ source, report }) {
    for (const file of hookFiles(source)) {
      const entry = source.files.get(file);
      const parsed = source.json(file);
      if (
        entry === undefined ||
        entry.kind === 'link' ||
        entry.bytes > clientFileLimit ||
        entry.byteOrderMark === true
      )
        continue;
      if (parsed?.ok !== true) continue;
      for (const { path, message, fix } of hookFileIssues(parsed.value))
        report({ file, at: { json: path }, message, fix });
      if (!isObject(parsed.value)) continue;
      for (const issue of hookIssues(own(parsed.value, 'hooks'), ['hooks'])) {
        const { path, key, message, fix, severity } = issue;
        report({ file, at: { json: path, ...(key === undefined ? {} : { key }) }, message, fix, severity });
      }
      const modules = own(parsed.value, 'modules');
      const folder = file.includes('/') ? file.slice(0, file.lastIndexOf('/') + 1) : '';
      for (const [index, module] of (Array.isArray(modules) ? modules : []).entries()) {
        const path =
          typeof module === 'string' ? insidePath(`${folder}${module.replace(/^\.\//, '')}`) : undefined;
        if (typeof module !== 'string' || (path !== undefined && source.resolve(path).kind === 'file'))
          continue;
        report({
          file,
          at: { json: ['modules', index] },
          message: `The module ${quote(module)} is no file of the plugin.`,
          fix: 'Write the path from the hooks file to the module: "./module.js".',
        });
      }
    }
    const declared = own(rawManifest(source), 'hooks');
    for (const [index, item] of asList(declared).entries()) {
      const at = Array.isArray(declared) ? ['hooks', index] : ['hooks'];
      for (const { path, key, message, fix, severity } of hookIssues(item, at)) {
        report({
          file: manifestFile,
          at: { json: path, ...(key === undefined ? {} : { key }) },
          message,
          fix,
          severity,
        });
      }
    }
  },
};
