import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { configFile } from '../src/check/config/config.ts';
import { rules } from '../src/check/rules.ts';
import { siteRules } from './site-content.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'site-content-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const written = (policy: object) =>
  writeFileSync(
    join(folder, configFile),
    JSON.stringify({
      name: 'shop',
      description: 'A marketplace for this test.',
      owner: { name: 'Somebody' },
      repository: 'somebody/shop',
      site: 'https://shop.example/',
      categories: [{ id: 'other', name: 'Other', description: 'Everything else.' }],
      policy,
    }),
  );
const severities = () =>
  Object.fromEntries(siteRules(folder).map(({ id, severity, ownSeverity }) => [id, [severity, ownSeverity]]));

test('a page says what a finding is worth here', () => {
  written({ rules: { 'license-missing': 'off', 'readme-missing': 'info', 'description-length': 'warning' } });
  expect(severities()).toMatchObject({
    'license-missing': ['off', 'error'],
    'readme-missing': ['info', 'error'],
    'description-length': ['warning', undefined],
    'json-invalid': ['error', undefined],
  });
});

test('where there is no configuration, or none that can be used, every rule keeps its own', () => {
  const own = Object.fromEntries(rules.map(({ id, severity }) => [id, [severity, undefined]]));
  expect(severities()).toEqual(own);
  writeFileSync(join(folder, configFile), '{');
  expect(severities()).toEqual(own);
});
