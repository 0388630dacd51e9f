import { describe, expect, test } from 'vitest';
import { aPlugin, aRegistry, attack } from '../../../test/registries.ts';
import { elements, parseXml } from '../../../test/well-formed.ts';
import { llmsFile, openSearchFile, robotsFile, sitemapFiles } from './pages.ts';

describe('the sitemap', () => {
  const registry = aRegistry([aPlugin('one', { updated: '2026-01-02' })]);

  test('lists every page once, sorted, by its absolute address, with the date of a plugin', () => {
    const [file, ...others] = sitemapFiles(registry, ['plugins/one/', '', 'rules/', '', 'a&b/']);
    expect(others).toEqual([]);
    const urls = elements(parseXml(String(file?.content)), 'url');
    expect(urls.map((url) => url.children.map(({ text }) => text))).toEqual([
      ['https://catalog.example/shop/'],
      ['https://catalog.example/shop/a&b/'],
      ['https://catalog.example/shop/plugins/one/', '2026-01-02'],
      ['https://catalog.example/shop/rules/'],
    ]);
  });

  test('is split where it would be too long', () => {
    const files = sitemapFiles(
      registry,
      Array.from({ length: 50_001 }, (_, page) => `page-${page}/`),
    );
    expect(files.map(({ path }) => path)).toEqual(['sitemap.xml', 'sitemap-1.xml', 'sitemap-2.xml']);
    expect(elements(parseXml(String(files[0]?.content)), 'loc').map(({ text }) => text)).toEqual([
      'https://catalog.example/shop/sitemap-1.xml',
      'https://catalog.example/shop/sitemap-2.xml',
    ]);
    expect(files.slice(1).map(({ content }) => String(content).split('<url>').length - 1)).toEqual([
      50_000, 1,
    ]);
  });
});

test('robots are told where the sitemap is', () =>
  expect(robotsFile(aRegistry([])).content).toContain(
    '\nSitemap: https://catalog.example/shop/sitemap.xml\n',
  ));

test('a browser is told how to search', () => {
  const root = parseXml(
    String(openSearchFile(aRegistry([], { displayName: attack, description: attack })).content),
  );
  expect(elements(root, 'Url').map(({ attributes }) => attributes.template)).toEqual([
    'https://catalog.example/shop/?q={searchTerms}',
    'https://catalog.example/shop/opensearch.xml',
  ]);
  expect(elements(root, 'ShortName')[0]?.text.length).toBeLessThanOrEqual(16);
  expect(elements(root, 'script')).toEqual([]);
});

describe('llms.txt', () => {
  test('has a title, a summary and the plugins that are offered', () => {
    const deprecated = { reason: 'It is old.', date: '2026-01-01' };
    const lines = String(
      llmsFile(
        aRegistry([aPlugin('old', { deprecated }), aPlugin('one', { description: 'Does one thing.' })]),
      ).content,
    ).split('\n');
    expect(lines[0]).toBe('# The Shop');
    expect(lines[2]).toBe('> Plugins to test with.');
    expect(lines).toContain('- [one](https://catalog.example/shop/plugins/one/): Does one thing.');
    expect(lines.join('\n')).not.toContain('old');
  });

  test('shows what an author wrote as one line of plain text', () => {
    const clean = String(llmsFile(aRegistry([aPlugin('one', { description: 'x' })])).content).split('\n');
    const lines = String(llmsFile(aRegistry([aPlugin('one', { description: attack })])).content).split('\n');
    expect(lines.length).toBe(clean.length);
    const line = lines.find((text) => text.startsWith('- [one]')) ?? '';
    expect(line).toContain('\\<script\\>');
    expect(line).toContain('\\[x\\](javascript:1)');
    expect(line).not.toMatch(/[\u202e\0]/);
  });

  test('names a bounded number of plugins', () => {
    const many = Array.from({ length: 510 }, (_, index) => aPlugin(`plugin-${index}`));
    const text = String(llmsFile(aRegistry(many)).content);
    expect(text.match(/^- \[plugin-/gm)).toHaveLength(500);
    expect(text).toContain('- And 10 more: [all plugins](https://catalog.example/shop/api/v1/plugins.json)');
  });
});
