import { insidePath } from '../../../plugin/declared.ts';
import { manifestFile, rawManifest } from '../../../plugin/read-manifest.ts';
import { asRecord, own } from '../../../plugin/values.ts';
import { hookFiles, isReadByClient } from '../../claude-code/client-files.ts';
import { declaredHookIssues, hookFileIssues, manifestGuardIssues } from '../../claude-code/hooks.ts';
import { quote } from '../../diagnostic.ts';
import { clientError, type PluginContext, pluginRule } from '../../rule.ts';

export const rule = pluginRule(
  { id: 'hook-invalid', version: 2, ...clientError, clientReads: ['hooks'] },
  ({ source, report }) => {
    for (const file of hookFiles(source)) {
      const parsed = isReadByClient(source, file) ? source.json(file) : undefined;
      if (parsed?.ok !== true) continue;
      for (const issue of hookFileIssues(parsed.value)) report({ file, ...issue });
      checkModules(file, own(asRecord(parsed.value), 'modules'), { source, report });
    }
    const manifest = rawManifest(source);
    for (const issue of [
      ...manifestGuardIssues(manifest),
      ...declaredHookIssues(own(manifest, 'hooks'), ['hooks']),
    ])
      report({ file: manifestFile, ...issue });
  },
);

function checkModules(
  file: string,
  modules: unknown,
  { source, report }: Pick<PluginContext, 'source' | 'report'>,
): void {
  const folder = file.includes('/') ? file.slice(0, file.lastIndexOf('/') + 1) : '';
  for (const [index, module] of (Array.isArray(modules) ? modules : []).entries()) {
    if (typeof module !== 'string') continue;
    const path = insidePath(`${folder}${module.replace(/^\.\//, '')}`);
    if (path !== undefined && source.resolve(path).kind === 'file') continue;
    report({
      file,
      at: { json: ['modules', index] },
      message: `The module ${quote(module)} is not a file of the plugin.`,
      fix: 'Write the path from the hooks file to the module: "./module.js".',
    });
  }
}
