import { readWaivers, waiversFile } from '../../config/waivers.ts';
import { quote } from '../../diagnostic.ts';
import { pluginRule } from '../../rule.ts';
import { jsonValue } from '../../schema/report.ts';
import { suggest } from '../../text/names.ts';

export const rule = pluginRule(
  { id: 'waiver-invalid', version: 1, authority: 'marketplace', severity: 'error', waivable: false },
  async ({ source, report }) => {
    if (jsonValue(source, waiversFile, report) === undefined) return;
    const { waivers, issues } = readWaivers(source);
    for (const issue of issues) report({ file: waiversFile, ...issue });
    if (waivers.length === 0) return;
    // Loaded only here, because that list holds this rule.
    const { rules } = await import('../../rules.ts');
    const waivable = rules.filter((rule) => rule.waivable).map((rule) => rule.id);
    for (const { rule: id, file, index } of waivers) {
      const say = (key: 'rule' | 'file', message: string, fix: string) =>
        report({ file: waiversFile, at: { json: [index, key] }, message, fix });
      const known = rules.find((rule) => rule.id === id);
      if (known === undefined) {
        const meant = suggest(id, waivable);
        say(
          'rule',
          `Unknown rule ${quote(id)}.`,
          meant === undefined ? 'Remove the waiver.' : `"rule": "${meant}"`,
        );
      } else if (!known.waivable) {
        say(
          'rule',
          `Disallowed waiver: ${quote(id)} is a rule that nobody can waive.`,
          'Fix what the rule found, and remove the waiver.',
        );
      } else if (file !== '.' && !source.files.has(file) && !source.directories.has(file)) {
        say(
          'file',
          `Expected "file" to name a file of the plugin as the diagnostic does, but there is nothing at ${quote(file)}.`,
          'Remove the waiver, or write the path that the diagnostic shows; "." is the plugin as a whole.',
        );
      }
    }
  },
);
