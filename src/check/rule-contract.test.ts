import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { basePlugin, diagnose, type Overlay, parseRulePage } from '../../test/check/rule-fixtures.ts';
import { rules } from './rules.ts';

const folder = join(import.meta.dirname, 'rules');
/** Rules about marketplaces and folders are held to the same contract in `marketplace-contract.test.ts`. */
const folders = readdirSync(folder)
  .filter((name) => !/^(?:marketplace|folder)-/.test(name))
  .sort();

describe('the list of rules', () => {
  it('holds exactly the folders of rules/, sorted by id', () => {
    expect(folders.length).toBeGreaterThan(0);
    expect(rules.map((rule) => rule.id)).toEqual(folders);
  });

  it('finds nothing wrong with the plugin that examples are laid over', async () => {
    const found = await Promise.all(rules.map((rule) => diagnose(rule, {})));
    expect(found.flat()).toEqual([]);
  });
});

/** Every path that a diagnostic may name: files, links and what is neither, with their folders. */
function pathsOf(overlay: Overlay): Set<string> {
  const paths = new Set(['.']);
  for (const path of Object.keys({ ...basePlugin, ...overlay })) {
    if (overlay[path] === null) continue;
    for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) paths.add(path.slice(0, end));
  }
  return paths;
}

function lineCount(file: Overlay[string] | undefined): number {
  const text =
    typeof file === 'string'
      ? file
      : typeof file === 'object' && file !== null && 'text' in file
        ? file.text
        : '';
  return text.split('\n').length;
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
    expect(page.headings).toEqual(['Why', 'How to fix', 'Invalid', 'Valid']);
    // The sentence between the title and the facts says what the rule finds.
    expect(markdown).toMatch(/^# [^\n]+\n\n[A-Z][^\n]+\.\n\n- Authority: /);
    for (const heading of ['Why', 'How to fix'])
      expect(markdown).toMatch(new RegExp(`^## ${heading}\\n\\n\\S`, 'm'));
  });

  it('finds what its page shows as invalid', async () => {
    expect(Object.keys(page.invalid).length).toBeGreaterThan(0);
    const found = await diagnose(rule, page.invalid);
    expect(found.length).toBeGreaterThan(0);
    expect(found.map((diagnostic) => diagnostic.severity)).toContain(rule.severity);
    const paths = pathsOf(page.invalid);
    for (const diagnostic of found) {
      expect(diagnostic.rule).toBe(id);
      if (!diagnostic.file.includes('\\u{')) expect(paths).toContain(diagnostic.file);
      expect(diagnostic.line).toBeLessThanOrEqual(
        lineCount({ ...basePlugin, ...page.invalid }[diagnostic.file]),
      );
      expect(diagnostic.message).toMatch(/^[A-Z"].*\.$/s);
      expect(diagnostic.message).not.toContain('\n');
      expect(diagnostic.fix.trim()).not.toBe('');
    }
  });

  it('finds nothing in what its page shows as valid', async () => {
    expect(Object.keys(page.valid).length).toBeGreaterThan(0);
    expect(await diagnose(rule, page.valid)).toEqual([]);
  });

  it('has tests for what its page does not show', () => {
    const file = join(folder, id, 'rule.test.ts');
    const cases = existsSync(file)
      ? (readFileSync(file, 'utf8').match(/^\s*(?:it|test)(?:\.each)?[<(]/gm) ?? [])
      : [];
    expect(cases.length).toBeGreaterThanOrEqual(2);
  });
});
