import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { diagnoseMarketplace } from '../../test/check/marketplace-fixtures.ts';
import { diagnose, type Overlay, parseRulePage } from '../../test/check/rule-fixtures.ts';
import { diagnoseExample } from '../../test/check/target-fixtures.ts';
import { rules } from './rules.ts';

const folder = join(import.meta.dirname, 'rules');
/** A rule that no files bring about, so that its page shows none. */
const withoutExamples = new Set(['check-incomplete']);

describe('the list of rules', () => {
  it('holds exactly the folders of rules/, sorted by id', () => {
    const folders = readdirSync(folder).sort();
    expect(folders.length).toBeGreaterThan(0);
    expect(rules.map((rule) => rule.id)).toEqual(folders);
  });

  it('finds nothing wrong with the plugin and the marketplace that examples are laid over', async () => {
    const found = await Promise.all(
      rules.flatMap((rule) => (rule.looksAt === 'plugin' ? [diagnose(rule, {})] : [])),
    );
    expect(found.flat()).toEqual([]);
    expect(await diagnoseMarketplace({})).toEqual([]);
  });
});

/** Every path that a diagnostic may name: files, links and special files, with their folders. */
function pathsOf(files: Overlay): Set<string> {
  const paths = new Set(['.']);
  for (const path of Object.keys(files)) {
    if (files[path] === null) continue;
    for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) paths.add(path.slice(0, end));
  }
  return paths;
}

function lineCount(file: Overlay[string] | undefined): number {
  if (typeof file === 'string') return file.split('\n').length;
  return typeof file === 'object' && file !== null && 'text' in file ? file.text.split('\n').length : 1;
}

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  const readme = join(folder, id, 'README.md');
  const markdown = existsSync(readme) ? readFileSync(readme, 'utf8') : '';
  const page = parseRulePage(markdown);

  it('has a page that states its facts', () => {
    expect(page.title).toBe(id);
    expect(id).toMatch(/^[a-z]+(?:-[a-z0-9]+)+$/);
    expect(page.authority).toBe(rule.authority);
    expect(page.severity).toBe(rule.severity);
    expect(page.waivable).toBe(rule.waivable ? 'yes' : 'no');
    if (rule.looksAt !== 'plugin') expect(rule.waivable).toBe(false);
    const examples = withoutExamples.has(id) ? [] : ['Invalid', 'Valid'];
    expect(page.headings).toEqual(['Why', 'How to fix', ...examples]);
    // The sentence between the title and the facts says what the rule finds.
    expect(markdown).toMatch(/^# [^\n]+\n\n[A-Z][^\n]+\.\n\n- Authority: /);
    for (const heading of ['Why', 'How to fix'])
      expect(markdown).toMatch(new RegExp(`^## ${heading}\\n\\n\\S`, 'm'));
  });

  it.skipIf(withoutExamples.has(id))('finds what its page shows as invalid', async () => {
    expect(Object.keys(page.invalid).length).toBeGreaterThan(0);
    const { found, files } = await diagnoseExample(rule, page.invalid);
    expect(found.length).toBeGreaterThan(0);
    expect(found.map((diagnostic) => diagnostic.severity)).toContain(rule.severity);
    const paths = pathsOf(files);
    for (const diagnostic of found) {
      expect(diagnostic.rule).toBe(id);
      if (!diagnostic.file.includes('\\u{')) expect(paths).toContain(diagnostic.file);
      expect(diagnostic.line).toBeLessThanOrEqual(lineCount(files[diagnostic.file]));
      expect(diagnostic.message).toMatch(/^[A-Z"].*\.$/s);
      expect(diagnostic.message).not.toContain('\n');
      expect(diagnostic.fix.trim()).not.toBe('');
    }
  });

  it.skipIf(withoutExamples.has(id))('finds nothing in what its page shows as valid', async () => {
    expect(Object.keys(page.valid).length).toBeGreaterThan(0);
    expect((await diagnoseExample(rule, page.valid)).found).toEqual([]);
  });

  it('has tests for what its page does not show', () => {
    const file = join(folder, id, 'rule.test.ts');
    const cases = existsSync(file)
      ? (readFileSync(file, 'utf8').match(/^\s*(?:it|test)(?:\.each)?(?:<[^>]*>)?[<(]/gm) ?? [])
      : [];
    expect(cases.length).toBeGreaterThanOrEqual(2);
  });
});
