import { execFileSync, spawnSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { treesHash } from '../src/registry/hashes.ts';
import type { Registry } from '../src/registry/registry.ts';
import { validateStrictly } from '../test/client/claude.ts';
import { temporaryFolder, writeFiles } from '../test/files.ts';
import { fixtureConfig } from '../test/fixture-marketplace.ts';

const home = join(import.meta.dirname, '..');
const temporary = temporaryFolder('registry');
let count = 0;

const readme = `# A plugin\n\n${'It does one thing well, says what it did, and leaves everything else to the person who asked for it. '.repeat(6)}\n`;

function plugin(name: string, manifest: object = {}): Record<string, string> {
  return {
    [`plugins/${name}/.claude-plugin/plugin.json`]: JSON.stringify({
      name,
      version: '1.0.0',
      description: `Helps people with ${name} in their everyday work.`,
      author: { name: 'Us' },
      license: 'MIT',
      ...manifest,
    }),
    [`plugins/${name}/README.md`]: readme,
    [`plugins/${name}/LICENSE`]: 'MIT License\n\nCopyright (c) Us\n',
    [`plugins/${name}/skills/help/SKILL.md`]: `---\nname: help\ndescription: Helps with ${name}.\n---\n\nHelp.\n`,
  };
}

/** A marketplace in a folder of its own; `commit` makes it a repository. */
function market(files: Record<string, string> = { ...plugin('orchard'), ...plugin('quarry') }): string {
  const folder = join(temporary, `market-${count++}`);
  writeFiles(folder, {
    'marketplace.config.json': readFileSync(fixtureConfig, 'utf8'),
    ...files,
  });
  return folder;
}

function commit(folder: string, date = '2026-01-01T00:00:00Z'): void {
  const git = (...args: string[]) =>
    execFileSync(
      'git',
      ['-c', 'user.name=A', '-c', 'user.email=a@example.com', '-c', 'commit.gpgSign=false', ...args],
      {
        cwd: folder,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date },
      },
    );
  git('init', '-q', '.');
  git('add', '-A', '.');
  git('commit', '-q', '--allow-empty', '-m', 'Change');
}

function run(folder: string, ...args: string[]) {
  const script = join(home, 'scripts/registry.ts');
  const result = spawnSync(process.execPath, [script, '--root', folder, ...args], { encoding: 'utf8' });
  expect(`${result.stdout}${result.stderr}`).not.toMatch(/^\s+at /m);
  return { code: result.status, out: result.stdout, err: result.stderr };
}

const bytes = (folder: string) => [
  readFileSync(join(folder, 'registry.json'), 'utf8'),
  readFileSync(join(folder, '.claude-plugin/marketplace.json'), 'utf8'),
];
const registryOf = (folder: string) =>
  JSON.parse(readFileSync(join(folder, 'registry.json'), 'utf8')) as Registry;

test('writes both files, is then current, and keeps to its published schema', () => {
  const folder = market();
  commit(folder);
  expect(run(folder)).toEqual({
    code: 0,
    out: 'Wrote the registry: 2 plugins, 2 read, 0 unchanged.\n',
    err: '',
  });
  const registry = registryOf(folder);
  expect(registry.plugins.map((entry) => [entry.name, entry.check.status, entry.created])).toEqual([
    ['orchard', 'ok', '2026-01-01'],
    ['quarry', 'ok', '2026-01-01'],
  ]);
  const schema = JSON.parse(
    readFileSync(join(home, 'src/registry/schemas/registry.schema.json'), 'utf8'),
  ) as object;
  const validate = new Ajv2020({ allowUnionTypes: true }).compile(schema);
  validate(registry);
  expect(validate.errors).toBeNull();
  expect(validate({ ...registry, other: 1 })).toBe(false);

  expect(run(folder)).toEqual({
    code: 0,
    out: 'The registry is current: 2 plugins, none read again.\n',
    err: '',
  });
  expect(run(folder, '--check').code).toBe(0);
  expect(run(folder, '--check', '--fresh')).toMatchObject({ code: 0 });
  expect(readdirSync(folder).filter((name) => name.includes('draft'))).toEqual([]);
});

test('says what is deleted and what the configuration says, until both are committed', () => {
  const folder = market({ ...plugin('orchard'), ...plugin('quarry') });
  commit(folder);
  run(folder);
  const committed = bytes(folder);
  rmSync(join(folder, 'plugins/quarry'), { recursive: true });
  const config = readFileSync(join(folder, 'marketplace.config.json'), 'utf8');
  writeFiles(folder, {
    'marketplace.config.json': config.replace('"description": "', '"description": "Ours: '),
  });
  const said = [
    'These changes are not committed, so the registry does not include them:',
    '  deleted: "quarry"',
    '  changed: marketplace.config.json',
    'Commit them and run "npm run registry" again, or add "--worktree" to describe the files on the disk.',
    '',
  ];
  expect(run(folder).out.split('\n').slice(1)).toEqual(said);
  expect(run(folder, '--fresh').out.split('\n').slice(1)).toEqual(said);
  expect(bytes(folder)).toEqual(committed);
  commit(folder, '2026-02-01T00:00:00Z');
  expect(run(folder).out).toBe('Wrote the registry: 1 plugin, 0 read, 1 unchanged.\n');
  expect(registryOf(folder).description).toMatch(/^Ours: /);
});

test('describes the last commit, or with --worktree the disk, to the same bytes where they are the same', () => {
  const folder = market({
    ...plugin('orchard'),
    ...plugin('quarry'),
    '.gitignore': '*.log\nnode_modules/\n',
  });
  commit(folder);
  writeFiles(folder, { 'plugins/orchard/debug.log': 'x', 'plugins/quarry/node_modules/x/index.js': 'x' });
  mkdirSync(join(folder, 'plugins/quarry/without-files'));
  mkdirSync(join(folder, 'plugins/nothing-yet'));
  run(folder);
  const committed = bytes(folder);
  run(folder, '--worktree', '--fresh');
  expect(bytes(folder)).toEqual(committed);

  appendFileSync(join(folder, 'plugins/orchard/README.md'), 'More.\n');
  writeFiles(folder, plugin('zeppelin'));
  expect(run(folder).out).toBe(
    [
      'The registry is current: 2 plugins, none read again.',
      'These changes are not committed, so the registry does not include them:',
      '  new: "zeppelin"',
      '  changed: "orchard"',
      'Commit them and run "npm run registry" again, or add "--worktree" to describe the files on the disk.',
      '',
    ].join('\n'),
  );
  expect(bytes(folder)).toEqual(committed);
  expect(run(folder, '--worktree').out).toBe('Wrote the registry: 3 plugins, 2 read, 1 unchanged.\n');
  const uncommitted = registryOf(folder).plugins;
  commit(folder, '2026-02-01T00:00:00Z');
  run(folder, '--fresh');
  expect(registryOf(folder).plugins.map((entry) => entry.tree)).toEqual(
    uncommitted.map((entry) => entry.tree),
  );
  expect(registryOf(folder).plugins.map((entry) => [entry.created, entry.updated])).toEqual([
    ['2026-01-01', '2026-02-01'],
    ['2026-01-01', '2026-01-01'],
    ['2026-02-01', '2026-02-01'],
  ]);
});

test('describes the disk where there is no git, with the ids that git would give', () => {
  const folder = market();
  expect(run(folder)).toMatchObject({
    code: 0,
    out: 'Wrote the registry: 2 plugins, 2 read, 0 unchanged.\n',
  });
  const before = registryOf(folder).plugins;
  expect(before[0]).not.toHaveProperty('created');
  expect(run(folder).out).toContain('none read again');
  commit(folder);
  run(folder, '--fresh');
  expect(registryOf(folder).plugins.map((entry) => entry.tree)).toEqual(before.map((entry) => entry.tree));
});

test('describes the disk where a repository around it does not hold it', () => {
  const outer = market({ 'notes.txt': 'x', '.gitignore': '/inner/' });
  rmSync(join(outer, 'marketplace.config.json'));
  commit(outer);
  const folder = join(outer, 'inner');
  writeFiles(folder, {
    ...plugin('orchard'),
    'marketplace.config.json': readFileSync(fixtureConfig, 'utf8'),
  });
  expect(run(folder)).toMatchObject({ code: 0, out: 'Wrote the registry: 1 plugin, 1 read, 0 unchanged.\n' });
});

test('--check changes nothing and says what differs, field by field', () => {
  const folder = market();
  commit(folder);
  expect(run(folder, '--check')).toMatchObject({
    code: 1,
    out: expect.stringContaining('It does not exist yet.'),
  });
  expect(readdirSync(folder)).not.toContain('registry.json');
  run(folder);
  const before = bytes(folder);
  writeFiles(folder, { ...plugin('orchard', { version: '1.1.0' }), ...plugin('zeppelin') });
  rmSync(join(folder, 'plugins/quarry'), { recursive: true });
  commit(folder, '2026-02-01T00:00:00Z');
  const { code, out } = run(folder, '--check');
  expect(code).toBe(1);
  expect(out).toMatch(/~ "orchard": .*version "1\.0\.0" → "1\.1\.0".*versions 1 entry → 2 entries/);
  expect(out).toContain('- "quarry"');
  expect(out).toContain('+ "zeppelin"');
  expect(bytes(folder)).toEqual(before);
});

test.each([
  [
    'a marketplace.json that somebody edited',
    '.claude-plugin/marketplace.json',
    (text: string) => text.replace('orchard', 'orchids'),
  ],
  ['a line that went missing', 'registry.json', (text: string) => text.replace(/\{"name":"orchard".*\n/, '')],
  [
    'a header that somebody edited',
    'registry.json',
    (text: string) => text.replace(/"schemaVersion":\d+/, '"schemaVersion":99'),
  ],
  [
    'a line that somebody edited without changing its length',
    'registry.json',
    (text: string) => text.replace('Helps people with', 'Does no harm with'),
  ],
  [
    'a hash that somebody edited',
    'registry.json',
    (text: string) =>
      text.replace(/"trees":"(.)/, (_, digit: string) => `"trees":"${digit === '0' ? '1' : '0'}`),
  ],
  ['a conflict that nobody settled', 'registry.json', (text: string) => `<<<<<<< HEAD\n${text}`],
])('notices %s, and repairs it', (_, file, edit) => {
  const folder = market();
  commit(folder);
  run(folder);
  const before = bytes(folder);
  const path = join(folder, file);
  writeFileSync(path, edit(readFileSync(path, 'utf8')));
  expect(bytes(folder)).not.toEqual(before);
  expect(run(folder, '--check').code).toBe(1);
  expect(run(folder).code).toBe(0);
  expect(bytes(folder)).toEqual(before);
});

test('takes a forged registry whose hash was worked out too for what it says, until --fresh makes it anew', () => {
  const folder = market();
  commit(folder);
  run(folder);
  const before = bytes(folder);
  const text = (before[0] ?? '').replace('Helps people with orchard', 'Does no harm with orchard');
  const trees = execFileSync('git', ['ls-tree', '-z', 'HEAD', 'plugins/'], { cwd: folder });
  const lines = text.slice(text.indexOf('"plugins":[\n') + 12);
  const forged = text.replace(/"trees":"\w+"/, `"trees":"${treesHash(trees, hash('sha256', lines))}"`);
  expect(forged).not.toBe(text);
  writeFileSync(join(folder, 'registry.json'), forged);
  expect(run(folder, '--check').code).toBe(0);
  expect(run(folder, '--check', '--fresh')).toMatchObject({
    code: 1,
    out: expect.stringMatching(/~ "orchard": description "Does no harm .* → "Helps people/),
  });
  expect(run(folder, '--fresh').code).toBe(0);
  expect(bytes(folder)).toEqual(before);
});

test('--out writes the registry alone, elsewhere', () => {
  const folder = market();
  commit(folder);
  const out = join(folder, 'elsewhere/registry.json');
  expect(run(folder, '--out', out).code).toBe(0);
  expect(readdirSync(folder)).not.toContain('registry.json');
  expect(readdirSync(folder)).not.toContain('.claude-plugin');
  expect(run(folder, '--out', out).out).toContain('none read again');
  run(folder);
  expect(readFileSync(out, 'utf8')).toBe(bytes(folder)[0]);
});

test('judges by the configuration of the commit, not by one that is still being written', () => {
  const folder = market();
  commit(folder);
  run(folder);
  writeFileSync(join(folder, 'marketplace.config.json'), '{');
  expect(run(folder, '--check')).toMatchObject({ code: 0 });
  const broken = run(folder, '--worktree');
  expect(broken).toMatchObject({
    code: 1,
    err: 'marketplace.config.json:1:2 The file is not JSON: the file ends before its last value is closed. Write "}" at the end: the "{" of line 1 is still open.\n',
  });
});

test('says what was wrong with the words typed', () => {
  const folder = market();
  expect(run(folder, '--nonsense')).toMatchObject({
    code: 2,
    err: expect.stringContaining('Unknown option "--nonsense"'),
  });
  expect(run(join(temporary, 'absent'))).toMatchObject({
    code: 2,
    err: expect.stringContaining('There is no "marketplace.config.json"'),
  });
  expect(run(folder, '--help')).toMatchObject({
    code: 0,
    out: expect.stringContaining('Usage: npm run registry'),
  });
});

test('says that a shallow clone hides dates, and makes none up', () => {
  const folder = market();
  commit(folder);
  writeFiles(folder, plugin('zeppelin'));
  commit(folder, '2026-02-01T00:00:00Z');
  const clone = join(temporary, 'shallow');
  execFileSync('git', ['clone', '-q', '--depth', '1', `file://${folder}`, clone]);
  expect(run(clone)).toMatchObject({ code: 0, err: expect.stringContaining('git fetch --unshallow') });
  for (const entry of registryOf(clone).plugins)
    expect([entry.created, entry.updated, entry.versions]).toEqual([undefined, undefined, []]);
});

test('names plugins that do not pass, and does not offer them', () => {
  const folder = market({ ...plugin('orchard'), ...plugin('quarry', { name: 'another' }) });
  commit(folder);
  expect(run(folder)).toMatchObject({
    code: 0,
    err: '1 plugin did not pass the check and will not be offered: "quarry". For the reasons, run "npm run check".\n',
  });
  const { plugins } = JSON.parse(bytes(folder)[1] ?? '') as { plugins: { name: string }[] };
  expect(plugins.map((entry) => entry.name)).toEqual(['orchard']);
});

test('the real Claude Code accepts what is written, renames and relevance included, without a warning', () => {
  const folder = market({
    ...plugin('orchard', {
      displayName: 'Orchard',
      homepage: 'https://us.example.com',
      repository: 'https://github.com/us/plugins',
      keywords: ['fruit'],
      defaultEnabled: false,
    }),
    ...plugin('quarry', { name: 'another' }),
    'plugins/orchard/listing.json': JSON.stringify({
      category: 'testing',
      tags: ['trees'],
      maintainers: ['octocat'],
      relevance: {
        topic: 'Orchards',
        signals: {
          cwd: ['orchard'],
          cli: ['prune'],
          hosts: ['orchard.example.com'],
          filesRead: ['**/*.tree'],
          manifestDeps: [{ file: '[/\\\\]package\\.json$', pattern: '"orchard"' }],
        },
      },
    }),
  });
  const config = JSON.parse(readFileSync(join(folder, 'marketplace.config.json'), 'utf8')) as object;
  const renames = { garden: 'orchard', gone: null, lost: 'quarry' };
  writeFiles(folder, { 'marketplace.config.json': JSON.stringify({ ...config, renames }) });
  commit(folder);
  run(folder);
  expect(JSON.parse(bytes(folder)[1] ?? '')).toMatchObject({
    renames: { garden: 'orchard', gone: null },
    plugins: [{ name: 'orchard', category: 'testing', relevance: { topic: 'Orchards' } }],
  });
  const { status, output } = validateStrictly(folder, join(temporary, 'home'));
  expect(output).toContain('Validation passed');
  expect(status).toBe(0);
});

test('writes who is asked about a change, and notices when somebody edits that or the curators change', () => {
  const config = JSON.parse(readFileSync(fixtureConfig, 'utf8')) as object;
  const folder = market({
    ...plugin('orchard'),
    ...plugin('quarry'),
    'plugins/quarry/listing.json': '{ "maintainers": ["bob", "Ada"] }',
    'marketplace.config.json': JSON.stringify({ ...config, review: { curators: ['dan', 'cleo'] } }),
  });
  const file = join(folder, '.github', 'CODEOWNERS');
  const owners = () =>
    readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => /^[/*]/.test(line));
  expect(run(folder, '--check').code).toBe(1);
  expect(run(folder).code).toBe(0);
  const before = owners();
  expect(before).toEqual(['* @cleo @dan', '/plugins/quarry/ @Ada @bob']);
  expect(run(folder, '--check').code).toBe(0);

  writeFileSync(file, `${readFileSync(file, 'utf8')}/plugins/orchard/ @eve\n`);
  expect(run(folder, '--check')).toMatchObject({
    code: 1,
    out: expect.stringContaining('.github/CODEOWNERS'),
  });
  expect(run(folder).out).toMatch(/^Wrote the registry: /);
  expect(owners()).toEqual(before);

  // As a merge leaves it that takes the other side's file, whole as it is.
  const stale = readFileSync(file, 'utf8').replace('@Ada @bob', '@mallory');
  writeFileSync(file, stale);
  expect(owners()).not.toEqual(before);
  expect(run(folder, '--check')).toMatchObject({
    code: 1,
    out: expect.stringContaining('.github/CODEOWNERS is not what'),
  });
  expect(run(folder, '--check', '--fresh').code).toBe(1);
  expect(run(folder).out).toBe('Wrote the registry: 2 plugins, 0 read, 2 unchanged.\n');
  expect(owners()).toEqual(before);

  rmSync(file);
  expect(run(folder, '--check').code).toBe(1);
  writeFiles(folder, {
    'marketplace.config.json': JSON.stringify({ ...config, review: { curators: ['amy'] } }),
  });
  expect(run(folder).code).toBe(0);
  expect(owners()).toEqual(['* @amy', '/plugins/quarry/ @Ada @bob']);

  const out = join(folder, 'elsewhere.json');
  run(folder, '--out', out);
  writeFiles(folder, {
    'marketplace.config.json': JSON.stringify({ ...config, review: { curators: ['flo'] } }),
  });
  expect(run(folder, '--out', out).out).toMatch(/^Wrote the registry: /);
  run(folder);
  expect(readFileSync(out, 'utf8')).toBe(bytes(folder)[0]);
});
