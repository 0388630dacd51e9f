import { monitorFile } from '../../../plugin/kinds/monitor.ts';
import { manifestFile } from '../../../plugin/read-manifest.ts';
import type { Source } from '../../../plugin/source.ts';
import { isObject } from '../../../plugin/values.ts';
import { clientFileLimit, hookFiles, mcpFiles } from '../../claude-code/client-files.ts';
import { clientError, type Finding, pluginRule } from '../../rule.ts';
import { kindOf } from '../../schema/explain.ts';

export const rule = pluginRule(
  { id: 'json-invalid', version: 1, ...clientError, clientReads: ['hooks'] },
  ({ source, report }) => {
    syntax(source, manifestFile, report);
    const parsed = source.json(manifestFile);
    if (parsed?.ok === true && !isObject(parsed.value)) {
      report({
        file: manifestFile,
        message: `Expected plugin.json to hold an object, but it holds ${kindOf(parsed.value)}.`,
        fix: 'Write { "name": "…", "version": "1.0.0", "description": "…" }.',
      });
    }
    for (const file of [...hookFiles(source), ...mcpFiles(source)]) {
      // The client reads these strictly: no byte order mark, no links, no more than a megabyte.
      const entry = source.files.get(file);
      if (entry === undefined || entry.kind === 'link' || entry.bytes > clientFileLimit) continue;
      if (entry.byteOrderMark === true) {
        report({
          file,
          message: 'The file starts with a byte order mark, which is not part of JSON.',
          fix: 'Save the file as UTF-8 without a byte order mark.',
        });
      } else syntax(source, file, report);
    }
    const monitors = monitorFile(source);
    if (monitors !== undefined) syntax(source, monitors, report);
  },
);

function syntax(source: Source, file: string, report: (finding: Finding) => void): void {
  const parsed = source.json(file);
  if (parsed === undefined || parsed.ok) return;
  report({
    file: source.resolve(file).path,
    at: { offset: parsed.offset },
    message: `The file is not JSON: ${parsed.message}.`,
    fix: parsed.fix,
  });
}
