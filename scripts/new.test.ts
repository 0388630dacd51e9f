import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { scaffoldKinds } from '../src/new/scaffold.ts';
import { validateStrictly } from '../test/client/claude.ts';
import { temporaryFolder, writeFiles } from '../test/files.ts';
import { fixtureConfig } from '../test/fixture-marketplace.ts';

const home = join(import.meta.dirname, '..');
const temporary = temporaryFolder('new');
beforeAll(() => {
  writeFiles(temporary, { 'plugins/cloud-garden/kept': 'kept' });
  cpSync(fixtureConfig, join(temporary, 'marketplace.config.json'));
});

function run(...args: string[]) {
  const script = join(home, 'scripts/new.ts');
  const result = spawnSync(process.execPath, [script, ...args], { encoding: 'utf8', cwd: temporary });
  expect(`${result.stdout}${result.stderr}`).not.toMatch(/^\s+at /m);
  return { code: result.status, out: result.stdout, err: result.stderr };
}

const inMarket = (...args: string[]) => run(...args, '--root', temporary);

test('writes a plugin with everything, which the real Claude Code accepts without a warning', () => {
  const made = inMarket('pocket-compass', '--author', 'Ada Writer', '--with', ...scaffoldKinds);
  expect(made).toMatchObject({ code: 0, err: '' });
  const folder = join(temporary, 'plugins/pocket-compass');
  expect(readFileSync(join(folder, 'LICENSE'), 'utf8')).toContain('Copyright (c) Ada Writer');
  expect(JSON.parse(readFileSync(join(folder, 'listing.json'), 'utf8'))).toMatchObject({
    category: 'productivity',
  });
  expect(statSync(join(folder, 'bin/pocket-compass')).mode & 0o111).toBe(0o111);

  const { status, output } = validateStrictly(folder, join(temporary, 'home'));
  expect(output).toContain('Validation passed');
  expect(status).toBe(0);
  expect(output.replace(/\s+/g, ' ')).toMatch(
    /hooks: SessionStart.*mcpServers: pocket-compass.*skills: pocket-compass:pocket-compass/,
  );
});

test('starts with a skill by default, and uses what its options say', () => {
  const made = inMarket(
    'quiet-lantern',
    '--description',
    'Turns the lights off when nobody is looking.',
    '--category',
    'design',
    '--license',
    'Apache-2.0',
    '--author',
    'Ada',
  );
  expect(made.code).toBe(0);
  expect(made.out).toContain('Put the text of Apache-2.0 into plugins/quiet-lantern/LICENSE.');
  const folder = join(temporary, 'plugins/quiet-lantern');
  expect(readdirSync(folder).sort()).toEqual(['.claude-plugin', 'README.md', 'listing.json', 'skills']);
  expect(JSON.parse(readFileSync(join(folder, '.claude-plugin/plugin.json'), 'utf8'))).toMatchObject({
    name: 'quiet-lantern',
    description: 'Turns the lights off when nobody is looking.',
    license: 'Apache-2.0',
    author: { name: 'Ada' },
  });
});

test('writes outside the marketplace with --dir, without a listing', () => {
  const elsewhere = join(temporary, 'elsewhere');
  mkdirSync(elsewhere);
  expect(run('cloud-gardens', '--dir', elsewhere, '--with', 'hook,mcp')).toMatchObject({ code: 0 });
  expect(readdirSync(join(elsewhere, 'cloud-gardens')).sort()).toEqual([
    '.claude-plugin',
    '.mcp.json',
    'LICENSE',
    'README.md',
    'hooks',
    'scripts',
    'server',
  ]);
});

test.each([
  ['cloud-garden', 'The name "cloud-garden" is taken'],
  ['cloud-gardens', 'Disallowed name "cloud-gardens": it reads the same as the plugin "cloud-garden".'],
  ['cloud-gerden', 'Disallowed name "cloud-gerden": it is one letter away from the plugin "cloud-garden".'],
  [
    'Cloud_Shed',
    'Expected "name" to be lower-case ASCII words joined by single hyphens, but it is "Cloud_Shed".',
  ],
  ['official', '"official"'],
  ['claude-code-official', '"claude-code-official"'],
  ['con', '"con'],
  ['../evil', '"../evil"'],
  ['..', '".."'],
  ['a/b', '"a/b"'],
  ['gift\u200bshop', '\\u{200b}'],
  ['x'.repeat(300), 'Nothing was written'],
  ['', 'Nothing was written'],
])('refuses the name %j with the reason, and writes nothing', (name, reason) => {
  const before = [readdirSync(temporary).sort(), readdirSync(join(temporary, 'plugins')).sort()];
  const refused = inMarket(name);
  expect(refused).toMatchObject({ code: 1, out: '', err: expect.stringContaining(reason) });
  expect([readdirSync(temporary).sort(), readdirSync(join(temporary, 'plugins')).sort()]).toEqual(before);
  expect(readdirSync(join(temporary, 'plugins/cloud-garden'))).toEqual(['kept']);
});

test.each([
  [['My_Plugin'], 'my-plugin'],
  [['My_Plugin', '--with', 'skill'], 'my-plugin --with skill'],
  [['--license=Apache2', 'Pocket_Map', '--author', 'A W'], "--license Apache-2.0 pocket-map --author 'A W'"],
  [['pocket-map', '--license', 'Apache2'], 'pocket-map --license Apache-2.0'],
])('says what to type instead of %j', (args, corrected) => {
  const refused = inMarket(...args);
  expect(refused).toMatchObject({ code: 1, out: '' });
  expect(refused.err.trimEnd().split('\n').at(-1)).toBe(
    `Type: npm run new -- ${corrected} --root ${temporary}`,
  );
  expect(refused.err).not.toContain('"name":');
});

test.each([
  [[], 'Expected <name>: the name of the new plugin.'],
  [['pocket-map', '--with', 'skil'], 'Unknown kind "skil". Did you mean "skill"?'],
  [['pocket-map', '--wiht', 'skill'], 'Unknown option "--wiht". Did you mean "--with"?'],
])('says what was wrong with %j', (args, reason) => {
  expect(inMarket(...args)).toMatchObject({ code: 2, out: '', err: expect.stringContaining(reason) });
});

test('refuses a category and a licence that nobody knows', () => {
  expect(inMarket('pocket-map', '--category', 'tests')).toMatchObject({
    code: 1,
    err: expect.stringContaining('Unknown category "tests".'),
  });
  expect(inMarket('pocket-map', '--license', 'Mine')).toMatchObject({
    code: 1,
    err: expect.stringContaining('"Mine"'),
  });
});
