import { readWaivers, waiversFile } from '../../config/waivers.ts';
import { quote } from '../../diagnostic.ts';
import type { Rule } from '../../rule.ts';
import { suggest } from '../../text/names.ts';

export const rule: Rule = {
  id: 'waiver-invalid',
  authority: 'marketplace',
  severity: 'error',
  waivable: false,
  async check({ source, report }) {
    if (!source.files.has(waiversFile)) return;
    const { waivers, problems } = readWaivers(source);
    for (const { message, index } of problems) {
      report({
        file: waiversFile,
        ...(index === undefined ? {} : { at: { json: [index] } }),
        message,
        fix: '[{ "rule": "<id>", "file": "<path>", "reason": "<why it may be passed over>" }]',
      });
    }
    if (waivers.length === 0) return;
    // Loaded only here, because that list holds this rule.
    const { rules } = await import('../../rules.ts');
    const indexes = placesOf(source.json(waiversFile));
    for (const waiver of waivers) {
      const index = indexes.get(`${waiver.rule}\n${waiver.file}`) ?? 0;
      const known = rules.find((one) => one.id === waiver.rule);
      if (known === undefined) {
        const meant = suggest(
          waiver.rule,
          rules.filter((one) => one.waivable).map((one) => one.id),
        );
        report({
          file: waiversFile,
          at: { json: [index, 'rule'] },
          message: `Unknown rule ${quote(waiver.rule)}.`,
          fix: meant === undefined ? 'Take the waiver out.' : `"rule": "${meant}"`,
        });
      } else if (!known.waivable) {
        report({
          file: waiversFile,
          at: { json: [index, 'rule'] },
          message: `Disallowed waiver: ${quote(waiver.rule)} is a rule that nobody can waive.`,
          fix: 'Mend what the rule found, and take the waiver out.',
        });
      } else if (
        waiver.file !== '.' &&
        !source.files.has(waiver.file) &&
        !source.directories.has(waiver.file)
      ) {
        report({
          file: waiversFile,
          at: { json: [index, 'file'] },
          message: `Expected "file" to name a file of the plugin as the diagnostic does, and nothing stands at ${quote(waiver.file)}.`,
          fix: 'Take the waiver out, or write the path that the diagnostic shows; "." is the plugin as a whole.',
        });
      }
    }
  },
};

/** Where each waiver stands in the list as written. */
function placesOf(parsed: { ok: boolean; value?: unknown } | undefined): Map<string, number> {
  const places = new Map<string, number>();
  if (parsed?.ok !== true || !Array.isArray(parsed.value)) return places;
  for (const [index, item] of parsed.value.entries()) {
    const entry: Record<string, unknown> = typeof item === 'object' && item !== null ? { ...item } : {};
    const key = `${String(entry.rule)}\n${String(entry.file)}`;
    if (!places.has(key)) places.set(key, index);
  }
  return places;
}
