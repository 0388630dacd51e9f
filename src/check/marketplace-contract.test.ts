import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  baseMarketplace,
  diagnoseFolder,
  diagnoseMarketplace,
} from '../../test/check/marketplace-fixtures.ts';
import { type Overlay, parseRulePage } from '../../test/check/rule-fixtures.ts';
import { marketplaceRules } from './marketplace-rules.ts';
import { folderRule } from './run/check-folder.ts';

const folder = join(import.meta.dirname, 'rules');
const known = [folderRule, ...marketplaceRules];

describe('the list of rules about marketplaces and folders', () => {
  it('holds exactly their folders in rules/, sorted by id', () => {
    const folders = readdirSync(folder).filter((name) => /^(?:marketplace|folder)-/.test(name));
    expect(known.map((rule) => rule.id)).toEqual(folders.sort());
  });

  it('finds nothing wrong with the marketplace that examples are laid over', async () => {
    expect(await diagnoseMarketplace({})).toEqual([]);
  });
});

describe.each(known.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  const readme = join(folder, id, 'README.md');
  const markdown = existsSync(readme) ? readFileSync(readme, 'utf8') : '';
  const page = parseRulePage(markdown);
  const isFolderRule = rule === folderRule;
  const diagnose = async (overlay: Overlay) =>
    (isFolderRule ? await diagnoseFolder(overlay) : await diagnoseMarketplace(overlay)).filter(
      (diagnostic) => diagnostic.rule === id,
    );
  const filesOf = (overlay: Overlay): Overlay => ({ ...(isFolderRule ? {} : baseMarketplace), ...overlay });

  it('has a page that states its facts', () => {
    expect(page.title).toBe(id);
    expect(page.authority).toBe(rule.authority);
    expect(page.severity).toBe(rule.severity);
    expect(page.waivable).toBe('no');
    expect(rule.waivable).toBe(false);
    expect(page.headings).toEqual(['Why', 'How to fix', 'Invalid', 'Valid']);
    expect(markdown).toMatch(/^# [^\n]+\n\n[A-Z][^\n]+\.\n\n- Authority: /);
    for (const heading of ['Why', 'How to fix'])
      expect(markdown).toMatch(new RegExp(`^## ${heading}\\n\\n\\S`, 'm'));
  });

  it('finds what its page shows as invalid', async () => {
    expect(Object.keys(page.invalid).length).toBeGreaterThan(0);
    const found = await diagnose(page.invalid);
    expect(found.length).toBeGreaterThan(0);
    expect(found.map((diagnostic) => diagnostic.severity)).toContain(rule.severity);
    const files = filesOf(page.invalid);
    for (const diagnostic of found) {
      expect(['.', ...Object.keys(files)]).toContain(diagnostic.file);
      const file = files[diagnostic.file];
      expect(diagnostic.line).toBeLessThanOrEqual(typeof file === 'string' ? file.split('\n').length : 1);
      expect(diagnostic.message).toMatch(/^[A-Z"].*\.$/s);
      expect(diagnostic.message).not.toContain('\n');
      expect(diagnostic.fix.trim()).not.toBe('');
    }
  });

  it('finds nothing in what its page shows as valid', async () => {
    expect(Object.keys(page.valid).length).toBeGreaterThan(0);
    expect(await diagnose(page.valid)).toEqual([]);
  });

  it('has tests for what its page does not show', () => {
    const file = join(folder, id, 'rule.test.ts');
    const cases = existsSync(file)
      ? (readFileSync(file, 'utf8').match(/^\s*(?:it|test)(?:\.each)?(?:<[^>]*>)?\(/gm) ?? [])
      : [];
    expect(cases.length).toBeGreaterThanOrEqual(2);
  });
});
