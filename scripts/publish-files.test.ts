import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Registry } from '../src/registry/registry.ts';
import { fixtureFolder } from '../test/fixture-marketplace.ts';

const home = join(import.meta.dirname, '..');
let root: string;
const file = (path: string) => join(root, path);
const run = (script: string, ...args: string[]) =>
  spawnSync(process.execPath, [join(home, 'scripts', script), '--root', root, ...args], { encoding: 'utf8' });

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'publish-files-'));
  cpSync(fixtureFolder, root, { recursive: true });
  const { status, stderr } = run('registry.ts', '--worktree', '--out', file('registry.json'));
  expect(status, stderr).toBe(0);
  for (const page of ['', 'plugins/plugin-finder', 'rules']) {
    mkdirSync(join(file('dist'), page), { recursive: true });
    writeFileSync(join(file('dist'), page, 'index.html'), '<!doctype html>');
  }
  writeFileSync(file('dist/404.html'), '<!doctype html>');
  mkdirSync(file('dist/plugins/former'));
  writeFileSync(
    file('dist/plugins/former/index.html'),
    '<!doctype html><head><meta name="robots" content="noindex"></head>',
  );
});
afterAll(() => rmSync(root, { recursive: true }));

describe('the command that adds files to a built site', () => {
  test('adds them, keeps the pages and lists them in the sitemap, but for those that hide from it', () => {
    const { status, stdout, stderr } = run('publish-files.ts');
    expect(stderr).toBe('');
    expect(status).toBe(0);
    const { site, plugins } = JSON.parse(readFileSync(file('registry.json'), 'utf8')) as Registry;
    expect(stdout).toMatch(/^Published \d+ files, \d+ bytes; read \d+ plugins?\.\n$/);
    expect(stdout).toContain(`read ${plugins.length} plugins`);
    const zips = readdirSync(file('dist/archives')).filter((name) => name.endsWith('.zip'));
    expect(zips).toEqual(plugins.map(({ name, version }) => `${name}-${version}.zip`));
    expect(readFileSync(file('dist/index.html'), 'utf8')).toBe('<!doctype html>');
    const addresses = [...readFileSync(file('dist/sitemap.xml'), 'utf8').matchAll(/<loc>(.*?)<\/loc>/g)];
    expect(addresses.map(([, address]) => address)).toEqual([
      site,
      `${site}plugins/plugin-finder/`,
      `${site}rules/`,
    ]);
  });

  test('reads again only what has findings', () => {
    const { plugins } = JSON.parse(readFileSync(file('registry.json'), 'utf8')) as Registry;
    const found = plugins.filter(({ check }) => check.errors + check.warnings + check.infos > 0).length;
    expect(run('publish-files.ts').stdout).toContain(` read ${found} plugin`);
  });

  test('says in one sentence what is wrong', () => {
    const { status, stderr } = run('publish-files.ts', '--registry', file('nothing.json'));
    expect(status).toBe(1);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toContain('nothing.json');
    writeFileSync(file('other.json'), '{ "plugins": {} }');
    expect(run('publish-files.ts', '--registry', file('other.json')).stderr).toBe(
      `"${file('other.json')}" is not a registry of schema version 2: run "npm run registry".\n`,
    );
    writeFileSync(file('plugins/plugin-finder/README.md'), 'changed');
    rmSync(file('.cache'), { recursive: true });
    const changed = run('publish-files.ts');
    expect(changed.status).toBe(1);
    expect(changed.stderr).toBe(
      'The plugin "plugin-finder" is not as the registry describes it. Write the registry again with "npm run registry".\n',
    );
  });

  test('knows its own words', () => {
    expect(run('publish-files.ts', '--help').stdout).toContain('Usage:');
    expect(run('publish-files.ts', '--nonsense').status).toBe(2);
  });
});
