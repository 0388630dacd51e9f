// The forms that people report with, and the link of a plugin's page to one: https://docs.github.com/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-githubs-form-schema
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { createCatalog } from '../../src/site/catalog.ts';
import { pluginPages } from '../../src/site/parts/plugin-page.ts';
import { aPlugin, aRegistry } from '../registries.ts';

const folder = join(import.meta.dirname, '..', '..', '.github', 'ISSUE_TEMPLATE');

type Field = {
  type: string;
  id?: string;
  attributes: { label?: string; description?: string; value?: string };
  validations?: { required?: boolean };
};
type Form = { name: string; description: string; labels?: string[]; body: Field[] };

const formOf = (file: string) => parse(readFileSync(join(folder, file), 'utf8')) as Form;
const forms = readdirSync(folder).filter((file) => file !== 'config.yml');

describe.each(forms)('the form %s', (file) => {
  const form = formOf(file);
  const fields = form.body.filter(({ type }) => type !== 'markdown');

  test('has what GitHub asks of one, and nothing that it does not know', () => {
    expect(
      Object.keys(form).filter((key) => !['name', 'description', 'labels', 'body'].includes(key)),
    ).toEqual([]);
    expect(form.name).toMatch(/\S/);
    expect(form.description).toMatch(/\S/);
    expect(fields.length).toBeGreaterThan(0);
    for (const { type, id, attributes, validations = {}, ...more } of form.body) {
      expect(Object.keys(more)).toEqual([]);
      expect(['markdown', 'input', 'textarea']).toContain(type);
      if (type === 'markdown') {
        expect(attributes.value).toMatch(/\S/);
        continue;
      }
      expect(id).toMatch(/^[A-Za-z0-9_-]+$/);
      expect(attributes.label).toMatch(/\S/);
      expect(typeof validations.required).toBe('boolean');
    }
  });

  test('names no field twice', () => {
    for (const key of [fields.map(({ id }) => id), fields.map(({ attributes }) => attributes.label)])
      expect(new Set(key).size).toBe(key.length);
  });
});

test('every page of a plugin leads to a form about plugins, filled in as far as it is known', () => {
  const plugin = aPlugin('one', { version: '1.0.0 & more' });
  const catalog = createCatalog(aRegistry([plugin]), { commit: 'HEAD', dependents: new Map(), removed: [] });
  const markup = pluginPages(catalog, plugin, {}, [], () => true)[0]?.content.markup ?? '';
  const [, href = ''] = /href="([^"]*)">Report a problem</.exec(markup) ?? [];
  const url = new URL(href.replaceAll('&amp;', '&'));
  expect(url.pathname).toBe('/owner/shop/issues/new');
  const { template = '', ...filled } = Object.fromEntries(url.searchParams);
  expect(filled).toEqual({ title: 'one: ', plugin: 'one', version: '1.0.0 & more' });
  expect(forms).toContain(template);
  const ids = formOf(template).body.map(({ id }) => id);
  expect(['plugin', 'version'].filter((id) => !ids.includes(id))).toEqual([]);
});

test('what must not be public is sent elsewhere before anything is written', () => {
  const [first] = formOf('problem-with-a-plugin.yml').body;
  expect(first?.type).toBe('markdown');
  expect(first?.attributes.value).toContain('SECURITY.md');
});
